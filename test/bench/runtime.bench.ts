/**
 * What the worker process costs: tokens a second of an answer read through worker, frames and engine, against node-llama-cpp driven
 * directly in the same process, in turns, one thread each. `npm run bench runtime`; needs 0.5 GB of disk and 2 GB of memory.
 */
import { getLlama } from 'node-llama-cpp';
import { ask, never, startEngine } from '../support/model-engine.ts';
import { cachedTinyModel, halfBillion, midSize, type TinyModelOptions } from '../support/tiny-model.ts';

const contextSize = 1024;
const sampling = { temperature: 0.8, topP: 0.95, seed: 1 };

async function compare(figure: string, options: TinyModelOptions, tokens: number, rounds: number): Promise<void> {
  const path = cachedTinyModel(options);
  const { engine } = startEngine();
  await engine.load({ id: 'mdl_bench', path, contextSize });
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 0 });
  const model = await llama.loadModel({ modelPath: path });
  const sequence = (await model.createContext({ contextSize, batchSize: 128, threads: 1 })).getSequence();

  async function direct(): Promise<number> {
    await sequence.clearHistory();
    const meter = new Meter();
    let text = '';
    for await (const token of sequence.evaluate(model.tokenize('x'.repeat(100)), sampling)) {
      text += model.detokenize([token]);
      meter.add(1);
      if (meter.tokens >= tokens) break;
    }
    return meter.rate(text);
  }
  async function throughWorker(): Promise<number> {
    const meter = new Meter();
    let text = '';
    const generation = engine.generate(ask('x'.repeat(70), { ...sampling, maxTokens: tokens }), never);
    for await (const chunk of generation.chunks) {
      text += chunk.text;
      meter.add(chunk.tokens);
    }
    await generation.done;
    return meter.rate(text);
  }

  await direct();
  await throughWorker();
  const pairs: { direct: number; ours: number }[] = [];
  // In turns, and the other way round every second time: whatever else the machine does meets both.
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await direct() : await throughWorker();
    const second = round % 2 === 0 ? await throughWorker() : await direct();
    pairs.push(round % 2 === 0 ? { direct: first, ours: second } : { direct: second, ours: first });
  }
  const ratio = median(pairs.map((pair) => pair.ours / pair.direct));
  const [ours, baseline] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.direct))];
  console.log(
    JSON.stringify({
      bench: 'runtime',
      figure,
      unit: 'tokens/s',
      ours,
      baseline,
      ratio,
      goal: '≥ 0.95 of node-llama-cpp driven directly',
      ok: ratio >= 0.95,
    }),
  );
  await engine.close();
  await llama.dispose();
}

/** Tokens a second from the first token on: the prompt is not part of it. */
class Meter {
  tokens = 0;
  #first = 0;
  #firstTokens = 0;
  #last = 0;

  add(tokens: number): void {
    this.tokens += tokens;
    this.#last = performance.now();
    if (this.#first === 0) [this.#first, this.#firstTokens] = [this.#last, tokens];
  }

  rate(text: string): number {
    if (this.tokens - this.#firstTokens < 2) throw new Error(`the model ended after ${this.tokens} tokens: ${text}`);
    return ((this.tokens - this.#firstTokens) * 1000) / (this.#last - this.#first);
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

for (const { figure, options, tokens, rounds } of [
  { figure: 'streaming, 25M parameters', options: midSize, tokens: 150, rounds: 31 },
  { figure: 'streaming, 0.5B parameters', options: halfBillion, tokens: 12, rounds: 15 },
])
  await compare(figure, options, tokens, rounds);
