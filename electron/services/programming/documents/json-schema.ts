import { type ModelField, nullable } from './model.ts';
import { createTypeList, mostTypes, singular, type TypeList } from './naming.ts';

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): [string, unknown][] => (isSchema(value) ? Object.entries(value) : []);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const deepest = 40;

/** Whether a value of JSON describes others instead of being a sample. */
export const isJsonSchema = (value: unknown): value is Schema =>
  isSchema(value) &&
  ((typeof value['$schema'] === 'string' && /json-schema/.test(value['$schema'])) ||
    isSchema(value['$defs']) ||
    isSchema(value['definitions']) ||
    (value['type'] === 'object' && isSchema(value['properties'])));

export const isOpenApi = (value: unknown): value is Schema =>
  isSchema(value) &&
  (typeof value['openapi'] === 'string' || typeof value['swagger'] === 'string') &&
  (isSchema(value['paths']) || isSchema(value['components']));

/** The types of a JSON Schema or of the components of an OpenAPI document; null where there are none or far too many. */
export function modelOfSchema(document: Schema, rootName: string): TypeList['types'] | null {
  const list = createTypeList();
  const named = new Map<string, { schema: Schema; name: string }>();
  const components = isSchema(document['components']) ? document['components']['schemas'] : undefined;
  const groups: [string, unknown][] = [
    ['#/$defs/', document['$defs']],
    ['#/definitions/', document['definitions']],
    ['#/components/schemas/', components],
  ];
  const hasRoot = isSchema(document['properties']) || Array.isArray(document['allOf']);
  const root = hasRoot ? list.reserve(textOf(document['title']) ?? rootName, '') : '';
  if (hasRoot) named.set('#', { schema: document, name: root });
  for (const [prefix, group] of groups)
    for (const [key, schema] of entriesOf(group)) if (isSchema(schema)) named.set(prefix + key, { schema, name: list.reserve(key, '') });
  if (named.size === 0 || named.size > mostTypes) return null;
  const reading: Reading = { list, named, resolving: new Set() };
  for (const { schema, name } of named.values()) declared(schema, name, reading);
  return list.types.length === 0 || list.types.length > mostTypes ? null : list.types;
}

interface Reading {
  list: TypeList;
  named: Map<string, { schema: Schema; name: string }>;
  /** References that are being followed, so that a circle ends. */
  resolving: Set<string>;
}

const isRecord = (schema: Schema): boolean => isSchema(schema['properties']) || Array.isArray(schema['allOf']);
const enumerated = (schema: Schema): string[] | null => {
  const values = schema['enum'];
  const texts = Array.isArray(values) ? values.filter((each) => each !== null) : [];
  return texts.length > 0 && texts.every((each) => typeof each === 'string' && each !== '') ? [...new Set(texts as string[])] : null;
};

/** A definition that becomes a type of its own; what is neither record nor enumeration is written out where it is used. */
function declared(schema: Schema, name: string, reading: Reading): void {
  const values = enumerated(schema);
  if (values) reading.list.types.push({ name, fields: [], values });
  else if (isRecord(schema)) fill(schema, name, reading, 0);
}

function fill(schema: Schema, name: string, reading: Reading, depth: number): void {
  const record = { name, fields: [] as ModelField[], values: [] };
  reading.list.types.push(record);
  const fields = new Map<string, ModelField>();
  for (const part of partsOf(schema, reading, 0)) {
    const required = new Set(Array.isArray(part['required']) ? part['required'] : []);
    for (const [key, each] of entriesOf(part['properties'])) {
      const type = typeOf(each, key, name, reading, depth + 1);
      fields.set(key, { key, type, optional: !required.has(key) });
    }
    for (const field of fields.values()) if (required.has(field.key)) field.optional = false;
  }
  record.fields = [...fields.values()];
}

/** A schema and all that it extends with `allOf`. */
function partsOf(schema: Schema, reading: Reading, depth: number): Schema[] {
  const parts = Array.isArray(schema['allOf']) && depth < deepest ? schema['allOf'] : [];
  return [...parts.filter(isSchema).flatMap((part) => partsOf(referred(part, reading) ?? part, reading, depth + 1)), schema].slice(
    0,
    mostTypes,
  );
}

const referred = (schema: Schema, { named }: Reading): Schema | null => {
  const reference = textOf(schema['$ref']);
  return reference === null ? null : (named.get(reference)?.schema ?? null);
};

function typeOf(schema: unknown, key: string, within: string, reading: Reading, depth: number): string {
  if (!isSchema(schema) || depth > deepest || reading.list.types.length > mostTypes) return 'unknown';
  const reference = textOf(schema['$ref']);
  if (reference !== null) {
    const known = reading.named.get(reference);
    if (!known) return 'unknown';
    if (enumerated(known.schema) || isRecord(known.schema)) return known.name;
    if (reading.resolving.has(reference)) return 'unknown';
    reading.resolving.add(reference);
    const type = typeOf(known.schema, key, within, reading, depth + 1);
    reading.resolving.delete(reference);
    return type;
  }
  const isNull = (each: unknown): boolean => isSchema(each) && each['type'] === 'null';
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) {
    const rest = choices.filter((each) => !isNull(each));
    const type = rest.length === 1 ? typeOf(rest[0], key, within, reading, depth + 1) : 'unknown';
    return rest.length < choices.length ? nullable(type) : type;
  }
  const stated = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const types = stated.filter((each) => each !== 'null');
  const mayBeNull =
    types.length < stated.length || schema['nullable'] === true || (Array.isArray(schema['enum']) && schema['enum'].includes(null));
  const type = types.length > 1 ? 'unknown' : plainOf(schema, types[0], key, within, reading, depth);
  return mayBeNull ? nullable(type) : type;
}

function plainOf(schema: Schema, type: unknown, key: string, within: string, reading: Reading, depth: number): string {
  const values = enumerated(schema);
  if (values) {
    const name = reading.list.reserve(key, within);
    reading.list.types.push({ name, fields: [], values });
    return name;
  }
  if (isRecord(schema)) {
    const only =
      Array.isArray(schema['allOf']) && schema['allOf'].length === 1 && !isSchema(schema['properties']) ? schema['allOf'][0] : null;
    if (only) return typeOf(only, key, within, reading, depth + 1);
    const name = reading.list.reserve(key, within);
    fill(schema, name, reading, depth);
    return name;
  }
  if (type === 'array' || isSchema(schema['items'])) return `${typeOf(schema['items'], singular(key), within, reading, depth + 1)}[]`;
  if (type === 'object' || isSchema(schema['additionalProperties'])) {
    const inner = schema['additionalProperties'];
    return `${isSchema(inner) ? typeOf(inner, singular(key), within, reading, depth + 1) : 'unknown'}{}`;
  }
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  return type === 'string' || typeof schema['const'] === 'string' ? 'string' : 'unknown';
}
