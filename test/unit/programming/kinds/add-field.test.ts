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

const field = (name: string, type: string, fallback: unknown = null, more = {}) => [
  { name, type, optional: false, typeSource: 'words', default: fallback, ...more },
];

describe('fields in the words of developers', () => {
  readsAs(engine, 'add-field', [
    ['add a field email: string to the interface User', { target: 'User', fields: field('email', 'string') }],
    ['Add an optional property nickname (string) to class Account in src/a.ts', { target: 'Account', file: 'src/a.ts' }],
    ['add field age int to struct User', { target: 'User', fields: field('age', 'integer') }],
    ['给 User 增加字段 email: string', { target: 'User', fields: field('email', 'string') }],
    ['给结构体 User 添加字段 age（整数）', { target: 'User', fields: field('age', 'integer') }],
    ['为数据类 Order 加一个字段 total: 数字，默认值 0', { target: 'Order', fields: field('total', 'number', 0) }],
  ]);
  asksFor(engine, [['add a field to the class User', 'fields']]);
});

test('scripts get it behind the last field, in the manner of the type', async () => {
  const files = {
    'a.ts':
      'export interface A { id: number; name?: string }\nexport type B = {\n  id: number, // key\n};\nexport class C {\n  id = 1;\n\n  f() {}\n}\nconst a: A = { id: 1 };\n',
  };
  expect((await changed('add a field email: string to A', files))['a.ts']).toContain('{ id: number; name?: string; email: string }');
  expect((await ask(engine, 'add a field email: string to A', files)).text).toContain('line 10');
  expect((await changed('add a field email: string to B', files))['a.ts']).toContain('  id: number, // key\n  email: string,\n};');
  expect((await changed('add a field email: string = "x" to C', files))['a.ts']).toContain('  id = 1;\n  email: string = "x";\n\n');
});

test('Python gets it where dataclasses and constructors need it', async () => {
  const files = {
    'a.py':
      'from dataclasses import dataclass\n\n\n@dataclass\nclass A:\n    id: int\n    name: str = "x"  # shown\n\n    def f(self):\n        pass\n\n\nclass B:\n    def __init__(self, id):\n        self.id = id\n',
  };
  expect((await changed('add a field age: integer to A', files))['a.py']).toContain(
    '    id: int\n    age: int\n    name: str = "x"  # shown\n',
  );
  expect((await changed('add a field age: integer = 3 to A', files))['a.py']).toContain('    name: str = "x"  # shown\n    age: int = 3\n');
  expect((await changed('add a field age: integer = 3 to B', files))['a.py']).toContain(
    'def __init__(self, id, age=3):\n        self.id = id\n        self.age = age\n',
  );
});

test('Go gets it in its columns, and literals without names get its zero value', async () => {
  const files = {
    'go.mod': 'module m\n',
    'p/a.go':
      'package p\n\n// A is.\ntype A struct {\n\tID   int    `json:"id"` // key\n\tName string `json:"name"`\n}\n\nvar all = []A{{1, "a"}, A{2, "b"}, {ID: 3}}\n',
    'main.go': 'package main\n\nimport "m/p"\n\nvar x = &p.A{1, "c"}\n',
  };
  expect(await changed('add a field nickname: string to A', files)).toEqual({
    'p/a.go':
      'package p\n\n// A is.\ntype A struct {\n\tID       int    `json:"id"` // key\n\tName     string `json:"name"`\n\tNickname string `json:"nickname"`\n}\n\nvar all = []A{{1, "a", ""}, A{2, "b", ""}, {ID: 3}}\n',
    'main.go': 'package main\n\nimport "m/p"\n\nvar x = &p.A{1, "c", ""}\n',
  });
});

test.each<[string, string, Files, RegExp]>([
  [
    'a name that no field of a class may have',
    'add an optional field constructor: string to the class A',
    { 'a.ts': 'export class A {\n  id = 1;\n}\n' },
    /constructor/,
  ],
  [
    'the name of what a method is called on',
    "add a field self: string = 'a' to the class A",
    { 'a.py': 'class A:\n    def __init__(self, id):\n        self.id = id\n' },
    /`self`/,
  ],
  ['a class of TypeScript without a value', 'add a field n: integer to C', { 'a.ts': 'class C {\n  a = 1;\n}\n' }, /needs a value/],
  [
    'a dataclass that is made somewhere',
    'add a field n: integer to C',
    { 'a.py': '@dataclass\nclass C:\n    a: int\n\n\nC(1)\n' },
    /`a\.py`, line 6/,
  ],
  ['a field that is there', 'add a field a: integer = 1 to C', { 'a.py': '@dataclass\nclass C:\n    a: int\n' }, /has a field `a` already/],
])('is refused: %s', async (_what, text, files, told) => {
  const answer = await ask(engine, text, files);
  expect(answer.edits).toEqual([]);
  expect(answer.text).toMatch(told);
});
