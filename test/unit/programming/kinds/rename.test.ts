import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** The files after a request that must give edits. */
async function changed(text: string, files: Record<string, string>, more = {}): Promise<Record<string, string>> {
  const answer = await ask(engine, text, files, more);
  if (answer.edits.length === 0) throw new Error(answer.text);
  return applied(answer, files);
}

describe('renaming in the words of developers', () => {
  readsAs(engine, 'rename', [
    ['rename the function getUser to fetchUser', { target: 'getUser', newName: 'fetchUser', file: null, lines: null }],
    ['Rename `add` to `sum` in src/math.py', { target: 'add', newName: 'sum', file: 'src/math.py' }],
    ['please rename class User to Account', { target: 'User', newName: 'Account' }],
    ['rename foo to bar', { target: 'foo', newName: 'bar' }],
    ['rename variable x in a.ts line 12 to count', { target: 'x', newName: 'count', file: 'a.ts', lines: '12' }],
    ['rename getUser() -> loadUser()', { target: 'getUser', newName: 'loadUser' }],
    ['change the name of parse_line to read_line', { target: 'parse_line', newName: 'read_line' }],
    ['把 getUser 重命名为 fetchUser', { target: 'getUser', newName: 'fetchUser' }],
    ['把函数getUser改名为fetchUser', { target: 'getUser', newName: 'fetchUser' }],
    ['将 src/users.go 里的 GetUser 重命名为 LoadUser', { target: 'GetUser', newName: 'LoadUser', file: 'src/users.go' }],
    ['重命名变量 total 为 sum_total，第 3 到 5 行', { target: 'total', newName: 'sum_total', lines: '3-5' }],
    ['把类 User rename 成 Account', { target: 'User', newName: 'Account' }],
  ]);
  asksFor(engine, [
    ['rename the function getUser', 'newName'],
    ['重命名函数', 'target'],
  ]);
});

test('every use in the file is renamed, also in shorthand, and nothing else', async () => {
  const source =
    'function getUser(id) {\n  return { id };\n}\nconst all = { getUser, other: getUser(1) };\nclass A { getUser() {} }\n// getUser\n';
  const answer = await ask(engine, 'rename getUser to fetchUser', { 'a.js': source });
  expect(applied(answer, { 'a.js': source })['a.js']).toBe(
    'function fetchUser(id) {\n  return { id };\n}\nconst all = { getUser: fetchUser, other: fetchUser(1) };\nclass A { getUser() {} }\n// getUser\n',
  );
  expect(answer.text).toContain('1 comment');
});

test('lines that are not changed keep their bytes, whatever their endings are', async () => {
  const source = '\ufeffdef a():\r\n    return 1\n\n\r\nx = a()\ny = 2\r\n';
  expect((await changed('rename a to b', { 'm.py': source }))['m.py']).toBe('\ufeffdef b():\r\n    return 1\n\n\r\nx = b()\ny = 2\r\n');
});

test('a name that means something else where it would be read is refused', async () => {
  const answer = await ask(engine, 'rename a to b', { 'm.py': 'def a(b):\n    return a(b)\n' });
  expect(answer.edits).toEqual([]);
  expect(answer.text).toContain('`b` stands for something else');
});

describe('where the target is', () => {
  const files = { 'a.ts': 'export function same() {}\n', 'b.ts': 'export function same() {}\nsame();\n', 'c.py': 'x = 1\n' };
  test('is asked where several files declare it, and answered with the file', async () => {
    const answer = await ask(engine, 'rename same to other', files);
    expect(answer).toMatchObject({ understood: false, edits: [], plan: { questions: [{ slot: 'file' }] } });
    expect(answer.plan?.questions[0]?.text).toContain('`a.ts`, `b.ts`');
    const plan = JSON.parse(answer.plan?.json ?? '');
    plan.slots.file = { value: 'b.ts', source: 'words' };
    const again = await engine.execute(
      {
        plan,
        text: '',
        files: { list: async () => Object.keys(files), read: async (path) => (files as Record<string, string>)[path] ?? null },
        attachments: [],
      },
      new AbortController().signal,
    );
    expect(applied(again, files)['b.ts']).toBe('export function other() {}\nother();\n');
  });

  test('is the file that was attached', async () => {
    const attachments = [{ path: 'b.ts', startLine: null, endLine: null }];
    expect((await changed('rename same to other', files, { attachments }))['b.ts']).toContain('other();');
  });

  test('is the innermost declaration around the selected lines', async () => {
    const source = 'def f():\n    x = 1\n    return x\n\ndef g():\n    x = 2\n    return x\n';
    const attachments = [{ path: 'm.py', startLine: 6, endLine: 6 }];
    expect((await changed('rename x to y', { 'm.py': source }, { attachments }))['m.py']).toBe(
      'def f():\n    x = 1\n    return x\n\ndef g():\n    y = 2\n    return y\n',
    );
  });

  test.each([
    ['rename nowhere to other', 'No file of the folder declares `nowhere`'],
    ['rename same to other in missing.ts', 'There is no file `missing.ts`'],
    ['把 nowhere 重命名为 other', '没有文件声明 `nowhere`'],
  ])('is told where there is none: %s', async (text, told) => {
    const answer = await ask(engine, text, files);
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain(told);
  });

  test('is not changed while the file does not parse', async () => {
    const answer = await ask(engine, 'rename f to g', { 'm.py': 'x = 1\ndef f(:\n  pass\n' });
    expect(answer.edits).toEqual([]);
    expect(answer.text).toMatch(/syntax error in line 2/);
  });
});
