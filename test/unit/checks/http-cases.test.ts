import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesOf, type HttpCase } from '#domain/http-cases';
import type { ContractField, HttpContract, HttpEndpoint } from '#domain/http-contract';
import { differenceOf, keeps } from '#domain/http-verdict';

const field = (name: string, type: string, more: Partial<ContractField> = {}): ContractField => ({
  ...{ name, type, optional: false, default: null },
  ...more,
});
const endpoint = (more: Partial<HttpEndpoint>): HttpEndpoint => ({
  ...{ method: 'GET', route: '/items', path: [], query: [], body: [] },
  success: { status: 200, body: { form: 'inputs' } },
  ...more,
});
const cases = (...endpoints: HttpEndpoint[]): HttpCase[] => casesOf({ endpoints }, { whole: true });
const expected = ({ method, path, body, status, answer }: HttpCase) => [
  `${method} ${path}${body === null ? '' : ` ${body}`}`,
  status,
  answer.form === 'json' ? answer.value : answer.form,
];

describe('the requests that try a contract', () => {
  test('leave out, empty, exceed and mistype every input, and say what comes of it', () => {
    const query = [field('limit', 'integer', { default: 10 }), field('all', 'boolean', { optional: true })];
    const found = cases(endpoint({ query })).map(expected);
    for (const each of [
      ['GET /items?limit=7&all=true', 200, { limit: 7, all: true }],
      ['GET /items?all=true', 200, { limit: 10, all: true }],
      ['GET /items?limit=&all=true', 200, { limit: 10, all: true }],
      ['GET /items?limit=9007199254740991&all=true', 200, { limit: 9007199254740991, all: true }],
      ['GET /items?limit=9007199254740992&all=true', 400, { error: 'limit must be an integer' }],
      ['GET /items?limit=-9007199254740994&all=true', 400, { error: 'limit must be an integer' }],
      ['GET /items?limit=1.5&all=true', 400, { error: 'limit must be an integer' }],
      ['GET /items?limit=7&all=maybe', 400, { error: 'all must be a boolean' }],
      ['GET /items?limit=7', 200, { limit: 7, all: false }],
      ['DELETE /items?limit=7&all=true', 405, { error: 'method not allowed' }],
      ['GET /nowhere/nowhere', 404, { error: 'not found' }],
    ])
      expect(found).toContainEqual(each);
  });

  test('look into lists, and at JSON that is none, no object, or too long', () => {
    const all = cases(endpoint({ method: 'POST', body: [field('tags', 'string[]')] }));
    const found = all.map(expected);
    for (const each of [
      ['POST /items {"tags":["some text",7]}', 400, { error: 'tags must be a list of strings' }],
      ['POST /items {"tags":null}', 400, { error: 'tags must be a list of strings' }],
      ['POST /items {"tags":[]}', 200, { tags: [] }],
      ['POST /items {"a": ', 400, { error: 'the body must be JSON' }],
      ['POST /items []', 400, { error: 'the body must be a JSON object' }],
    ])
      expect(found).toContainEqual(each);
    const lengths = all.filter(({ padding }) => padding > 0).map(({ body, padding, status }) => [(body ?? '').length + padding, status]);
    expect(lengths).toEqual([
      [1_048_576, 200],
      [1_048_577, 413],
    ]);
  });

  test('ask a server that was there before for nothing but the endpoint', () => {
    const statuses = casesOf({ endpoints: [endpoint({})] }, { whole: false }).map(({ status }) => status);
    expect(statuses).toEqual([200]);
  });

  test('never call a method of a path wrong that another endpoint has, nor look for what may not be stored', () => {
    const stored = { status: 200, body: { form: 'stored' } } as const;
    const path = [field('id', 'integer')];
    const contract: HttpContract = {
      endpoints: [
        endpoint({ success: stored }),
        endpoint({ method: 'DELETE', route: '/items/:id', path, success: { status: 204, body: { form: 'none' } } }),
        endpoint({ method: 'PATCH', route: '/items/:id', path, success: stored }),
      ],
    };
    const all = casesOf(contract, { whole: true });
    for (const { method, path: asked, status } of all)
      if (status === 405)
        expect(contract.endpoints.some((each) => each.method === method && asked.startsWith(each.route.replace(':id', '')))).toBe(false);
    expect(all.filter(({ path: asked, status }) => asked === '/items/7' && status !== 405)).toEqual([]);
    expect(all.filter(({ path: asked }) => asked === '/items/abc').map(({ status }) => status)).toEqual([400, 400]);
  });

  test('are none where a server changes the path', () => {
    for (const route of ['/a//b', '/./a', '/a/..']) expect(cases(endpoint({ route }))).toEqual([]);
  });
});

describe('an answer keeps its contract', () => {
  const tried: HttpCase = {
    title: '',
    method: 'GET',
    path: '/',
    body: null,
    padding: 0,
    status: 200,
    answer: { form: 'json', value: null },
  };

  test('whatever the layout of its JSON and the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.stringify(value, null, 2);
        const reversed = JSON.stringify(JSON.parse(body), (_, each: unknown) =>
          typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).reverse()) : each,
        );
        for (const text of [body, reversed])
          expect(keeps({ ...tried, answer: { form: 'json', value: JSON.parse(body) } }, { status: 200, body: text })).toBe(true);
      }),
    );
  });

  test('not with another status, another value, or a text in the place of JSON', () => {
    const wanted: HttpCase = { ...tried, answer: { form: 'json', value: { a: 1 } } };
    for (const got of [
      { status: 201, body: '{"a":1}' },
      { status: 200, body: '{"a":2}' },
      { status: 200, body: '"{\\"a\\":1}"' },
      { status: 200, body: '' },
    ])
      expect(keeps(wanted, got)).toBe(false);
    expect(differenceOf(wanted, { status: 200, body: 'oops' })).toEqual({ request: 'GET /', expected: '200 {"a":1}', found: '200 oops' });
  });
});
