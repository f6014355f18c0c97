import { lambda, list, text } from '#domain/ir/build';
import { constantCase, typeName, valueName } from '#domain/ir/names';
import type { Expression } from '#domain/ir/nodes';
import { unknownType } from '#domain/ir/types';
import { declare } from '../../slots/declare.ts';
import { durationWords, goDuration } from '../../slots/durations.ts';
import { freeName, ownName } from '../../templates/own-name.ts';
import type { Words } from '../instruction.ts';
import { heads, hints } from './lexicon.ts';
import { namedErrorsTemplate, retryTemplate } from './templates.ts';

const goHasNoNames: Words = {
  en: 'Errors of Go are values, not classes with names: pass a function that tells which of them may pass (`errors.Is`, `errors.As`).',
  zh: 'Go 的错误是值而不是类：请传入一个函数（`errors.Is`、`errors.As`）来判断哪些错误可以重试。',
};

/** A function that calls another one again until it succeeds. */
export default declare({
  kind: 'retry',
  title: { en: 'Retry', zh: '重试' },
  example: {
    en: 'Create a retry function called retryCall with exponential backoff, at most 5 attempts, initial delay 200 ms and maximum delay 10 seconds',
    zh: '创建一个名为 retryCall 的重试函数，指数退避，最多 5 次，初始延迟 200 毫秒，最大延迟 10 秒',
  },
  suggestion: { en: 'Create a retry function with 3 attempts', zh: '创建重试函数，最多 3 次' },
  heads,
  hints,
  weight: 4.5,
  slots: {
    jitter: {
      type: {
        type: 'choice',
        options: {
          none: {
            en: ['no jitter', 'without jitter', 'without any jitter'],
            zh: ['无抖动', '不要抖动', '不带抖动', '没有抖动', '不加抖动'],
          },
          full: {
            en: ['jitter', 'with jitter', 'full jitter', 'random jitter', 'jittered'],
            zh: ['抖动', '随机抖动', '带抖动', '加抖动', '随机延迟'],
          },
        },
      },
      title: { en: 'jitter', zh: '抖动' },
      default: 'full',
    },
    growth: {
      type: {
        type: 'choice',
        options: {
          exponential: {
            en: [
              'exponential backoff',
              'exponential back-off',
              'exponentially',
              'exponential',
              'doubling',
              'doubles',
              'twice as long',
              'growing',
              'growing pauses',
              'growing waits',
              'longer each time',
              'backoff',
              'back-off',
            ],
            zh: ['指数退避', '指数', '指数级', '加倍', '翻倍', '越来越长', '退避'],
          },
          constant: {
            en: [
              'constant delay',
              'fixed delay',
              'fixed backoff',
              'constant backoff',
              'fixed',
              'constant',
              'without backoff',
              'no backoff',
              'always the same',
              'the same wait',
              'same delay',
              'constantly',
            ],
            zh: ['固定间隔', '固定延迟', '固定的', '固定', '不退避', '恒定', '等间隔', '间隔一样'],
          },
        },
      },
      title: { en: 'growth of the waits', zh: '等待增长方式' },
      default: 'exponential',
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'retry' },
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
        en: [
          'attempts',
          'max attempts',
          'maximum attempts',
          'tries',
          'max tries',
          'retries',
          'max retries',
          'at most',
          'up to',
          'no more than',
          'maximum of',
          'max',
        ],
        zh: ['最多', '至多', '不超过', '最大尝试次数', '最大重试次数', '重试次数', '尝试次数', '尝试', '次数'],
      },
      default: 3,
    },
    delay: {
      type: { type: 'duration', minimum: 1, maximum: 3_600_000 },
      title: { en: 'first delay', zh: '初始延迟' },
      cues: {
        en: [
          'initial delay',
          'first delay',
          'base delay',
          'starting delay',
          'delay',
          'base',
          'starting at',
          'starting with',
          'beginning with',
          'beginning at',
          'start at',
          'initial',
          'wait',
          'waiting',
          'apart',
          'in between',
          'between attempts',
          'between tries',
          'pause',
          'interval',
          'backoff',
          'from',
        ],
        zh: ['从', '初始延迟', '首次延迟', '基础延迟', '初始间隔', '起始延迟', '延迟', '间隔', '等待', '初始', '起始'],
      },
      default: 100,
    },
    maximum: {
      type: { type: 'duration', minimum: 1, maximum: 86_400_000 },
      title: { en: 'longest delay', zh: '最大延迟' },
      cues: {
        en: [
          'maximum delay',
          'max delay',
          'delay cap',
          'capped at',
          'cap',
          'cap at',
          'up to',
          'at most',
          'max wait',
          'maximum wait',
          'longest delay',
          'max',
          'maximum',
          'max backoff',
          'never wait longer than',
          'never above',
          'not above',
          'never longer than',
          'wait longer than',
          'no longer than',
          'not longer than',
          'never more than',
          'wait at most',
          'no more than',
        ],
        zh: [
          '最大延迟',
          '最长延迟',
          '延迟上限',
          '上限',
          '最大间隔',
          '最长等待',
          '最长间隔',
          '封顶',
          '等待最长',
          '最长',
          '最多等',
          '不超过',
          '最大等待',
        ],
      },
      default: 30_000,
    },
    errors: {
      type: { type: 'names', least: 1 },
      title: { en: 'errors', zh: '错误' },
      cues: {
        en: [
          'only on',
          'only for',
          'retry on',
          'retries on',
          'retrying on',
          'on errors',
          'for errors',
          'errors',
          'exceptions',
          'on exceptions',
          'only when it throws',
          'catching',
          'only retry',
          'makes sense for',
          'in case of',
          'only if',
        ],
        zh: ['只有', '仅在', '只在', '仅对', '只对', '仅针对', '只针对', '错误类型', '遇到', '捕获', '仅重试', '只重试'],
      },
      default: null,
    },
  },
  async lower({ slots: { name, jitter, growth, attempts, delay, maximum, errors } }, target, templates) {
    const { language } = target;
    const script = language === 'typescript' || language === 'javascript';
    const own = ownName(valueName(name.value, language), retryTemplate, language);
    const judge = errors.value === null || language === 'go' ? null : valueName(`is retryable for ${name.value}`, language);
    const initial = Math.min(delay.value, maximum.value);
    const always: Expression = lambda(
      [{ name: '_error', ...(language === 'typescript' ? { type: unknownType } : {}) }],
      [{ kind: 'return', values: [{ kind: 'boolean', value: true }] }],
    );
    const judging =
      judge === null || errors.value === null
        ? null
        : await templates.fill(
            namedErrorsTemplate,
            {
              judge,
              errors: script ? valueName(`retryable errors of ${name.value}`, language) : constantCase(`${name.value} retryable errors`),
              list: { expression: list(errors.value.map(text)) },
            },
            target,
          );
    const filled = await templates.fill(
      retryTemplate,
      {
        name: own,
        Options: typeName(`${name.value} options`, language),
        sleep: freeName(valueName(`${name.value} sleep`, language), retryTemplate, language),
        judge: { expression: judge === null ? always : { kind: 'name', name: judge } },
        attempts: attempts.value,
        grows: growth.value === 'exponential',
        waits: growth.value === 'exponential' ? 'longer and longer waits' : 'a wait',
        jitter: jitter.value === 'full',
        delay: delay.value,
        maximum: maximum.value,
        initial: language === 'go' ? { expression: goDuration(initial) } : initial / 1000,
        limit: language === 'go' ? { expression: goDuration(maximum.value) } : maximum.value / 1000,
      },
      target,
    );
    return {
      imports: filled.imports,
      declarations: [...(judging?.declarations ?? []), ...filled.declarations],
      names: [...(judging?.names ?? []), ...filled.names],
      notes: errors.value !== null && language === 'go' ? [goHasNoNames] : [],
      fileStem: name.value,
    };
  },
  summary: ({ slots: { name, jitter, growth, attempts, delay, maximum } }) => {
    const first = durationWords(delay.value);
    const last = durationWords(maximum.value);
    const grows = growth.value === 'exponential';
    const random = jitter.value === 'full';
    return {
      made: { en: `the function \`${name.value}\``, zh: `函数 \`${name.value}\`` },
      facts: {
        en: `it makes up to ${attempts.value} attempts and waits ${grows ? `${first.en} at first, then twice as long each time up to ${last.en}` : `${first.en} in between`}${random ? ', at random up to that' : ''}`,
        zh: `最多尝试 ${attempts.value} 次，${grows ? `首次等待 ${first.zh}，之后每次加倍，最长 ${last.zh}` : `每次等待 ${first.zh}`}${random ? '（带随机抖动）' : ''}`,
      },
    };
  },
});
