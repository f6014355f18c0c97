import { afterAll, describe, expect, test } from 'vitest';
import type { FindEarlier } from '../../../electron/services/programming/ports.ts';
import { applied, ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

type Language = 'typescript' | 'javascript' | 'python' | 'go';
interface Made {
  files: Record<string, string>;
  kind: string;
  earlier: FindEarlier;
}

async function make(text: string, files: Record<string, string>, language: Language, earlier?: FindEarlier): Promise<Made> {
  const answer = await ask(engine, text, files, { language, earlier });
  const kind = answer.plan?.kind ?? '';
  const kept = { plan: answer.plan?.json ?? '', paths: [...new Set(answer.edits.map(({ path }) => path))] };
  const before = (asked: string) => earlier?.(asked) ?? Promise.resolve([]);
  return {
    files: applied(answer, files),
    kind,
    earlier: async (asked) => [...(asked === kind ? [kept] : []), ...(await before(asked))],
  };
}

const mark: Record<Language, string> = { typescript: '// mine', javascript: '// mine', python: '# mine', go: '// mine' };
const answers = /^( {2,4}|\t)return (?:json|to_json|toJSON)\((?:200|http\.StatusOK)/m;

/** A line of the user inside of the first handler. */
const edited = (text: string, language: Language): string =>
  text.replace(answers, (line, indent: string) => `${indent}${mark[language]}\n${line}`);

const frameworks = [
  ['typescript', ''],
  ['javascript', ''],
  ['python', ''],
  ['go', ''],
  ['typescript', ' with Express'],
  ['python', ' with FastAPI'],
] as const;

describe.each(frameworks)('a service in %s%s that was made before', (language, framework) => {
  test('gets its new endpoints and fields, and keeps what the user wrote', async () => {
    const first = await make(`Create an HTTP service called notes${framework} with GET /notes, POST /notes (title: string)`, {}, language);
    const [path = ''] = Object.keys(first.files);
    const own = { [path]: edited(first.files[path] ?? '', language) };
    expect(own[path]).toContain(mark[language]);
    const again = `Create an HTTP service called notes${framework} with GET /notes, POST /notes (title: string, done: boolean), PATCH /notes/:id (done: boolean)`;
    const second = await make(again, own, language, first.earlier);
    expect(Object.keys(second.files)).toEqual([path]);
    for (const part of [mark[language], 'done must be a boolean']) expect(second.files[path]).toContain(part);
    expect(second.files[path]).toMatch(/"PATCH"|app\.patch\(/);
    const third = await make(again, second.files, language, second.earlier);
    expect(third.files).toEqual(second.files);
  });

  test('takes one more endpoint where one is asked for', async () => {
    const first = await make(`Add a CRUD API for Product${framework}: name: string`, {}, language);
    const [path = ''] = Object.keys(first.files);
    const own = { [path]: edited(first.files[path] ?? '', language) };
    const second = await make('also add PUT /products/:id/stars that echoes', own, language, first.earlier);
    expect([second.kind, Object.keys(second.files)]).toEqual(['crud-resource', [path]]);
    for (const part of [mark[language], '/products/:id/stars']) expect(second.files[path]).toContain(part);
    // The next one stands beside it.
    const third = await make('再添加一个接口 GET /ping 返回 "pong"', second.files, language, second.earlier);
    for (const part of [mark[language], '/products/:id/stars', '"/ping"']) expect(third.files[path]).toContain(part);
    expect(third.files[path]).toMatch(/"GET"\], name="get_ping"|"\/ping", (?:handle: )?(?:getPing|get_ping|answered\(getPing)/);
    const fourth = await make(`Add a CRUD API for Product${framework}: name: string, price: number`, third.files, language, third.earlier);
    for (const part of [mark[language], 'price must be a number']) expect(fourth.files[path]).toContain(part);
  });
});

test('an endpoint goes into another file where one is named', async () => {
  const first = await make('Create an HTTP service called notes with GET /notes, GET /tags', {}, 'typescript');
  const other = { ...first.files, 'app.ts': "import express from 'express';\n\nconst app = express();\n\napp.listen(3000);\n" };
  const second = await make('Add an endpoint GET /ping to app.ts', other, 'typescript', first.earlier);
  expect(second.files['notes.ts']).toBe(first.files['notes.ts']);
  expect(second.files['app.ts']).toContain("app.get('/ping'");
});
