import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gofmtChanges, goUnderTest } from '../../support/go-language.ts';
import { checkFile, closeCorpus, type FileResult, listedFiles } from '../../support/language-corpus.ts';
import type { SourcePair } from '../../support/language-laws.ts';
import { missing } from '../../support/prerequisites.ts';

/** Real files: every eleventh of the fixed lists, which the benchmark measures whole. */

afterAll(closeCorpus);

describe.skipIf(missing('go'))("files of Go's own sources", () => {
  const root = goUnderTest.root() ?? '';
  const results: FileResult[] = [];
  const pairs: SourcePair[] = [];

  test('are read, printed and read back with the same tokens and comments', async () => {
    const listed = (['algorithmic', 'application'] as const).flatMap((list) => listedFiles('go', list, root));
    const paths = listed.filter((_, at) => at % 11 === 0);
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const source = readFileSync(join(root, path), 'utf8');
      const result = await checkFile(goUnderTest, path, source);
      results.push(result);
      pairs.push({ path, source, printed: result.printed });
    }
    const broken = results.filter(({ sound, problem }) => !sound || problem !== null);
    expect(broken.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([]);
  }, 60_000);

  test('are represented nearly whole', () => {
    const functions = results.reduce((sum, result) => sum + result.functions, 0);
    const represented = results.reduce((sum, result) => sum + result.represented, 0);
    expect(represented / functions).toBeGreaterThan(0.98);
  });

  test('have the same tree by go/parser', () => {
    expect(pairs.length).toBeGreaterThan(30);
    expect(goUnderTest.differing?.(pairs)).toEqual([]);
  }, 60_000);

  // A block comment on a declaration becomes lines, in which gofmt then sets headings and lists.
  test('are laid out as gofmt does it, but for the text of documentation', () => {
    const changed = gofmtChanges(pairs.map(({ printed }) => printed))
      .split('\n')
      .filter((line) => /^[+-](?![+-])/.test(line) && !/^[+-]\s*(?:\/\/.*)?$/.test(line));
    expect(changed).toEqual([]);
  });

  test('are compared by what they mean', () => {
    const pair = (path: string, source: string, printed: string): SourcePair => ({
      path,
      source: `package p\n${source}`,
      printed: `package p\n${printed}`,
    });
    const different = goUnderTest.differing?.([
      pair('same.go', 'var a, b int // c\nvar x = (1)', 'var a int\nvar (\n\tb int\n)\nvar x = 1'),
      pair('pointer.go', 'var x = *(*[]T)(y)', 'var x = (**[]T)(y)'),
      pair('operator.go', 'var x = a - (b - c)', 'var x = a - b - c'),
      pair('broken.go', 'var x = 1', 'var x = = 1'),
    ]);
    expect(different?.map(({ path }) => path)).toEqual(['pointer.go', 'operator.go', 'broken.go']);
  }, 30_000);
});
