import { z } from 'zod';
import { typeName } from '#domain/ir/names';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import type { Draw } from '../../slots/sample.ts';
import { sampleName } from '../../sql/columns.ts';
import { type Dialect, dialectOf, dialectSlot } from '../../sql/dialect.ts';
import { sqlNameSchema } from '../../sql/identifiers.ts';
import { lowerQuery } from './lower.ts';
import {
  conditionsSchema,
  groupSchema,
  orderSchema,
  sampleConditions,
  sampleGroup,
  sampleOrder,
  sampleSelection,
  selectionSchema,
} from './query.ts';
import { readConditions, readGroup, readOrder, readSelection } from './reading.ts';

const querySchema = z.object({
  table: sqlNameSchema,
  selection: selectionSchema,
  conditions: conditionsSchema,
  group: groupSchema,
  order: orderSchema,
  limit: z.number().nullable(),
  offset: z.number().nullable(),
});

const mentioned = (reader: Reader): string[] => [
  ...(readConditions(reader)?.value.map(({ column }) => column) ?? []),
  ...(readSelection(reader)?.selection.value.flatMap(({ column }) => (column === null ? [] : [column])) ?? []),
];

/** A function that asks a database one query. */
const kind = declare({
  kind: 'sql-query',
  title: { en: 'SQL query', zh: 'SQL 查询' },
  example: {
    en: 'Write a query function findRecentOrders that selects id and total from orders where customer equals a parameter and total over 100, newest first, limit 20',
    zh: '编写查询函数 findRecentOrders：从 orders 查询 id 和 total，其中 customer 等于参数，且 total 大于 100，按 created_at 降序，最多 20 条',
  },
  suggestion: {
    en: 'Write a query function countOrders that selects count and sum of total from orders grouped by customer',
    zh: '编写查询函数 listUsers：从 users 查询 id 和 email，按 email 升序',
  },
  heads: {
    en: [
      'query function',
      'sql query function',
      'sql query',
      'sql function',
      'database query',
      'select query',
      'select statement',
      'sql select',
      'query',
      'function',
    ],
    zh: ['查询函数', 'SQL 查询', 'SQL查询', '数据库查询', '查询语句', '查询方法', '查询', '函数'],
  },
  weight: 4,
  unless: {
    en: [
      'endpoint',
      'handler',
      'route',
      'query parameter',
      'query parameters',
      'query string',
      'migration',
      'create table',
      'http',
      'api',
      'cli',
      'command',
      'test',
      'tests',
      'cron',
      'array',
      'json',
    ],
    zh: ['端点', '路由', '查询参数', '查询字符串', '迁移', '建表', '命令', '测试', '定时', '数组', '接口', '列表'],
  },
  slots: {
    dialect: dialectSlot,
    selection: {
      type: {
        type: 'custom',
        schema: selectionSchema,
        read: (reader) => readSelection(reader)?.selection ?? null,
        sample: sampleSelection,
      },
      title: { en: 'columns', zh: '列' },
      question: {
        en: 'The columns and the table are missing: `selects id and total from orders`.',
        zh: '缺少列和表，例如：从 orders 查询 id 和 total。',
      },
    },
    table: {
      type: {
        type: 'custom',
        schema: sqlNameSchema,
        read: (reader) => readSelection(reader)?.table ?? null,
        sample: (draw: Draw) => sampleName(draw),
      },
      title: { en: 'table', zh: '表名' },
      question: { en: 'The table is missing: `from orders`.', zh: '缺少表名，例如：从 orders 查询。' },
    },
    conditions: {
      type: { type: 'custom', schema: conditionsSchema, read: readConditions, sample: sampleConditions },
      title: { en: 'conditions', zh: '条件' },
      default: [],
    },
    group: {
      type: { type: 'custom', schema: groupSchema, read: readGroup, sample: sampleGroup },
      title: { en: 'grouped by', zh: '分组' },
      default: [],
    },
    order: {
      type: { type: 'custom', schema: orderSchema, read: (reader) => readOrder(reader, mentioned(reader)), sample: sampleOrder },
      title: { en: 'order', zh: '排序' },
      default: [],
    },
    limit: {
      type: { type: 'integer', minimum: 1, maximum: 1_000_000, unit: { en: ['rows', 'results', 'records'], zh: ['条', '行', '条记录'] } },
      title: { en: 'limit', zh: '数量上限' },
      cues: {
        en: ['limit', 'limited to', 'at most', 'up to', 'only the first', 'the first', 'top'],
        zh: ['最多', '限制', '前', '上限', '取'],
      },
      default: null,
    },
    offset: {
      type: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
      title: { en: 'offset', zh: '偏移量' },
      cues: { en: ['offset', 'skip', 'skipping', 'skip the first'], zh: ['跳过', '偏移', '偏移量'] },
      default: null,
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: null },
  },
  lower: ({ slots }, target, templates) => {
    const query = querySchema.parse(
      Object.fromEntries(Object.keys(querySchema.shape).map((each) => [each, slots[each as keyof typeof slots].value])),
    );
    return lowerQuery(
      slots.name.value ?? nameOf(query.table),
      query,
      dialectOf(slots.dialect.value as Dialect | null, target),
      target,
      templates,
    );
  },
  summary: ({ slots: { name, table, conditions } }) => {
    const count = (conditions.value as unknown[]).length;
    return {
      made: {
        en: `the query \`${name.value ?? nameOf(table.value as string)}\` of the table \`${table.value}\``,
        zh: `对数据表 \`${table.value}\` 的查询 \`${name.value ?? nameOf(table.value as string)}\``,
      },
      facts: count === 0 ? null : { en: `rows must fulfil ${count} condition${count === 1 ? '' : 's'}`, zh: `需满足 ${count} 个条件` },
    };
  },
});

/** What a query is called where nobody names it. */
const nameOf = (table: string): string => `find ${typeName(table, 'typescript')}`;

const explicit = /\b(?:sql|query|database)\b|查询|数据库/i;

export default {
  ...kind,
  /** A function is a query only where it reads columns of a table. */
  score(reader: Reader) {
    const score = kind.score(reader);
    if (score === 0) return 0;
    const selects = readSelection(reader) !== null;
    if (explicit.test(reader.text))
      return selects
        ? score + 2
        : /\b(?:sql|database)\s+(?:select\s+)?query\b|\bquery\s+function\b|SQL\s*查询|查询函数/i.test(reader.text)
          ? score
          : 0;
    return selects && readConditions(reader) !== null && /\b(?:selects?|tables?|rows?)\b|表/i.test(reader.text) ? score + 1 : 0;
  },
};
