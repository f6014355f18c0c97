import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { Target } from '../../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { newFileEdit } from '../../../electron/services/programming/placing/compose.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { applied, ask, readBank, startEngine, workspaces } from '../../unit/programming/bank.ts';
import { plansOf } from '../../unit/programming/random-plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'programming-'));
const engine = startEngine();
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
afterAll(async () => {
  await engine.close();
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

const present = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const hasGo = present('go', ['version']);
const hasGofmt = spawnSync('gofmt', ['-h'], { stdio: 'ignore' }).error === undefined;
const hasPython = present('python3', ['--version']);
const unless = (present_: boolean, tool: string, name: string): string => (present_ ? name : `${name} (skipped: ${tool} is not installed)`);

/** A file for each of some random plans of a kind; only what needs no package of others, and where it must be whole, no tests of something else. */
async function samples(language: TargetLanguage, perKind: number, whole = false): Promise<{ kind: string; content: string }[]> {
  const target: Target = { language, view: null, framework: null, dependencies: new Set() };
  const made: { kind: string; content: string }[] = [];
  for (const instruction of instructions) {
    for (const drawn of fc.sample(plansOf(instruction) as fc.Arbitrary<never>, { numRuns: perKind, seed: 20_260 })) {
      const plan = instruction.schema.parse(drawn) as never as { framework?: { value: string | null } };
      if (plan.framework && /express|fast|flask/.test(plan.framework.value ?? '')) plan.framework = { ...plan.framework, value: null };
      const change = await instruction.lower(plan as never, target, templates);
      if (whole && change.test) continue;
      const edit = newFileEdit(change, language, 'new', 'main');
      if (edit.kind === 'write') made.push({ kind: instruction.kind, content: edit.content });
    }
  }
  return made;
}

function write(path: string, content: string): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

function output(command: string, args: string[], cwd: string): string {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
  });
  return `${done.stdout}${done.stderr}`.trim();
}

describe('Go', () => {
  test.skipIf(!hasGofmt)(
    unless(hasGofmt, 'gofmt', 'gofmt changes nothing in random plans of every kind'),
    async () => {
      for (const [at, { content }] of (await samples('go', 40)).entries()) write(`gofmt/f${at}.go`, content);
      expect(output('gofmt', ['-l', '-d', '.'], join(folder, 'gofmt'))).toBe('');
    },
    60_000,
  );

  test.skipIf(!hasGo)(
    unless(hasGo, 'go', 'random plans of every kind build for Go 1.19'),
    async () => {
      write('build/go.mod', 'module example.com/built\n\ngo 1.19\n');
      for (const [at, { kind, content }] of (await samples('go', 12, true)).entries()) {
        // A library has no main; go vet wants the package name to fit.
        write(`build/p${at}/${kind}.go`, /^func main\(\)/m.test(content) ? content : content.replace(/^package main/, 'package built'));
      }
      expect(output('go', ['vet', './...'], join(folder, 'build'))).toBe('');
    },
    240_000,
  );
});

describe('Python', () => {
  test.skipIf(!hasPython)(
    unless(hasPython, 'python3', 'random plans of every kind compile'),
    async () => {
      for (const [at, { content }] of (await samples('python', 60)).entries()) write(`python/f${at}.py`, content);
      expect(output('python3', ['-m', 'compileall', '-q', '.'], join(folder, 'python'))).toBe('');
    },
    60_000,
  );
});

describe('TypeScript', () => {
  test('random plans of every kind type-check under strict', async () => {
    for (const [at, { content }] of (await samples('typescript', 25, true)).entries())
      write(`ts/f${at}.ts`, content.includes('import ') || content.includes('export ') ? content : `${content}export {};\n`);
    write(
      'ts/tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noUncheckedIndexedAccess: true,
          noEmit: true,
          target: 'ES2022',
          lib: ['ES2022', 'DOM'],
          module: 'NodeNext',
          moduleResolution: 'NodeNext',
          skipLibCheck: true,
          types: ['node'],
          typeRoots: [join(process.cwd(), 'node_modules/@types')],
        },
        include: ['*.ts'],
      }),
    );
    write('ts/package.json', '{ "type": "module" }');
    expect(output(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', '.'], join(folder, 'ts'))).toBe('');
  }, 120_000);
});

describe('JavaScript', () => {
  test('random plans of every kind pass node --check', async () => {
    for (const { content } of await samples('javascript', 6)) {
      const done = spawnSync(process.execPath, ['--check', '--input-type=module'], { input: content, encoding: 'utf8' });
      expect(done.stderr).toBe('');
    }
  }, 60_000);
});

describe('behaviour', () => {
  test.skipIf(!hasGofmt)(
    unless(hasGofmt, 'gofmt', 'files that were formatted stay formatted when a request of the bank is applied'),
    async () => {
      let count = 0;
      for (const entry of readBank('requests.json').filter((each) => each.target === 'go' && each.files !== null)) {
        const after = applied(await ask(engine, entry.text, workspaces[entry.files ?? ''] ?? {}), workspaces[entry.files ?? ''] ?? {});
        for (const [path, content] of Object.entries(after)) if (path.endsWith('.go')) write(`applied/${count++}/${path}`, content);
      }
      expect(count).toBeGreaterThan(20);
      expect(output('gofmt', ['-l', '-d', '.'], join(folder, 'applied'))).toBe('');
    },
    60_000,
  );

  test('the operations give the same values in JavaScript', async () => {
    const cases: [string, string, unknown][] = [
      ['write a js function clamp(value: number, min: number, max: number)', 'clamp(5, 1, 3)', 3],
      ['write a js function called isPrime that checks primes', '[1, 2, 9, 97].map(isPrime)', [false, true, false, true]],
      ['write a js function fibonacci(n: int)', '[0, 1, 2, 10].map(fibonacci)', [0, 1, 1, 55]],
      ['write a js function called gcd', 'gcd(-12, 18)', 6],
      ['write a js function countWords(text: string)', 'countWords("  a b\\nc ")', 3],
      ['write a js function called sortDown that sorts numbers descending', 'sortDown([3, 10, 2])', [10, 3, 2]],
      ['write a js function reverse(text: string)', 'reverse("añ😀")', '😀ña'],
    ];
    for (const [text, expression, expected] of cases) {
      const edit = (await ask(engine, text)).edits[0];
      if (edit?.kind !== 'write') throw new Error(text);
      const printed = execFileSync(process.execPath, ['--input-type=module'], {
        input: `${edit.content}\nconsole.log(JSON.stringify(${expression}));`,
        encoding: 'utf8',
      });
      expect(JSON.parse(printed)).toEqual(expected);
    }
  }, 30_000);
});
