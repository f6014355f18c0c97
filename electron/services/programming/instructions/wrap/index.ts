import { asked, codeName, plainCodeName } from '../../rewriting/asks.ts';
import { refuse } from '../../rewriting/rewrite.ts';
import { isSubject, targetOf } from '../../rewriting/target.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { durationWords } from '../../slots/durations.ts';
import type { Words } from '../instruction.ts';
import { wrapGo } from './go.ts';
import { wrapPython } from './python.ts';
import { wrapSource } from './sample-source.ts';
import { wrapScript } from './script.ts';
import type { WrapForm } from './wrapping.ts';

const what = '(?:retry|retries|retrying|backoff|time-?outs?|time limit|deadline|locks?|mutex)';
const chinese = '(?:重试|退避|超时|时限|加锁|上锁|互斥锁|锁)';
const patterns = [
  new RegExp(String.raw`\b(?:wrap|guard|protect|surround|decorate)\b[^;\n]{0,80}\b${what}\b`, 'i'),
  new RegExp(
    String.raw`\b(?:add|put|apply|use|introduce|set)\b(?![^;\n]{0,40}\b(?:parameter|argument|field|option|property)\b)[^;\n]{0,60}\b${what}\b[^;\n]{0,60}\b(?:to|around|for|on|in|into|over)\s+${codeName}`,
    'i',
  ),
  // `retry function retryCall` is a function of its own.
  new RegExp(
    String.raw`\b(?:retry|retrying)\s+(?!(?:function|helper|wrapper|utility|decorator)\b)${plainCodeName}(?![\w.]|\s+\d+\s+attempts)`,
    'i',
  ),
  new RegExp(String.raw`\b(?:make|let|have)\s+${codeName}[^.;\n]{0,20}\b(?:retry|retries|time out|thread[- ]?safe)\b`, 'i'),
  new RegExp(String.raw`^\s*(?:please\s+)?wrap\s+${codeName}\s*[.。]?\s*$`, 'i'),
  new RegExp(String.raw`\block\s+(?:around\s+)?${plainCodeName}`, 'i'),
  new RegExp(`(?:给|为|对|在|把|将|让|使)[^，。\\n]{0,60}(?:加|添加|增加|包|套|设置?|用|支持)[^，。\\n]{0,20}${chinese}`),
  new RegExp(
    `(?:包装|包裹|保护)[^，。\\n]{0,60}(?:${chinese}|${what})|(?:用|以)\\s*(?:${what})[^，。\\n]{0,10}(?:包装|包裹|保护)|(?:用|以)${chinese}[^，。\\n]{0,10}(?:包装|包裹|保护)`,
  ),
  /\b(?:hangs?|stuck|never returns|takes?\s+(?:too long|forever)|freezes?)\b[^;\n]{0,60}\b(?:give up|stop waiting|abort|cancel|cut it off)\b/i,
  /\b(?:put|needs?|use|wants?)\b[^.;\n]{0,20}\b(?:lock|mutex)\s+around\s+(?:it|this|that)\b/i,
  /\b(?:two|several|multiple|many|parallel|concurrent)\s+(?:threads?|callers?|goroutines?|tasks?)\b[^;\n]{0,80}\b(?:locks?|mutex)\b/i,
  /(?:卡死|卡住|挂住|没响应)[^。\n]{0,30}(?:别等|不等|放弃|超时|中断)|(?:线程|协程|同时)[^。\n]{0,30}(?:上个?锁|加个?锁|互斥)/,
  new RegExp(`(?:重试|锁住|锁定)\\s*(?!函数|方法)${plainCodeName}`),
];

const tells: Record<WrapForm, (name: string, attempts: number, time: number) => Words> = {
  retry: (name, attempts, time) => ({
    en: `Tries \`${name}\` up to ${attempts} times, with ${durationWords(time).en} before the second attempt`,
    zh: `最多尝试 ${attempts} 次 \`${name}\`，第二次之前等待 ${durationWords(time).zh}`,
  }),
  timeout: (name, _, time) => ({
    en: `Ends the waiting for \`${name}\` after ${durationWords(time).en}`,
    zh: `等待 \`${name}\` 超过 ${durationWords(time).zh} 即结束`,
  }),
  lock: (name) => ({ en: `Lets one caller at a time into \`${name}\``, zh: `\`${name}\` 同一时刻只允许一个调用者进入` }),
};
const firstWait = 100;

const kind = declareEdit({
  kind: 'wrap',
  title: { en: 'Wrap', zh: '包装函数' },
  example: { en: 'Wrap fetchUser in a retry with 3 attempts', zh: '给 fetchUser 加上重试，最多 3 次' },
  suggestion: { en: 'Add a timeout of 5 seconds to loadConfig', zh: '给 loadConfig 加 5 秒超时' },
  heads: {
    en: ['function', 'method', 'wrap', 'wrapping', 'guard', 'protect', 'surround'],
    zh: ['函数', '方法', '包装', '包裹', '保护', '加上', '添加', '增加', '加'],
  },
  slots: {
    form: {
      type: {
        type: 'choice',
        options: {
          retry: {
            en: [
              'retry',
              'retries',
              'retrying',
              'retry loop',
              'retry logic',
              'exponential backoff',
              'try again',
              'a retry',
              'retry around',
            ],
            zh: ['重试', '重试机制', '重试逻辑', '自动重试', '失败重试'],
          },
          timeout: {
            en: [
              'timeout',
              'time-out',
              'time limit',
              'deadline',
              'time out',
              'timeouts',
              'give up on it',
              'give up',
              'stop waiting',
              'hangs',
              'hang',
            ],
            zh: ['超时', '超时时间', '时限', '超时控制', '时间限制', '超过', '卡死', '卡住', '别等'],
          },
          lock: {
            en: ['lock', 'locks', 'mutex', 'thread-safe', 'thread safe', 'locking', 'a lock around'],
            zh: ['加锁', '互斥锁', '锁', '上锁', '线程安全', '锁住', '锁定', '上个锁', '加个锁', '互斥'],
          },
        },
      },
      title: { en: 'what is put around it', zh: '包装方式' },
      question: { en: 'What is put around it: a retry, a timeout or a lock?', zh: '用什么包装：重试、超时还是锁？' },
    },
    growth: {
      type: {
        type: 'choice',
        options: {
          exponential: { en: ['exponentially', 'exponential', 'backoff', 'doubling'], zh: ['指数退避', '指数', '加倍'] },
          constant: {
            en: ['constant delay', 'fixed delay', 'fixed', 'constant', 'without backoff'],
            zh: ['固定间隔', '固定延迟', '固定', '不退避'],
          },
        },
      },
      title: { en: 'growth of the waits', zh: '等待增长方式' },
      default: 'exponential',
    },
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'function', zh: '函数' },
      cues: {
        en: ['wrap', 'guard', 'protect', 'surround', 'to', 'around', 'for', 'on', 'into', 'over', 'make', 'let', 'have', 'retry'],
        zh: ['给', '为', '对', '把', '将', '让', '使', '包装', '包裹', '保护', '在', '重试'],
      },
      question: { en: 'Which function is to be wrapped?', zh: '要包装哪个函数？' },
    },
    attempts: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        bare: true,
        unit: { en: ['attempts', 'attempt', 'times', 'tries', 'retries', 'x'], zh: ['次', '次尝试', '次重试'] },
      },
      title: { en: 'attempts', zh: '尝试次数' },
      cues: {
        en: ['attempts', 'at most', 'up to', 'max', 'maximum', 'retries', 'tries'],
        zh: ['最多', '至多', '不超过', '尝试次数', '重试次数', '次数'],
      },
      default: 3,
    },
    time: {
      type: { type: 'duration', minimum: 1, maximum: 86_400_000 },
      title: { en: 'limit of a timeout, or first wait of a retry', zh: '超时时长或首次等待' },
      cues: {
        en: [
          'after',
          'within',
          'of',
          'limit',
          'delay',
          'initial delay',
          'first delay',
          'wait',
          'waiting',
          'starting at',
          'starting with',
          'interval',
        ],
        zh: ['之后', '以内', '时长', '间隔', '延迟', '初始延迟', '等待'],
      },
      default: null,
    },
  },
  targets: ['function', 'method'],
  async edit({ slots }, source, templates) {
    const subject = targetOf(source);
    if (!isSubject(subject)) return subject;
    const form = slots.form.value;
    if (form === 'timeout' && slots.time.value === null)
      return refuse('Say how long it may take, for example "a timeout of 5 seconds".', '请说明最长时间，例如“5 秒超时”。');
    if (form === 'retry' && slots.attempts.value < 2)
      return refuse('One attempt is what it makes already: name two or more.', '本来就会执行一次：请指定两次或更多。');
    const time = slots.time.value ?? firstWait;
    const wrapping = { form, attempts: slots.attempts.value, delay: time, growth: slots.growth.value, limit: time };
    const wrap = source.language === 'go' ? wrapGo : source.language === 'python' ? wrapPython : wrapScript;
    return wrap({ subject, wrapping, templates });
  },
  sampleSource: ({ slots }, draw, language) => wrapSource(slots.target.value, slots.form.value, draw, language),
  summary: ({ slots: { form, target, attempts, time } }) => ({
    made: { en: `\`${target.value}\``, zh: `\`${target.value}\`` },
    facts: null,
    changes: tells[form.value](target.value, attempts.value, time.value ?? firstWait),
  }),
});

/** Puts a retry, a timeout or a lock around a function that is there. */
export default { ...kind, score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns) };
