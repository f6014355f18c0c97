import { afterAll, describe, expect, test } from 'vitest';
import { filesOf, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

const never = new AbortController().signal;
const plan = (text: string) => engine.plan({ text, language: null, files: null, attachments: [] }, never);
const execute = (value: unknown, files: Record<string, string> = {}, text = '') =>
  engine.execute({ plan: value, text, files: filesOf(files), attachments: [] }, never);

describe('a plan', () => {
  test('tells for every value the words that gave it', async () => {
    const request = 'Create an LRU cache called SessionCache that holds 500 entries and expires them after 10 minutes';
    const { plan: read, complete } = await plan(request);
    expect(complete).toBe(true);
    expect(read?.slots.map(({ name, value, span }) => [name, value, span && request.slice(span.start, span.end)])).toEqual([
      ['language', 'typescript', undefined],
      ['name', 'SessionCache', 'SessionCache'],
      ['capacity', '500', 'holds 500 entries'],
      ['lifetime', '600000', 'after 10 minutes'],
    ]);
  });

  test('asks for all that is missing at once and keeps what is known', async () => {
    const { plan: read, complete, text } = await plan('创建枚举');
    expect(complete).toBe(false);
    expect(read?.kind).toBe('enumeration');
    expect(read?.questions.map(({ slot }) => slot)).toEqual(['name', 'values']);
    for (const { text: question } of read?.questions ?? []) expect(text).toContain(question);
  });

  test('is null where no kind fits', async () => {
    expect(await plan('Wie wird das Wetter?')).toMatchObject({ plan: null, complete: false });
  });
});

describe('a plan that was changed by hand', () => {
  const words = (value: unknown) => ({ value, source: 'words' });
  const whole = {
    kind: 'enumeration',
    language: words('python'),
    slots: { name: words('Level'), values: words(['low', 'high']) },
  };

  test('becomes code, in the file that its request names', async () => {
    const made = await execute(whole);
    expect(made.edits).toMatchObject([{ kind: 'write', path: 'level.py' }]);
    const placed = await execute(whole, { 'app/levels.py': 'x = 1\n' }, 'add an enum to app/levels.py');
    expect(new Set(placed.edits.map(({ kind, path }) => `${kind} ${path}`))).toEqual(new Set(['replace app/levels.py']));
  });

  test.each([
    ['no kind', {}],
    ['an unknown kind', { ...whole, kind: 'nonsense' }],
    ['a kind of the prototype', { ...whole, kind: 'constructor' }],
    ['a slot too few', { ...whole, slots: { name: words('Level') } }],
    ['a name that is none', { ...whole, slots: { ...whole.slots, name: words('a b"; drop') } }],
    ['a language that is none', { ...whole, language: words('cobol') }],
    ['a list that is too long', { ...whole, slots: { ...whole.slots, values: words(Array.from({ length: 5000 }, (_, at) => `v${at}`)) } }],
  ])('with %s is refused', async (_what, value) => {
    await expect(execute(value)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  test('has a JSON Schema for each kind that says what it must hold', async () => {
    for (const { kind } of engine.kinds()) {
      const { schema } = (await engine.form(kind, null)) ?? {};
      expect(schema).toMatchObject({ type: 'object', properties: { kind: { const: kind } } });
      expect(JSON.stringify(schema).length).toBeGreaterThan(200);
    }
    expect(await engine.form('nonsense', null)).toBeNull();
  });
});
