import { afterAll, describe, expect, test } from 'vitest';
import { createProgramming } from '../../../../electron/services/programming/index.ts';
import { instructions } from '../../../../electron/services/programming/instructions.node.ts';
import { syntaxProcess } from '../../../../electron/services/programming/syntax-process.node.ts';
import { synthesisProcess } from '../../../../electron/services/programming/synthesis-process.node.ts';

const engine = createProgramming({ syntax: syntaxProcess(), instructions, synthesis: synthesisProcess() });
afterAll(() => engine.close());

const answer = (text: string) => engine.answer({ text, language: null, files: null, attachments: [] }, new AbortController().signal);
const codeOf = async (text: string): Promise<string> => {
  const [edit] = (await answer(text)).edits;
  return edit?.kind === 'write' ? edit.content : '';
};

describe('functions by examples', () => {
  test('calls with what they give become a body that gives it', async () => {
    const request =
      "Write a function slugify(text: string): string with slugify('Hello World') = 'hello-world' and slugify('A  b') = 'a-b'";
    const code = (await codeOf(request)).replace(/export |: string/g, '');
    const slugify = new Function(`${code}; return slugify`)() as (text: string) => string;
    expect(['Hello World', ' One  Two three '].map(slugify)).toEqual(['hello-world', 'one-two-three']);
  });

  test('Chinese requests and pairs of values are read too', async () => {
    expect(await codeOf('写一个 Python 函数 f(n: integer)，f(3) 返回 6，f(4) 返回 24')).toContain('def f(n: int) -> int:');
    expect(await codeOf('Write a Go function squares: [1,2,3] -> [1,4,9], [5] -> [25]')).toContain('func squares(numbers []int) []int {');
  });

  test('one input with two results is asked about', async () => {
    const { edits, text } = await answer('function g(a, b) g(1,2) = 3, g(1,2) = 4');
    expect(edits).toEqual([]);
    expect(text).toContain('The examples contradict each other');
  });

  test('what no short calculation gives is a stub that says so', async () => {
    const request = "Write a function strange(n: integer): string with strange(3) = 'xqz' and strange(4) = 'po'";
    expect(await codeOf(request)).toContain('throw new Error("strange is not written yet")');
    const { text } = await answer(request);
    expect(text).toContain('no short calculation was found that gives all the examples');
  });

  test.each([
    ['TypeScript', 'strange.test.ts', "import { strange } from './strange.js';", "assert.deepStrictEqual(strange(3), 'xqz')"],
    ['Python', 'test_strange.py', 'from strange import strange', 'self.assertEqual(strange(3), "xqz")'],
    ['Go', 'strange_test.go', 'package main', 'if got, err := strange(3); err != nil || got != "xqz" {'],
  ])('a stub in %s comes with the examples as tests', async (language, path, ...lines) => {
    const { edits, text } = await answer(`写一个 ${language} 函数 strange(n: integer): string，strange(3) = 'xqz'，strange(4) = 'po'`);
    expect(edits.map((edit) => edit.path)).toEqual([expect.stringMatching(/^strange\.\w+$/), path]);
    const test = edits[1]?.kind === 'write' ? edits[1].content.replaceAll('"', "'") : '';
    for (const line of lines) expect(test).toContain(line.replaceAll('"', "'"));
    expect(text).toContain(path);
  });

  test('an empty list in a test of Go has the type of its parameter', async () => {
    const { edits } = await answer(
      "Write a Go function odd(rows: list of strings, n: number) with odd([], 2) = ['xqz'] and odd(['q'], 1) = []",
    );
    const test = edits[1]?.kind === 'write' ? edits[1].content : '';
    expect(test).toContain('odd([]string{}, 2)');
    expect(test).toContain('!reflect.DeepEqual(got, []string{})');
  });
});
