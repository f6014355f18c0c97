import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
const folder = mkdtempSync(join(tmpdir(), 'unit-test-'));
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const gives = (subject: string, inputs: unknown[], value: unknown) => ({ subject, inputs, outcome: { form: 'value', value } });
const fails = (subject: string, inputs: unknown[]) => ({ subject, inputs, outcome: { form: 'fails' } });

describe('unit tests in the words of developers', () => {
  readsAs(engine, 'unit-test', [
    ['Write a unit test: add(1, 2) = 3, add(-1, 1) = 0', { cases: [gives('add', [1, 2], 3), gives('add', [-1, 1], 0)] }],
    ['test reverse("abc") returns "cba", reverse("") is ""', { cases: [gives('reverse', ['abc'], 'cba'), gives('reverse', [''], '')] }],
    ['pytest for `unique([3,1,3])` == `[1, 3]`', { cases: [gives('unique', [[3, 1, 3]], [1, 3])] }],
    ['golang test: divide(1, 0) fails, divide(4, 2) = 2', { cases: [fails('divide', [1, 0]), gives('divide', [4, 2], 2)] }],
    [
      'unit tests for isPrime: isPrime(2) is true; isPrime(9) should be false',
      { cases: [gives('isPrime', [2], true), gives('isPrime', [9], false)] },
    ],
    ['python unittest: first([]) -> None, first(["a"]) -> "a"', { cases: [gives('first', [[]], null), gives('first', [['a']], 'a')] }],
    ['写一个单元测试：add(1, 2) 返回 3，add(-1, 1) 返回 0', { cases: [gives('add', [1, 2], 3), gives('add', [-1, 1], 0)] }],
    ['给 parse 写测试：parse("1") 等于 1，parse("x") 抛出异常', { cases: [gives('parse', ['1'], 1), fails('parse', ['x'])] }],
  ]);
  asksFor(engine, [
    ['Write a unit test for add', 'cases'],
    ['Write a unit test: add(1, 2) = 3, mul(1, 2) = 2', 'cases'],
  ]);

  test('a test stands beside the file that has the function, and imports it from there', async () => {
    const files = { 'src/math.ts': 'export function add(a: number, b: number): number {\n  return a + b;\n}\n' };
    const answer = await ask(engine, 'Write a unit test for src/math.ts: add(1, 2) = 3', files);
    const after = applied(answer, files);
    expect(after['src/math.ts']).toBe(files['src/math.ts']);
    expect(after['src/add.test.ts']).toContain('import { add } from "./math.js";');
  });

  test('the tests run: right ones pass, wrong ones fail', async () => {
    const answer = await ask(engine, 'js unit test: half(4) = 2, half(null) throws, half(3) = 1', {});
    const edit = answer.edits[0];
    writeFileSync(join(folder, 'half.js'), 'export function half(n) { if (n === null) throw new Error(); return n / 2; }\n');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'half.test.js'), edit?.kind === 'write' ? edit.content : '');
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const done = spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'half.test.js'], { cwd: folder, encoding: 'utf8', env });
    expect(done.stdout).toContain('# pass 2');
    expect(done.stdout).toContain('# fail 1');
  });

  test('the same cases run in Python and fail alike', async () => {
    if (spawnSync('python3', ['--version']).status !== 0) return;
    const answer = await ask(engine, 'python unit test: half(4) = 2, half(None) raises, half(3) = 1', {});
    const edit = answer.edits[0];
    writeFileSync(join(folder, 'half.py'), 'def half(n):\n    return n / 2\n');
    writeFileSync(join(folder, 'test_half.py'), edit?.kind === 'write' ? edit.content : '');
    const done = spawnSync('python3', ['-m', 'unittest', 'test_half'], { cwd: folder, encoding: 'utf8' });
    expect(done.stderr).toContain('Ran 3 tests');
    expect(done.stderr).toContain('FAILED (failures=1)');
  });
});
