import { afterAll, describe, expect, test } from 'vitest';
import { ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

const keep = (field: string | null, test: string, value: unknown) => ({ field, test, value });
const flow = (items: string, fields: string, ...steps: unknown[]) => ({
  flow: {
    items,
    fields: fields.split(' ').map((each) => ({ name: each.split(':')[0], type: each.split(':')[1] })),
    steps,
  },
});
const topCustomers = flow(
  'orders',
  'customer:string total:number paid:boolean',
  { op: 'filter', conditions: [keep('paid', 'equal', true), keep('total', 'over', 100)] },
  { op: 'group', by: 'customer', measure: 'sum', field: 'total' },
  { op: 'sort', by: 'total', descending: true },
  { op: 'take', count: 10 },
);
const openTitles = flow(
  'tasks',
  'title:string done:boolean',
  { op: 'filter', conditions: [keep('done', 'equal', false)] },
  { op: 'map', field: 'title', operator: null, operand: null },
);

describe('pipelines in the words of developers', () => {
  readsAs(engine, 'pipeline', [
    [
      'Write a pipeline called topCustomers over orders (customer: string, total: number, paid: boolean) that keeps the paid ones with total over 100, groups by customer, sums total, sorts descending and takes 10',
      { name: 'topCustomers', ...topCustomers },
    ],
    [
      '写一个名为 topCustomers 的流水线，对 orders（customer: string, total: number, paid: boolean）筛选 paid 且 total 大于 100，按 customer 分组，对 total 求和，降序排序，取前 10 个',
      { name: 'topCustomers', ...topCustomers },
    ],
    ['pipeline openTitles over tasks (title: string, done: boolean) that keeps those not done and picks title', openTitles],
    ['写一个 pipeline openTitles，对 tasks（title: string, done: boolean）筛选未 done，提取 title', { name: 'openTitles', ...openTitles }],
    [
      'write a pipeline over posts (title: string, tags: string[]) that flattens tags and counts them, called tagCount',
      {
        name: 'tagCount',
        ...flow('posts', 'title:string tags:string[]', { op: 'flatten', field: 'tags' }, { op: 'total', measure: 'count', field: null }),
      },
    ],
    [
      'pipeline called revenue over lines (price: number, quantity: integer, refunded: boolean) that drops the refunded ones, maps to price * quantity and sums them',
      flow(
        'lines',
        'price:number quantity:integer refunded:boolean',
        { op: 'filter', conditions: [keep('refunded', 'unequal', true)] },
        { op: 'map', field: 'price', operator: '*', operand: 'quantity' },
        { op: 'total', measure: 'sum', field: null },
      ),
    ],
    [
      'Create a pipeline openIssues over issues (state: string, votes: integer) where state is "it\'s `open`" and votes at least 5, sorted by votes from highest to lowest, limit to 20',
      flow(
        'issues',
        'state:string votes:integer',
        { op: 'filter', conditions: [keep('state', 'equal', "it's `open`"), keep('votes', 'least', 5)] },
        { op: 'sort', by: 'votes', descending: true },
        { op: 'take', count: 20 },
      ),
    ],
    [
      'pipeline byStatus over orders (status: string, total: number) count orders by status',
      flow('orders', 'status:string total:number', { op: 'group', by: 'status', measure: 'count', field: null }),
    ],
    [
      '创建流水线 uniqueTags，对 posts（title: string, tags: string[]）展开 tags，去重',
      flow('posts', 'title:string tags:string[]', { op: 'flatten', field: 'tags' }, { op: 'distinct', by: null }),
    ],
  ]);

  asksFor(engine, [
    ['Write a pipeline called daily', 'flow'],
    // A step that is not understood, one on a field that is not there, "or", and one that cannot be done on texts.
    ['Write a pipeline over orders (customer: string, total: number) that teleports them and sums total', 'flow'],
    ['Write a pipeline over orders (customer: string, total: number) that groups by region and sums total', 'flow'],
    ['Write a pipeline over orders (customer: string, total: number) that keeps total over 5 or total under 2', 'flow'],
    ['Write a pipeline over orders (customer: string, total: number) that sums customer', 'flow'],
  ]);

  test('a text of a condition stays a text in the code', async () => {
    const request = 'Write a pipeline called found over logs (line: string) that keeps line containing "\\"); process.exit(1); (\\"${x}"';
    const edit = (await ask(engine, request, null, { language: 'typescript' })).edits[0];
    expect(edit?.kind === 'write' ? edit.content : '').toContain(String.raw`.includes("\"); process.exit(1); (\"${'${x}'}")`);
  });
});
