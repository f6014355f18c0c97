import { afterAll, beforeEach, expect, test } from 'vitest';
import type { ModelWriter } from '#services/programming';
import { createModelReader, createProgramming } from '#services/programming';
import { createPlanWriter } from '#services/routing';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { syntaxProcess } from '../../../electron/services/programming/syntax-process.node.ts';
import { never, source, startEngine } from '../../support/model-engine.ts';
import { sayingModel } from '../../support/saying-model.ts';

const { engine } = startEngine();
const plans = sayingModel(['{"kind":"cache","language":"go","slots":{"name":"priceMemory","capacity":500,"lifetime":7}}']);
let planSeconds = 30;
let writes = 0;
const real = createPlanWriter({
  engine,
  settings: async () => ({ planSeconds }) as never,
  findModel: async (id) => ({ name: `model ${id}` }) as never,
});
const counted: ModelWriter = {
  ...real,
  write(...request) {
    writes += 1;
    return real.write(...request);
  },
};
const withModel = createProgramming({ syntax: syntaxProcess(), instructions, modelReader: createModelReader(counted) });
const rulesOnly = createProgramming({ syntax: syntaxProcess(), instructions });
beforeEach(() => {
  planSeconds = 30;
  writes = 0;
});
afterAll(async () => {
  await withModel.close();
  await rulesOnly.close();
  await engine.close();
});

const request = (text: string) => ({ text, language: null, files: null, attachments: [] });
/** No rule knows what is asked for here. */
const free = 'I would love something called priceMemory that remembers at most 500 prices, in python';

test('a loaded model reads what the rules do not; what it made up is not in the plan, and the plan names it', async () => {
  expect(await rulesOnly.plan(request(free), never)).toMatchObject({ complete: false });
  await engine.load({ id: 'said', path: plans, contextSize: 4096 });
  const { plan, complete } = await withModel.plan(request(free), never);
  expect({ complete, kind: plan?.kind, language: plan?.language, model: plan?.model }).toEqual({
    ...{ complete: true, kind: 'cache', language: 'python', model: 'model said' },
  });
  expect(JSON.parse(plan?.json ?? '')).toMatchObject({
    slots: {
      name: { value: 'priceMemory', source: 'words' },
      capacity: { value: 500, source: 'words' },
      // The model said 7, and nobody else did.
      lifetime: { value: null, source: 'default' },
    },
  });
  const answer = await withModel.answer(request(free), never);
  expect(answer.edits).toMatchObject([{ kind: 'write', content: expect.stringContaining('class PriceMemory') }]);
});

test('a request that the rules understand is not shown to the model', async () => {
  await engine.load({ id: 'said', path: plans, contextSize: 4096 });
  expect((await withModel.plan(request('Write an LRU cache called orderCache for 100 entries'), never)).plan?.model).toBeUndefined();
  expect(writes).toBe(0);
});

test('a name that is not in the request makes no plan: the answer is that of the rules', async () => {
  await engine.load({ id: 'said', path: plans, contextSize: 4096 });
  const other = request('I would love something that remembers at most 500 prices');
  expect(await withModel.answer(other, never)).toEqual(await rulesOnly.answer(other, never));
});

test.each([
  ['switched off', 0, 4096],
  ['of too small a context', 30, 512],
])('a model that is %s costs nothing and changes nothing', async (_, seconds, contextSize) => {
  planSeconds = seconds;
  await engine.load({ id: 'said', path: plans, contextSize });
  expect(await withModel.answer(request(free), never)).toEqual(await rulesOnly.answer(request(free), never));
  expect(writes).toBe(0);
});

test('no model is loaded for a plan', async () => {
  await engine.unload();
  expect(await withModel.answer(request(free), never)).toEqual(await rulesOnly.answer(request(free), never));
  expect(engine.status().state).toBe('idle');
});

test('a model of random weights makes no answer worse', { timeout: 60_000 }, async () => {
  await engine.load(source({ context: 4096, seed: 9 }, 4096));
  const texts = [
    'hello there',
    'make it nice',
    'add an endpoint',
    '加一个接口',
    '写点什么',
    'optimise the b tree a bit',
    'write a state machine',
    'test it',
  ];
  for (const text of texts)
    expect(await withModel.answer(request(text), never), text).toEqual(await rulesOnly.answer(request(text), never));
  expect(writes).toBeGreaterThan(3);
});

test('a model that takes too long is left, a request that is stopped ends at once', async () => {
  await engine.load(source({ context: 4096, seed: 9, layers: 8, width: 512 }, 4096));
  planSeconds = 0.2;
  expect(await withModel.answer(request('make it nice'), never)).toEqual(await rulesOnly.answer(request('make it nice'), never));
  planSeconds = 30;
  const stop = new AbortController();
  const answer = withModel.answer(request('make it nice'), stop.signal);
  setTimeout(() => stop.abort(), 100);
  await expect(answer).rejects.toThrow();
});
