import { distinct, typeName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { lowerEnumeration } from './lower.ts';

/** A type with a few named values. */
export default declare({
  kind: 'enumeration',
  title: { en: 'Enumeration', zh: '枚举' },
  example: {
    en: 'Create an enum Status with the values draft, published and archived',
    zh: '创建枚举 Status，取值为 draft、published 和 archived',
  },
  suggestion: { en: 'Create an enum Level with the values low, medium and high', zh: '创建枚举 Level，取值为 low、medium 和 high' },
  hints: { en: ['constants for', 'one of', 'fixed set of values'], zh: ['固定的几种', '只有几种', '常量'] },
  heads: { en: ['enum', 'enumeration', 'enum type', 'enumerated type'], zh: ['枚举', '枚举类型', '枚举类'] },
  slots: {
    name: {
      type: { type: 'name' },
      title: { en: 'name', zh: '名称' },
      question: { en: 'The name of the enumeration is missing.', zh: '缺少枚举的名称。' },
    },
    values: {
      type: { type: 'names', least: 1 },
      title: { en: 'values', zh: '取值' },
      cues: {
        en: ['values', 'members', 'variants', 'cases', 'constants', 'options', 'containing', 'either', 'one of'],
        zh: ['取值', '值', '成员', '包含', '包括', '可选值', '选项', '分别是'],
      },
      weakCues: {
        en: [
          'with',
          'of',
          'has',
          'having',
          'can be',
          'can only be',
          'may be',
          'must be',
          'is either',
          'are',
          'consisting of',
          'such as',
          'is',
        ],
        zh: ['有', '只有', '只能是', '可以是', '为', '是', '分为', '：', ':', '-', '—'],
      },
      question: {
        en: 'The values of the enumeration are missing: a list such as `draft, published, archived`.',
        zh: '缺少枚举的取值，例如：draft、published、archived。',
      },
    },
  },
  lower: (plan, target, templates) => lowerEnumeration(plan.slots.name.value, plan.slots.values.value, target, templates),
  summary: (plan) => {
    const count = distinct(plan.slots.values.value).length;
    const name = typeName(plan.slots.name.value, plan.language.value);
    return {
      made: { en: `the enumeration \`${name}\` with ${count} value${count === 1 ? '' : 's'}`, zh: `枚举 \`${name}\`（${count} 个取值）` },
      facts: null,
    };
  },
});
