import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const rule = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  name,
  type,
  typeSource: 'words',
  format: null,
  optional: false,
  minimum: null,
  maximum: null,
  choices: [],
  ...more,
});
const assumed = { typeSource: 'assumed' };

describe('validators in the words of developers', () => {
  const user = [
    rule('email', 'string', { format: 'email' }),
    rule('age', 'integer', { minimum: 18, maximum: 120, ...assumed }),
    rule('name', 'string', { minimum: 1, maximum: 50, ...assumed }),
    rule('role', 'string', { choices: ['admin', 'member'], ...assumed }),
  ];
  readsAs(engine, 'validator', [
    [
      'Write a validator for User with email (email), age between 18 and 120, name 1 to 50 characters, role one of admin, member',
      { name: 'User', strict: false, rules: user },
    ],
    [
      '为 User 编写校验器：email（邮箱），age 在 18 到 120 之间，name 1 到 50 个字符，role 取值 admin、member',
      { name: 'User', rules: user },
    ],
    [
      'strict python validator for Order with id (uuid), total at least 0, note optional at most 200 characters',
      {
        name: 'Order',
        strict: true,
        rules: [
          rule('id', 'string', { format: 'uuid' }),
          rule('total', 'number', { minimum: 0, ...assumed }),
          rule('note', 'string', { optional: true, maximum: 200, ...assumed }),
        ],
      },
    ],
    [
      'Validate a Product: sku string 3 to 12 characters, price number >= 0, tags list of strings up to 10 items, inStock boolean',
      {
        name: 'Product',
        rules: [
          rule('sku', 'string', { minimum: 3, maximum: 12 }),
          rule('price', 'number', { minimum: 0 }),
          rule('tags', 'string[]', { maximum: 10 }),
          rule('inStock', 'boolean'),
        ],
      },
    ],
    [
      '写一个 Python 校验函数 OrderInput：id 整数 至少 1，date 日期，拒绝未知字段',
      {
        name: 'OrderInput',
        strict: true,
        rules: [rule('id', 'integer', { minimum: 1 }), rule('date', 'string', { format: 'date' })],
      },
    ],
    [
      'validation schema Event with title non-empty, startsAt datetime and seats integer from 1 to 500',
      {
        name: 'Event',
        rules: [
          rule('title', 'string', { minimum: 1, ...assumed }),
          rule('startsAt', 'string', { format: 'datetime' }),
          rule('seats', 'integer', { minimum: 1, maximum: 500 }),
        ],
      },
    ],
  ]);
  readsAs(engine, 'function', [['Write a function that validates an email and returns a boolean', {}]]);
  readsAs(engine, 'http-handler', [['Add a POST /users endpoint with validation of email', {}]]);
  asksFor(engine, [
    ['Write a validator for User', 'rules'],
    ['validator for User: age integer between 9 and 5', 'rules'],
    ['validator with email (email)', 'name'],
  ]);
});
