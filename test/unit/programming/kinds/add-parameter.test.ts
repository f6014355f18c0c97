import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

type Files = Record<string, string>;

async function changed(text: string, files: Files): Promise<Files> {
  const answer = await ask(engine, text, files);
  if (answer.edits.length === 0) throw new Error(answer.text);
  const made = applied(answer, files);
  return Object.fromEntries(Object.entries(made).filter(([path, content]) => files[path] !== content));
}

const parameter = (name: string, type: string, fallback: unknown = null, more = {}) => [
  { name, type, optional: false, typeSource: 'words', default: fallback, ...more },
];

describe('parameters in the words of developers', () => {
  readsAs(engine, 'add-parameter', [
    [
      'add a parameter timeout: number = 30 to the function fetchUser',
      { target: 'fetchUser', parameters: parameter('timeout', 'number', 30) },
    ],
    [
      'Add parameter verbose (boolean, default false) to run() in cli.py',
      { target: 'run', parameters: parameter('verbose', 'boolean', false), file: 'cli.py' },
    ],
    ['给函数 fetchUser 增加参数 timeout：整数，默认值 30', { target: 'fetchUser', parameters: parameter('timeout', 'integer', 30) }],
    ['给 fetchUser 加一个参数 timeout: int = 30', { target: 'fetchUser', parameters: parameter('timeout', 'integer', 30) }],
    ['为 src/a.go 的 Load 函数添加参数 name string', { target: 'Load', parameters: parameter('name', 'string'), file: 'src/a.go' }],
  ]);
  readsAs(engine, 'add-parameter', [
    [
      'add a retries parameter to fetchUser',
      { target: 'fetchUser', parameters: parameter('retries', 'integer', null, { typeSource: 'assumed' }) },
    ],
  ]);
  asksFor(engine, [
    ['add a parameter to the function load', 'parameters'],
    ['增加参数 timeout：整数', 'target'],
  ]);
});

describe('a parameter with a default', () => {
  test('leaves calls of TypeScript and Python as they are', async () => {
    const files = {
      'a.ts': 'export function load(\n  id: number, // which\n): number {\n  return id;\n}\nload(1);\n',
      'b.ts': 'const load2 = async x => x;\n',
      'c.py': 'def load3(id: int, *rest, **more) -> int:\n    return id\n\n\nload3(1)\n',
      'd.py': 'def load4():\n    pass\n',
    };
    expect(await changed('add a parameter retries: integer = 3 to load', files)).toEqual({
      'a.ts': 'export function load(\n  id: number, // which\n  retries: number = 3,\n): number {\n  return id;\n}\nload(1);\n',
    });
    expect(await changed('add a parameter retries: integer = 3 to load2', files)).toEqual({
      'b.ts': 'const load2 = async (x, retries: number = 3) => x;\n',
    });
    expect(await changed('add a parameter retries: integer = 3 to load3', files)).toEqual({
      'c.py': 'def load3(id: int, *rest, retries: int = 3, **more) -> int:\n    return id\n\n\nload3(1)\n',
    });
    expect(await changed('add a parameter when: datetime to load4', files)).toEqual({
      'd.py': 'from datetime import datetime\n\n\ndef load4(when: datetime):\n    pass\n',
    });
  });

  test('is passed by every call of Go, in the package and outside', async () => {
    const files = {
      'go.mod': 'module m\n',
      'p/a.go': 'package p\n\nfunc Load(id int, more ...int) int {\n\treturn Load(id)\n}\n',
      'p/b.go': 'package p\n\nvar x = Load(\n\t1,\n\t2,\n)\n',
      'main.go': 'package main\n\nimport "m/p"\n\nfunc main() {\n\tp.Load(1)\n}\n',
    };
    expect(await changed(`add a parameter label string = 'a"b' to Load`, files)).toEqual({
      'p/a.go': 'package p\n\nfunc Load(id int, label string, more ...int) int {\n\treturn Load(id, "a\\"b")\n}\n',
      'p/b.go': 'package p\n\nvar x = Load(\n\t1,\n\t"a\\"b",\n\t2,\n)\n',
      'main.go': 'package main\n\nimport "m/p"\n\nfunc main() {\n\tp.Load(1, "a\\"b")\n}\n',
    });
  });
});

describe('is refused', () => {
  test.each<[string, string, Files, RegExp]>([
    [
      'without a default where calls need one',
      'add a parameter n: integer to f',
      { 'a.py': 'def f(): pass\n\n\nf()\n' },
      /`a\.py`, line 4.*default/,
    ],
    [
      'where the name means something else',
      'add a parameter n: integer = 1 to f',
      { 'a.py': 'n = 1\n\n\ndef f():\n    return n\n' },
      /`n` means something else/,
    ],
    [
      'where the function is handed on',
      'add a parameter n: integer = 1 to f',
      { 'a.js': 'function f(x) {}\n[1].map(f);\n' },
      /hands the function/,
    ],
    [
      'where Go has it as a value',
      'add a parameter n: integer = 1 to f',
      { 'a.go': 'package a\n\nfunc f() {}\n\nvar g = f\n' },
      /without calling it/,
    ],
    ['of another type', 'add a parameter n: integer = "a" to f', { 'a.go': 'package a\n\nfunc f() {}\n' }, /no integer/],
    [
      'of methods of Go',
      'add a parameter n: integer = 1 to T.f',
      { 'a.go': 'package a\n\ntype T int\n\nfunc (t T) f() {}\n' },
      /is a method/,
    ],
    [
      'where it is there',
      'add a parameter n: integer = 1 to f',
      { 'a.go': 'package a\n\nfunc f(n int) {}\n' },
      /has a parameter `n` already/,
    ],
  ])('%s', async (_what, text, files, told) => {
    const answer = await ask(engine, text, files);
    expect(answer.edits).toEqual([]);
    expect(answer.text).toMatch(told);
  });
});
