/**
 * What an HTTP service promises, whatever language it is written in.
 *
 * - A path that no endpoint has: 404 `{"error": "not found"}`. A method that the path does not have: 405 `{"error": "method not allowed"}`
 *   with `Allow`. HEAD counts as a method of its own.
 * - A body of more than 1 MiB: 413 `{"error": "the body must be at most 1 MiB"}`. One that is not JSON: 400 `{"error": "the body must be
 *   JSON"}`. One that is JSON but no object: 400 `{"error": "the body must be a JSON object"}`. Fields that nobody asked for are ignored.
 * - A field that is missing or of a wrong type: 400 with what it has to be: `{"error": "age must be an integer"}`, "a string", "a number",
 *   "a boolean", "an object", "a list", "a list of strings"; `{"error": "name is required"}` for a text of a query and for a value of any
 *   type. Fields are looked at in the order of path, query, body. Integers lie within ±(2^53 − 1). An empty value in a query is a missing
 *   one; in a body it is a text. Booleans of paths and queries are `true` and `false`. `null` in a body is a missing value.
 * - An optional field that is missing is its default; without one it is null, and a boolean of a query false.
 */
export interface HttpContract {
  endpoints: HttpEndpoint[];
}

export interface HttpEndpoint {
  method: string;
  /** `/users/:id` */
  route: string;
  path: ContractField[];
  query: ContractField[];
  body: ContractField[];
  /** Status and body of a valid request. */
  success: { status: number; body: SuccessBody };
}

/** `inputs`: all fields as a JSON object. `stored`: what a store holds then. */
export type SuccessBody =
  | { form: 'json'; value: unknown }
  | { form: 'text'; value: string }
  | { form: 'inputs' }
  | { form: 'none' }
  | { form: 'stored' };

export interface ContractField {
  name: string;
  /** As plans write types: `string`, `integer[]`. */
  type: string;
  optional: boolean;
  /** Null for none. */
  default: unknown;
}

/** Bytes of a body; a longer one is refused. */
export const largestBody = 1_048_576;

export const errorText = {
  notFound: 'not found',
  methodNotAllowed: 'method not allowed',
  bodyTooLarge: 'the body must be at most 1 MiB',
  bodyNotJson: 'the body must be JSON',
  bodyNotObject: 'the body must be a JSON object',
} as const;

const singular: Readonly<Record<string, string>> = { integer: 'an integer', number: 'a number', boolean: 'a boolean', map: 'an object' };
const plural: Readonly<Record<string, string>> = { integer: 'integers', number: 'numbers', boolean: 'booleans', map: 'objects' };

/** Types that are read from the text of a path or query; any other is the text. */
export const readsAsText = (type: string): boolean => !['integer', 'number', 'boolean'].includes(type);

/** What an error says of a field: `id must be an integer`. A text of a path or query can only be missing, as can a value of any type. */
export function faultOf({ name, type }: { name: string; type: string }, place: 'path' | 'query' | 'body'): string {
  if (type === 'unknown' || (place !== 'body' && readsAsText(type))) return `${name} is required`;
  if (!type.endsWith('[]')) return `${name} must be ${singular[type] ?? 'a string'}`;
  const item = type.slice(0, -2);
  if (item === 'unknown') return `${name} must be a list`;
  return `${name} must be a list of ${item.endsWith('[]') ? 'lists' : (plural[item] ?? 'strings')}`;
}
