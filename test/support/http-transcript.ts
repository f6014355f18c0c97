import type { ContractField, HttpContract, HttpEndpoint } from '#domain/http-contract';
import type { Exchange } from './serving.ts';

const samples: Record<string, unknown> = {
  string: 'a"b 用户',
  integer: 1,
  number: 1.5,
  boolean: true,
  datetime: '2024-02-29T12:30:00.5+02:00',
  unknown: { any: [1, null] },
  map: { key: 'value' },
};

function sample(type: string): unknown {
  return type.endsWith('[]') ? [sample(type.slice(0, -2))] : samples[type];
}

/** Values of JSON that a field refuses or takes at its limits. */
const probes: readonly unknown[] = [
  '',
  'true',
  '12',
  0,
  -1,
  1.5,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e300,
  false,
  null,
  [],
  [[]],
  ['x', 1],
  {},
  '2023-02-29T00:00:00Z',
  '2024-12-31T23:59:59Z',
  '2024-12-31T24:00:00Z',
  '2024-12-31 23:59:59Z',
];
const texts = [
  '',
  'true',
  'True',
  '12',
  '-0',
  '007',
  '1.0',
  '1.5',
  '1e3',
  '9007199254740991',
  '9007199254740992',
  ' 5',
  'x',
  '٣',
  '2024-02-30T00:00:00Z',
  '2024-02-28T00:00:00Z',
  '%25',
];

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const pathOf = (route: string, values: ReadonlyMap<string, string>): string =>
  route
    .split('/')
    .map((part) => (part.startsWith(':') ? encodeURIComponent(values.get(part.slice(1)) ?? 'x') : encodeURIComponent(part)))
    .join('/');

interface Parts {
  path: ReadonlyMap<string, string>;
  query: ReadonlyMap<string, readonly string[]>;
  body: Record<string, unknown> | null;
}

function valid({ path, query, body }: HttpEndpoint): Parts {
  const texts = (field: ContractField): string[] => [sample(field.type)].flat().map(textOf);
  return {
    path: new Map(path.map((field) => [field.name, texts(field)[0] ?? ''])),
    query: new Map(query.map((field) => [field.name, texts(field)])),
    body: body.length > 0 ? Object.fromEntries(body.map((field) => [field.name, sample(field.type)])) : null,
  };
}

function exchangeOf({ method, route }: { method: string; route: string }, { path, query, body }: Parts): Exchange {
  const pairs = [...query].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  const content = body === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return { method, path: pathOf(route, path) + search, ...content };
}

/** Requests that try what a service promises: each status, each input missing, of another type and at its limits. */
export function transcriptOf({ endpoints }: HttpContract): Exchange[] {
  return [
    { method: 'GET', path: '/nothing/is/here/at/all' },
    { method: 'POST', path: '/nothing/is/here/at/all', body: '{' },
    ...endpoints.flatMap((endpoint): Exchange[] => {
      const all = valid(endpoint);
      const whole = exchangeOf(endpoint, all);
      const without = <Value>(map: ReadonlyMap<string, Value>, name: string): ReadonlyMap<string, Value> =>
        new Map([...map].filter(([key]) => key !== name));
      const bodies =
        all.body === null
          ? []
          : endpoint.body.flatMap(({ name }) => [
              exchangeOf(endpoint, { ...all, body: Object.fromEntries(Object.entries(all.body ?? {}).filter(([key]) => key !== name)) }),
              ...probes.map((value) => exchangeOf(endpoint, { ...all, body: { ...all.body, [name]: value } })),
            ]);
      return [
        whole,
        ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => ({ method, path: whole.path })),
        ...(endpoint.route === '/' ? [] : [{ ...whole, path: whole.path.replace(/(\?|$)/, '/$1') }]),
        ...endpoint.path.flatMap(({ name }) =>
          texts.filter((text) => text !== '').map((text) => exchangeOf(endpoint, { ...all, path: new Map([...all.path, [name, text]]) })),
        ),
        ...endpoint.query.flatMap(({ name }) => [
          exchangeOf(endpoint, { ...all, query: without(all.query, name) }),
          ...texts.map((text) => exchangeOf(endpoint, { ...all, query: new Map([...all.query, [name, [text]]]) })),
          exchangeOf(endpoint, { ...all, query: new Map([...all.query, [name, ['1', '2', 'x']]]) }),
        ]),
        ...bodies,
        ...(all.body === null
          ? []
          : [
              ...['', '{', '[]', '"x"', 'null', '{}', '{} x', '{"a": NaN}', '\ufeff{}', '{"__proto__": 1}'].map((body) => ({
                ...whole,
                body,
              })),
              { ...whole, body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
              { ...whole, headers: {} },
              { ...whole, headers: { 'content-type': 'text/plain' } },
              { ...whole, headers: { 'content-type': 'Application/JSON; charset=utf-8' } },
              { ...whole, body: ' '.repeat(1024 * 1024 + 1) },
            ]),
      ];
    }),
  ];
}
