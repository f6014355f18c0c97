import { asked, withoutNouns } from '../../rewriting/asks.ts';
import { notAFunction, placeOf } from '../../rewriting/target.ts';
import { functionsOf } from '../../rewriting/visit.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { addTypes } from './annotate.ts';
import { typesSource } from './sample-source.ts';

const patterns = [
  /\b(?:add|write|infer|put|fill in|insert|give)\b[^.;\n]{0,30}\b(?:types|type[- ]?annotations?|type[- ]?hints?|typings|annotations|jsdoc types)\b(?!\s+(?:called|named))/i,
  /\b(?:annotate|type-annotate)\s+\S/i,
  /\b(?:is|are|completely|totally|still)\s+untyped\b/i,
  /\b(?:has|have|lacks?|missing|without)\s+(?:no\s+|any\s+|its\s+)?(?:types|type[- ]?(?:hints|annotations)|annotations)\b/i,
  /(?:没有?|缺少?|未)[^，。\n]{0,6}(?:类型|注解)[^。\n]{0,20}(?:标|补|加上|写上|写出)/,
  /(?:添加|增加|加上?|补上?|补充|标注|推断|写上?)[^，。\n]{0,40}(?:类型注解|类型标注|类型提示|类型声明|类型信息|type hints?)|给[^，。\n]{0,60}(?:加上?|添加|补上?|补充|标注)[^，。\n]{0,6}类型/i,
];

const kind = declareEdit({
  kind: 'add-types',
  title: { en: 'Add types', zh: '添加类型' },
  example: { en: 'Add type annotations to the function parseLine', zh: '给函数 parseLine 添加类型注解' },
  suggestion: { en: 'Add type annotations to the function parseLine', zh: '给函数 parseLine 添加类型注解' },
  heads: {
    en: [
      'add',
      'type annotations',
      'type annotation',
      'type hints',
      'type hint',
      'types',
      'annotations',
      'annotate',
      'typings',
      'missing',
      'infer',
      'all',
      'function',
      'functions',
      'method',
    ],
    zh: ['类型注解', '类型标注', '类型提示', '类型声明', '类型', '添加', '增加', '补充', '标注', '推断', '所有', '全部', '函数', '方法'],
  },
  slots: {
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'function', zh: '函数' },
      cues: { en: ['to', 'for', 'of', 'on', 'in', 'annotate'], zh: ['给', '为', '对', '在', '函数', '方法'] },
      default: null,
    },
  },
  targets: ['function', 'method'],
  edit({ slots }, source) {
    if (slots.target.value === null) return addTypes(source, functionsOf(source.module));
    const place = placeOf(source);
    return place ? addTypes(source, [place]) : notAFunction;
  },
  sampleSource: ({ slots }, draw, language) => typesSource(slots.target.value, draw, language),
  summary: ({ slots: { target } }) => ({
    made: { en: 'types', zh: '类型' },
    facts: null,
    changes:
      target.value === null
        ? { en: 'Writes the types that follow from the code', zh: '写出可从代码推断的类型' }
        : { en: `Writes the types of \`${target.value}\` that follow from the code`, zh: `写出 \`${target.value}\` 中可推断的类型` },
  }),
});

/** Writes types where they are missing and follow from the code. Go has them everywhere. */
export default {
  ...kind,
  read: withoutNouns(kind.read),
  outside: ['go'] as const,
  score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns),
};
