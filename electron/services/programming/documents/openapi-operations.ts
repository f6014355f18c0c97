import { givenNameSchema, type TypedName } from '../plan.ts';

type Document = Record<string, unknown>;
const isDocument = (value: unknown): value is Document => typeof value === 'object' && value !== null && !Array.isArray(value);
const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** References that lead further than this go in circles. */
const deepest = 8;

/** What an operation of OpenAPI takes and answers. */
export interface OperationInputs {
  path: TypedName[];
  query: TypedName[];
  body: TypedName[];
  /** The first status of success; null where none is named. */
  status: number | null;
}

/** What `value` refers to in the document, where it is a reference. */
function resolved(document: Document, value: unknown, depth = 0): Document {
  if (!isDocument(value) || depth > deepest) return {};
  const reference = value['$ref'];
  if (typeof reference !== 'string') return value;
  let found: unknown = document;
  for (const part of reference.replace(/^#\//, '').split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isDocument(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return resolved(document, found, depth + 1);
}

/** The text of a plan's type; `unknown` for what a plan has no type for. */
function typeOf(document: Document, given: unknown, depth = 0): string {
  const schema = resolved(document, given);
  const [stated] = (Array.isArray(schema['type']) ? schema['type'] : [schema['type']]).filter((each) => each !== 'null');
  if (stated === 'integer' || stated === 'number' || stated === 'boolean') return stated;
  if (stated === 'string') return schema['format'] === 'date-time' ? 'datetime' : 'string';
  if (stated === 'array' && depth < 2) return `${typeOf(document, schema['items'], depth + 1)}[]`;
  return stated === 'object' || isDocument(schema['properties']) ? 'map' : 'unknown';
}

function field(document: Document, name: unknown, schema: unknown, isRequired: boolean): TypedName[] {
  if (typeof name !== 'string' || !givenNameSchema.safeParse(name).success) return [];
  const fallback = resolved(document, schema)['default'];
  const known = ['string', 'number', 'boolean'].includes(typeof fallback) ? (fallback as string | number | boolean) : null;
  return [{ name, type: typeOf(document, schema), optional: !isRequired, typeSource: 'words', default: known }];
}

function bodyOf(document: Document, operation: Document): TypedName[] {
  const content = resolved(document, operation['requestBody'])['content'];
  const media = isDocument(content) ? Object.entries(content).find(([type]) => /[/+]json\b/.test(type))?.[1] : undefined;
  const swagger = itemsOf(operation['parameters'])
    .map((each) => resolved(document, each))
    .find((each) => each['in'] === 'body');
  const schema = resolved(document, isDocument(media) ? media['schema'] : swagger?.['schema']);
  const parts = [schema, ...itemsOf(schema['allOf']).map((each) => resolved(document, each))];
  const required = new Set(parts.flatMap((part) => itemsOf(part['required'])));
  return parts.flatMap((part) =>
    Object.entries(isDocument(part['properties']) ? part['properties'] : {}).flatMap(([name, each]) =>
      resolved(document, each)['readOnly'] === true ? [] : field(document, name, each, required.has(name)),
    ),
  );
}

const firstOf = (fields: readonly TypedName[], taken: Set<string>): TypedName[] =>
  fields.filter(({ name }) => !taken.has(name) && taken.add(name));

/** The inputs of an operation under a path; each name once. */
export function inputsOf(document: Document, path: string, method: string): OperationInputs {
  const paths = isDocument(document['paths']) ? document['paths'] : {};
  const item = resolved(document, paths[path]);
  const operation = resolved(document, item[method]);
  const parameters = [...itemsOf(operation['parameters']), ...itemsOf(item['parameters'])].map((each) => resolved(document, each));
  const taken = new Set<string>();
  const of = (place: string): TypedName[] =>
    firstOf(
      parameters
        .filter((each) => each['in'] === place)
        .flatMap((each) => field(document, each['name'], each['schema'] ?? each, each['required'] === true)),
      taken,
    );
  const [inPath, query] = [of('path'), of('query')];
  const statuses = Object.keys(isDocument(operation['responses']) ? operation['responses'] : {}).filter((status) => /^2\d\d$/.test(status));
  const body = method === 'get' || method === 'delete' || method === 'head' ? [] : firstOf(bodyOf(document, operation), taken);
  return { path: inPath, query, body, status: statuses.length > 0 ? Math.min(...statuses.map(Number)) : null };
}
