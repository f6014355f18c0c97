import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

async function inlined(path: string, source: string, text: string): Promise<string> {
  const answer = await ask(engine, text, { [path]: source });
  if (answer.edits.length === 0) throw new Error(answer.text);
  return applied(answer, { [path]: source })[path] ?? '';
}

describe('inlining in the words of developers', () => {
  readsAs(engine, 'inline', [
    ['inline the function double', { target: 'double' }],
    ['Inline variable total in src/a.ts', { target: 'total', file: 'src/a.ts' }],
    ['please inline getName()', { target: 'getName' }],
    ['内联函数 double', { target: 'double' }],
    ['把变量 total 内联', { target: 'total' }],
    ['把 a.py 里的 total 内联掉', { target: 'total', file: 'a.py' }],
  ]);
  asksFor(engine, [['inline the function', 'target']]);
});

test('a value gets brackets where something around would take a part of it', async () => {
  expect(
    await inlined('a.js', 'function f(a, b) {\n  const sum = a + b;\n  return { sum, twice: sum * 2, list: [sum] };\n}\n', 'inline sum'),
  ).toBe('function f(a, b) {\n  return { sum: a + b, twice: (a + b) * 2, list: [a + b] };\n}\n');
});

test('a function goes with its comment, and its calls become what it gives back', async () => {
  const source =
    'package a\n\n// twice does.\nfunc twice(n int) int {\n\treturn n * 2\n}\n\nfunc F(a int) int {\n\treturn -twice(a+1) + twice(3)\n}\n';
  expect(await inlined('a.go', source, 'inline the function twice')).toBe(
    'package a\n\nfunc F(a int) int {\n\treturn -((a+1) * 2) + 3 * 2\n}\n',
  );
});

test.each<[string, string, string, RegExp]>([
  ['used elsewhere', 'a.py', 'def f(n):\n    return n\n\n\nx = f\n', /does not call `f`/],
  ['recursive', 'a.py', 'def f(n):\n    return f(n)\n\n\nf(1)\n', /calls itself/],
  ['effects twice', 'a.js', 'const f = 1;\nfunction g(n) { return n + n; }\ng(h());\n', /effects/],
  ['changed between', 'a.js', 'let n = 1;\nconst f = n + 1;\nn = 2;\nuse(f);\n', /gets another value/],
  ['assigned', 'a.js', 'let f = 1;\nf = 2;\nuse(f);\n', /gets another value/],
  ['effects later', 'a.js', 'const f = g();\nh();\nuse(f);\n', /right behind/],
  [
    'another meaning',
    'a.js',
    'const k = 1;\nfunction f(n) { return n + k; }\nfunction m(k) { return f(k); }\nm(1);\n',
    /`k` stands for something else/,
  ],
  ['exported', 'a.ts', 'export const f = 1;\nuse(f);\n', /exported/],
])('is refused where it would mean something else: %s', async (what, path, source, told) => {
  const answer = await ask(engine, `inline ${what.startsWith('effects twice') ? 'g' : 'f'}`, { [path]: source });
  expect(answer.edits).toEqual([]);
  expect(answer.text).toMatch(told);
});
