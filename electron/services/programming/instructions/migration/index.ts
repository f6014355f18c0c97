import { declare } from '../../slots/declare.ts';
import { type Dialect, dialectOf, dialectSlot } from '../../sql/dialect.ts';
import { changeSchema, type SchemaChange, sampleChange, titleOf } from './change.ts';
import { lowerMigration } from './lower.ts';
import { readChange } from './reading.ts';

/** A change of a database's schema that can be taken back. */
export default declare({
  kind: 'migration',
  title: { en: 'Database migration', zh: '数据库迁移' },
  example: {
    en: 'Write a migration that adds a column email: string to users',
    zh: '编写迁移：给 users 表添加列 email 字符串',
  },
  suggestion: {
    en: 'Write a migration that renames the column name of users to full_name',
    zh: '编写迁移：将 users 表的 name 列重命名为 full_name',
  },
  heads: {
    en: [
      'migration',
      'migrations',
      'database migration',
      'schema migration',
      'sql migration',
      'migration file',
      'migration script',
      'alter table',
    ],
    zh: ['迁移', '数据库迁移', '迁移脚本', '迁移文件', '表结构变更', '表结构迁移'],
  },
  weight: 6,
  unless: {
    en: ['endpoint', 'handler', 'cli', 'command', 'state machine', 'unit test', 'unit tests', 'api client', 'queue'],
    zh: ['端点', '路由', '命令行', '状态机', '单元测试', '客户端', '队列'],
  },
  slots: {
    dialect: dialectSlot,
    change: {
      type: { type: 'custom', schema: changeSchema, read: readChange, sample: sampleChange },
      title: { en: 'change', zh: '变更' },
      question: {
        en: 'What the migration changes is missing or not possible: `adds a column email: string to users`. A column that may not be null needs a default.',
        zh: '缺少迁移内容，或无法执行，例如：给 users 表添加列 email 字符串。不可为空的列需要默认值。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: null },
  },
  lower: ({ slots: { change, dialect, name } }, target, templates) =>
    lowerMigration(change.value as SchemaChange, name.value, dialectOf(dialect.value as Dialect | null, target), target, templates),
  summary: ({ slots: { change } }) => ({
    made: {
      en: `the migration “${titleOf(change.value as SchemaChange)}”`,
      zh: `迁移“${titleOf(change.value as SchemaChange)}”`,
    },
    facts: null,
  }),
});
