import type { Usage } from '#domain/chat';
import type { GenerateRequest, StopReason } from '#domain/inference';
import { nodeLauncher } from '#native-models/runtime/launch-node';
import { createModelEngine, type EngineOptions } from '#native-models/runtime/supervise';
import type { Generation, ModelEngine } from '#services-ports/inference';
import { cachedTinyModel, type TinyModelOptions } from './tiny-model.ts';

export interface TestEngine {
  engine: ModelEngine;
  /** Process ids of the workers that were started, the last one last. */
  pids: number[];
}

/** A real engine over a real worker process. */
export function startEngine(options: Partial<EngineOptions> = {}): TestEngine {
  const pids: number[] = [];
  const launch = nodeLauncher();
  const engine = createModelEngine({
    launch: () => {
      const worker = launch();
      pids.push(worker.pid as number);
      return worker;
    },
    unloadAfterMs: () => 0,
    backOffMs: 10,
    threads: 1,
    ...options,
  });
  return { engine, pids };
}

export const source = (options: TinyModelOptions = {}, contextSize = 512) => ({
  id: 'mdl_test',
  path: cachedTinyModel({ chatTemplate: 'chatml', ...options }),
  contextSize,
});

export const ask = (content: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  temperature: 0.8,
  topP: 0.95,
  maxTokens: 48,
  seed: 7,
  ...more,
});

export interface Answer {
  text: string;
  tokens: number;
  prompt: string;
  usage: Usage;
  stopReason: StopReason;
}

/** Reads an answer to its end. */
export async function read(generation: Generation): Promise<Answer> {
  let text = '';
  let tokens = 0;
  for await (const chunk of generation.chunks) {
    text += chunk.text;
    tokens += chunk.tokens;
  }
  return { text, tokens, prompt: (await generation.prompt).prompt, ...(await generation.done) };
}

export const never = new AbortController().signal;

/** Waits for the first piece of an answer, so that a test can act in its middle. */
export async function firstChunk(generation: Generation): Promise<AsyncIterator<{ text: string; tokens: number }>> {
  const chunks = generation.chunks[Symbol.asyncIterator]();
  await chunks.next();
  return chunks;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Looks again until it holds; the test's own time limit ends a hopeless wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
