import { distinct, typeName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { type FieldGroup, groupsSlot } from '../../slots/groups.ts';
import { lowerUnion } from './lower.ts';

/** A type that is one of a few shapes, and the function that tells them apart. */
export default declare({
  kind: 'union',
  title: { en: 'Tagged union', zh: '联合类型' },
  example: {
    en: 'Create a tagged union Shape with the variants circle (radius: number) and rectangle (width: number, height: number)',
    zh: '创建联合类型 Shape，变体：circle（radius 数字）和 rectangle（width 数字，height 数字）',
  },
  suggestion: {
    en: 'Create a tagged union Result with the variants ok (value: string) and failed (message: string)',
    zh: '创建联合类型 Result，变体：ok（value 字符串）和 failed（message 字符串）',
  },
  heads: {
    en: [
      'tagged union',
      'union type',
      'discriminated union',
      'sum type',
      'union',
      'variant type',
      'algebraic data type',
      'adt',
      'sealed interface',
      'sealed class',
      'sealed type',
    ],
    zh: ['联合类型', '标签联合', '可辨识联合', '可区分联合', '和类型', '代数数据类型', '变体类型', '联合体', '密封接口'],
  },
  hints: { en: ['either', 'one of several shapes'], zh: ['要么是', '要么', '几种形状'] },
  weight: 5,
  slots: {
    variants: {
      type: groupsSlot(
        {
          en: [
            'with the variants',
            'with variants',
            'variants',
            'the variants',
            'cases',
            'with cases',
            'with the cases',
            'either',
            'one of',
            'of either',
            'members',
            'which is',
            'that is',
            'can be',
            'may be',
            'is one of',
            'of',
          ],
          zh: [
            '变体：',
            '变体:',
            '变体有',
            '变体为',
            '变体包括',
            '变体',
            '成员：',
            '成员:',
            '成员有',
            '成员',
            '分支：',
            '包含',
            '包括',
            '分别是',
            '可以是',
            '要么是',
            '可能是',
            '=',
          ],
        },
        2,
      ),
      title: { en: 'variants', zh: '变体' },
      question: {
        en: 'At least two variants are needed: `circle (radius: number) and square (side: number)`.',
        zh: '至少需要两个变体，例如：circle（radius 数字）和 square（side 数字）。',
      },
    },
    name: {
      type: { type: 'name' },
      title: { en: 'name', zh: '名称' },
      question: { en: 'The name of the union is missing.', zh: '缺少联合类型的名称。' },
    },
  },
  lower: ({ slots: { name, variants } }, target, templates) => lowerUnion(name.value, variants.value as FieldGroup[], target, templates),
  summary: ({ language, slots: { name, variants } }) => {
    const count = distinct((variants.value as FieldGroup[]).map((each) => each.name)).length;
    const type = typeName(name.value, language.value);
    return {
      made: {
        en: `the union \`${type}\` with ${count} variants and a function that tells them apart`,
        zh: `联合类型 \`${type}\`（${count} 个变体）及匹配函数`,
      },
      facts: null,
    };
  },
});
