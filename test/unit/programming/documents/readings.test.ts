import { afterAll, describe, expect, test } from 'vitest';
import { findDocument } from '../../../../electron/services/programming/documents/find.ts';
import type { DataModel } from '../../../../electron/services/programming/documents/model.ts';
import { createReader } from '../../../../electron/services/programming/reading/reader.ts';
import { ask, startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** A model in short: `Order { id: integer, note?: string } Kind = a | b`. */
function short(model: DataModel | null | undefined): string {
  return (model?.types ?? [])
    .map((type) =>
      type.values.length > 0
        ? `${type.name} = ${type.values.join(' | ')}`
        : `${type.name} { ${type.fields.map(({ key, type: text, optional }) => `${key}${optional ? '?' : ''}: ${text}`).join(', ')} }`,
    )
    .join(' ');
}
const read = (text: string): string => short(findDocument(createReader(text))?.model);

describe('a sample of JSON', () => {
  test.each([
    ['{"id": 7, "price": 1.5, "ok": true, "tags": ["a"]}', 'Root { id: integer, price: number, ok: boolean, tags: string[] }'],
    ['[{"a": 1}, {"a": 2.5, "b": null}]', 'Root { a: number, b?: unknown }'],
    ['{"items": [{"sku": "x"}, {"sku": null}]}', 'Root { items: Item[] } Item { sku: string? }'],
    ['{"categories": [[{"id": 1}]]}', 'Root { categories: Category[][] } Category { id: integer }'],
    ['{"a": {"x": 1}, "b": {"a": {"y": 1}}}', 'Root { a: A, b: B } A { x: integer } B { a: BA } BA { y: integer }'],
    ['{"byDay": {"2024-01-01": 3, "2024-01-02": 4.5}}', 'Root { byDay: number{} }'],
    [
      '{"empty": {}, "none": [], "mixed": [1, "a"], "big": 12345678901234567890}',
      'Root { empty: unknown{}, none: unknown[], mixed: unknown[], big: number }',
    ],
    ["{'name': 'x', 'active': True, 'note': None}", 'Root { name: string, active: boolean, note: unknown }'],
    [
      '{"@type": "a", "first name": "b", "用户": {"id": 1}}',
      'Root { @type: string, first name: string, 用户: Value } Value { id: integer }',
    ],
  ])('%s', (json, expected) => expect(read(`types from this JSON: ${json}`)).toBe(expected));

  test.each(['types from [1, 2, 3]', 'types from {"a": 1', 'types from nothing', 'types from [{"a": 1}, 2]'])('%s is none', (text) => {
    expect(findDocument(createReader(text))).toBeNull();
  });

  test('what nests too deep is none', () => {
    const deep = '{"a":'.repeat(60) + '1' + '}'.repeat(60);
    expect(findDocument(createReader(`types from ${deep}`))).toBeNull();
  });
});

describe('a JSON Schema', () => {
  const schema = (rest: object): string =>
    `types from ${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...rest })}`;
  test.each<[string, object, string]>([
    [
      'required and optional properties, a type that may be null',
      { title: 'person', type: 'object', required: ['name'], properties: { name: { type: 'string' }, age: { type: ['integer', 'null'] } } },
      'Person { name: string, age?: integer? }',
    ],
    [
      'references, circles and enumerations',
      {
        $defs: {
          node: {
            type: 'object',
            properties: { next: { $ref: '#/$defs/node' }, kind: { $ref: '#/$defs/kind' }, ids: { $ref: '#/$defs/ids' } },
          },
          kind: { enum: ['a', 'b'] },
          ids: { type: 'array', items: { type: 'integer' } },
          circle: { $ref: '#/$defs/circle' },
        },
      },
      'Node { next?: Node, kind?: Kind, ids?: integer[] } Kind = a | b',
    ],
    [
      'allOf, anyOf with null, additional properties, and what may be many things',
      {
        $defs: {
          base: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
          user: {
            allOf: [{ $ref: '#/$defs/base' }, { properties: { best: { anyOf: [{ $ref: '#/$defs/user' }, { type: 'null' }] } } }],
            properties: {
              scores: { type: 'object', additionalProperties: { type: 'number' } },
              odd: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
            },
          },
        },
      },
      'Base { id: string } User { id: string, best?: User?, scores?: number{}, odd?: unknown }',
    ],
  ])('%s', (_name, document, expected) => expect(read(schema(document))).toBe(expected));

  test('the components of OpenAPI', () => {
    const document = {
      openapi: '3.1.0',
      paths: {},
      components: {
        schemas: {
          Pet: { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, tag: { type: 'string', nullable: true } } },
        },
      },
    };
    expect(read(`types from ${JSON.stringify(document)}`)).toBe('Pet { id: integer, tag?: string? }');
  });
});

describe('SQL that creates tables', () => {
  test.each([
    [
      'structs for CREATE TABLE users (id bigserial PRIMARY KEY, email varchar(255) NOT NULL, age int, tags text[], price numeric(10,2) NOT NULL DEFAULT 0);',
      'User { id: integer, email: string, age: integer?, tags: string[]?, price: number }',
    ],
    [
      "```sql\ncreate type mood as enum ('sad', 'ok');\n-- people\ncreate table if not exists app.people (\n  id uuid,\n  mood mood not null, /* now */\n  data jsonb,\n  born date,\n  primary key (id)\n);\n```",
      'Mood = sad | ok People { id: string, mood: Mood, data: unknown, born: datetime? }',
    ],
    [
      "types of\n```\nCREATE TABLE `order` (`id` int NOT NULL AUTO_INCREMENT, `paid` tinyint(1) NOT NULL, `status` enum('new','it''s') NOT NULL, PRIMARY KEY (`id`), KEY `k` (`paid`)) ENGINE=InnoDB;\n```",
      "OrderStatus = new | it's",
    ],
  ])('%s', (text, expected) => expect(read(text)).toContain(expected));
});

describe('protocol buffers', () => {
  test('messages, nested types, lists, maps and choices', () => {
    const text = `types from
syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
message Order {
  int64 id = 1;
  repeated Item items = 2;
  map<string, shop.v1.Order.Item> by_sku = 3;
  optional string note = 4;
  oneof target { string email = 5; bytes key = 6; }
  google.protobuf.Timestamp at = 7;
  Status status = 8 [deprecated = true];
  reserved 9, 10;
  message Item { string sku = 1; }
  enum Status { option allow_alias = true; UNKNOWN = 0; OPEN = 1; }
}
service Orders { rpc Get (Order) returns (Order) { option x = 1; } }
message Empty {}`;
    expect(read(text)).toBe(
      'Order { id: integer, items: OrderItem[], by_sku: OrderItem{}, note: string?, email: string?, key: bytes?, at: datetime, status: OrderStatus } ' +
        'OrderItem { sku: string } OrderStatus = UNKNOWN | OPEN Empty {  }',
    );
  });
});

describe('requests', () => {
  test.each([
    ['ts interfaces for {"id": 1, "owner": {"name": "x"}}, call it Repo', 'Repo {'],
    ['Generate Go structs from this JSON: {"id": 1, "owner": {"name": "x"}}', 'type Root struct'],
    ['根据下面的 JSON 生成 Python 数据类，名为 Repo：{"id": 1}', 'class Repo:'],
    ['把这段 JSON 转成 TypeScript 接口类型 {"id": 1, "ok": true}', 'export interface Root'],
    ['python dataclasses from\n```sql\nCREATE TABLE users (id int primary key);\n```', 'class User:'],
  ])('%s', async (text, expected) => {
    const edit = (await ask(engine, text)).edits[0];
    expect(edit?.kind === 'write' ? edit.content : '').toContain(expected);
  });

  test('a request with JSON that asks for something else is not one for types', async () => {
    const answer = await ask(engine, 'Create an Express endpoint GET /health that returns {"status": "ok"}');
    expect(answer.edits[0]?.kind === 'write' && answer.edits[0].content).toContain('/health');
  });

  test('a client for an OpenAPI document has its address and endpoints', async () => {
    const document = {
      openapi: '3.0.0',
      servers: [{ url: 'https://api.example.com/v1' }],
      paths: { '/users': { get: {}, post: {} }, '/users/{id}': { parameters: [], delete: {} }, 'no path': { get: {} } },
    };
    const edit = (
      await ask(engine, `Create a TypeScript API client called UsersClient from this OpenAPI document: ${JSON.stringify(document)}`)
    ).edits[0];
    const code = edit?.kind === 'write' ? edit.content : '';
    expect(code).toContain('class UsersClient');
    for (const part of ['https://api.example.com/v1', '"GET"', '"POST"', '"DELETE"', 'deleteUsersById']) expect(code).toContain(part);
  });

  test('a document of 100,000 characters is read, and as many words are not', async () => {
    const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `user ${id}`, email: `u${id}@example.com` }));
    const text = `Create types called User from this JSON: ${JSON.stringify(rows)}`;
    expect(text.length).toBeGreaterThan(100_000);
    const [edit] = (await ask(engine, text)).edits;
    expect(edit?.kind === 'write' && edit.content).toContain('export interface User {');
    expect((await ask(engine, 'Create types from this JSON please, '.repeat(3_000))).edits).toEqual([]);
  });

  test('an attached file is the document, and the plan says that it came from there', async () => {
    const files = {
      'db/schema.sql': 'CREATE TABLE users (id int PRIMARY KEY, email text);',
      'big.json': `{"a": "${'x'.repeat(300_000)}"}`,
    };
    const attach = (path: string, startLine: number | null = null) => ({ attachments: [{ path, startLine, endLine: startLine }] });
    const answer = await ask(engine, 'Make Go structs of this table', files, attach('db/schema.sql'));
    expect(answer.edits[0]?.kind === 'write' && answer.edits[0].content).toContain('type User struct');
    expect(JSON.stringify(answer.plan)).toContain('"source":"workspace"');
    for (const other of [attach('big.json'), attach('db/schema.sql', 1), attach('../schema.sql')])
      expect((await ask(engine, 'Make Go structs of this table', files, other)).edits).toEqual([]);
  });

  const yaml = `openapi: 3.0.0
servers:
  - url: https://api.example.com/v1
paths:
  /pets:
    get: {}
    post: {}
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: integer }
        tag: { type: string, nullable: true }`;

  test.each([
    ['fenced', `Create TypeScript interfaces from\n\`\`\`yaml\n${yaml}\n\`\`\``],
    ['as it is', `Create TypeScript interfaces from this\n${yaml}`],
  ])('OpenAPI in YAML, %s, gives types and a client', async (_form, text) => {
    const edit = (await ask(engine, text)).edits[0];
    expect(edit?.kind === 'write' && edit.content).toBe('export interface Pet {\n  id: number;\n  tag?: string | null;\n}\n');
    const client = (await ask(engine, text.replace('TypeScript interfaces', 'a TypeScript API client called PetsClient'))).edits[0];
    expect(client?.kind === 'write' && client.content).toContain('https://api.example.com/v1');
  });

  test('YAML that repeats itself without end, or is too long, is no document and costs little', async () => {
    const bomb = Array.from(
      { length: 12 },
      (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1}, *a${at - 1}, *a${at - 1}, *a${at - 1}`}]`,
    ).join('\n');
    for (const text of [`openapi: 3.0.0\npaths: {}\n${bomb}`, `openapi: 3.0.0\npaths: {}\n${'# x\n'.repeat(40_000)}`, 'openapi: [3'])
      expect((await ask(engine, `types from\n\`\`\`yaml\n${text}\n\`\`\``)).edits).toEqual([]);
  });
});
