import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { complaints, type GeneratedFile, gofmtDifferences, output, toolchainOf, write } from '../../support/compiling.ts';
import { coveringSample } from '../../support/covering-sample.ts';
import { codeOfPlan, randomPlans, standardOnly } from '../../support/random-code.ts';
import { applied, ask, readBank, startEngine, workspaces } from '../../unit/programming/bank.ts';

const folder = mkdtempSync(join(tmpdir(), 'programming-'));
const engine = startEngine();
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
afterAll(async () => {
  await engine.close();
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

const hasGofmt = spawnSync('gofmt', ['-h'], { stdio: 'ignore' }).error === undefined;

/** A file for each of some plans of every kind; where it must be whole, no tests of something else. */
async function samples(language: TargetLanguage, perKind: number, whole = false): Promise<GeneratedFile[]> {
  const made: GeneratedFile[] = [];
  for (const instruction of instructions) {
    for (const plan of coveringSample(randomPlans(instruction, perKind * 8, 20_260), perKind)) {
      const code = await codeOfPlan(instruction, standardOnly(plan), language, { syntax, templates });
      if (code.whole || !whole) made.push({ kind: instruction.kind, content: code.content });
    }
  }
  return made;
}

const checked = [
  ['go', 12, 'build for Go 1.19'],
  ['python', 40, 'compile in Python'],
  ['typescript', 25, 'type-check under strict'],
  ['javascript', 25, 'are read by JavaScript'],
] as const;

describe('plans that cover the values of each kind', () => {
  for (const [language, perKind, what] of checked) {
    const there = toolchainOf[language]();
    test.skipIf(!there)(
      there ? what : `${what} (skipped: ${language} is not installed)`,
      async () => expect(complaints(language, join(folder, language), await samples(language, perKind, true))).toBe(''),
      240_000,
    );
  }

  test.skipIf(!hasGofmt)(
    hasGofmt ? 'are left as they are by gofmt' : 'are left as they are by gofmt (skipped: gofmt is not installed)',
    async () => expect(gofmtDifferences(join(folder, 'gofmt'), await samples('go', 40))).toBe(''),
    60_000,
  );
});

describe('behaviour', () => {
  test.skipIf(!hasGofmt)(
    `files that were formatted stay formatted when a request of the bank is applied${hasGofmt ? '' : ' (skipped: gofmt is not installed)'}`,
    async () => {
      let count = 0;
      for (const entry of readBank('requests.json').filter((each) => each.target === 'go' && each.files !== null)) {
        const after = applied(await ask(engine, entry.text, workspaces[entry.files ?? ''] ?? {}), workspaces[entry.files ?? ''] ?? {});
        for (const [path, content] of Object.entries(after)) if (path.endsWith('.go')) write(folder, `applied/${count++}/${path}`, content);
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
