import { type ContractField, errorText, faultOf, type HttpContract, type HttpEndpoint, largestBody, readsAsText } from './http-contract.ts';
import { utf8Bytes } from './utf8.ts';

/** A request that is made of a service, and what the contract says of the answer. */
export interface HttpCase {
  /** What it tries: "limit is missing". */
  title: string;
  method: string;
  /** Path and query, escaped. */
  path: string;
  /** Text of the body; null for none. */
  body: string | null;
  /** Blanks behind the body, so that a large one need not be written out. */
  padding: number;
  status: number;
  /** `free` where the contract leaves the body open. */
  answer: { form: 'json'; value: unknown } | { form: 'text'; value: string } | { form: 'none' } | { form: 'free' };
}

type Place = 'path' | 'query' | 'body';
/** The value of each field of a request, by the place and the name of the field. */
export type FieldValues = Record<Place, Map<string, unknown>>;
const places = ['path', 'query', 'body'] as const;
const largestInteger = Number.MAX_SAFE_INTEGER;

/** A value that a type allows. */
function sampleOf(type: string): unknown {
  if (type.endsWith('[]')) return [sampleOf(type.slice(0, -2)), sampleOf(type.slice(0, -2))];
  if (type === 'map' || type === 'unknown') return { key: 'value' };
  if (type === 'datetime') return '2024-05-06T07:08:09Z';
  return { integer: 7, number: 1.5, boolean: true }[type] ?? 'some text';
}

/** Values at the border of a type that it still allows. */
function bordersOf({ type }: ContractField, place: Place): unknown[] {
  if (type === 'integer') return [largestInteger, -largestInteger, 0];
  if (type === 'number') return [-0.25, 0];
  if (type === 'boolean') return [false];
  if (type.endsWith('[]') && place === 'body') return [[]];
  if (place === 'body') return type === 'string' ? ['', 'naïve "文" \\ '] : type === 'map' ? [{}] : [];
  return ['a b&c=d', '文'];
}

/** Values that a type does not allow. */
function wrongOf({ type }: ContractField, place: Place): unknown[] {
  const beyond = [largestInteger + 1, -largestInteger - 3];
  if (place !== 'body') {
    if (type === 'integer') return ['abc', '1.5', ...beyond];
    if (type === 'number') return ['abc', '1.5x'];
    return type === 'boolean' ? ['maybe', 'TRUE', '1'] : [];
  }
  if (type === 'unknown') return [];
  if (type.endsWith('[]')) {
    const inner = wrongOf({ name: '', type: type.slice(0, -2), optional: false, default: null }, 'body').slice(0, 1);
    return ['text', {}, ...inner.map((each) => [sampleOf(type.slice(0, -2)), each])];
  }
  if (type === 'map') return ['text', []];
  if (type === 'integer') return ['7', 1.5, true, ...beyond];
  if (type === 'number') return ['1.5', true];
  return type === 'boolean' ? ['true', 1] : [7, ['text']];
}

/** What an endpoint answers with where a field was left out: undefined where that is a fault. */
function absent({ type, optional, default: fallback }: ContractField, place: Place): unknown {
  if (fallback !== null) return place === 'query' && readsAsText(type) ? String(fallback) : fallback;
  if (!optional) return undefined;
  return place === 'query' && type === 'boolean' ? false : null;
}

/** A default of another type than its field means something else in each language. */
export const isClear = ({ type, default: fallback }: ContractField, place: Place): boolean => {
  if (fallback === null) return true;
  if (type === 'integer') return Number.isSafeInteger(fallback);
  if (type === 'number' || type === 'boolean') return typeof fallback === type;
  return place === 'query' ? typeof fallback === 'string' && fallback !== '' : typeof fallback === 'string' && type === 'string';
};

const segments = (route: string): string[] => route.split('/').slice(1);
/** A path that servers take as it is: none of its parts is empty or leads elsewhere. */
export const isPlain = ({ route }: HttpEndpoint): boolean =>
  route === '/' || segments(route).every((part) => part !== '' && part !== '.' && part !== '..');

const matches = (route: string, parts: readonly string[]): boolean => {
  const own = segments(route);
  return own.length === parts.length && own.every((part, at) => part.startsWith(':') || part === parts[at]);
};

/** As it stands in an address. */
const shown = (value: unknown): string => (typeof value === 'string' ? value : readable(value));
const readable = (value: unknown): string => (typeof value === 'object' ? 'text' : String(value));

function addressOf({ route, query }: HttpEndpoint, values: FieldValues): string {
  const path = segments(route).map((part) =>
    part.startsWith(':') ? encodeURIComponent(shown(values.path.get(part.slice(1)))) : encodeURI(part),
  );
  const pairs = query.flatMap(({ name }) => {
    const value = values.query.get(name);
    return value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(shown(value))}`];
  });
  return `/${path.join('/')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** The values as the endpoint gives them back. */
function inputsOf(endpoint: HttpEndpoint, values: FieldValues): Record<string, unknown> {
  const entries = places.flatMap((place) =>
    endpoint[place].map((field): [string, unknown] => {
      const value = values[place].get(field.name);
      const isMissing = value === undefined || value === null || (place === 'query' && value === '');
      if (isMissing) return [field.name, absent(field, place)];
      return [field.name, place !== 'body' && readsAsText(field.type) ? shown(value) : value];
    }),
  );
  return Object.fromEntries(entries);
}

/** Requests that try every promise of a service. `whole` where the contract is all that the service answers. */
export function casesOf(contract: HttpContract, { whole }: { whole: boolean }): HttpCase[] {
  const plain = contract.endpoints.filter(isPlain);
  return [
    ...plain.flatMap((endpoint) => endpointCases(endpoint, contract, whole)),
    ...(whole && plain.length > 0 ? strayCases(contract) : []),
  ];
}

type Expected = Pick<HttpCase, 'status' | 'answer'>;

function refusal({ method }: HttpEndpoint, status: number, error: string): Expected {
  return { status, answer: method === 'HEAD' ? { form: 'none' } : { form: 'json', value: { error } } };
}

function success(endpoint: HttpEndpoint, values: FieldValues): Expected {
  const { status, body } = endpoint.success;
  if (endpoint.method === 'HEAD' || body.form === 'none') return { status, answer: { form: 'none' } };
  if (body.form === 'stored') return { status, answer: { form: 'free' } };
  return { status, answer: body.form === 'inputs' ? { form: 'json', value: inputsOf(endpoint, values) } : body };
}

/** A request with these values, and what it gives if they are all valid. */
export function requestOf(endpoint: HttpEndpoint, values: FieldValues, title: string): HttpCase {
  const body = endpoint.body.length > 0 ? JSON.stringify(Object.fromEntries(values.body)) : null;
  return { title, method: endpoint.method, path: addressOf(endpoint, values), body, padding: 0, ...success(endpoint, values) };
}

function endpointCases(endpoint: HttpEndpoint, contract: HttpContract, whole: boolean): HttpCase[] {
  const open = endpoint.success.body.form === 'stored';
  const cases: HttpCase[] = [];
  const make = (title: string, values: FieldValues, expected: Expected, more: Partial<HttpCase> = {}) => {
    cases.push({ ...requestOf(endpoint, values, title), ...expected, ...more });
  };
  const fault = (status: number, error: string): Expected => refusal(endpoint, status, error);
  const good = (values: FieldValues): Expected => success(endpoint, values);
  const full = (): FieldValues => ({
    path: new Map(endpoint.path.map((field) => [field.name, sampleOf(field.type)])),
    query: new Map(endpoint.query.map((field) => [field.name, readsAsText(field.type) ? 'some text' : sampleOf(field.type)])),
    body: new Map(endpoint.body.map((field) => [field.name, sampleOf(field.type)])),
  });
  const withValue = (place: Place, name: string, value: unknown): FieldValues => {
    const values = full();
    if (value === undefined) values[place].delete(name);
    else values[place].set(name, value);
    return values;
  };
  // What a store holds is not known, so whatever names a thing in it may not be found.
  const keeps = contract.endpoints.some((each) => each.success.body.form === 'stored');
  const findsNothing = keeps && endpoint.path.length > 0;
  if (!findsNothing) {
    make('a valid request', full(), good(full()));
    if (endpoint.body.length > 0) make('a field that nobody asked for', withValue('body', 'unknownField', 1), good(full()));
  }
  for (const place of places)
    for (const field of endpoint[place]) {
      const { name } = field;
      if (findsNothing && place !== 'path') continue;
      // A list of what is stored has borders of its own.
      if (!findsNothing && !(open && place === 'query'))
        for (const value of bordersOf(field, place)) {
          const values = withValue(place, name, value);
          make(`${name} at its border`, values, good(values));
        }
      for (const value of wrongOf(field, place))
        make(`${name} of a wrong type`, withValue(place, name, value), fault(400, faultOf(field, place)));
      if (place === 'path' || !isClear(field, place)) continue;
      for (const value of place === 'query' ? [undefined, ''] : [undefined, null]) {
        const values = withValue(place, name, value);
        const expected = absent(field, place) === undefined ? fault(400, faultOf(field, place)) : good(values);
        make(`${name} is ${value === undefined ? 'missing' : 'empty'}`, values, expected);
      }
    }
  if (endpoint.body.length > 0 && !findsNothing) {
    make('malformed JSON', full(), fault(400, errorText.bodyNotJson), { body: '{"a": ' });
    make('text behind the JSON', full(), fault(400, errorText.bodyNotJson), { body: '{} x' });
    make('no body', full(), fault(400, errorText.bodyNotJson), { body: '' });
    for (const body of ['[]', 'null', '"text"', '1']) make('JSON that is no object', full(), fault(400, errorText.bodyNotObject), { body });
    const text = JSON.stringify(Object.fromEntries(full().body));
    const room = largestBody - utf8Bytes(text).length;
    make('a body of just 1 MiB', full(), good(full()), { body: text, padding: room });
    make('a body of more than 1 MiB', full(), fault(413, errorText.bodyTooLarge), { body: text, padding: room + 1 });
  }
  if (whole) {
    const path = addressOf(endpoint, full());
    const parts = (path.split('?')[0] ?? '').split('/').slice(1).map(decodeURIComponent);
    const here = contract.endpoints.filter(({ route }) => matches(route, parts));
    const other = ['DELETE', 'PATCH', 'PUT', 'POST', 'GET'].find((each) => !here.some((known) => known.method === each));
    if (other && here.every(({ route }) => route.replace(/:\w+/g, ':') === endpoint.route.replace(/:\w+/g, ':')))
      cases.push({
        ...{ title: 'a method that the path does not have', method: other, path, body: null, padding: 0, status: 405 },
        answer: { form: 'json', value: { error: errorText.methodNotAllowed } },
      });
  }
  return cases;
}

function strayCases(contract: HttpContract): HttpCase[] {
  const depth = Math.max(...contract.endpoints.map(({ route }) => segments(route).length));
  const path = `/${Array.from({ length: depth + 1 }, () => 'nowhere').join('/')}`;
  const common = { path, body: null, padding: 0, status: 404 };
  const answer = { form: 'json', value: { error: errorText.notFound } } as const;
  return ['GET', 'POST'].map((method) => ({ title: 'a path that nothing answers', method, ...common, answer }));
}
