import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

type Files = Record<string, string>;

/** The files that a request changes. */
async function changed(text: string, files: Files): Promise<Files> {
  const answer = await ask(engine, text, files);
  if (answer.edits.length === 0) throw new Error(answer.text);
  const made = applied(answer, files);
  return Object.fromEntries(Object.entries(made).filter(([path, content]) => files[path] !== content));
}

describe('a renamed declaration is renamed where the folder uses it', () => {
  test('through imports, re-exports and namespaces of TypeScript', async () => {
    const files = {
      'src/users.ts': 'export function getUser(id: number) {\n  return id;\n}\n',
      'src/index.ts': "export { getUser } from './users.js';\nexport * from './other.js';\n",
      'src/app.ts': "import { getUser } from './index.js';\n\nexport const user = getUser(1);\nexport const all = { getUser };\n",
      'src/aliased.ts': "import { getUser as load, type X } from './users';\nload(2);\n",
      'src/spaced.ts': "import * as users from './users.ts';\nusers.getUser(3);\nconst other = { getUser: 1 };\nother.getUser;\n",
      'src/taken.ts': "import { getUser } from './users';\nconst fetchUser = () => 1;\nfetchUser() + getUser(4);\n",
      'src/own.ts': 'function getUser() {}\ngetUser();\n',
    };
    expect(await changed('rename getUser to fetchUser in src/users.ts', files)).toEqual({
      'src/users.ts': 'export function fetchUser(id: number) {\n  return id;\n}\n',
      'src/index.ts': "export { fetchUser } from './users.js';\nexport * from './other.js';\n",
      'src/app.ts':
        "import { fetchUser } from './index.js';\n\nexport const user = fetchUser(1);\nexport const all = { getUser: fetchUser };\n",
      'src/aliased.ts': "import { fetchUser as load, type X } from './users';\nload(2);\n",
      'src/spaced.ts': "import * as users from './users.ts';\nusers.fetchUser(3);\nconst other = { getUser: 1 };\nother.getUser;\n",
      'src/taken.ts': "import { fetchUser as getUser } from './users';\nconst fetchUser = () => 1;\nfetchUser() + getUser(4);\n",
    });
  });

  test('through imports and modules of Python', async () => {
    const files = {
      'shop/users.py': '__all__ = ["get_user"]\n\n\ndef get_user(n):\n    return n\n',
      'shop/__init__.py': 'from .users import get_user\n\n__all__ = ["get_user", "x"]\n',
      'shop/app.py':
        'from shop import get_user\nfrom . import users\nimport shop.users as u\n\nget_user(1)\nusers.get_user(2)\nu.get_user(get_user=3)\n',
      'shop/dotted.py': 'import shop.users\n\n\ndef f():\n    return shop.users.get_user(1)\n',
      'shop/aliased.py': 'from shop.users import get_user as g\n\ng(1)\n',
      'shop/starred.py': 'from .users import *\n\nget_user(5)\n',
      'shop/other.py': 'def get_user():\n    pass\n\n\nget_user()\n',
    };
    expect(await changed('rename get_user to load_user in shop/users.py', files)).toEqual({
      'shop/users.py': '__all__ = ["load_user"]\n\n\ndef load_user(n):\n    return n\n',
      'shop/__init__.py': 'from .users import load_user\n\n__all__ = ["load_user", "x"]\n',
      'shop/app.py':
        'from shop import load_user\nfrom . import users\nimport shop.users as u\n\nload_user(1)\nusers.load_user(2)\nu.load_user(get_user=3)\n',
      'shop/dotted.py': 'import shop.users\n\n\ndef f():\n    return shop.users.load_user(1)\n',
      'shop/aliased.py': 'from shop.users import load_user as g\n\ng(1)\n',
      'shop/starred.py': 'from .users import *\n\nload_user(5)\n',
    });
  });

  test('in its package of Go, its tests, and the packages that import it', async () => {
    const files = {
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'users/users.go': 'package users\n\nfunc GetUser(n int) int {\n\treturn n\n}\n',
      'users/more.go': 'package users\n\nfunc Two() int {\n\treturn GetUser(2)\n}\n',
      'users/users_test.go': 'package users_test\n\nimport "example.com/shop/users"\n\nvar _ = users.GetUser(1)\n',
      'main.go': 'package main\n\nimport u "example.com/shop/users"\n\nfunc main() {\n\tu.GetUser(1)\n}\n',
      'other/users.go': 'package users\n\nfunc GetUser() {}\n',
    };
    expect(await changed('rename GetUser to LoadUser in users/users.go', files)).toEqual({
      'users/users.go': 'package users\n\nfunc LoadUser(n int) int {\n\treturn n\n}\n',
      'users/more.go': 'package users\n\nfunc Two() int {\n\treturn LoadUser(2)\n}\n',
      'users/users_test.go': 'package users_test\n\nimport "example.com/shop/users"\n\nvar _ = users.LoadUser(1)\n',
      'main.go': 'package main\n\nimport u "example.com/shop/users"\n\nfunc main() {\n\tu.LoadUser(1)\n}\n',
    });
  });
});

describe('what cannot be known or would mean something else is refused, with its place', () => {
  test.each<[string, string, Files, RegExp]>([
    [
      'a call that loads the module',
      'rename f to g in a.ts',
      { 'a.ts': 'export function f() {}\n', 'b.js': "const { f } = require('./a');\nf();\n" },
      /`b\.js`/,
    ],
    [
      'a file with a syntax error',
      'rename f to g in a.py',
      { 'a.py': 'def f(): pass\n', 'b.py': 'from a import f\nf(\n' },
      /`b\.py`.*syntax error/,
    ],
    [
      'a name of the package',
      'rename F to G in a.go',
      { 'go.mod': 'module m\n', 'a.go': 'package m\n\nfunc F() {}\n', 'b.go': 'package m\n\nfunc G() { F() }\n' },
      /`b\.go`/,
    ],
    [
      'a name that would be private',
      'rename F to g in p/a.go',
      { 'go.mod': 'module m\n', 'p/a.go': 'package p\n\nfunc F() {}\n', 'b.go': 'package m\n\nimport "m/p"\n\nfunc G() { p.F() }\n' },
      /`b\.go`.*capital/,
    ],
    [
      'modules of the same name',
      'rename f to g in x/a.py',
      { 'x/a.py': 'def f(): pass\n', 'y/a.py': 'def f(): pass\n', 'z/b.py': 'from a import f\n' },
      /`z\/b\.py`.*several/,
    ],
    ['the entry of a program', 'rename main to start', { 'a.go': 'package main\n\nfunc main() {}\n' }, /calls `main` by its name/],
    ['a keyword', 'rename f to `class`', { 'a.py': 'def f(): pass\n' }, /cannot be a name/],
    ['a method', 'rename A.f to g', { 'a.py': 'class A:\n    def f(self): pass\n' }, /is a method/],
  ])('%s', async (_what, text, files, told) => {
    const answer = await ask(engine, text, files);
    expect(answer.edits).toEqual([]);
    expect(answer.text).toMatch(told);
  });
});
