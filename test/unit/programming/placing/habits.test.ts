import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

async function made(text: string, files: Record<string, string>): Promise<{ path: string; code: string }> {
  const answer = await ask(engine, text, files);
  const [path = ''] = answer.edits.map((edit) => edit.path);
  return { path, code: applied(answer, files)[path] ?? '' };
}

const request = 'Write a TypeScript function joinNames(first: string, last: string): string that returns the concatenation';
const single = "import { a } from './a';\n\nexport function b(text: string): string {\n    return a(text, 'x');\n}\n";

describe('a new file', () => {
  test.each([
    ['is named in kebab-case where nothing says otherwise', ['index.ts'], 'join-names.ts'],
    ['is named in camelCase like its neighbours', ['userStore.ts', 'orderList.ts', 'read-me.ts'], 'joinNames.ts'],
    ['is named in PascalCase like its neighbours', ['src/UserStore.ts', 'src/OrderList.ts', 'src/main.ts'], 'src/JoinNames.ts'],
    ['is named in snake_case like its neighbours', ['user_store.ts', 'order_list.test.ts'], 'join_names.ts'],
  ])('%s', async (_, paths, path) => {
    expect((await made(request, Object.fromEntries(paths.map((each) => [each, single])))).path).toBe(path);
  });

  test('has one way to be named in Python', async () => {
    const files = { 'userStore.py': 'x = 1\n', 'orderList.py': 'x = 1\n' };
    const python = 'Write a Python function joinNames(first: str, last: str) -> str that returns the concatenation';
    expect((await made(python, files)).path).toBe('join_names.py');
  });

  test('is laid out like the files around it', async () => {
    const { code } = await made(
      'Create a TypeScript enum Level with the values low, medium, high, veryHigh, extremelyHigh, unknown and notMeasured',
      {
        'src/a.ts': single.replaceAll(';', ''),
        'src/b.ts': single.replaceAll(';', ''),
        'other/c.ts': 'export const c = "text";\n',
      },
    );
    expect(code).toMatch(/^ {4}\w+.*'low'/m);
    expect(code).not.toMatch(/[";]/);
  });

  test.each([
    ['.prettierrc', '{ "singleQuote": true, "semi": false, "useTabs": true }', /^\t\w+.*'low',?\n/m],
    ['.prettierrc.yaml', 'singleQuote: true\ntabWidth: 8\n', /^ {8}\w+.*'low',?\n/m],
    ['package.json', '{ "prettier": { "tabWidth": 4 } }', /^ {4}\w+.*"low",?\n/m],
    ['.editorconfig', 'root = true\n[*]\nindent_style = tab\n[*.md]\nindent_size = 7\n', /^\t\w+.*"low",?\n/m],
    ['.editorconfig', '[*.{js,ts}]\nindent_size = 3\n[*.py]\nindent_style = tab\n', /^ {3}\w+.*"low",?\n/m],
  ])('is laid out as %s says: %j', async (path, settings, layout) => {
    expect(
      (
        await made('Create a TypeScript enum Level with the values low, medium, high, veryHigh, extremelyHigh, unknown and notMeasured', {
          [path]: settings,
        })
      ).code,
    ).toMatch(layout);
  });

  test.each([
    ['is no JSON', '{ "singleQuote": '],
    ['is a bomb', `a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n`],
    ['sets what cannot be', '{ "tabWidth": 1e9, "printWidth": -5, "semi": "no" }'],
    ['is a list', '[1, 2]'],
    ['is very long', `{ "tabWidth": 4, "x": "${'y'.repeat(100_000)}" }`],
  ])('is laid out as usual where .prettierrc %s', async (_, settings) => {
    const { code } = await made(
      'Create a TypeScript enum Level with the values low, medium, high, veryHigh, extremelyHigh, unknown and notMeasured',
      { '.prettierrc': settings },
    );
    expect(code).toMatch(/^ {2}\w+.*"low",?\n/m);
  });

  test('is broken at the width of Black', async () => {
    const text = 'Write a Python function f(alpha: str, beta: str, gamma: str) -> str that returns alpha';
    const wide = await made(text, {});
    const narrow = await made(text, { 'pyproject.toml': '[tool.black]\nline-length = 40\n\n[tool.other]\nline-length = 200\n' });
    expect(wide.code).toContain('def f(alpha: str, beta: str, gamma: str) -> str:');
    expect(narrow.code).toMatch(/def f\(\n {4}alpha: str/);
  });
});
