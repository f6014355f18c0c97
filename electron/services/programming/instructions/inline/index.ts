import { declareEdit } from '../../slots/declare-edit.ts';
import { inline } from './inline.ts';
import { inlineSource } from './sample-source.ts';

/** A function or a variable put into the places that use it. */
export default declareEdit({
  kind: 'inline',
  title: { en: 'Inline', zh: '内联' },
  example: { en: 'Inline the function double', zh: '内联函数 double' },
  suggestion: { en: 'Inline the function double', zh: '内联函数 double' },
  heads: {
    en: ['inline', 'inlines', 'inlining', 'in-line', 'replace all uses of', 'substitute all uses of'],
    zh: ['内联', '行内化', '展开函数', '展开变量'],
  },
  hints: {
    en: [
      ...[
        'where it is called',
        'where it is used',
        'wherever it is called',
        'directly at the callers',
        'at its callers',
        'at the call site',
      ],
      ...['at the call sites', 'into the callers', 'into its callers', 'into its caller', 'into the caller', 'fold it into'],
    ],
    zh: ['写到调用', '放到调用', '搬到调用', '写进调用', '调用处展开', '调用的地方展开', '就地展开'],
  },
  unless: { en: ['inline style', 'inline script', 'inline css', 'inline image'], zh: ['内联样式', '内联脚本'] },
  weight: 6,
  targets: ['function', 'variable'],
  slots: {
    target: {
      type: { type: 'symbol' },
      title: { en: 'function or variable', zh: '函数或变量' },
      cues: {
        en: ['inline', 'inlining', 'uses of', 'function', 'variable', 'constant'],
        zh: ['内联', '展开', '把', '将', '函数', '变量', '常量'],
      },
      question: { en: 'Which function or variable is to be inlined?', zh: '要内联哪个函数或变量？' },
    },
  },
  edit: (_plan, source) => inline(source),
  sampleSource: inlineSource,
  summary: ({ slots: { target } }) => ({
    made: { en: `\`${target.value}\``, zh: `\`${target.value}\`` },
    facts: null,
    changes: { en: `Inlines \`${target.value}\``, zh: `内联 \`${target.value}\`` },
  }),
});
