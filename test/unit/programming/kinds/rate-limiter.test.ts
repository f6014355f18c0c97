import { afterAll, describe } from 'vitest';
import { startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('rate limiters in the words of developers', () => {
  readsAs(engine, 'rate-limiter', [
    ['rate limiter Foo 100/min', { name: 'Foo', limit: 100, interval: 60_000, keyed: false, algorithm: 'token-bucket' }],
    ['token bucket LoginLimiter 5 per 10 seconds per ip', { name: 'LoginLimiter', limit: 5, interval: 10_000, keyed: true }],
    ['sliding window rate limiter 20 req/s', { name: 'RateLimiter', limit: 20, interval: 1000, algorithm: 'sliding-window' }],
    ['a limiter please, max 60 calls a minute, keyed', { limit: 60, interval: 60_000, keyed: true }],
    ['add a rate limiter for 3 logins every 15 minutes by ip in python', { limit: 3, interval: 900_000, keyed: true }],
    [
      'Create a rate limiter called ApiLimiter that allows 100 requests per minute for each user',
      { name: 'ApiLimiter', limit: 100, keyed: true },
    ],
    [
      '写一个滑动窗口限流器 OrderLimiter，10 秒内最多 5 次',
      { name: 'OrderLimiter', limit: 5, interval: 10_000, algorithm: 'sliding-window' },
    ],
    ['限流器 Bucket 1000次/秒 按IP 令牌桶', { name: 'Bucket', limit: 1000, interval: 1000, keyed: true, algorithm: 'token-bucket' }],
    ['限流：每分钟100次', { limit: 100, interval: 60_000, keyed: false }],
    ['实现一个 SmsLimiter 限流器，每个用户 1 小时最多 3 条消息', { name: 'SmsLimiter', limit: 3, interval: 3_600_000, keyed: true }],
  ]);
  asksFor(engine, [
    ['Create a rate limiter', 'limit'],
    ['创建限流器，每个用户最多 10 次', 'interval'],
  ]);
});
