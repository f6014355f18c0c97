import { afterAll, expect, test } from 'vitest';
import { startEngine } from '../bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

async function planOf(text: string): Promise<{ asked: string[]; slots: Record<string, { value: unknown }> }> {
  const { plan } = await engine.plan({ text, language: null, files: null, attachments: [] }, new AbortController().signal);
  const { slots } = JSON.parse(plan?.json ?? '{"slots":{}}') as { slots: Record<string, { value: unknown }> };
  return { asked: plan?.questions.map(({ slot }) => slot) ?? [], slots };
}

test.each([
  'Create a cache called Foo that expires after 5 minutes, with capacity 10 and lifetime 10 minutes',
  '创建缓存 Foo，容量 10，有效期 5 分钟，过期时间 10 分钟',
])('two lengths of time for one slot are asked about: %s', async (text) => {
  expect((await planOf(text)).asked).toEqual(['lifetime']);
});

test.each([
  ['a token bucket rate limiter, 5 per minute, no sliding window', 'algorithm', 'token-bucket'],
  ['Add error handling to loadUser without logging', 'handling', 'rethrow'],
  ['给 loadUser 添加错误处理，不要日志', 'handling', 'rethrow'],
])('what is not wanted is not chosen: %s', async (text, slot, value) => {
  expect((await planOf(text)).slots[slot]?.value).toBe(value);
});
