import { afterAll, describe, expect, test } from 'vitest';
import { filesOf, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());
const never = new AbortController().signal;
const slot = (value: unknown) => ({ value, source: 'words' });
const field = (name: string) => ({ name, type: 'string', optional: false, typeSource: 'words', default: null });

/** A request with gaps, the slots that are asked for, what was understood nevertheless, what a user fills in, and what the code then has. */
const gaps: [text: string, asked: string[], known: Record<string, unknown>, filled: Record<string, unknown>, code: string][] = [
  [
    'Add an endpoint POST that returns {"made": true} with status 201',
    ['route'],
    { method: 'POST', status: 201 },
    { route: slot('/users/:id') },
    'const id = decodeSegment(',
  ],
  ['写一个接口，返回 {"ok": true}', ['route'], { method: 'GET' }, { route: slot('/healthz') }, '/healthz'],
  ['Write a function with parameters a: int and b: int', ['name'], {}, { name: slot('total') }, 'total(a'],
  ['Create a class User', ['fields'], { name: 'User', form: 'class' }, { fields: [field('email')] }, 'email'],
  ['create a struct', ['name', 'fields'], {}, { name: slot('Pair'), fields: [field('left')] }, 'Pair'],
  ['新建一个类', ['name', 'fields'], { form: 'class' }, { name: slot('Pair'), fields: [field('left')] }, 'Pair'],
  ['Write a CLI command with an option --count (integer)', ['name'], {}, { name: slot('tally') }, 'count'],
  [
    'Add a scheduled task called cleanup that prints "x1"',
    ['schedule'],
    { name: 'cleanup', message: 'x1' },
    { schedule: slot('5 4 * * *') },
    'x1',
  ],
  ['添加定时任务 backup', ['schedule'], { name: 'backup' }, { schedule: slot('5 4 * * *') }, 'backup'],
  [
    'Write a function getUser that calls an API with a timeout of 3 seconds',
    ['url'],
    { name: 'getUser', timeout: 3 },
    { url: slot('https://a.example/u/{id}') },
    'getUser(id',
  ],
];

describe('a request with gaps', () => {
  test.each(gaps)('%s: is asked for them in one form that knows the rest', async (text, asked, known, filled, code) => {
    const request = { text, language: 'typescript' as const, files: null, attachments: [] };
    const { plan, complete, text: said } = await engine.plan(request, never);
    expect(complete).toBe(false);
    expect(plan?.questions.map((each) => each.slot)).toEqual(asked);
    for (const question of plan?.questions ?? []) expect(said).toContain(question.text);
    const draft = JSON.parse(plan?.json ?? '{}') as Record<string, { value?: unknown }>;
    expect(Object.fromEntries(Object.keys(known).map((name) => [name, draft[name]?.value]))).toEqual(known);
    for (const name of asked) expect(draft).not.toHaveProperty(name);
    const { properties } = ((await engine.form(plan?.kind ?? '', null))?.schema ?? {}) as { properties: object };
    for (const name of asked) expect(properties).toHaveProperty(name);

    const made = await engine.execute({ plan: { ...draft, ...filled }, text, files: filesOf({}), attachments: [] }, never);
    expect(made.edits).toHaveLength(1);
    expect(JSON.stringify(made.edits)).toContain(code);
  });
});
