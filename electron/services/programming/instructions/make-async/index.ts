import { asked, codeName } from '../../rewriting/asks.ts';
import { notAFunction, placeOf } from '../../rewriting/target.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { makeAsync } from './make-async.ts';
import { asyncSource } from './sample-source.ts';

const patterns = [
  /\b(?:make|turn|convert|change|mark|refactor|rewrite|transform)\s+(?!an?\b|me\b|us\b)[^.;\n]{1,60}?\b(?:async|asynchronous|asynchronously|non-?blocking|a coroutine|awaitable)\b/i,
  /\b(?:make|mark|declare)\s+(?:async|asynchronous)\b/i,
  new RegExp(String.raw`\basyncify\b|\bmake\s+${codeName}\s+(?:return|give)\s+a\s+promise\b`, 'i'),
  /\b(?:callers?|we|you|i|others?)\b[^.;\n]{0,40}\bawait\b/i,
  /\b(?:to be(?:come)?|becomes?|(?:should|must|has to|needs to) be(?:come)?)\s+(?:an?\s+)?(?:async|asynchronous|coroutine|awaitable|non-?blocking)\b/i,
  /(?:能|可以|应该|得|要)[^，。\n]{0,10}await|阻塞[^。\n]{0,30}(?:await|异步)/i,
  /(?:改|变|转|换|做|改写|改造|转换|标记|重构)\s*(?:成|为)\s*(?:一个)?\s*(?:异步|async|非阻塞|协程)|异步化|让[^，。\n]{0,40}(?:变成|成为)?异步/i,
];

const kind = declareEdit({
  kind: 'make-async',
  title: { en: 'Make async', zh: '改为异步' },
  example: { en: 'Make the function loadConfig async', zh: '把函数 loadConfig 改成异步' },
  suggestion: { en: 'Make the function loadConfig async', zh: '把函数 loadConfig 改成异步' },
  heads: {
    en: ['make', 'turn', 'convert', 'async', 'asynchronous', 'non-blocking', 'asyncify', 'coroutine', 'function', 'method'],
    zh: ['异步', '改成异步', '改为异步', '变成异步', '转成异步', '转为异步', '异步化', '改成', '改为', '协程', '函数', '方法'],
  },
  slots: {
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'function', zh: '函数' },
      cues: {
        en: ['make', 'turn', 'convert', 'change', 'mark', 'refactor', 'rewrite', 'asyncify', 'async', 'transform'],
        zh: ['把', '将', '让', '给', '使', '函数', '方法'],
      },
      question: { en: 'Which function is to become async?', zh: '要把哪个函数改为异步？' },
    },
  },
  targets: ['function', 'method'],
  edit(_plan, source) {
    const place = placeOf(source);
    return place ? makeAsync(source, place) : notAFunction;
  },
  sampleSource: ({ slots }, draw, language) => asyncSource(slots.target.value, draw, language),
  summary: ({ slots: { target } }) => ({
    made: { en: `\`${target.value}\``, zh: `\`${target.value}\`` },
    facts: null,
    changes: { en: `Makes \`${target.value}\` async, and all that call it`, zh: `将 \`${target.value}\` 及其调用者改为异步` },
  }),
});

/** Makes a function async, with all that call it. Go has no such functions. */
export default { ...kind, outside: ['go'] as const, score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns) };
