import { typeName } from '#domain/ir/names';
import { assumed } from '../../plan.ts';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import { lowerConfiguration } from './lower.ts';
import { readSettings, type Setting, sampleSettings, settingsSchema, variableOf } from './settings.ts';

/** Settings of a program, read from environment variables: all that is missing or wrong is told at once. */
const kind = declare({
  kind: 'configuration',
  title: { en: 'Configuration', zh: '配置' },
  example: {
    en: 'Create a configuration called AppConfig with port: integer default 8080, databaseUrl: string from the environment, debug: boolean',
    zh: '创建名为 AppConfig 的配置：port 整数 默认 8080，databaseUrl 字符串 来自环境变量，debug 布尔',
  },
  suggestion: {
    en: 'Create a configuration called AppConfig with port: integer default 8080, apiKey: string',
    zh: '创建名为 AppConfig 的配置：port 整数 默认 8080，apiKey 字符串',
  },
  heads: {
    en: [
      'configuration',
      'config',
      'configuration loader',
      'config loader',
      'configuration class',
      'config class',
      'config object',
      'configuration object',
      'settings loader',
      'settings class',
      'app settings',
      'application settings',
      'environment configuration',
      'env config',
      'typed config',
      'settings from the environment',
    ],
    zh: ['配置', '配置类', '配置加载器', '配置对象', '应用配置', '环境配置', '配置读取', '设置加载', '配置项加载'],
  },
  hints: {
    en: [
      'env vars',
      'env variables',
      'environment variables',
      'process.env',
      'os.environ',
      'os.getenv',
      'from the environment',
      'from env',
    ],
    zh: ['环境变量', '从环境里', '从环境中', 'process.env', 'os.environ'],
  },
  weight: 4,
  unless: {
    en: [
      'endpoint',
      'middleware',
      'function',
      'cli',
      'command',
      'state machine',
      'migration',
      'table',
      'cron',
      'config file parser',
      'api client',
      'test',
      'json schema',
    ],
    zh: ['端点', '路由', '中间件', '函数', '命令行', '状态机', '迁移', '数据表', '定时', '测试', '客户端'],
  },
  slots: {
    settings: {
      type: { type: 'custom', schema: settingsSchema, read: readSettings, sample: sampleSettings },
      title: { en: 'settings', zh: '设置项' },
      question: {
        en: 'The settings are missing: a list such as `port: integer default 8080, databaseUrl: string`.',
        zh: '缺少设置项，例如：port 整数 默认 8080，databaseUrl 字符串。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'Config' },
  },
  lower: ({ slots: { name, settings } }, target, templates) =>
    lowerConfiguration(name.value, settings.value as Setting[], target, templates),
  summary: ({ language, slots: { name, settings } }) => {
    const all = settings.value as Setting[];
    const required = all.filter((each) => !each.optional && each.default === null).map(variableOf);
    const type = typeName(name.value, language.value);
    return {
      made: {
        en: `the configuration \`${type}\`, which is read from ${all.length} environment variable${all.length === 1 ? '' : 's'}`,
        zh: `配置 \`${type}\`（从 ${all.length} 个环境变量读取）`,
      },
      facts:
        required.length > 0
          ? {
              en: `required: ${required.map((each) => `\`${each}\``).join(', ')}`,
              zh: `必填：${required.map((each) => `\`${each}\``).join('、')}`,
            }
          : null,
    };
  },
});

/** Words of a plain record, which is called a configuration but read from nowhere. */
const record =
  /\b(?:struct|data\s?class|interface|record|class|type|model|dto)\b|数据类|结构体|接口|记录|(?:一个|个|定义|新建|创建)\s*类(?!型)|类型/i;
const source = /\b(?:environment|env|env\s?vars?|loader|loads?|loading)\b|环境|加载|读取/i;

const verb = /^(?:load|loads|read|reads|parse|get|typed|env|environment|strict|runtime|the|my|our|simple)$/i;

export default {
  ...kind,
  read(reader: Reader, context: Parameters<typeof kind.read>[1]) {
    const plan = kind.read(reader, context);
    // `Load config from …`: the word in front of the noun is no name.
    if ('kind' in plan && verb.test(plan.slots.name.value)) return { ...plan, slots: { ...plan.slots, name: assumed('Config') } };
    return plan;
  },
  score: (reader: Reader) => (reader.see(record) && !reader.see(source) ? 0 : kind.score(reader)),
};
