import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { absentFiles, checkFile, closeCorpus, type FileResult, listedFiles } from '../../support/language-corpus.ts';
import type { SourcePair } from '../../support/language-laws.ts';
import { javascriptUnderTest, typescriptUnderTest } from '../../support/script-language.ts';
import { differentScripts } from '../../support/script-tree.ts';

/** Real files: some of the fixed lists, which the benchmark measures whole. */

afterAll(closeCorpus);

describe.each([
  [typescriptUnderTest, 11],
  [javascriptUnderTest, 80],
] as const)('files of packages in $name', (under, every) => {
  const root = under.root() ?? '';
  const results: FileResult[] = [];
  const pairs: SourcePair[] = [];

  test('are all installed', () => {
    expect((['algorithmic', 'application'] as const).flatMap((list) => absentFiles(under.name, list, root))).toEqual([]);
  });

  test('are read, printed and read back with the same tokens and comments', async () => {
    const listed = (['algorithmic', 'application'] as const).flatMap((list) => listedFiles(under.name, list, root));
    const paths = listed.filter((_, at) => at % every === 0);
    expect(paths.length).toBeGreaterThanOrEqual(20);
    for (const path of paths) {
      const source = readFileSync(join(root, path), 'utf8');
      const result = await checkFile(under, path, source);
      results.push(result);
      pairs.push({ path, source, printed: result.printed });
    }
    expect(results.flatMap(({ path, problem }) => (problem === null ? [] : [`${path}: ${problem}`]))).toEqual([]);
  }, 60_000);

  test('are represented nearly whole', () => {
    const functions = results.reduce((sum, result) => sum + result.functions, 0);
    const represented = results.reduce((sum, result) => sum + result.represented, 0);
    expect(represented / functions).toBeGreaterThan(0.95);
  });

  test("have the same tree by the bundler's parser", () => {
    expect(differentScripts(pairs)).toEqual([]);
  });
});

test('the comparison of trees sees what changes a program', () => {
  const pair = (path: string, source: string, printed: string): SourcePair => ({ path, source, printed });
  const different = differentScripts([
    pair('same.ts', "const a = 1, b = 'c';\nif (a) b; else {}", 'const a = 1;\nconst b = "c";\nif (a) {\n  b;\n} else {}'),
    pair('sign.ts', 'x = -a!.b;', 'x = (-a)!.b;'),
    pair('chain.js', '(a?.b).c;', 'a?.b.c;'),
    pair('broken.js', 'x = 1;', 'x = = 1;'),
  ]);
  expect(different.map(({ path }) => path)).toEqual(['sign.ts', 'chain.js', 'broken.js']);
});
