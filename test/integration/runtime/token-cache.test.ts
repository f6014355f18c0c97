import { getLlama, type Llama, type LlamaContextSequence, type Token } from 'node-llama-cpp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TokenCache } from '#native-models/runtime/token-cache';
import { cachedTinyModel } from '../../support/tiny-model.ts';

let llama: Llama;
let sequence: LlamaContextSequence;
let cache: TokenCache;
beforeAll(async () => {
  llama = await getLlama({ gpu: false, build: 'never', maxThreads: 0 });
  const model = await llama.loadModel({ modelPath: cachedTinyModel({ chatTemplate: 'chatml' }) });
  sequence = (await model.createContext({ contextSize: 256, batchSize: 16, threads: 1 })).getSequence();
});
afterAll(() => llama.dispose());
beforeEach(async () => {
  await sequence.clearHistory();
  cache = new TokenCache(sequence);
});

const tokens = (text: string): Token[] => [...Buffer.from(text)] as Token[];

/** Evaluates as the engine does: what is missing, noting where each piece begins. */
async function evaluate(text: string, pieceSize = 16): Promise<number> {
  const all = tokens(text);
  const reused = await cache.reuse(all);
  for (let at = reused; at < all.length; at += pieceSize) {
    cache.begin();
    await sequence.evaluateWithoutGeneratingNewTokens(all.slice(at, at + pieceSize));
  }
  expect(sequence.contextTokens).toEqual(all);
  return reused;
}

const first = 'The first request, of 40 tokens in all..';

test('a conversation that goes on evaluates only what is new', async () => {
  expect(await evaluate(first)).toBe(0);
  expect(await evaluate(`${first} And then more.`)).toBe(first.length);
});

test('the same request again evaluates its last batch again, as it was evaluated before', async () => {
  await evaluate(first);
  expect(await evaluate(first)).toBe(32);
});

test('a request that differs in the middle keeps the batches before that', async () => {
  await evaluate(first);
  expect(await evaluate(`${first.slice(0, 20)}?${first.slice(20)}`)).toBe(16);
});

test('another request keeps nothing', async () => {
  await evaluate(first);
  expect(await evaluate('Something else.')).toBe(0);
});

test('a shorter request leaves nothing of the longer one behind', async () => {
  await evaluate(first);
  expect(await evaluate(first.slice(0, 5))).toBe(0);
  expect(await evaluate(first.slice(0, 30))).toBe(5);
});
