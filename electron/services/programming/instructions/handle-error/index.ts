import { asked, codeName } from '../../rewriting/asks.ts';
import { isSubject, targetOf } from '../../rewriting/target.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import type { Words } from '../instruction.ts';
import { handleGoErrors } from './go.ts';
import { type DefaultValue, type Handling, handleExceptions } from './handle.ts';
import { errorSource } from './sample-source.ts';

const patterns = [
  /(?:^|[.,;，。]\s*|\b(?:please|can you|could you|to)\s+)(?:handle|catch|check|propagate)\b[^.;\n]{0,40}\b(?:errors?|exceptions?|err|failures?)\b/i,
  /\b(?:add|put|introduce|improve)\b[^.;\n]{0,30}\b(?:error[- ]handling|exception[- ]handling|try\s*[/-]?\s*(?:catch|except)|error checks?)\b/i,
  /\b(?:wrap|surround)\b[^.;\n]{0,50}\b(?:try\s*[/-]?\s*(?:catch|except)|error handling)\b/i,
  new RegExp(String.raw`\b(?:log|rethrow|propagate)\s+(?:the\s+)?(?:errors?|exceptions?)\s+(?:in|of|from)\s+${codeName}`, 'i'),
  /\b(?:whatever|anything|something|if (?:something|anything))\s+(?:that\s+)?(?:(?:may|can|might|ever)\s+)?go(?:es)?\s+wrong\b/i,
  /\b(?:nobody|nothing|no one)\s+(?:catches|handles|deals with)\b/i,
  /(?:不管|无论)[^，。\n]{0,6}(?:出|报|抛)[^，。\n]{0,4}错|(?:错|异常)[^，。\n]{0,6}没人(?:接|管|处理|理)|(?:抛|报)[^，。\n]{0,6}(?:错|异常)[^。\n]{0,12}(?:兜底|日志|别崩)/,
  /(?:处理|捕获|检查|处理好|传递|忽略)[^，。\n]{0,40}(?:错误|异常|出错)|(?:加上?|添加|增加|补上?|补充|完善)[^，。\n]{0,30}(?:错误处理|异常处理|错误检查|try\s*[/-]?\s*catch|try)|错误处理|异常处理/i,
];

const tells: Record<Handling, (name: string) => Words> = {
  rethrow: (name) => ({
    en: `Passes errors in \`${name}\` on with what was being done`,
    zh: `\`${name}\` 中的错误会带上操作说明后继续传递`,
  }),
  log: (name) => ({ en: `Writes errors in \`${name}\` to the log and goes on`, zh: `\`${name}\` 中的错误会写入日志，然后继续` }),
  default: (name) => ({ en: `Returns a value of its own where \`${name}\` fails`, zh: `\`${name}\` 出错时返回指定的值` }),
};

const kind = declareEdit({
  kind: 'handle-error',
  title: { en: 'Handle errors', zh: '处理错误' },
  example: { en: 'Handle the error in loadConfig', zh: '处理 loadConfig 里的错误' },
  suggestion: { en: 'Handle the error in loadConfig', zh: '处理 loadConfig 里的错误' },
  heads: {
    en: [
      'handle',
      'error handling',
      'exception handling',
      'errors',
      'error',
      'exceptions',
      'exception',
      'try/catch',
      'try catch',
      'try/except',
      'catch',
      'check',
      'function',
      'method',
      'add',
    ],
    zh: ['错误处理', '异常处理', '处理错误', '捕获异常', '错误', '异常', '处理', '捕获', '检查', '函数', '方法'],
  },
  slots: {
    value: {
      type: {
        type: 'choice',
        options: {
          nothing: {
            en: ['null', 'none', 'nothing', 'undefined', 'return null', 'return none', 'returns null', 'returning null'],
            zh: ['返回 null', '返回 None', '返回空', '返回空值'],
          },
          list: {
            en: [
              'empty list',
              'empty array',
              'an empty list',
              'an empty array',
              'returning an empty list',
              'returning an empty array',
              'return an empty list',
              'returns an empty list',
            ],
            zh: ['空列表', '空数组', '返回空列表', '返回空数组'],
          },
          map: {
            en: ['empty object', 'empty dict', 'empty map', 'empty dictionary'],
            zh: ['空对象', '空字典', '返回空对象', '返回空字典'],
          },
          zero: { en: ['return 0', 'returns 0', 'returning 0', 'zero'], zh: ['返回 0', '返回0', '返回零'] },
          false: { en: ['return false', 'returns false', 'returning false', 'false'], zh: ['返回 false', '返回 False', '返回假'] },
          text: {
            en: ['empty string', 'empty text', 'an empty string', 'return an empty string'],
            zh: ['空字符串', '空串', '返回空字符串'],
          },
        },
      },
      title: { en: 'value on an error', zh: '出错时的返回值' },
      default: null,
    },
    handling: {
      type: {
        type: 'choice',
        options: {
          rethrow: {
            en: [
              'rethrow',
              'rethrow with cause',
              'rethrow with the cause',
              're-throw',
              'rethrowing',
              'with cause',
              'with the cause',
              'propagate',
              'pass on',
              're-raise',
              'reraise',
              'wrap the error',
            ],
            zh: ['重新抛出', '抛出', '向上传递', '传递', '带原因'],
          },
          log: {
            en: ['log', 'logs', 'logging', 'log and continue', 'log it', 'log them', 'to the log', 'write it to the log'],
            zh: ['记录日志', '写日志', '记日志', '打个日志', '打日志', '日志', '记录'],
          },
          default: {
            en: ['default value', 'default', 'fall back', 'fallback', 'fall back to', 'instead'],
            zh: ['默认值', '缺省值', '默认'],
          },
        },
      },
      title: { en: 'what happens with an error', zh: '出错时的处理' },
      default: 'rethrow',
    },
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'function', zh: '函数' },
      cues: {
        en: ['in', 'of', 'from', 'to', 'inside', 'within', 'wrap', 'by', 'for', 'calling'],
        zh: ['处理', '捕获', '给', '为', '对', '检查', '把', '将', '在', '函数'],
      },
      question: { en: 'In which function are errors to be handled?', zh: '要处理哪个函数里的错误？' },
    },
  },
  targets: ['function', 'method'],
  edit({ slots }, source, templates) {
    const subject = targetOf(source);
    if (!isSubject(subject)) return subject;
    const value: DefaultValue | null = slots.value.value;
    const handling = value !== null && slots.handling.source === 'default' ? 'default' : slots.handling.value;
    if (source.language !== 'go')
      return handleExceptions(subject, { handling: value !== null && handling === 'rethrow' ? 'default' : handling, value }, templates);
    return handleGoErrors(subject, handling === 'log' ? 'log' : 'rethrow', source.selection);
  },
  sampleSource: ({ slots }, draw, language) => errorSource(slots.target.value, draw, language),
  summary: ({ slots: { target, handling, value } }) => ({
    made: { en: `\`${target.value}\``, zh: `\`${target.value}\`` },
    facts: null,
    changes: tells[value.value !== null && handling.value === 'rethrow' ? 'default' : handling.value](target.value),
  }),
});

/** Does something about errors that a function lets pass unseen. */
export default { ...kind, score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns) };
