import { AppError, toAppError } from '#domain/errors';
import type { RenderedPrompt } from '#domain/inference';
import { inspectModel } from '../gguf/inspect.ts';
import type { LlamaEngine } from './llama-engine.ts';
import { chunkInterval, type HostFrame, type WorkerFrame } from './protocol.ts';

export type Call = Extract<HostFrame, { type: 'call' }>;

/**
 * The worker's side of the protocol, without a process around it. Loads and generations run one at a time, in the order they came; a
 * cancel frame reaches the one that runs or takes a waiting one out.
 */
export function createHandlers(send: (frame: WorkerFrame) => void): { handle(frame: HostFrame): void } {
  // llama.cpp's bindings are loaded with the first model: a process that only inspects a file starts without them.
  let engine: Promise<LlamaEngine> | null = null;
  const getEngine = (): Promise<LlamaEngine> => {
    engine ??= import('./llama-engine.ts').then((module) => new module.LlamaEngine());
    return engine;
  };
  const running = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();
  let loads: Promise<unknown> = last;

  async function run(call: Call, signal: AbortSignal): Promise<void> {
    try {
      if (signal.aborted) throw new AppError('CANCELLED', 'The request was stopped.');
      send({ type: 'result', id: call.id, value: await perform(getEngine, call, send, signal) });
    } catch (thrown) {
      const error = toAppError(thrown);
      send({ type: 'error', id: call.id, code: error.code, message: error.message, ...(error.data ? { data: error.data } : {}) });
    } finally {
      running.delete(call.id);
    }
  }

  return {
    handle(frame) {
      if (frame.type === 'cancel') return running.get(frame.id)?.abort();
      const controller = new AbortController();
      running.set(frame.id, controller);
      const start = () => run(frame, controller.signal);
      if (frame.method === 'inspect') return void start();
      // Counting needs the vocabulary only: the composer's budget need not wait for an answer to end.
      if (frame.method === 'count' || frame.method === 'render') void loads.then(start);
      else last = last.then(start);
      if (frame.method === 'load') loads = last;
    },
  };
}

async function perform(
  getEngine: () => Promise<LlamaEngine>,
  call: Call,
  send: (frame: WorkerFrame) => void,
  signal: AbortSignal,
): Promise<unknown> {
  if (call.method === 'inspect') return inspectModel(call.params.path, throttledProgress(call.id, send), signal);
  const engine = await getEngine();
  if (call.method === 'load') return engine.load(call.params, throttledProgress(call.id, send), signal);
  if (call.method === 'count') return engine.count(call.params.texts);
  if (call.method === 'render') return engine.render(call.params.messages);
  const chunks = new ChunkSender(call.id, send);
  try {
    const events = {
      prompt: (prompt: RenderedPrompt) => send({ type: 'prompt', id: call.id, ...prompt }),
      token: (text: string, tokens: number, used: number) => chunks.add(text, tokens, used),
    };
    return await engine.generate(call.params, events, signal);
  } finally {
    chunks.flush();
  }
}

function throttledProgress(id: number, send: (frame: WorkerFrame) => void): (progress: number) => void {
  let sent = -1;
  return (progress) => {
    if (progress < 1 && progress - sent < 0.01) return;
    sent = progress;
    send({ type: 'progress', id, progress });
  };
}

/** Collects text for a moment, so that a fast model does not cost a message per token. The first token goes at once. */
class ChunkSender {
  readonly #id: number;
  readonly #send: (frame: WorkerFrame) => void;
  #text = '';
  #tokens = 0;
  #contextUsed = 0;
  #lastSent = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(id: number, send: (frame: WorkerFrame) => void) {
    this.#id = id;
    this.#send = send;
  }

  add(text: string, tokens: number, contextUsed: number): void {
    this.#text += text;
    this.#tokens += tokens;
    this.#contextUsed = contextUsed;
    if (this.#timer || this.#text === '') return;
    const wait = this.#lastSent + chunkInterval - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#tokens === 0 && this.#text === '') return;
    this.#send({ type: 'chunk', id: this.#id, text: this.#text, tokens: this.#tokens, contextUsed: this.#contextUsed });
    this.#text = '';
    this.#tokens = 0;
    this.#lastSent = performance.now();
  }
}
