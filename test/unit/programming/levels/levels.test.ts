import { afterAll, describe, expect, test } from 'vitest';
import { createProgramming, type Programming } from '#services/programming';
import { instructions } from '../../../../electron/services/programming/instructions.node.ts';
import { syntaxProcess } from '../../../../electron/services/programming/syntax-process.node.ts';
import { applied, ask } from '../bank.ts';

const opened: Programming[] = [];
function engineWith(installed: Partial<Record<'go' | 'python', string>> = {}): Programming {
  const engine = createProgramming({ syntax: syntaxProcess(), instructions, installed: async (language) => installed[language] ?? null });
  opened.push(engine);
  return engine;
}
afterAll(() => Promise.all(opened.map((engine) => engine.close())));
const engine = engineWith();

async function written(text: string, files: Record<string, string>, by = engine): Promise<{ code: string; text: string }> {
  const answer = await ask(by, text, files);
  const after = applied(answer, files);
  const [path = ''] = answer.edits.map((edit) => edit.path);
  return { code: after[path] ?? '', text: answer.text };
}

const python = 'Write a Python function total(prices: list of number): number that returns the sum';
const record = 'Create a Go struct Note with title: string and extra: unknown';
const emitter = 'Create a TypeScript event emitter called Bus with the events opened and closed';

describe('code is written for the oldest version in force', () => {
  test.each([
    ['says 3.8', { 'pyproject.toml': '[project]\nrequires-python = ">=3.8"\n' }, 'List[float]'],
    ['says 3.9', { 'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n' }, 'list[float]'],
    ['says nothing', {}, 'list[float]'],
  ])('where pyproject.toml %s', async (_, files, type) => {
    const { code } = await written(python, files);
    expect(code).toContain(`prices: ${type}`);
    expect(code.includes('from typing import List')).toBe(type.startsWith('List'));
  });

  test('where the import of a name joins those that the file has', async () => {
    const files = {
      'setup.cfg': '[options]\npython_requires = >=3.8\n',
      'sums.py': 'from typing import Optional\n\n\ndef first(value: Optional[int]) -> Optional[int]:\n    return value\n',
    };
    const { code } = await written(`${python} in sums.py`, files);
    expect(code).toContain('from typing import Optional, List');
    expect(code).toContain('def total(prices: List[float]) -> float:');
  });

  test.each([
    ['1.17', 'interface{}'],
    ['1.21', 'any'],
  ])('where go.mod says %s', async (version, type) => {
    const { code } = await written(record, { 'go.mod': `module a\n\ngo ${version}\n` });
    expect(code).toMatch(new RegExp(`Extra\\s+${type.replace('{}', '\\{\\}')}`));
  });

  test('where nothing older can be written, the answer says what is needed', async () => {
    const request = 'Create a Go job queue called Jobs with 3 workers';
    expect((await written(request, { 'go.mod': 'module a\n\ngo 1.17\n' })).text).toContain('needs Go 1.18');
    expect((await written(request, { 'go.mod': 'module a\n\ngo 1.18\n' })).text).not.toContain('needs Go');
  });

  test.each([
    ['{ "compilerOptions": { "target": "ES2020" } }', false],
    ['{ "compilerOptions": { "target": "ES2020", "lib": ["DOM", "ES2021"] } }', true],
    ['{ "compilerOptions": { "target": "ESNext" } }', true],
  ])('where tsconfig.json is %s', async (tsconfig, known) => {
    const { code } = await written(emitter, { 'tsconfig.json': tsconfig, 'index.ts': 'export {};\n' });
    expect(code.includes('new AggregateError(')).toBe(known);
    expect(/Object\.assign\(\s*new Error\(/.test(code)).toBe(!known);
  });

  test.each([
    ['ES2021', 'Object.assign(new Error('],
    ['ES2022', '{ cause: '],
  ])('where code that is there is changed and tsconfig.json says %s', async (edition, cause) => {
    const files = {
      'tsconfig.json': `{ "compilerOptions": { "target": "${edition}" } }`,
      'load.ts': 'export function load(text: string): unknown {\n  return JSON.parse(text);\n}\n',
    };
    const { code, text } = await written('handle the error in load, rethrow with cause', files);
    expect(code, text).toContain(cause);
  });

  test('and for the tool that is installed, where that is older', async () => {
    const old = engineWith({ python: '3.8.18', go: '1.17' });
    expect((await written(python, {}, old)).code).toContain('List[float]');
    expect((await written(python, { 'pyproject.toml': '[project]\nrequires-python = ">=3.11"\n' }, old)).code).toContain('List[float]');
    expect((await written(record, {}, old)).code).toContain('interface{}');
    expect((await written(python, {}, engineWith({ python: '3.13.0' }))).code).toContain('list[float]');
  });
});
