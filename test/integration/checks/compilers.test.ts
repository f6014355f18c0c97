import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '#domain/checks';
import { realChecks } from '../../support/checks.ts';
import { missing } from '../../support/prerequisites.ts';

let real: Awaited<ReturnType<typeof realChecks>>;
beforeAll(async () => {
  real = await realChecks();
});
afterAll(() => real.close());

const named = (checks: Check[], name: Check['name']): Check => {
  const found = checks.find((check) => check.name === name);
  if (!found) throw new Error(`no check ${name} among ${checks.map((check) => check.name).join(', ')}`);
  return found;
};
const states = (checks: Check[]) => Object.fromEntries(checks.map(({ name, status }) => [name, status]));
const why = (check: Check) => check.reason?.sentence.code;

const module = 'module example.com/shop\n\ngo 1.20\n';
const library =
  'package shop\n\n// Price is in cents.\ntype Price int\n\nfunc Sum(prices []Price) Price {\n\tvar sum Price\n\tfor _, price := range prices {\n\t\tsum += price\n\t}\n\treturn sum\n}\n';

describe.skipIf(missing('sandbox', 'go'))('Go in a trusted folder', () => {
  it('passes new code that uses the rest of the folder', async () => {
    const root = await real.folder({ 'go.mod': module, 'shop/shop.go': library });
    const text =
      'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/shop/shop"\n)\n\nfunc main() {\n\tfmt.Println(shop.Sum([]shop.Price{1, 2}))\n}\n';
    const checks = await real.check(root, { 'cmd/total/main.go': text });
    expect(states(checks)).toEqual({ parses: 'passed', formats: 'passed', compiles: 'passed', types: 'passed' });
    expect(named(checks, 'compiles').tool).toMatch(/^go 1\.\d+/);
    expect(await readdir(root)).toEqual(['go.mod', 'shop']);
  });

  it('finds every error of a changed file, with its place', async () => {
    const root = await real.folder({ 'go.mod': module, 'shop.go': library });
    const broken = library.replace('var sum Price', 'var sum string').replace('return sum', 'return total');
    const compiles = named(await real.check(root, { 'shop.go': broken }), 'compiles');
    expect(compiles.status).toBe('failed');
    expect(compiles.findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['shop.go:9', 'shop.go:11']);
    expect(compiles.findings[1]?.message).toContain('undefined: total');
  });

  it('finds what a change breaks in a file that it does not touch', async () => {
    const user = 'package shop\n\nfunc Double(price Price) Price { return Sum([]Price{price, price}) }\n';
    const root = await real.folder({ 'go.mod': module, 'shop.go': library, 'double.go': user });
    const compiles = named(await real.check(root, { 'shop.go': library.replace('func Sum', 'func Total') }), 'compiles');
    expect(compiles).toMatchObject({ status: 'failed', findings: [{ path: 'double.go', line: 3 }] });
  });

  it('does not blame a change for what was wrong before', async () => {
    const root = await real.folder({
      'go.mod': module,
      'shop.go': library,
      'wrong.go': 'package shop\n\nfunc wrong() int { return "text" }\n',
    });
    const innocent = named(await real.check(root, { 'shop.go': library.replace('var sum', '// The sum.\n\tvar sum') }), 'compiles');
    expect(innocent.status).toBe('notChecked');
    expect(why(innocent)).toBe('check.brokenBefore');
    const guilty = named(await real.check(root, { 'shop.go': library.replace('return sum', 'return add') }), 'compiles');
    expect(guilty.findings).toMatchObject([{ path: 'shop.go' }]);
  });

  it('says which package is not installed, and fetches none', async () => {
    const root = await real.folder({ 'go.mod': module });
    const text = 'package main\n\nimport "example.org/not/there"\n\nfunc main() {\n\tthere.Do()\n}\n';
    const compiles = named(await real.check(root, { 'main.go': text }), 'compiles');
    expect(compiles).toMatchObject({ status: 'notChecked', reason: { message: expect.stringContaining('example.org/not/there') } });
    expect(why(compiles)).toBe('check.dependencyMissing');
  });

  it('says when the installed Go is too old', async () => {
    const root = await real.folder({ 'go.mod': 'module example.com/next\n\ngo 1.999\n' });
    expect(why(named(await real.check(root, { 'a.go': 'package next\n' }), 'compiles'))).toBe('check.toolTooOld');
  });

  it('checks a file without a module, and one in a new module', async () => {
    const program = (name: string) => `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("${name}")\n}\n`;
    const loose = await real.folder({ 'other.go': program('other') });
    expect(states(await real.check(loose, { 'one.go': program('one') }))).toMatchObject({ compiles: 'passed' });
    expect(named(await real.check(loose, { 'one.go': program('one').replace('fmt.P', 'fmt.Q') }), 'compiles').findings).toMatchObject([
      { path: 'one.go', line: 6 },
    ]);
    const fresh = await real.folder({ 'README.md': '#' });
    expect(states(await real.check(fresh, { 'app/go.mod': module, 'app/main.go': program('app') }))).toMatchObject({ compiles: 'passed' });
  });

  it('names what gofmt and vet say, but not of a file that was laid out otherwise before', async () => {
    const root = await real.folder({ 'go.mod': module, 'own.go': 'package shop\nfunc  Own( ) {}\n' });
    const text = 'package shop\n\nimport "fmt"\n\nfunc Show() {\n\tfmt.Printf("%d\\n",   "text")\n}\n';
    const checks = await real.check(root, { 'show.go': text, 'own.go': 'package shop\nfunc  Own( ) int { return 1 }\n' });
    expect(named(checks, 'formats')).toMatchObject({ status: 'failed', findings: [{ path: 'show.go', line: 6 }] });
    expect(named(checks, 'compiles').status).toBe('passed');
    expect(named(checks, 'types')).toMatchObject({ status: 'failed', findings: [{ path: 'show.go', line: 6 }] });
  });

  it('says which files were laid out otherwise before, and what a package that goes leaves broken', async () => {
    const root = await real.folder({
      'go.mod': module,
      'own.go': 'package shop\nfunc  Own( ) {}\n',
      'part/part.go': 'package part\n\nconst Part = 1\n',
      'use/use.go': 'package use\n\nimport "example.com/shop/part"\n\nvar used = part.Part\n',
    });
    const own = named(await real.check(root, { 'own.go': 'package shop\nfunc  Own( ) int { return 1 }\n' }), 'formats');
    expect(own.reason?.sentence).toEqual({ code: 'check.otherLayout', values: { names: 'own.go' } });
    const other = await real.check(root, { 'disk_windows.go': 'package shop\n\nvar disk int = "C:"\n' });
    expect(named(other, 'compiles').reason?.sentence).toEqual({ code: 'check.leftOut', values: { tool: 'go', names: 'disk_windows.go' } });
    const gone = await real.check(root, { 'part/part.go': null });
    expect(states(gone)).not.toMatchObject({ compiles: 'passed' });
    expect(named(gone, 'formats').reason?.sentence.code).toBe('check.onlyDeleted');
  });

  it('looks at tests, and at deletions', async () => {
    const root = await real.folder({
      'go.mod': module,
      'shop.go': library,
      'extra.go': 'package shop\n\nconst Extra = 1\n',
      'use.go': 'package shop\n\nvar used = Extra\n',
    });
    const test = 'package shop\n\nimport "testing"\n\nfunc TestSum(t *testing.T) {\n\tif Sum(nil) != "none" {\n\t\tt.Fatal()\n\t}\n}\n';
    expect(named(await real.check(root, { 'shop_test.go': test }), 'compiles').findings).toMatchObject([{ path: 'shop_test.go', line: 6 }]);
    expect(named(await real.check(root, { 'extra.go': null }), 'compiles').findings).toMatchObject([{ path: 'use.go', line: 3 }]);
  });

  it('obeys no flag and no toolchain that the folder names', async () => {
    const root = await real.folder({
      'go.mod': `${module}\ntoolchain go1.99.0\n`,
      'go.env': 'GOFLAGS=-toolexec=/workspace/evil.sh\n',
      'evil.sh': '#!/bin/sh\ntouch /scratch/evil\n',
      'vendor/README': 'x',
    });
    const compiles = named(await real.check(root, { 'a.go': 'package shop\n' }), 'compiles');
    expect(['passed', 'notChecked']).toContain(compiles.status);
    expect((await readdir(root)).sort()).toEqual(['evil.sh', 'go.env', 'go.mod', 'vendor']);
  });
});

describe.skipIf(missing('sandbox', 'python'))('Python in a trusted folder', () => {
  it('compiles without running, importing or writing anything', async () => {
    const root = await real.folder({ 'evil.py': 'open("/tmp/evil", "w")\n' });
    const text = 'import evil\n\nimport not_installed\n\nopen("ran", "w").write("x")\n';
    expect(states(await real.check(root, { 'pkg/new.py': text }))).toEqual({ parses: 'passed', compiles: 'passed' });
    expect(await readdir(root)).toEqual(['evil.py']);
  });

  it('finds what only the compiler sees', async () => {
    const root = await real.folder({});
    const compiles = named(await real.check(root, { 'a.py': 'def f():\n    pass\n\n\nreturn 1\n', 'b.py': 'x = 1\n' }), 'compiles');
    expect(compiles).toMatchObject({
      status: 'failed',
      findings: [{ path: 'a.py', line: 5, message: expect.stringContaining('outside function') }],
    });
  });

  it('finds syntax that the oldest Python of the folder does not have', async () => {
    const text = 'def kind(value):\n    match value:\n        case 1:\n            return "one"\n';
    const old = await real.folder({ 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.8,<4"\n' });
    expect(named(await real.check(old, { 'a.py': text }), 'compiles')).toMatchObject({
      status: 'failed',
      findings: [{ path: 'a.py', message: expect.stringContaining('3.10') }],
    });
    const young = await real.folder({ 'pyproject.toml': '[project]\nrequires-python = ">=3.10"\n' });
    expect(named(await real.check(young, { 'a.py': text }), 'compiles').status).toBe('passed');
  });
});

describe.skipIf(missing('sandbox'))('JavaScript in a trusted folder', () => {
  it('compiles modules, scripts and what may be either, without running them', async () => {
    const root = await real.folder({ 'package.json': '{ "type": "module" }', 'old/package.json': '{}' });
    const checks = await real.check(root, {
      'a.js': 'import x from "./nowhere.js";\nawait x;\nthrow new Error("ran");\n',
      'b.cjs': '#!/usr/bin/env node\nconst fs = require("node:fs");\nreturn;\n',
      'old/c.js': 'module.exports = 1;\nreturn;\n',
      'old/d.js': 'export const d = await 1;\n',
    });
    expect(states(checks)).toEqual({ parses: 'passed', compiles: 'passed' });
  });

  it('finds what only the compiler sees', async () => {
    const root = await real.folder({ 'package.json': '{ "type": "module" }' });
    const compiles = named(
      await real.check(root, { 'a.js': 'const a = 1;\n\nconst a = 2;\n', 'b.mjs': 'export { missing };\n' }),
      'compiles',
    );
    expect(compiles.findings).toMatchObject([
      { path: 'a.js', line: 3, message: expect.stringContaining('already been declared') },
      { path: 'b.mjs' },
    ]);
  });
});

describe.skipIf(missing('sandbox'))('TypeScript in a trusted folder', () => {
  const configuration =
    '{\n  // of the folder\n  "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "noEmit": false, },\n}\n';

  it('passes new code that uses the rest of the folder', async () => {
    const root = await real.folder({
      'tsconfig.json': configuration,
      'package.json': '{ "type": "module" }',
      'src/price.ts': 'export interface Price { cents: number }\n',
    });
    const text =
      "import type { Price } from './price.js';\n\nexport const sum = (prices: Price[]): number => prices.reduce((all, { cents }) => all + cents, 0);\n";
    const checks = await real.check(root, { 'src/sum.ts': text });
    expect(checks.map(({ reason }) => reason?.message ?? null)).toEqual([null, null]);
    expect(states(checks)).toEqual({ parses: 'passed', types: 'passed' });
    expect((await readdir(root)).sort()).toEqual(['package.json', 'src', 'tsconfig.json']);
  });

  it('finds errors in the change and in what uses it', async () => {
    const root = await real.folder({
      'tsconfig.json': configuration,
      'package.json': '{ "type": "module" }',
      'src/price.ts': 'export interface Price { cents: number }\n',
      'src/show.ts': "import type { Price } from './price.js';\n\nexport const show = (price: Price): string => `${price.cents}`;\n",
    });
    const types = named(
      await real.check(root, { 'src/price.ts': 'export interface Price { euros: number }\nconst wrong: string = 1;\n' }),
      'types',
    );
    expect(types.status).toBe('failed');
    expect(types.findings.map(({ path, line }) => `${path}:${line}`).sort()).toEqual(['src/price.ts:2', 'src/show.ts:3']);
    expect(types.findings.map(({ message }) => message).join('\n')).toContain("TS2339: Property 'cents' does not exist");
  });

  it('does not blame a change for what was wrong before, and finds a relative module that is not there', async () => {
    const root = await real.folder({
      'tsconfig.json': configuration,
      'package.json': '{ "type": "module" }',
      'a.ts': 'export const a: string = 1;\n',
    });
    expect(why(named(await real.check(root, { 'b.ts': 'export const b = 1;\n' }), 'types'))).toBe('check.brokenBefore');
    const types = named(await real.check(root, { 'b.ts': "import './nowhere.js';\nexport const b = 1;\n" }), 'types');
    expect(types).toMatchObject({ status: 'failed', findings: [{ path: 'b.ts', line: 1 }] });
  });

  it('says which package is not installed, also types of Node', async () => {
    const root = await real.folder({ 'tsconfig.json': configuration, 'package.json': '{ "type": "module" }' });
    const types = named(await real.check(root, { 'a.ts': "import express from 'express';\n\nexport default express();\n" }), 'types');
    expect(types).toMatchObject({ status: 'notChecked', reason: { message: expect.stringContaining('express') } });
    expect(why(named(await real.check(root, { 'a.ts': 'export const id = process.pid;\n' }), 'types'))).toBe('check.dependencyMissing');
  });

  it('takes types of packages from the folder, and files that only declare', async () => {
    const root = await real.folder({
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" } }',
      'package.json': '{ "type": "module" }',
      'src/globals.d.ts': 'declare const version: string;\n',
      'node_modules/tiny/package.json': '{ "name": "tiny", "version": "1.0.0", "type": "module", "types": "./index.d.ts" }',
      'node_modules/tiny/index.d.ts': 'export declare function tiny(text: string): number;\n',
      'node_modules/@types/place/index.d.ts': 'declare const place: number;\n',
      'node_modules/@types/place/package.json': '{ "name": "@types/place", "version": "1.0.0" }',
    });
    const text = "import { tiny } from 'tiny';\n\nexport const all: number = tiny(version) + place;\n";
    const types = named(await real.check(root, { 'src/all.ts': text }), 'types');
    expect(types).toMatchObject({ status: 'passed', reason: null });
    expect(named(await real.check(root, { 'src/all.ts': text.replace('(version)', '(1)') }), 'types').findings).toMatchObject([
      { path: 'src/all.ts', line: 3 },
    ]);
  });

  it('checks a file without configuration', async () => {
    const root = await real.folder({});
    expect(states(await real.check(root, { 'a.ts': 'export const a: number = [1].at(0) ?? 2;\n' }))).toEqual({
      parses: 'passed',
      types: 'passed',
    });
    expect(named(await real.check(root, { 'a.ts': 'export const a: number = "1";\n' }), 'types').status).toBe('failed');
  });

  it('takes a configuration that only the compiler before knows', async () => {
    const root = await real.folder({
      'tsconfig.json': '{ "compilerOptions": { "moduleResolution": "node10", "module": "commonjs", "target": "es5", "baseUrl": "." } }',
    });
    const types = named(await real.check(root, { 'a.ts': 'export const a: number = 1;\n' }), 'types');
    expect(types).toMatchObject({ status: 'passed', tool: expect.stringMatching(/^typescript [56]\./) });
  });

  it('does not run what a configuration names', async () => {
    const root = await real.folder({
      'tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "./evil.js" }] }, "extends": "./evil.js" }',
      'evil.js': 'require("fs").writeFileSync("/tmp/evil", "1")',
    });
    const types = named(await real.check(root, { 'a.ts': 'export const a = 1;\n' }), 'types');
    expect(types.status).not.toBe('failed');
    expect(await readFile(path.join(root, 'evil.js'), 'utf8')).toContain('evil');
  });
});
