import { typeName, valueName } from '#domain/ir/names';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import { goDuration, perDuration } from '../../slots/durations.ts';
import { ownName } from '../../templates/own-name.ts';
import { limiterTemplates } from './templates.ts';

/** Says which calls may go ahead when only so many are allowed in a length of time. */
const kind = declare({
  kind: 'rate-limiter',
  title: { en: 'Rate limiter', zh: '限流器' },
  example: {
    en: 'Create a rate limiter called ApiLimiter that allows 100 requests per minute for each user',
    zh: '创建一个名为 ApiLimiter 的限流器，每个用户每分钟最多 100 次请求',
  },
  suggestion: { en: 'Create a rate limiter with 10 requests per second', zh: '创建限流器，每秒 10 次请求' },
  heads: {
    en: [
      'rate limiter',
      'rate-limiter',
      'ratelimiter',
      'rate limit',
      'rate-limit',
      'rate limiting',
      'rate-limiting',
      'token bucket',
      'sliding window limiter',
      'request limiter',
      'call limiter',
      'throttler',
      'request throttling',
      'limiter',
    ],
    zh: ['限流器', '限流', '速率限制器', '速率限制', '频率限制器', '频率限制', '限速器', '令牌桶', '流量控制'],
  },
  hints: {
    en: [
      'throttle',
      'throttles',
      'hammer',
      'hammers',
      'brute force',
      'too many requests',
      'no more than',
      'slow down callers',
      'stay under',
      'under that limit',
    ],
    zh: ['被刷', '刷爆', '刷接口', '太频繁', '频率', '暴力破解', '限制一下', '限速', '限次', '限制次数'],
  },
  weight: 4.5,
  slots: {
    algorithm: {
      type: {
        type: 'choice',
        options: {
          'token-bucket': {
            en: ['token bucket', 'token-bucket', 'with bursts', 'allowing bursts', 'allow bursts', 'bursts', 'burst'],
            zh: ['令牌桶', '令牌', '允许突发'],
          },
          'sliding-window': {
            en: ['sliding window', 'sliding-window', 'sliding log', 'rolling window', 'moving window', 'sliding'],
            zh: ['滑动窗口', '滑动时间窗口', '滑窗', '滚动窗口'],
          },
        },
      },
      title: { en: 'algorithm', zh: '算法' },
      default: 'token-bucket',
    },
    keyed: {
      type: {
        type: 'flag',
        words: {
          en: ['user', 'key', 'ip', 'client', 'tenant', 'account', 'caller', 'api key', 'ip address', 'customer', 'session', 'host']
            .flatMap((each) => [
              `per ${each}`,
              `for each ${each}`,
              `each ${each}`,
              `every ${each}`,
              `by ${each}`,
              `for every ${each}`,
              `no ${each}`,
              `any ${each}`,
              `a single ${each}`,
            ])
            .concat(['per-key', 'per-user', 'per-ip', 'per-client', 'keyed', 'user gets', 'client gets']),
          zh: ['用户', '键', 'key', 'IP', '客户端', '租户', '账号', '账户', '调用方', '客户', '会话', '主机', 'API key'].flatMap((each) => [
            `每个${each}`,
            `每个 ${each}`,
            `按${each}`,
            `按 ${each}`,
            `每${each}`,
            `每一个${each}`,
            `针对每个${each}`,
            `对每个${each}`,
          ]),
        },
      },
      title: { en: 'per key', zh: '按键区分' },
      default: false,
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'RateLimiter' },
    limit: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000_000,
        bare: true,
        unit: {
          en: [
            'requests',
            'request',
            'reqs',
            'req',
            'calls',
            'call',
            'times',
            'operations',
            'ops',
            'events',
            'messages',
            'tokens',
            'attempts',
            'hits',
            'actions',
            'logins',
            'jobs',
          ],
          zh: ['次请求', '个请求', '次调用', '次操作', '次', '请求', '个令牌', '令牌', '条消息', '个'],
        },
      },
      title: { en: 'limit', zh: '上限' },
      cues: {
        en: [
          'at most',
          'up to',
          'no more than',
          'maximum of',
          'max',
          'maximum',
          'limit',
          'limited to',
          'limits',
          'limit of',
          'allows',
          'allow',
          'allowing',
          'permits',
          'permit',
          'capacity',
          'quota',
          'quota of',
          'qps',
          'rps',
        ],
        zh: ['最多', '上限', '不超过', '至多', '最大', '允许', '限制', '限制为', '限', '容量', '配额'],
      },
      question: {
        en: 'How many calls are allowed is missing: `100 requests per minute`.',
        zh: '缺少允许的次数，例如：每分钟 100 次请求。',
      },
    },
    interval: {
      type: { type: 'duration', minimum: 1, maximum: 31_536_000_000 },
      title: { en: 'interval', zh: '时间窗口' },
      cues: {
        en: [
          'per',
          'each',
          'every',
          'within',
          'in',
          'over',
          'during',
          'window',
          'window of',
          'interval',
          'period',
          'in any',
          'within any',
          'in a window of',
        ],
        zh: ['每', '每隔', '窗口', '时间窗口', '周期', '间隔', '内', '以内', '之内', '/'],
      },
      question: { en: 'The length of time is missing: `100 requests per minute`.', zh: '缺少时间长度，例如：每分钟 100 次请求。' },
    },
  },
  async lower({ slots: { name, algorithm, keyed, limit, interval } }, target, templates) {
    const template = limiterTemplates[algorithm.value][keyed.value ? 'keyed' : 'single'];
    const type = ownName(typeName(name.value, target.language), template, target.language);
    const single = target.language === 'python' ? `_${type}ForKey` : `${type}ForKey`;
    const filled = await templates.fill(
      template,
      {
        Name: type,
        Single: single,
        single: valueName(single, 'go'),
        limit: limit.value,
        interval: interval.value,
        seconds: interval.value / 1000,
        duration: { expression: goDuration(interval.value) },
        period: perDuration(interval.value).en,
      },
      target,
    );
    return { ...filled, notes: [], fileStem: name.value };
  },
  summary: ({ slots: { name, algorithm, keyed, limit, interval } }) => {
    const period = perDuration(interval.value);
    const window = algorithm.value === 'sliding-window';
    return {
      made: { en: `the rate limiter \`${name.value}\``, zh: `限流器 \`${name.value}\`` },
      facts: {
        en: `it allows ${limit.value} calls per ${period.en}${keyed.value ? ' for each key' : ''} (${window ? 'sliding window' : 'token bucket'})`,
        zh: `${keyed.value ? '每个键' : ''}每${/^\d/.test(period.zh) ? ` ${period.zh}` : period.zh}允许 ${limit.value} 次（${window ? '滑动窗口' : '令牌桶'}）`,
      },
    };
  },
});

/** So many of something in a length of time: what is limited, whatever it is called. */
const rate =
  /\b(?:more than|at most|only|up to)\s+(?:\d+|[a-z]+)\s+[a-z]+\s+(?:per|an?|every|each|within(?: any)?|in any)\s+(?:\d+\s+|[a-z]+\s+)?(?:seconds?|minutes?|hours?|days?)\b|(?:秒|分钟|小时|天)(?:钟|之?内)?[^，。；\n]{0,8}(?:只|最多|不超过|顶多|不得|不能超过|不能多于|只能|不许)[^，。；\n]{0,6}次/i;

export default {
  ...kind,
  score: (reader: Reader) => kind.score(reader) || (reader.see(rate) ? 2.4 : 0),
};
