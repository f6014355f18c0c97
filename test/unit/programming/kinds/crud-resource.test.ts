import { afterAll, describe, expect, test } from 'vitest';
import { ask, startEngine } from '../bank.ts';
import { asksFor } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

interface Plan {
  kind: string;
  slots: {
    name: { value: string };
    route: { value: string | null };
    pageSize: { value: number };
    fields: { value: { name: string; type: string; optional: boolean }[] };
  };
}

const readings: readonly (readonly [text: string, name: string, fields: string, more?: { route?: string; pageSize?: number }])[] = [
  ['Add a CRUD API for Product with name: string, price: number, stock: integer', 'Product', 'name:string price:number stock:integer'],
  ['为 Product 创建 CRUD 接口，字段：name: string，price: number，stock: integer', 'Product', 'name:string price:number stock:integer'],
  [
    '给 Order 做一个增删改查接口，包含 number（字符串）、total（数字）、paid（布尔，可选）',
    'Order',
    'number:string total:number paid:boolean?',
  ],
  [
    'Create CRUD endpoints for users at /api/users with fields email (string), age (integer, optional), page size 50',
    'users',
    'email:string age:integer?',
    { route: '/api/users', pageSize: 50 },
  ],
  ['python crud for Task: title string, done boolean', 'Task', 'title:string done:boolean'],
  ['Write a REST resource called Book in Go with title: string and tags: string[]', 'Book', 'title:string tags:string[]'],
  ['写一个 Python 的 CRUD 服务，资源名为 Note，字段 title 和 done（布尔）', 'Note', 'title:string done:boolean'],
  ['write me crud routes that manage Invoice with number: string, total: number, in fastapi', 'Invoice', 'number:string total:number'],
  ['CRUD for order-item: sku string, quantity integer', 'order-item', 'sku:string quantity:integer'],
  ['实现一个用户的增删改查接口，字段：姓名（字符串）、年龄（整数）', '用户', '姓名:string 年龄:integer'],
];

describe('resources in the words of developers', () => {
  test.each(readings.map(([text, name, fields, more = {}]) => ({ text, name, fields, more })))(
    '$text',
    async ({ text, name, fields, more }) => {
      const answer = await ask(engine, text);
      const { kind, slots } = JSON.parse(answer.plan?.json ?? '{}') as Plan;
      const found = slots?.fields.value.map((each) => `${each.name}:${each.type}${each.optional ? '?' : ''}`).join(' ');
      expect([kind, slots?.name.value, found, slots?.route.value, slots?.pageSize.value]).toEqual([
        'crud-resource',
        name,
        fields,
        more.route ?? null,
        more.pageSize ?? 20,
      ]);
    },
  );

  asksFor(engine, [
    ['Add a CRUD API for orders', 'fields'],
    ['Add a CRUD API with title: string', 'name'],
    ['做一个增删改查接口', 'name'],
  ]);
});
