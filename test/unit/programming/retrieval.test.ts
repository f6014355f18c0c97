import { afterAll, expect, test } from 'vitest';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { createReader } from '../../../electron/services/programming/reading/reader.ts';
import { exampleBank, recall } from '../../../electron/services/programming/retrieval/index.ts';
import { pairs } from '../../../electron/services/programming/retrieval/pairs.ts';
import { ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());
const bank = exampleBank(instructions);

test.each([
  ['keep the answers of the slow service in memory so that we need not look them up again, at most 70', 'cache', { capacity: 70 }],
  ['nobody should be able to hammer the search, 40 hits per minute and no more', 'rate-limiter', { limit: 40, interval: 60_000 }],
  ['the uplink is flaky, so attempt it 7 times before giving up', 'retry', { attempts: 7 }],
  ['把算过的结果记在内存里，最多 70 个，保留五分钟', 'cache', { capacity: 70, lifetime: 300_000 }],
  ['网络不稳定，多试几遍，最多 7 次再放弃', 'retry', { attempts: 7 }],
])('%s is %s without being called so', async (text, kind, wanted) => {
  const { plan } = await ask(engine, text);
  expect(plan?.kind).toBe(kind);
  const { slots } = JSON.parse(plan?.json ?? '{}') as { slots: Record<string, { value: unknown; source: string }> };
  for (const [name, value] of Object.entries(wanted)) expect(slots[name]).toMatchObject({ value, source: 'words' });
});

test.each([
  'write me a poem about autumn',
  'fix the bug in my code',
  'explain this function to me',
  'hello',
  'what is the weather today',
  'make it faster',
  '帮我写一首诗',
  '今天天气怎么样',
  '解释一下这段代码',
])('%s is like no example enough to be one', async (text) => expect((await ask(engine, text)).plan).toBeNull());

test('values stand where those of the examples do', () => {
  const text = 'remember the results of lookups in memory, at most 500 of them, for 120 seconds';
  const found = recall(createReader(text), bank).get('cache');
  const likely = (slot: string, value: string): number => found?.fits(slot, text.indexOf(value), text.indexOf(value) + value.length) ?? 0;
  expect(likely('capacity', '500')).toBeGreaterThan(2 * likely('lifetime', '500'));
  expect(likely('lifetime', '120 seconds')).toBeGreaterThan(likely('capacity', '120 seconds'));
});

test('the marks of all examples are slots of their kinds', () => {
  const kinds = new Map(instructions.map((each) => [each.kind, each]));
  const wrong = Object.entries(pairs).flatMap(([kind, texts]) =>
    texts.flatMap((text) =>
      [...text.matchAll(/\{(\w+)=/g)]
        .map(([, slot = '']) => slot)
        .filter((slot) => slot !== 'name' && !Object.hasOwn(kinds.get(kind)?.slotTitles ?? {}, slot))
        .map((slot) => `${kind}.${slot}`),
    ),
  );
  expect(wrong).toEqual([]);
});
