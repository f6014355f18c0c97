import { afterAll, describe, expect, test } from 'vitest';
import { ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const column = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  name,
  type,
  typeSource: 'words',
  nullable: false,
  primaryKey: false,
  unique: false,
  indexed: false,
  default: null,
  references: null,
  ...more,
});
const assumed = { typeSource: 'assumed' };

describe('SQL tables in the words of developers', () => {
  readsAs(engine, 'sql-table', [
    [
      'Create a SQL table orders with id, customer: string, total: number, paid: boolean, created at',
      {
        table: 'orders',
        dialect: null,
        indexes: [],
        columns: [
          column('id', 'integer', { primaryKey: true, ...assumed }),
          column('customer', 'string'),
          column('total', 'number'),
          column('paid', 'boolean'),
          column('created_at', 'datetime', assumed),
        ],
      },
    ],
    [
      '创建 SQL 数据表 orders，字段：id，customer 字符串，paid 布尔 默认 false，created_at 默认 当前时间',
      {
        table: 'orders',
        columns: [
          column('id', 'integer', { primaryKey: true, ...assumed }),
          column('customer', 'string'),
          column('paid', 'boolean', { default: false }),
          column('created_at', 'datetime', { default: { now: true }, ...assumed }),
        ],
      },
    ],
    [
      'python sqlite table for users: id integer primary key, email text unique not null, age int nullable, team_id references teams(id), unique index on (email, team_id)',
      {
        table: 'users',
        dialect: 'sqlite',
        indexes: [{ columns: ['email', 'team_id'], unique: true }],
        columns: [
          column('id', 'integer', { primaryKey: true }),
          column('email', 'string', { unique: true }),
          column('age', 'integer', { nullable: true }),
          column('team_id', 'integer', { references: { table: 'teams', column: 'id' }, ...assumed }),
        ],
      },
    ],
    [
      '建表 users：id 主键，email 字符串 唯一，age 整数 可空，index on email',
      {
        table: 'users',
        indexes: [{ columns: ['email'], unique: false }],
        columns: [
          column('id', 'integer', { primaryKey: true, ...assumed }),
          column('email', 'string', { unique: true }),
          column('age', 'integer', { nullable: true }),
        ],
      },
    ],
    [
      'Write a repository for this table: CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team INTEGER REFERENCES teams(id), active BOOLEAN NOT NULL DEFAULT TRUE, UNIQUE (email, team));',
      {
        table: 'users',
        indexes: [{ columns: ['email', 'team'], unique: true }],
        columns: [
          column('id', 'integer', { primaryKey: true }),
          column('email', 'string', { unique: true }),
          column('team', 'integer', { nullable: true, references: { table: 'teams', column: 'id' } }),
          column('active', 'boolean', { default: true }),
        ],
      },
    ],
    [
      'Make a postgres table called `or"der; --` with `select`: string, `a b`: integer',
      { table: 'or"der; --', dialect: 'postgresql', columns: [column('select', 'string'), column('a b', 'integer')] },
    ],
  ]);
  readsAs(engine, 'data-types', [['Create types from this DDL: create table users (id int primary key, name text)', {}]]);
  asksFor(engine, [
    ['Create a SQL table users', 'columns'],
    ['SQL table users: id integer, id string', 'columns'],
  ]);

  test('the driver is the one that the project declares', async () => {
    const request = 'Create a SQL table users with id, email: string';
    const codeOf = async (files: Record<string, string>, language: 'typescript' | 'python' | 'go') => {
      const [edit] = (await ask(engine, request, files, { language })).edits;
      return edit?.kind === 'write' ? edit.content : '';
    };
    expect(await codeOf({}, 'typescript')).toContain('from "node:sqlite"');
    expect(await codeOf({ 'package.json': '{"dependencies": {"better-sqlite3": "12"}}' }, 'typescript')).toContain('from "better-sqlite3"');
    expect(await codeOf({ 'package.json': '{"dependencies": {"pg": "8"}}' }, 'typescript')).toContain('VALUES ($1)');
    expect(await codeOf({ 'requirements.txt': 'psycopg==3.2' }, 'python')).toContain('VALUES (%s)');
    expect(await codeOf({ 'go.mod': 'module a\n\nrequire github.com/lib/pq v1.10.9\n' }, 'go')).toContain('VALUES ($1)');
  });
});
