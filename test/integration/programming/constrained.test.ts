import { afterAll, expect, test } from 'vitest';
import { generateBlocks, generatePlans, randomModels } from '../../support/constrained-plans.ts';
import { startEngine } from '../../support/model-engine.ts';

const { engine } = startEngine();
afterAll(() => engine.close());

// test/bench/constrained.bench.ts does the same a thousand times.
test('models of random weights write plans that their kinds take, under a grammar that llama.cpp keeps to', {
  timeout: 60_000,
}, async () => {
  for (const [index, model] of randomModels.slice(0, 2).entries())
    for (const outcome of await generatePlans(engine, model, 10, 1000 + 10 * index)) expect(outcome).toMatchObject({ valid: true });
});

test('and edit blocks that can be read, for the named files or new ones', { timeout: 60_000 }, async () => {
  for (const outcome of await generateBlocks(engine, randomModels[0] ?? {}, 6, 1)) expect(outcome).toMatchObject({ valid: true });
});
