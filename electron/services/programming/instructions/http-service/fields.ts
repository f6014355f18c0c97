import type { ContractField } from '#domain/http-contract';
import type { TypedName } from '../../plan.ts';

/** Whether a default is a value of the type; another one could never be sent back as it is. */
function isValue(value: TypedName['default'], type: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return (type === 'string' || type === 'datetime') && typeof value === 'string';
}

/** A field with what of it can be held: a default of another type is none. */
export const fieldOf = ({ name, type, optional, default: fallback }: TypedName): ContractField => ({
  name,
  type,
  optional: optional || isValue(fallback, type),
  default: isValue(fallback, type) ? fallback : null,
});

/** A segment of a path is one text, which is always there. */
export const pathField = (name: string, typed: readonly TypedName[]): ContractField => ({
  name,
  type: typed.find((each) => each.name === name)?.type ?? 'string',
  optional: false,
  default: null,
});

const one: Readonly<Record<string, string>> = { integer: 'an integer', number: 'a number', boolean: 'a boolean', map: 'an object' };
const many: Readonly<Record<string, string>> = { integer: 'integers', number: 'numbers', boolean: 'booleans', map: 'objects' };

/** Types that are read as the text that they are where they stand in a path or a query. */
export const readsAsText = (type: string): boolean => type !== 'integer' && type !== 'number' && type !== 'boolean';

/** What an error says of a field that is missing or of a wrong type. */
export function faultOf({ name, type }: ContractField, source: 'path' | 'query' | 'body'): string {
  if (type === 'unknown' || (source !== 'body' && readsAsText(type))) return `${name} is required`;
  if (!type.endsWith('[]')) return `${name} must be ${one[type] ?? 'a string'}`;
  const item = type.slice(0, -2);
  if (item === 'unknown') return `${name} must be a list`;
  return `${name} must be a list of ${item.endsWith('[]') ? 'lists' : (many[item] ?? 'strings')}`;
}
