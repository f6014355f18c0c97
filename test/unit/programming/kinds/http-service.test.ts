import { afterAll, describe, expect, test } from 'vitest';
import type { ServiceEndpoint } from '../../../../electron/services/programming/instructions/http-service/endpoints.ts';
import { ask, startEngine } from '../bank.ts';
import { asksFor } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const fields = (list: ServiceEndpoint['body']): string =>
  list
    .map((each) => `${each.name}${each.optional ? '?' : ''}: ${each.type}${each.default === null ? '' : ` = ${each.default}`}`)
    .join(', ');

/** An endpoint on one line: `POST /notes {title: string} 201 inputs`. */
function line({ method, route, path, query, body, status, response }: ServiceEndpoint): string {
  const typed = path.filter(({ type }) => type !== 'string');
  return [
    `${method} ${route}`,
    ...(typed.length > 0 ? [`/(${fields(typed)})`] : []),
    ...(query.length > 0 ? [`?(${fields(query)})`] : []),
    ...(body.length > 0 ? [`{${fields(body)}}`] : []),
    status,
    'value' in response ? JSON.stringify(response.value) : response.form,
  ].join(' ');
}

const readings: readonly (readonly [text: string, name: string, endpoints: readonly string[]])[] = [
  [
    'Create an HTTP service called notes with GET /notes, POST /notes (title: string, done: boolean) and DELETE /notes/:id',
    'notes',
    ['GET /notes 200 {"ok":true}', 'POST /notes {title: string, done: boolean} 201 inputs', 'DELETE /notes/:id 204 none'],
  ],
  [
    '创建名为 notes 的 HTTP 服务：GET /notes、POST /notes（title: string，done: boolean）和 DELETE /notes/:id',
    'notes',
    ['GET /notes 200 {"ok":true}', 'POST /notes {title: string, done: boolean} 201 inputs', 'DELETE /notes/:id 204 none'],
  ],
  [
    'Write a web service named Shop in Python: GET /items/{id} (id: integer), POST /items with name: string and price: number returns 202, GET /ping returns "pong"',
    'Shop',
    ['GET /items/:id /(id: integer) 200 inputs', 'POST /items {name: string, price: number} 202 inputs', 'GET /ping 200 "pong"'],
  ],
  [
    '写一个 Go 的 Web 服务 shop，GET /ping 返回 "pong"，POST /users 带 name: string 和 age: integer；PUT /users/<int:id>（name 字符串）',
    'shop',
    [
      'GET /ping 200 "pong"',
      'POST /users {name: string, age: integer} 201 inputs',
      'PUT /users/:id /(id: integer) {name: string} 200 inputs',
    ],
  ],
  [
    'I need a microservice: GET /healthz returning {"ok": true}; POST /events (kind: string, at: datetime, tags?: string[]) status 202',
    'service',
    ['GET /healthz 200 {"ok":true}', 'POST /events {kind: string, at: datetime, tags?: string[]} 202 inputs'],
  ],
  [
    'Create an HTTP service called pets from {"openapi":"3.0.0","paths":{"/pets":{"get":{"parameters":[{"in":"query","name":"limit","schema":{"type":"integer","default":10}}],"responses":{"200":{}}},"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}}},"responses":{"201":{}}}},"/pets/{id}":{"parameters":[{"in":"path","name":"id","required":true,"schema":{"type":"integer"}}],"delete":{"responses":{"204":{}}}}},"components":{"schemas":{"Pet":{"type":"object","required":["name"],"properties":{"id":{"type":"integer","readOnly":true},"name":{"type":"string"},"born":{"type":"string","format":"date-time"},"tags":{"type":"array","items":{"type":"string"}}}}}}}',
    'pets',
    [
      'GET /pets ?(limit?: integer = 10) 200 inputs',
      'POST /pets {name: string, born?: datetime, tags?: string[]} 201 inputs',
      'DELETE /pets/:id /(id: integer) 204 none',
    ],
  ],
  [
    'http server gate: GET /a"b, GET /class/:return (limit: integer default 10)',
    'gate',
    ['GET /a"b 200 {"ok":true}', 'GET /class/:return ?(limit?: integer = 10) 200 inputs'],
  ],
];

describe('whole services in the words of developers', () => {
  test.each(readings)('%s', async (text, name, endpoints) => {
    const answer = await ask(engine, text);
    const plan = JSON.parse(answer.plan?.json ?? '{}') as {
      kind: string;
      slots?: { name: { value: string }; endpoints: { value: ServiceEndpoint[] } };
    };
    const optional = (each: string): string => each.replace(/limit\??:/, 'limit?:');
    expect([plan.kind, plan.slots?.name.value, plan.slots?.endpoints.value.map(line).map(optional)]).toEqual([
      'http-service',
      name,
      [...endpoints],
    ]);
  });

  asksFor(engine, [
    ['Create an HTTP service called notes', 'endpoints'],
    ['创建一个 HTTP 服务', 'endpoints'],
    ['web service with GET /a and GET /a', 'endpoints'],
  ]);

  test('one endpoint of a server is an endpoint', async () => {
    const answer = await ask(engine, 'a tiny http server in python that replies to GET /time with {"time": 0}');
    expect(answer.plan?.kind).toBe('http-handler');
  });
});
