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

test.each([
  'Create an enum or a union called Status, whatever fits',
  'I want either a cache or a rate limiter in front of it',
  '写一个枚举或者联合类型，叫 Status，哪个合适用哪个',
])('%s could be of two kinds: both are shown and neither is written', async (text) => {
  const request = { text, language: null, files: null, attachments: [] };
  const reading = await engine.plan(request, new AbortController().signal);
  expect(reading).toMatchObject({ plan: null, complete: false });
  expect(reading.between).toHaveLength(2);
  expect((await ask(engine, text)).text).toMatch(/in more than one way|不止一种理解/);
});

test.each([
  [
    'Create an enum Status with the values draft and sent, and create a class Order with fields id (integer)',
    'enumeration',
    'create a class Order with fields id (integer)',
  ],
  ['Add GET /a that returns {"ok": true}. Also add an endpoint POST /b', 'http-handler', 'Also add an endpoint POST /b'],
  ['创建枚举 Status，取值为 draft、sent，再创建一个类 Order，字段：id（整数）', 'enumeration', '再创建一个类 Order，字段：id（整数）'],
])('of two requests, %s, the first is done and the second is shown as left', async (text, kind, rest) => {
  const { plan, edits } = await ask(engine, text);
  expect(edits).not.toEqual([]);
  expect(plan).toMatchObject({ kind, unusedWords: expect.arrayContaining([rest]) });
});

test.each([
  'Write a function getUser that calls https://api.example.com/users/{id}, and add a timeout of 3 seconds',
  'Create a job queue called MailQueue. Make it a small one',
])('%s is one request', async (text) => expect((await ask(engine, text)).plan?.unusedWords.join(' ')).not.toMatch(/timeout|small one/));
