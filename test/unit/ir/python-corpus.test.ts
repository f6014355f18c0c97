import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkFile, closeCorpus, type FileResult, listedFiles } from '../../support/language-corpus.ts';
import type { SourcePair } from '../../support/language-laws.ts';
import { differentTrees, pythonInterpreter, pythonUnderTest } from '../../support/python-language.ts';

/** Real files: every ninth of the fixed lists, which the benchmark measures whole. */

const root = pythonUnderTest.root();
const interpreter = pythonInterpreter();
const everyNinth = <Value>(list: Value[]): Value[] => list.filter((_, at) => at % 9 === 0);

afterAll(closeCorpus);

describe.skipIf(root === null)(`files of Python's standard library${root === null ? ' (none is on this machine)' : ''}`, () => {
  const results: FileResult[] = [];
  const pairs: SourcePair[] = [];

  test('are read, printed and read back with the same tokens and comments', async () => {
    const paths = (['algorithmic', 'application'] as const).flatMap((list) => everyNinth(listedFiles('python', list, root ?? '')));
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const source = readFileSync(join(root ?? '', path), 'utf8');
      const result = await checkFile(pythonUnderTest, path, source);
      results.push(result);
      pairs.push({ path, source, printed: result.printed });
    }
    expect(results.filter(({ sound, problem }) => !sound || problem !== null).map(({ path, problem }) => `${path}: ${problem}`)).toEqual(
      [],
    );
  }, 60_000);

  test('are represented nearly whole', () => {
    const functions = results.reduce((sum, result) => sum + result.functions, 0);
    const represented = results.reduce((sum, result) => sum + result.represented, 0);
    expect(represented / functions).toBeGreaterThan(0.98);
  });

  test.skipIf(interpreter === null)(
    `have the same tree by Python's own parser${interpreter === null ? ' (no Python is on this machine)' : ''}`,
    () => {
      expect(differentTrees(interpreter ?? '', pairs)).toEqual([]);
    },
    60_000,
  );
});

test.skipIf(interpreter === null)('the comparison of trees sees what changes a program', () => {
  const same = { path: 'same.py', source: "import a, b\nx = 'a'  # note\n", printed: 'import a\nimport b\nx = "a"\n' };
  const changed = { path: 'changed.py', source: 'x = (a & b) ^ c\n', printed: 'x = a & (b ^ c)\n' };
  const broken = { path: 'broken.py', source: 'x = 1\n', printed: 'x = = 1\n' };
  const different = differentTrees(interpreter ?? '', [same, changed, broken]);
  expect(different.map(({ path }) => path)).toEqual(['changed.py', 'broken.py']);
});
