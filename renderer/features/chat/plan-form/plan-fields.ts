import type { JsonObject } from '#domain/programming';

/** What a value can be, as its field is drawn. */
export type Shape =
  | { type: 'choice'; options: readonly string[] }
  | { type: 'flag' }
  | { type: 'number'; integer: boolean; minimum?: number; maximum?: number }
  | { type: 'text'; isName: boolean; maximum?: number }
  /** Texts in a row. */
  | { type: 'texts' }
  | { type: 'rows'; columns: readonly Column[] }
  /** A text, number or flag, as the words have it. */
  | { type: 'scalar' }
  | { type: 'json' };

/** A property of the objects in a list. */
export interface Column {
  key: string;
  /** `source` is set to `words` for what was changed, and not shown. */
  shape: Exclude<Shape, { type: 'rows' | 'texts' }> | { type: 'source' };
  nullable: boolean;
}

export interface PlanField {
  /** Where it stands in the plan; of a slot, without its `value`. */
  path: readonly string[];
  /** What titles and questions call it. */
  key: string;
  /** Whether the value has its source beside it. */
  isSlot: boolean;
  /** Null is allowed for the whole slot, or for the value in it. */
  nullable: false | 'slot' | 'value';
  shape: Shape;
}

type Schema = Record<string, unknown>;

/** The fields of a form, in the order of the plan's JSON Schema. What is the same in every plan of the kind has none. */
export function planFields(schema: JsonObject): PlanField[] {
  const fields: PlanField[] = [];
  const walk = (node: Schema, path: readonly string[]): void => {
    for (const [key, each] of Object.entries(propertiesOf(node) ?? {})) {
      const { inner, nullable } = withoutNull(each);
      if ('const' in inner) continue;
      const place = { path: [...path, key], key };
      const properties = propertiesOf(inner);
      if (properties?.['value'] && isSource(properties['source'])) {
        const value = withoutNull(properties['value']);
        fields.push({ ...place, isSlot: true, nullable: nullable ? 'slot' : value.nullable && 'value', shape: shapeOf(value.inner) });
      } else if (properties) walk(inner, place.path);
      else fields.push({ ...place, isSlot: false, nullable: nullable && 'slot', shape: shapeOf(inner) });
    }
  };
  walk(schema, []);
  return fields;
}

/** Which field a place in the plan belongs to. */
export const fieldAt = (fields: readonly PlanField[], path: readonly string[]): PlanField | undefined =>
  fields.find((field) =>
    path.length <= field.path.length ? startsWith(field.path, path) && path.length > 0 : startsWith(path, field.path),
  );

const startsWith = (path: readonly string[], start: readonly string[]): boolean => start.every((key, at) => path[at] === key);

const propertiesOf = (schema: Schema): Record<string, Schema> | undefined =>
  schema['type'] === 'object' ? (schema['properties'] as Record<string, Schema> | undefined) : undefined;

function withoutNull(schema: Schema): { inner: Schema; nullable: boolean } {
  const { anyOf, type } = schema as { anyOf?: Schema[]; type?: unknown };
  const rest = anyOf?.filter((each) => each['type'] !== 'null');
  if (anyOf && rest && rest.length < anyOf.length)
    return { inner: rest.length === 1 ? (rest[0] as Schema) : { anyOf: rest }, nullable: true };
  return { inner: schema, nullable: Array.isArray(type) && type.includes('null') };
}

const sources = ['assumed', 'default', 'words', 'workspace'];
const isSource = (schema: Schema | undefined): boolean =>
  Array.isArray(schema?.['enum']) && [...(schema['enum'] as string[])].sort().join() === sources.join();

function shapeOf(schema: Schema): Shape {
  const items = schema['items'] as Schema | undefined;
  if (schema['type'] !== 'array' || !items) return itemShape(schema);
  const properties = propertiesOf(items);
  if (properties) return { type: 'rows', columns: Object.entries(properties).map(([key, each]) => columnOf(key, each)) };
  return items['type'] === 'string' && !items['enum'] ? { type: 'texts' } : { type: 'json' };
}

function columnOf(key: string, schema: Schema): Column {
  const { inner, nullable } = withoutNull(schema);
  return { key, nullable, shape: isSource(inner) ? { type: 'source' } : itemShape(inner) };
}

function itemShape(schema: Schema): Exclude<Shape, { type: 'rows' | 'texts' }> {
  const { type, minimum, maximum, maxLength, pattern } = schema as Record<string, unknown>;
  if (Array.isArray(schema['enum'])) return { type: 'choice', options: schema['enum'].map(String) };
  if (type === 'boolean') return { type: 'flag' };
  if (type === 'integer' || type === 'number') {
    const limits = { ...(typeof minimum === 'number' ? { minimum } : {}), ...(typeof maximum === 'number' ? { maximum } : {}) };
    return { type: 'number', integer: type === 'integer', ...limits };
  }
  if (type === 'string') {
    const options = typeof pattern === 'string' ? wordsOf(pattern) : null;
    if (options) return { type: 'choice', options };
    const isName = typeof pattern === 'string' && pattern.startsWith('^[\\p{L}_]');
    return { type: 'text', isName, ...(typeof maxLength === 'number' ? { maximum: maxLength } : {}) };
  }
  if (Array.isArray(type) && type.includes('string')) return { type: 'scalar' };
  return { type: 'json' };
}

/** A pattern that is a choice of words, with `[]` behind them where it allows lists. */
function wordsOf(pattern: string): string[] | null {
  const match = /^\^\(([\w|]+)\)(\(\\\[\\\]\)\{0,\d\})?\$$/.exec(pattern);
  const words = match?.[1]?.split('|') ?? null;
  return words && match?.[2] ? [...words, ...words.map((word) => `${word}[]`)] : words;
}
