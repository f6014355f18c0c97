import { z } from 'zod';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { asked } from '../../rewriting/asks.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { symbolPattern } from '../../slots/symbols.ts';
import { extract } from './extract.ts';
import { extractSource } from './sample-source.ts';

const expressionType = {
  type: 'custom',
  schema: z.string().min(1).max(500),
  read(reader: Reader) {
    for (const match of reader.text.matchAll(new RegExp(literalClass.code, 'g'))) {
      const value = reader.plain(match[0]).trim();
      if (value !== '' && !symbolPattern.test(value)) return { value, start: match.index, end: match.index + match[0].length };
    }
    return null;
  },
  sample: () => null,
} as const;

/** Lines that are to become something of their own, whatever the verb. */
const lifts = [
  /\blines?\s*L?\d+[^;\n]{0,60}\b(?:function|method|helper|procedure|constant)\b/i,
  /\d\s*行[^。；\n]{0,30}(?:函数|方法|常量)/,
];

const kind = declareEdit({
  kind: 'extract',
  title: { en: 'Extract', zh: '提取' },
  example: {
    en: 'Extract lines 5-6 into a function called computeTotal',
    zh: '把第 5-6 行提取为函数 computeTotal',
  },
  suggestion: { en: 'Extract lines 5-6 into a function called computeTotal', zh: '把第 5-6 行提取为函数 computeTotal' },
  heads: {
    en: [
      'extract',
      'extracts',
      'pull out',
      'factor out',
      'move lines',
      'turn lines',
      'move these lines',
      'turn these lines',
      'extract method',
      'extract function',
    ],
    zh: ['提取', '抽取', '抽出', '抽成', '提炼', '抽离'],
  },
  unless: { en: ['regex', 'zip', 'archive', 'from html', 'function that extracts'], zh: ['正则', '压缩', '解压'] },
  slots: {
    expression: {
      type: expressionType,
      title: { en: 'value', zh: '值' },
      default: null,
    },
    form: {
      type: {
        type: 'choice',
        options: {
          function: { en: ['function', 'method', 'helper', 'helper function', 'procedure'], zh: ['函数', '方法'] },
          constant: { en: ['constant', 'const', 'variable', 'local variable'], zh: ['常量', '变量'] },
        },
      },
      title: { en: 'form', zh: '形式' },
      default: 'function',
    },
    name: {
      type: { type: 'symbol' },
      title: { en: 'name', zh: '名称' },
      cues: {
        en: ['into', 'called', 'named', 'as', 'to', 'name it', 'call it', 'function', 'constant', 'const', 'variable', 'helper', 'method'],
        zh: ['为', '成', '叫', '叫做', '名为', '命名为', '函数', '常量', '变量', '到'],
      },
      question: { en: 'What is the new function or constant called?', zh: '新函数或常量叫什么？' },
    },
  },
  edit: ({ slots }, source) => extract(source, { name: slots.name.value, form: slots.form.value, expression: slots.expression.value }),
  sampleLines: '5-6',
  sampleSource: extractSource,
  summary: ({ slots: { name, form } }) => ({
    made: { en: `\`${name.value}\``, zh: `\`${name.value}\`` },
    facts: null,
    changes: {
      en: `Extracts the ${form.value} \`${name.value}\``,
      zh: `提取${form.value === 'function' ? '函数' : '常量'} \`${name.value}\``,
    },
  }),
});

/** Lines or a value taken out into a function or a constant. */
export default {
  ...kind,
  score: (reader: Reader) => Math.max(kind.score(reader), asked(reader, lifts)),
};
