import { afterAll, expect, test } from 'vitest';
import { ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

test.each([
  ['Create a cache called Foo with capacity 100 and capacity 200', /capacity is given twice: 100 and 200/],
  ['create a cache with capacity 0', /capacity cannot be 0/],
  ['创建缓存 Foo，容量 100，容量 200', /容量出现了两次：100 和 200/],
  ['Create a rate limiter for -5 requests per minute', /cannot be -5/],
  ['Add a GET endpoint POST /users', /method is given twice: GET and POST/],
  ['添加 GET 接口 POST /users', /GET 和 POST/],
])('%s is asked about instead of guessed', async (text, question) => {
  const answer = await ask(engine, text);
  expect(answer.edits).toEqual([]);
  expect(answer.text).toMatch(question);
});

test.each([
  'Create a cache called Foo with capacity 100 and a ttl of 5 minutes',
  'create a retry helper with 5 attempts, delay 100 ms and a maximum delay of 10 seconds',
  'Create a rate limiter for 100 requests per minute with a burst of 20',
  'Add an endpoint POST /users that returns {"method": "GET"}',
  'Add an endpoint GET /posts/:id',
])('%s is clear', async (text) => expect((await ask(engine, text)).edits).not.toEqual([]));

test('a quotation mark inside a route belongs to it', async () => {
  const [edit] = (await ask(engine, 'Add a GET endpoint /a"b that returns {"ok": true}')).edits;
  expect(edit?.kind === 'write' && edit.content).toContain('{ ok: true }');
  expect(edit?.kind === 'write' && edit.content).toMatch(/a%22b|a\\"b|a"b/);
});

test.each([
  ['Create a cache with capacity 10, sorry, no: capacity 20', { capacity: 20 }],
  ['cache called Foo, no wait, Bar that expires after 10 minutes, actually 30 seconds', { name: 'Bar', lifetime: 30_000 }],
  ['缓存 Pool，容量 10，哦不，容量 20', { name: 'Pool', capacity: 20 }],
  ['cache with a capacity of two hundred and fifty entries', { capacity: 250 }],
  ['缓存，容量两千五百，不过期', { capacity: 2500, lifetime: null }],
  ['a cache of 1.5k entries', { capacity: 1500 }],
  ['create a cache with capacity 50, no more than 3 minutes old', { capacity: 50 }],
])('%s is read as it was meant', async (text, wanted) => {
  const { plan } = await ask(engine, text);
  const { slots } = JSON.parse(plan?.json ?? '{}') as { slots: Record<string, { value: unknown }> };
  expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, slots[name]?.value]))).toEqual(wanted);
});
