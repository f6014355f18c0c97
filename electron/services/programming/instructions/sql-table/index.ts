import { z } from 'zod';
import { declare } from '../../slots/declare.ts';
import type { Draw } from '../../slots/sample.ts';
import { type Column, columnsSchema, neverNull, sampleColumns, sampleName } from '../../sql/columns.ts';
import { type Dialect, dialectOf, dialectSlot } from '../../sql/dialect.ts';
import { sqlNameSchema } from '../../sql/identifiers.ts';
import { indexesSchema, readColumns, readIndexes, readTable, sampleIndexes } from '../../sql/table-reading.ts';
import { lowerTable, rowTypeOf } from './lower.ts';

const planSchema = z.object({ columns: columnsSchema, indexes: indexesSchema });

/** A table with its row as a type and a repository. */
export default declare({
  kind: 'sql-table',
  title: { en: 'SQL table', zh: 'SQL 数据表' },
  example: {
    en: 'Create a SQL table orders with id, customer: string, total: number, paid: boolean default false, created at default now',
    zh: '创建 SQL 数据表 orders，字段：id，customer 字符串，total 数字，paid 布尔 默认 false，created_at 默认 当前时间',
  },
  suggestion: {
    en: 'Create a SQL table users with id, email: string unique, name: string, created at',
    zh: '创建 SQL 数据表 users，字段：id，email 字符串 唯一，name 字符串',
  },
  heads: {
    en: [
      'sql table',
      'database table',
      'db table',
      'sqlite table',
      'postgres table',
      'postgresql table',
      'table',
      'create table',
      'repository for the table',
      'repository',
    ],
    zh: ['数据表', '数据库表', 'SQL 表', 'SQL表', '建表', '建一张表', '表结构', '仓储', '表'],
  },
  weight: 4,
  unless: {
    en: [
      'migration',
      'migrate',
      'endpoint',
      'handler',
      'function',
      'query',
      'types',
      'interface',
      'interfaces',
      'class',
      'classes',
      'struct',
      'structs',
      'dataclass',
      'model',
      'models',
      'hash table',
      'html table',
      'table driven',
      'test',
      'tests',
      'cli',
      'command',
      'print',
      'markdown',
      'state machine',
      'git',
    ],
    zh: [
      '迁移',
      '端点',
      '路由',
      '函数',
      '查询',
      '类型',
      '接口',
      '类',
      '结构体',
      '模型',
      '哈希表',
      '测试',
      '命令',
      '打印',
      '状态机',
      '列表',
      '表达式',
      '代表',
      '表示',
      '报表',
      '表格',
      '表单',
    ],
  },
  slots: {
    dialect: dialectSlot,
    indexes: {
      type: { type: 'custom', schema: indexesSchema, read: readIndexes, sample: sampleIndexes },
      title: { en: 'indexes', zh: '索引' },
      default: [],
    },
    table: {
      type: { type: 'custom', schema: sqlNameSchema, read: readTable, sample: (draw: Draw) => sampleName(draw) },
      title: { en: 'table', zh: '表名' },
      question: { en: 'The name of the table is missing.', zh: '缺少表名。' },
    },
    columns: {
      type: { type: 'custom', schema: columnsSchema, read: readColumns, sample: sampleColumns },
      title: { en: 'columns', zh: '列' },
      question: {
        en: 'The columns are missing: a list such as `id, customer: string, total: number default 0`.',
        zh: '缺少列，例如：id，customer 字符串，total 数字 默认 0。',
      },
    },
  },
  lower: ({ slots: { table, columns, indexes, dialect } }, target, templates) => {
    const plan = planSchema.parse({ columns: columns.value, indexes: indexes.value });
    const known = new Set(plan.columns.map(({ name }) => name));
    return lowerTable(
      {
        table: table.value as string,
        columns: neverNull(plan.columns),
        indexes: plan.indexes.filter((each) => each.columns.every((name) => known.has(name))),
        dialect: dialectOf(dialect.value as Dialect | null, target),
      },
      target,
      templates,
    );
  },
  summary: ({ language, slots: { table, columns } }) => {
    const count = (columns.value as Column[]).length;
    const type = rowTypeOf(table.value as string, language.value);
    return {
      made: {
        en: `the table \`${table.value}\` with ${count} column${count === 1 ? '' : 's'}, its row \`${type}\` and \`${type}Repository\``,
        zh: `数据表 \`${table.value}\`（${count} 列）、行类型 \`${type}\` 和 \`${type}Repository\``,
      },
      facts: null,
    };
  },
});
