import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const item = (column: string | null, type: string, aggregate: string | null = null, typeSource = 'assumed') => ({
  aggregate,
  column,
  type,
  typeSource,
});
const given = (column: string, operator: string, parameter: string, type: string, parameterSource = 'words') => ({
  form: 'parameter',
  column,
  operator,
  parameter,
  parameterSource,
  type,
});
const is = (column: string, operator: string, value: unknown) => ({ form: 'literal', column, operator, value });
const by = (column: string, descending: boolean, columnSource = 'words') => ({ column, descending, columnSource });

describe('SQL queries in the words of developers', () => {
  readsAs(engine, 'sql-query', [
    [
      'Write a query function findRecentOrders that selects id and total from orders where customer equals a parameter and total over 100, newest first, limit 20',
      {
        name: 'findRecentOrders',
        table: 'orders',
        selection: [item('id', 'integer'), item('total', 'number')],
        conditions: [given('customer', '=', 'customer', 'string'), is('total', '>', 100)],
        order: [by('created_at', true, 'assumed')],
        limit: 20,
      },
    ],
    [
      '编写查询函数 findRecentOrders：从 orders 查询 id 和 total，其中 customer 等于参数，且 total 大于 100，按 created_at 降序，最多 20 条',
      {
        name: 'findRecentOrders',
        table: 'orders',
        selection: [item('id', 'integer'), item('total', 'number')],
        conditions: [given('customer', '=', 'customer', 'string'), is('total', '>', 100)],
        order: [by('created_at', true)],
        limit: 20,
      },
    ],
    [
      'python sql query: select count and sum of total from orders grouped by customer, highest count first, limit 5 offset 10',
      {
        selection: [item(null, 'integer', 'count', 'words'), item('total', 'number', 'sum')],
        group: ['customer'],
        order: [by('count', true)],
        limit: 5,
        offset: 10,
      },
    ],
    [
      "Write a go function activeUsers that selects id, email from users where deleted_at is null and role in ('admin', 'member') and age between 18 and maxAge order by email",
      {
        name: 'activeUsers',
        conditions: [
          { form: 'null', column: 'deleted_at', is: true },
          { form: 'among', column: 'role', values: ['admin', 'member'] },
          is('age', '>=', 18),
          given('age', '<=', 'maxAge', 'integer'),
        ],
        order: [by('email', false)],
      },
    ],
    [
      'SQL query function search that selects id, title (string) from `posts` where title like a parameter pattern and status is "a\'b", skip 20, limit 10',
      {
        table: 'posts',
        selection: [item('id', 'integer'), item('title', 'string', null, 'words')],
        conditions: [given('title', 'LIKE', 'pattern', 'string'), is('status', '=', "a'b")],
        limit: 10,
        offset: 20,
      },
    ],
    [
      '查询函数 userTotals：从 orders 统计 数量 和 total 的总和，按 customer 分组',
      { selection: [item(null, 'integer', 'count', 'words'), item('total', 'number', 'sum')], group: ['customer'] },
    ],
  ]);
  readsAs(engine, 'function', [['Write a function that returns the sum of two numbers', {}]]);
  readsAs(engine, 'http-handler', [['Add a GET /users endpoint with query parameters page and limit', {}]]);
  asksFor(engine, [['Write a query function findOrders', 'selection']]);
});
