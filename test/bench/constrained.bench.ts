/**
 * Plans that models of random weights write under the grammar of their kind: how many validate, of a thousand over all kinds, five
 * models, temperatures from 0 to 2 and as many seeds. Beside it the same models with the same requests and no grammar.
 */
import { generateBlocks, generatePlans, type Outcome, randomModels } from '../support/constrained-plans.ts';
import { ask, never, read, startEngine } from '../support/model-engine.ts';

const count = Number(process.env['GENERATIONS'] ?? 1_000);
const { engine } = startEngine();
const outcomes: Outcome[] = [];
const blocks: Outcome[] = [];
let free = 0;
let freeValid = 0;
const started = performance.now();
for (const [index, model] of randomModels.entries()) {
  const share = Math.ceil((count - outcomes.length) / (randomModels.length - index));
  outcomes.push(...(await generatePlans(engine, model, share, index * 10_000)));
  blocks.push(...(await generateBlocks(engine, model, Math.ceil(share / 5), index * 10_000)));
  for (let seed = 0; seed < 10; seed += 1) {
    const { text } = await read(engine.generate(ask('Write a plan as JSON', { seed, maxTokens: 200 }), never));
    free += 1;
    try {
      JSON.parse(text);
      freeValid += 1;
    } catch {
      // What is expected of random weights.
    }
  }
}
await engine.close();
const faults = outcomes.filter((outcome) => !outcome.valid);
const kinds = new Set(outcomes.map(({ kind }) => kind)).size;
const share = (100 * (outcomes.length - faults.length)) / outcomes.length;
console.log(`${outcomes.length} plans of ${kinds} kinds by ${randomModels.length} models of random weights, temperatures 0 to 2:`);
console.log(`  ${faults.length} are faults that are told; ${((performance.now() - started) / outcomes.length).toFixed(0)} ms a plan`);
for (const { kind, temperature, fault, text } of [...faults, ...blocks.filter((block) => !block.valid)].slice(0, 10))
  console.log(`  ${kind} at ${temperature}: ${fault}\n    ${text.slice(0, 200)}`);
const figure = {
  bench: 'constrained',
  figure: 'plans of random models that validate (baseline: that are JSON without the grammar)',
  unit: '%',
  ours: share,
  baseline: (100 * freeValid) / free,
  goal: '>= 99.5 %',
  ok: share >= 99.5,
};
console.log(JSON.stringify(figure));
const whole = (100 * blocks.filter(({ valid }) => valid).length) / blocks.length;
const blockFigure = { bench: 'constrained', figure: `of ${blocks.length} answers in edit blocks those that are read whole`, unit: '%' };
console.log(JSON.stringify({ ...blockFigure, ours: whole, goal: '>= 99.5 %', ok: whole >= 99.5 }));
