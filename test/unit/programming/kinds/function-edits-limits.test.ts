import { afterAll, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

test('a function that becomes async is waited for in other files, under every name that they give it', async () => {
  const files = {
    'src/a.mjs': 'export function load() {\n  return "x";\n}\n\nexport default function main() {\n  return load();\n}\n',
    'src/b.mjs':
      'import { load as read } from "./a.mjs";\nimport * as a from "./a.mjs";\n\nexport const both = () => [read(), a.load().length];\n',
    'src/c.mjs': 'import start from "./a.mjs";\n\nexport function run() {\n  return start() + 1;\n}\n',
    'src/d.mjs': 'import { load } from "./other.mjs";\n\nload();\n',
    'src/e.cjs': 'const { load } = require("./a.mjs");\nfunction late() {\n  return load();\n}\n',
  };
  const answer = await ask(engine, 'make load async in src/a.mjs', files);
  const after = applied(answer, files);
  expect(after['src/a.mjs']).toBe(
    'export async function load() {\n  return "x";\n}\n\nexport default async function main() {\n  return await load();\n}\n',
  );
  expect(after['src/b.mjs']).toContain('export const both = async () => [await read(), (await a.load()).length];');
  expect(after['src/c.mjs']).toContain('async function run() {\n  return await start() + 1;');
  expect(after['src/d.mjs']).toBe(files['src/d.mjs']);
  expect(after['src/e.cjs']).toContain('async function late() {\n  return await load();');
});

test.each([
  ['a generator expression', 'def load():\n    return 1\n\n\ndef f(xs):\n    return sum(load() for x in xs)\n'],
  ['a lambda', 'def load():\n    return 1\n\n\nf = lambda: load()\n'],
  ['a cache', 'import functools\n\n\n@functools.cache\ndef load():\n    return 1\n'],
  ['a property', 'class A:\n    @property\n    def load(self):\n        return 1\n'],
])('%s cannot wait, so nothing becomes async', async (_what, source) => {
  const answer = await ask(engine, 'make load async', { 'a.py': source });
  expect(answer.edits, answer.text).toEqual([]);
});

test.each([
  [
    'code beside the braces',
    'a.js',
    'function f(a) { const b = a;\n  return g(b); }\n',
    'function f(a) {\n  try {\n    const b = a;\n    return g(b);\n  } catch (error) {\n    throw new Error("f failed", { cause: error });\n  }\n}\n',
  ],
  [
    'braces in texts and patterns, and a text over lines',
    'a.js',
    'function f(a) {\n  const b = /[{}]"/.test(`}\n${a}`);\n  return b;\n}\n',
    'function f(a) {\n  try {\n    const b = /[{}]"/.test(`}\n${a}`);\n    return b;\n  } catch (error) {\n    throw new Error("f failed", { cause: error });\n  }\n}\n',
  ],
  [
    'lines of a text that are less indented',
    'a.py',
    "class A:\n    def f(self, k=lambda x: x):\n        'Doc.'\n\n        text = '''\n  kept\n'''\n        return text, k  # end\n",
    "class A:\n    def f(self, k=lambda x: x):\n        'Doc.'\n\n        try:\n            text = '''\n  kept\n'''\n            return text, k  # end\n        except Exception as error:\n            raise RuntimeError('f failed') from error\n",
  ],
])('a frame goes around %s', async (_what, path, before, after) => {
  const answer = await ask(engine, 'add error handling to the function f', { [path]: before });
  expect(applied(answer, { [path]: before })[path], answer.text).toBe(after);
});

test.each([
  [
    'def f(a):\n    r = []\n    for i, (x, y) in enumerate(a):  # why\n        # keep\n        if x:\n            r.append((x, i))\n    return r\n',
    'def f(a):\n    # why\n    # keep\n    r = [(x, i) for i, (x, y) in enumerate(a) if x]\n    return r\n',
  ],
  [
    'def f(a):\n    ok = True\n    for x in a:\n        if x is None or x < 0:\n            ok = False\n            break\n    return ok\n',
    'def f(a):\n    ok = all(not (x is None or x < 0) for x in a)\n    return ok\n',
  ],
  ['def f(a):\n    total = 0\n    for x in a:\n        total += x\n    return total\n', null],
  ['def f(a):\n    r = []\n    for x in a:\n        r.append(a.pop())\n    return r\n', null],
])('a loop of Python: %s', async (before, after) => {
  const answer = await ask(engine, 'convert the loop in the function f to a comprehension', { 'a.py': before });
  expect(answer.edits.length > 0 ? applied(answer, { 'a.py': before })['a.py'] : null, answer.text).toBe(after);
});

test('a loop of Go that looks for a value calls the package that go.mod allows', async () => {
  const code =
    'package main\n\nfunc has(xs []string, x string) bool {\n\tfor _, y := range xs {\n\t\tif y == x {\n\t\t\treturn true\n\t\t}\n\t}\n\treturn false\n}\n';
  const request = 'convert the loop in the function has to slices';
  const files = { 'a.go': code, 'go.mod': 'module example.com/a\n\ngo 1.21\n' };
  expect(applied(await ask(engine, request, files), files)['a.go']).toContain('\treturn slices.Contains(xs, x)\n');
  expect((await ask(engine, request, { ...files, 'go.mod': 'module example.com/a\n\ngo 1.20\n' })).edits).toEqual([]);
});

const holders =
  'class Counter {\n  n = 0;\n  increment = async () => {\n    this.n += 1;\n  };\n  async add() {\n    this.n += 1;\n  }\n}\nconst api = {\n  async load(id) {\n    return id;\n  },\n  save: async function (id) {\n    return id;\n  },\n};\n';

test.each([
  ['add error handling to the method increment', '    try {\n      this.n += 1;'],
  ['add error handling to Counter.increment', '    try {\n      this.n += 1;'],
  ['guard counter.add with a lock', '    const result = this.#addQueue.then(async () => {\n      this.n += 1;'],
  ['wrap the method load in a retry', '      try {\n        return await id;'],
  ['add a timeout of 1 s to the method save', '    const run = async () => {\n      return id;'],
])('functions that an object or a class holds are found: %s', async (text, part) => {
  const answer = await ask(engine, text, { 'a.js': holders });
  expect(answer.edits.length > 0 ? applied(answer, { 'a.js': holders })['a.js'] : answer.text).toContain(part);
});
