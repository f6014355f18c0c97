import { typeName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { lowerValidator } from './lower.ts';
import { type Rule, readRules, rulesSchema, sampleRules } from './rules.ts';

const others = ['unknown', 'extra', 'other', 'additional', 'unexpected'].flatMap((which) =>
  ['keys', 'fields', 'properties'].map((noun) => `${which} ${noun}`),
);
const refusals = others.flatMap((noun) => [
  ...['reject', 'rejects', 'rejecting', 'refuse', 'forbid', 'disallow'].map((verb) => `${verb} ${noun}`),
  ...['rejected', 'are rejected', 'forbidden', 'are forbidden', 'not allowed', 'are not allowed'].map((verb) => `${noun} ${verb}`),
]);
const absences = others.map((noun) => `no ${noun}`);

/** A function that checks input of any shape and gives a typed value, or all that is wrong with it. */
export default declare({
  kind: 'validator',
  title: { en: 'Validator', zh: '校验器' },
  example: {
    en: 'Write a validator for User with email (email), age between 18 and 120, name 1 to 50 characters, role one of admin, member',
    zh: '为 User 编写校验器：email（邮箱），age 在 18 到 120 之间，name 1 到 50 个字符，role 取值 admin、member',
  },
  suggestion: {
    en: 'Write a validator for Order with id (uuid), total at least 0, note optional at most 200 characters',
    zh: '为 Order 编写校验器：id（uuid），total 数字 至少 0，note 可选 至多 200 个字符',
  },
  heads: {
    en: [
      'validator',
      'validators',
      'validation function',
      'validation schema',
      'validation rules',
      'input validation',
      'input validator',
      'validator function',
      'schema validator',
      'validation',
      'validate',
    ],
    zh: ['校验器', '验证器', '校验函数', '验证函数', '数据校验', '输入校验', '输入验证', '参数校验', '校验规则', '校验', '验证'],
  },
  weight: 4,
  unless: {
    en: [
      'endpoint',
      'route',
      'handler',
      'middleware',
      'cli',
      'command',
      'state machine',
      'test',
      'tests',
      'table',
      'migration',
      'api client',
      'queue',
      'token',
    ],
    zh: ['端点', '路由', '处理器', '中间件', '命令行', '状态机', '测试', '数据表', '迁移', '客户端', '队列', '令牌'],
  },
  slots: {
    strict: {
      type: {
        type: 'flag',
        words: {
          en: [...refusals, ...absences, 'strict', 'strictly'],
          zh: ['拒绝', '不允许', '禁止']
            .flatMap((verb) => ['未知字段', '多余字段', '其他字段', '未知键'].map((noun) => verb + noun))
            .concat('严格模式', '严格'),
        },
      },
      title: { en: 'reject unknown keys', zh: '拒绝未知字段' },
      default: false,
    },
    rules: {
      type: { type: 'custom', schema: rulesSchema, read: readRules, sample: sampleRules },
      title: { en: 'rules', zh: '规则' },
      question: {
        en: 'The rules are missing, or contradict each other: a list such as `email (email), age between 18 and 120`.',
        zh: '缺少规则，或规则自相矛盾，例如：email（邮箱），age 在 18 到 120 之间。',
      },
    },
    name: {
      type: { type: 'name' },
      title: { en: 'name of the type', zh: '类型名称' },
      question: { en: 'What the validator checks has no name: `for User`.', zh: '缺少被校验类型的名称，例如：为 User。' },
    },
  },
  lower: ({ slots: { name, rules, strict } }, target, templates) =>
    lowerValidator(name.value, rules.value as Rule[], strict.value, target, templates),
  summary: ({ language, slots: { name, rules, strict } }) => {
    const count = (rules.value as Rule[]).length;
    const type = typeName(name.value, language.value);
    return {
      made: {
        en: `the validator of \`${type}\` with ${count} rule${count === 1 ? '' : 's'}`,
        zh: `\`${type}\` 的校验器（${count} 条规则）`,
      },
      facts: strict.value ? { en: 'unknown keys are rejected', zh: '拒绝未知字段' } : null,
    };
  },
});
