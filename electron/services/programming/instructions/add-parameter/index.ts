import type { TypedName } from '../../plan.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { addParameter } from './add-parameter.ts';
import { parameterSource } from './sample-source.ts';

const shown = ({ name, type, default: value }: TypedName): string =>
  `${name}: ${type}${value === null ? '' : ` = ${JSON.stringify(value)}`}`;

/** Another parameter of a function, and its calls with it. */
export default declareEdit({
  kind: 'add-parameter',
  title: { en: 'Add a parameter', zh: '添加参数' },
  example: {
    en: 'Add a parameter timeout: integer = 30 to the function fetchUser',
    zh: '给函数 fetchUser 增加参数 timeout：整数，默认值 30',
  },
  suggestion: { en: 'Add a parameter verbose: boolean = false to the function run', zh: '给函数 run 增加参数 verbose：布尔，默认值 false' },
  heads: {
    en: [
      'add a parameter',
      'add parameter',
      'add the parameter',
      'add an argument',
      'add argument',
      'add the argument',
      'new parameter',
      'another parameter',
      'additional parameter',
      'extra parameter',
      'optional parameter',
      'add an optional parameter',
      'add a new parameter',
      'add parameters',
      'take a parameter',
      'accept a parameter',
      'parameter to the function',
      'parameter to',
    ],
    zh: [
      '增加参数',
      '添加参数',
      '加参数',
      '新增参数',
      '增加一个参数',
      '添加一个参数',
      '加一个参数',
      '加个参数',
      '新增一个参数',
      '增加可选参数',
      '添加可选参数',
      '多一个参数',
      '增加一个可选参数',
      '加上参数',
    ],
  },
  hints: {
    en: [
      ...[
        'also take',
        'also takes',
        'also accept',
        'also accepts',
        'one more argument',
        'another argument',
        'extra argument',
        'that argument',
      ],
      ...['pass in', 'to pass an', 'to pass a', 'as an argument', 'as a parameter'],
    ],
    zh: ['能传', '可以传', '多传', '多收', '多接收', '还要接收', '入参', '传进去', '传进来'],
  },
  unless: { en: ['query parameter', 'path parameter', 'endpoint', 'route'], zh: ['查询参数', '路径参数', '接口参数', '路由'] },
  weight: 8,
  targets: ['function', 'method'],
  slots: {
    target: {
      type: {
        type: 'symbol',
        dotted: true,
        not: { en: ['parameter', 'parameters', 'argument', 'default', 'type'], zh: ['参数', '默认值', '默认', '类型'] },
      },
      title: { en: 'function', zh: '函数' },
      cues: {
        en: ['to', 'function', 'method', 'for', 'of', 'signature of', 'make', 'let', 'callers of', 'calls of', 'calling'],
        zh: ['给', '为', '函数', '方法', '在', '让', '往', '向', '调用'],
      },
      question: { en: 'Which function gets the parameter?', zh: '给哪个函数增加参数？' },
    },
    parameters: {
      type: { type: 'fields', least: 1, most: 8, defaults: true },
      title: { en: 'parameters', zh: '参数' },
      cues: {
        en: ['parameter', 'parameters', 'argument', 'arguments', 'take', 'accept', 'pass an', 'pass a', 'pass in', 'pass'],
        zh: ['参数', '传入', '传一个', '传个', '接收', '多收一个', '指定', '能传'],
      },
      question: { en: 'What is the parameter called, and of which type is it?', zh: '参数的名称和类型是什么？' },
    },
  },
  edit: ({ slots }, source) => addParameter(source, slots.parameters.value),
  sampleSource: parameterSource,
  summary: ({ slots: { target, parameters } }) => {
    const list = parameters.value.map((each) => `\`${shown(each).replaceAll('`', "'")}\``);
    return {
      made: { en: list.join(', '), zh: list.join('、') },
      facts: null,
      changes: {
        en: `Adds the parameter${list.length === 1 ? '' : 's'} ${list.join(', ')} to \`${target.value}\``,
        zh: `为 \`${target.value}\` 增加参数 ${list.join('、')}`,
      },
    };
  },
});
