import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '#domain/checks';
import { createSandbox } from '#services/sandbox';
import { bubblewrap } from '../../../electron/services/sandbox/bubblewrap.node.ts';
import { realChecks } from '../../support/checks.ts';
import { missing } from '../../support/prerequisites.ts';

const reasons = (checks: Check[]) => Object.fromEntries(checks.map(({ name, status, reason }) => [name, reason?.sentence.code ?? status]));
const go = 'package main\n\nfunc main() {}\n';

describe('what cannot be checked says why', () => {
  let real: Awaited<ReturnType<typeof realChecks>>;
  beforeAll(async () => {
    // Nothing may be started here at all, so a sandbox that cannot be made shows whether something tried.
    const sandbox = createSandbox({ confinement: bubblewrap({ hidden: [], program: '/nowhere/bwrap' }) });
    real = await realChecks({ sandbox });
  });
  afterAll(() => real.close());

  it('in an untrusted folder only the parser looks', async () => {
    const root = await real.folder({});
    const files = { 'a.go': go, 'a.py': 'x = 1\n', 'a.ts': 'const a = 1;\n', 'a.js': 'a();\n' };
    const checks = await real.check(root, files, { trusted: false });
    expect(checks.filter(({ name }) => name === 'parses').map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed']);
    const others = checks.filter(({ name }) => name !== 'parses');
    expect(new Set(others.map(({ reason }) => reason?.sentence.code))).toEqual(new Set(['check.untrusted']));
    expect(others.every(({ status, findings }) => status === 'notChecked' && findings.length === 0)).toBe(true);
  });

  it('without a sandbox nothing is compiled', async () => {
    const root = await real.folder({});
    const checks = await real.check(root, { 'a.go': go });
    expect(reasons(checks)).toEqual({
      parses: 'passed',
      formats: 'check.noSandbox',
      compiles: 'check.noSandbox',
      types: 'check.noSandbox',
    });
    expect(checks[1]?.reason?.message).toContain('Install');
  });

  it('code that does not parse is not compiled, and shows the line', async () => {
    const root = await real.folder({});
    const checks = await real.check(root, { 'a.py': 'x = 1\n\ndef f(:\n' });
    expect(checks[0]).toMatchObject({ name: 'parses', status: 'failed', findings: [{ path: 'a.py', line: 3 }] });
    expect(reasons(checks)).toEqual({ parses: 'failed', compiles: 'check.doesNotParse' });
  });

  it('a file that was broken before is no fault of the change', async () => {
    const root = await real.folder({ 'a.py': 'def f(:\n' });
    expect(reasons(await real.check(root, { 'a.py': 'def f(:\n\ny = 1\n' }))).toMatchObject({ parses: 'check.didNotParse' });
  });

  it.skipIf(missing('sandbox', 'python'))('nor does a compiler blame it for that', async () => {
    const own = await realChecks();
    const root = await own.folder({ 'a.py': 'return 1\n', 'a.js': 'const a = 1;\nconst a = 2;\n' });
    const checks = await own.check(root, { 'a.py': 'x = 1\nreturn 1\n', 'a.js': 'b();\nconst a = 1;\nconst a = 2;\n' });
    expect(checks.filter(({ name }) => name === 'compiles').map(({ reason }) => reason?.sentence.code)).toEqual([
      'check.brokenBefore',
      'check.brokenBefore',
    ]);
    const worse = await own.check(root, { 'a.py': 'return 1\n', 'b.py': 'yield 1\n' });
    expect(worse.find(({ name }) => name === 'compiles')).toMatchObject({ status: 'failed', findings: [{ path: 'b.py', line: 1 }] });
    await own.close();
  });

  it.skipIf(missing('sandbox'))('what is green beside something that was not looked at does not stand for it', async () => {
    const own = await realChecks();
    const root = await own.folder({});
    const checks = await own.check(root, { 'a.js': 'a();\n', 'b.jsx': 'const b = <p />;\n', 'lib.rs': 'fn main( {' });
    expect(checks.find(({ language }) => language === 'text')?.reason?.sentence).toEqual({
      code: 'check.noParserFor',
      values: { names: 'lib.rs' },
    });
    expect(checks.find(({ name }) => name === 'compiles')?.reason?.sentence).toEqual({ code: 'check.jsx', values: { names: 'b.jsx' } });
    await own.close();
  });

  it('a kind of file without a parser, no file, and a deleted file', async () => {
    const root = await real.folder({ 'a.py': 'x = 1\n' });
    expect(reasons(await real.check(root, { 'notes.md': '# Notes' }))).toEqual({ parses: 'check.noParserFor' });
    expect(reasons(await real.check(root, {}))).toEqual({ parses: 'check.noParser' });
    expect(reasons(await real.check(root, { 'a.py': null }, { trusted: false }))).toMatchObject({ parses: 'check.onlyDeleted' });
  });

  it.skipIf(missing('sandbox'))('without the tool, and with one that lies inside the folder', async () => {
    const none = await realChecks({ tools: { find: async () => null } });
    const root = await none.folder({});
    const checks = await none.check(root, { 'a.go': go, 'a.py': 'x = 1\n', 'a.ts': 'let a = 1;\n', 'a.js': 'a();\n' });
    const others = checks.filter(({ name }) => name !== 'parses');
    expect(new Set(others.map(({ reason }) => reason?.sentence.code))).toEqual(new Set(['check.noTool']));
    await none.close();
    const program = `${root}/bin/python3`;
    const inside = await realChecks({ tools: { find: async (name) => ({ name, program, args: [], version: '1', readable: [] }) } });
    expect(reasons(await inside.check(root, { 'a.py': 'x = 1\n' }))).toMatchObject({ compiles: 'check.noTool' });
    await inside.close();
  });

  it.skipIf(missing('sandbox'))('a check that is cancelled ends as cancelled', async () => {
    const own = await realChecks();
    const root = await own.folder({ 'go.mod': 'module a\n' });
    await expect(own.check(root, { 'a.go': go }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await own.close();
  });

  it.skipIf(missing('sandbox', 'python'))('hostile text gets out neither as code nor as a path', async () => {
    const own = await realChecks();
    const root = await own.folder({});
    const hostile = {
      'a"]; import os; os.system("touch x") #.py': `x = 'x"]'\n`,
      "b\n'.py": '# \u202e\n',
      '文件.py': "print('\ud83d\ude00')\n",
    };
    expect((await own.check(root, hostile)).map(({ status }) => status)).toEqual(['passed', 'passed']);
    const odd = await own.check(root, { 'a.js': 'a("\u0000");\n', 'b.py': 'x = "\ud800"\n' });
    expect(odd.find(({ language, name }) => language === 'python' && name === 'compiles')).toMatchObject({ status: 'failed' });
    await own.close();
  });
});
