import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#domain/programming';
import { type Entry, entryOf, type Row, readEntry, rowOf, valueIn, withValue } from '../../../renderer/features/chat/plan-form/entries.ts';
import { fieldAt, type PlanField, planFields } from '../../../renderer/features/chat/plan-form/plan-fields.ts';

const source = { type: 'string', enum: ['words', 'default', 'workspace', 'assumed'] };
const name = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_-]{0,63}$' };
const object = (properties: Record<string, unknown>) => ({ type: 'object', properties, required: Object.keys(properties) });
const slot = (value: unknown) => ({ type: 'object', properties: { value, source, span: object({}) }, required: ['value', 'source'] });
const orNull = (schema: unknown) => ({ anyOf: [schema, { type: 'null' }] });
const type = { type: 'string', pattern: '^(string|integer)(\\[\\]){0,2}$' };
const typedName = object({
  name,
  type,
  optional: { type: 'boolean' },
  typeSource: source,
  default: { type: ['string', 'number', 'null'] },
});

const schema = object({
  kind: { type: 'string', const: 'example' },
  language: slot({ type: 'string', enum: ['typescript', 'go'] }),
  fields: { type: 'array', items: typedName },
  result: orNull(slot({ type: 'string', maxLength: 300 })),
  fallible: { type: 'boolean' },
  slots: object({
    name: slot(name),
    capacity: slot({ type: 'integer', minimum: 1, maximum: 100 }),
    lifetime: slot(orNull({ type: 'integer', minimum: 1 })),
    values: slot({ type: 'array', items: name }),
    response: slot({ oneOf: [object({ form: { type: 'string', const: 'none' } })] }),
  }),
}) as unknown as JsonObject;
const fields = planFields(schema);
const field = (key: string): PlanField => fields.find((each) => each.key === key) as PlanField;
const change = (plan: JsonObject, key: string, entry: Entry): JsonObject => {
  const read = readEntry(entry, field(key));
  if ('fault' in read) throw new Error(read.fault);
  return withValue(plan, field(key), read.value);
};

const plan: JsonObject = {
  kind: 'example',
  language: { value: 'go', source: 'assumed' },
  fields: [{ name: 'id', type: 'integer', optional: false, typeSource: 'assumed', default: null }],
  result: null,
  fallible: true,
  slots: {
    name: { value: 'Cache', source: 'words', span: { start: 3, end: 8 } },
    capacity: { value: 10, source: 'default' },
    lifetime: { value: null, source: 'default' },
    values: { value: ['a', 'b'], source: 'words' },
    response: { value: { form: 'none' }, source: 'words' },
  },
};

describe('the form of a plan', () => {
  it('has a field for each value, by what it can be, and none for what never differs', () => {
    expect(fields.map(({ path, shape, nullable }) => [path.join('.'), shape.type, nullable])).toEqual([
      ['language', 'choice', false],
      ['fields', 'rows', false],
      ['result', 'text', 'slot'],
      ['fallible', 'flag', false],
      ['slots.name', 'text', false],
      ['slots.capacity', 'number', false],
      ['slots.lifetime', 'number', 'value'],
      ['slots.values', 'texts', false],
      ['slots.response', 'json', false],
    ]);
    expect(field('fields').shape).toMatchObject({
      columns: [
        { key: 'name', shape: { type: 'text', isName: true } },
        { key: 'type', shape: { type: 'choice', options: ['string', 'integer', 'string[]', 'integer[]'] } },
        { key: 'optional', shape: { type: 'flag' } },
        { key: 'typeSource', shape: { type: 'source' } },
        { key: 'default', shape: { type: 'scalar' }, nullable: true },
      ],
    });
  });

  it('shows each value so that reading it back gives the same', () => {
    for (const each of fields) {
      const value = valueIn(plan, each);
      const read = readEntry(entryOf(value, each), each);
      expect('value' in read ? (read.value ?? null) : read).toEqual(value);
    }
  });

  it('marks what was changed as said by the user and takes its span away; the rest stays as it was', () => {
    const changed = change(plan, 'name', 'Store');
    expect(changed).toEqual({ ...plan, slots: { ...(plan['slots'] as object), name: { value: 'Store', source: 'words' } } });
  });

  it('takes nothing as null where null may stand, and else leaves it to the check of the plan', () => {
    expect(change(plan, 'lifetime', '')).toMatchObject({ slots: { lifetime: { value: null, source: 'words' } } });
    expect(change(change(plan, 'result', 'x'), 'result', ' ')).toMatchObject({ result: null });
    expect(change(plan, 'capacity', '')['slots']).not.toHaveProperty('capacity');
  });

  it('reads lists with the commas of both languages, and says what is no number and no JSON', () => {
    expect(change(plan, 'values', 'a，b、 c,,\nd；')).toMatchObject({ slots: { values: { value: ['a', 'b', 'c', 'd'] } } });
    expect(readEntry('1e', field('capacity'))).toEqual({ fault: 'number' });
    expect(readEntry('{', field('response'))).toEqual({ fault: 'json' });
  });

  it('keeps rows that nobody touched, and reads defaults by the type of their row', () => {
    const { shape } = field('fields');
    const columns = shape.type === 'rows' ? shape.columns : [];
    const [first] = entryOf(valueIn(plan, field('fields')), field('fields')) as Row[];
    const row = (values: Row['values']): Row => ({ ...rowOf(null, columns, 1), values: { ...rowOf(null, columns, 1).values, ...values } });
    const rows = [first as Row, row({ name: 'size', type: 'integer', default: '5' }), row({ name: 'code', type: 'string', default: '5' })];
    expect(change(plan, 'fields', rows)['fields']).toEqual([
      { name: 'id', type: 'integer', optional: false, typeSource: 'assumed', default: null },
      { name: 'size', type: 'integer', optional: false, typeSource: 'words', default: 5 },
      { name: 'code', type: 'string', optional: false, typeSource: 'words', default: '5' },
    ]);
  });

  it('finds the field of a fault by its place, and none for a place that no field has', () => {
    expect(fieldAt(fields, ['slots', 'capacity', 'value'])?.key).toBe('capacity');
    expect(fieldAt(fields, ['fields', '0', 'name'])?.key).toBe('fields');
    expect(fieldAt(fields, ['kind'])).toBeUndefined();
    expect(fieldAt(fields, [])).toBeUndefined();
  });

  it('never throws, whatever stands in the plan', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...fields), (value, each) => {
        const entry = entryOf(valueIn(value, each), each);
        const read = readEntry(entry, each);
        if ('value' in read) expect(valueIn(withValue(plan, each, 'x'), each)).toBe('x');
        expect(() => entryOf(value, each)).not.toThrow();
      }),
    );
  });
});
