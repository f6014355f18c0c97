import type { JsonObject } from '#domain/programming';
import type { Column, PlanField } from './plan-fields.ts';

/** A row of a list as it is typed. `original` is what it was, for as long as it is unchanged. */
export interface Row {
  id: number;
  values: Record<string, string | boolean>;
  original: JsonObject | null;
}
/** What a field holds: as it is typed, which need not be a value yet. */
export type Entry = string | boolean | Row[];

/** What cannot become a value. */
export type EntryFault = 'number' | 'json';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at the field in a plan; of a slot its value. Undefined where there is nothing. */
export function valueIn(plan: unknown, field: PlanField): unknown {
  let found: unknown = plan;
  for (const key of field.path) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return field.isSlot && isObject(found) ? found['value'] : found;
}

const scalarText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A value as its field shows it. */
export function entryOf(value: unknown, { shape }: PlanField): Entry {
  switch (shape.type) {
    case 'flag':
      return value === true;
    case 'rows':
      return (Array.isArray(value) ? value : []).map((item, id) => rowOf(item, shape.columns, id));
    case 'texts':
      return Array.isArray(value) ? value.join(', ') : '';
    case 'json':
      return value === null || value === undefined ? '' : JSON.stringify(value, null, 2);
    default:
      return scalarText(value);
  }
}

/** A row of a list; of nothing an empty one. */
export function rowOf(item: unknown, columns: readonly Column[], id: number): Row {
  const object = isObject(item) ? item : {};
  const values = columns.map(({ key, shape }): [string, string | boolean] => {
    if (shape.type === 'flag') return [key, object[key] === true];
    if (object[key] === undefined && shape.type === 'choice') return [key, shape.options[0] ?? ''];
    return [key, shape.type === 'json' && object[key] !== undefined ? JSON.stringify(object[key]) : scalarText(object[key])];
  });
  return { id, values: Object.fromEntries(values), original: isObject(item) ? (item as JsonObject) : null };
}

/** What an entry says. Undefined is nothing at all: the plan is asked what that means. */
export function readEntry(entry: Entry, { shape }: PlanField): { value: unknown } | { fault: EntryFault } {
  if (shape.type === 'rows') {
    const rows = Array.isArray(entry) ? entry : [];
    const read = rows.map((row) => (row.original ? { value: row.original } : readRow(row, shape.columns)));
    return read.find((each) => 'fault' in each) ?? { value: read.map((each) => ('value' in each ? each.value : null)) };
  }
  if (typeof entry === 'boolean' || Array.isArray(entry)) return { value: entry };
  if (shape.type === 'texts') {
    const texts = entry.split(/[,，、;；\n]/).map((text) => text.trim());
    return { value: texts.filter((text) => text !== '') };
  }
  return readText(entry, shape.type);
}

function readRow(row: Row, columns: readonly Column[]): { value: unknown } | { fault: EntryFault } {
  const made: Record<string, unknown> = {};
  const isText = /^(?:string|datetime)/.test(String(row.values['type'] ?? ''));
  for (const { key, shape, nullable } of columns) {
    const entry = row.values[key];
    if (shape.type === 'source') made[key] = 'words';
    else if (typeof entry === 'boolean' || entry === undefined) made[key] = entry ?? null;
    else {
      const read = readText(entry, shape.type === 'scalar' && isText ? 'text' : shape.type);
      if ('fault' in read) return read;
      made[key] = read.value ?? (nullable ? null : '');
    }
  }
  return { value: made };
}

function readText(entry: string, type: string): { value: unknown } | { fault: EntryFault } {
  const text = entry.trim();
  if (text === '') return { value: undefined };
  if (type === 'number') return Number.isFinite(Number(text)) ? { value: Number(text) } : { fault: 'number' };
  if (type === 'scalar')
    return { value: text === 'true' ? true : text === 'false' ? false : Number.isFinite(Number(text)) ? Number(text) : text };
  if (type !== 'json') return { value: entry };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'json' };
  }
}

/** The plan with another value at the field, said by the user: without a span, because no words of the request gave it. */
export function withValue(plan: JsonObject, field: PlanField, value: unknown): JsonObject {
  const none = value === undefined;
  const slot = { value: none && field.nullable === 'value' ? null : value, source: 'words' };
  const placed = !field.isSlot
    ? none && field.nullable
      ? null
      : value
    : none && field.nullable === 'slot'
      ? null
      : none && !field.nullable
        ? undefined
        : slot;
  const put = (object: unknown, [key = '', ...rest]: readonly string[]): Record<string, unknown> => {
    const known = isObject(object) ? object : {};
    const next = rest.length > 0 ? put(known[key], rest) : placed;
    return Object.fromEntries([...Object.entries(known).filter(([name]) => name !== key), ...(next === undefined ? [] : [[key, next]])]);
  };
  return put(plan, field.path) as JsonObject;
}
