import { AppError, toAppError } from '#domain/errors';
import type { GenerateRequest, ModelSource, RenderedPrompt } from '#domain/inference';
import type { EngineStatus } from '#domain/models';
import type { Generation, ModelEngine } from '#services-ports/inference';
import { describeExit, WorkerClient } from './client.ts';
import { GenerationSource } from './generation.ts';
import type { LaunchWorker } from './launch.ts';
import type { Calls } from './protocol.ts';
import { Queue } from './queue.ts';
import { StatusBoard } from './status-board.ts';

export interface EngineOptions {
  launch: LaunchWorker;
  /** Milliseconds without a request after which the process is ended; 0 = never. Asked anew each time. */
  unloadAfterMs: () => number | Promise<number>;
  /** How long a stopped request may take to end before its process is replaced. */
  cancelGraceMs?: number;
  /** Wait before the process is started again after a crash; doubled with every further one within a minute. */
  backOffMs?: number;
  /** Threads for llama.cpp; by default all cores but one. */
  threads?: number | null;
}

const crashWindowMs = 60_000;
const mostCrashes = 3;

/**
 * The model engine of the app: keeps one worker process, started with the first request and ended when idle. A crash fails the request
 * that ran, never the ones that wait; the next one starts a new process and loads the model again. Three crashes in a minute, and it
 * stays down until `load` is told to try again.
 */
export function createModelEngine(options: EngineOptions): ModelEngine {
  return new SupervisedEngine(options);
}

class SupervisedEngine implements ModelEngine {
  readonly #options: EngineOptions;
  readonly #board = new StatusBoard();
  readonly #queue: Queue;
  #client: WorkerClient | null = null;
  /** What the running process holds. */
  #loaded: ModelSource | null = null;
  /** What the user asked for last: loaded again after a crash or an idle time. */
  #wanted: ModelSource | null = null;
  #crashes: number[] = [];
  #started = 0;
  #idle: NodeJS.Timeout | undefined;
  #loading = new AbortController();
  #closed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#queue = new Queue(() => this.#queueChanged());
  }

  status(): EngineStatus {
    return this.#board.status;
  }
  onStatus(listener: (status: EngineStatus) => void): () => void {
    return this.#board.listen(listener);
  }

  load(source: ModelSource, signal?: AbortSignal, { despiteCrashes = false } = {}): Promise<void> {
    return this.#queue.run(async () => {
      if (despiteCrashes) this.#crashes = [];
      await this.#ensure(source, signal);
    }, signal);
  }

  unload(): Promise<void> {
    // Whoever does not want the model does not want to wait until it is there.
    this.#loading.abort();
    this.#loading = new AbortController();
    return this.#queue.run(async () => {
      this.#wanted = null;
      await this.#stop();
    });
  }

  countTokens(texts: string[], signal?: AbortSignal): Promise<number[]> {
    return this.#aside('count', { texts }, signal);
  }
  render(messages: GenerateRequest['messages'], signal?: AbortSignal): Promise<RenderedPrompt> {
    return this.#aside('render', { messages }, signal);
  }

  generate(request: GenerateRequest, signal: AbortSignal): Generation {
    const source = new GenerationSource();
    const queuedAt = performance.now();
    const stop = () => source.closeText();
    signal.addEventListener('abort', stop, { once: true });
    this.#queue
      .run(() => this.#generate(request, source, signal), signal)
      .then(
        (end) => source.end(end),
        (thrown) => {
          const error = toAppError(thrown);
          // A stop is no failure, whether it came in time to be answered or the process had to go.
          if (error.code !== 'CANCELLED' || !signal.aborted) return source.fail(error);
          const waited = performance.now() - queuedAt;
          source.end({ usage: { promptTokens: 0, answerTokens: 0, firstTokenMs: waited, totalMs: waited }, stopReason: 'abort' });
        },
      )
      .finally(() => signal.removeEventListener('abort', stop));
    return source.generation;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    this.#queue.close();
    await this.#stop();
  }

  async #generate(
    { model, ...request }: GenerateRequest,
    source: GenerationSource,
    signal: AbortSignal,
  ): Promise<Calls['generate']['result']> {
    const client = await this.#ensure(model ?? this.#wanted, signal);
    this.#board.startAnswer();
    try {
      const events = {
        prompt: (prompt: RenderedPrompt) => source.prompt(prompt),
        chunk: (chunk: { text: string; tokens: number; contextUsed: number }) => {
          source.chunk({ text: chunk.text, tokens: chunk.tokens });
          this.#board.answerGrows(chunk.tokens, chunk.contextUsed);
        },
      };
      const result = await client.call('generate', request, events, signal);
      this.#board.change({ contextUsed: result.contextUsed });
      return result;
    } finally {
      if (this.#client === client) this.#board.change({ state: 'ready' });
    }
  }

  /** Counting and laying out do not wait for a running answer, only for a model. */
  async #aside<M extends 'count' | 'render'>(method: M, params: Calls[M]['params'], signal?: AbortSignal): Promise<Calls[M]['result']> {
    if (this.#client && this.#loaded) return this.#client.call(method, params, {}, signal);
    return this.#queue.run(async () => (await this.#ensure(this.#wanted, signal)).call(method, params, {}, signal), signal);
  }

  /** The worker with this model in it. Runs inside the queue. */
  async #ensure(source: ModelSource | null, signal?: AbortSignal): Promise<WorkerClient> {
    if (!source) throw new AppError('NO_MODEL', 'No model is loaded. Choose one in the model library.');
    this.#wanted = source;
    if (this.#client && this.#loaded && sameSource(this.#loaded, source)) return this.#client;
    const client = this.#client ?? (await this.#start(signal));
    this.#loaded = null;
    this.#board.change({
      state: 'loading',
      modelId: source.id as EngineStatus['modelId'],
      progress: 0,
      error: null,
      contextSize: null,
      contextUsed: null,
      tokensPerSecond: null,
    });
    const stop = signal ? AbortSignal.any([signal, this.#loading.signal]) : this.#loading.signal;
    try {
      const params = { path: source.path, contextSize: source.contextSize, threads: this.#options.threads ?? null };
      const { contextSize } = await client.call('load', params, { progress: (progress) => this.#board.change({ progress }) }, stop);
      this.#loaded = source;
      this.#board.change({ state: 'ready', progress: 1, contextSize, contextUsed: 0 });
      return client;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'CANCELLED') this.#board.idle();
      else if (error.code !== 'MODEL_CRASHED') this.#board.change({ state: 'failed', error: { code: error.code, message: error.message } });
      else {
        const reason = `llama.cpp broke down over this model. The file is damaged, or this version cannot run it. ${error.message}`;
        throw new AppError(error.code, reason, { data: error.data ?? {}, cause: error });
      }
      throw error;
    }
  }

  async #start(signal?: AbortSignal): Promise<WorkerClient> {
    const recent = this.#recentCrashes();
    if (recent >= mostCrashes)
      throw new AppError(
        'MODEL_CRASHED',
        `The model's process ended ${recent} times within a minute, so it is not started again. Load the model once more, or choose another one.`,
      );
    if (recent > 0) await pause((this.#options.backOffMs ?? 500) * 2 ** (recent - 1), signal);
    if (this.#closed || signal?.aborted) throw new AppError('CANCELLED', 'The request was stopped.');
    const client = new WorkerClient(this.#options.launch(), this.#options.cancelGraceMs ?? 5000);
    this.#client = client;
    this.#board.change({ restarts: this.#started++ });
    void client.exited.then((exit) => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#loaded = null;
      if (client.intended) return this.#board.idle();
      this.#crashes.push(performance.now());
      const message = `The model's process ended unexpectedly (${describeExit(exit)}).`;
      this.#board.change({ state: 'crashed', contextUsed: null, tokensPerSecond: null, error: { code: 'MODEL_CRASHED', message } });
    });
    return client;
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    if (!client) return this.#board.idle();
    this.#client = null;
    this.#loaded = null;
    client.kill();
    await client.exited;
    this.#board.idle();
  }

  #recentCrashes(): number {
    this.#crashes = this.#crashes.filter((at) => performance.now() - at < crashWindowMs);
    return this.#crashes.length;
  }

  #queueChanged(): void {
    this.#board.change({ queued: this.#queue.waiting });
    clearTimeout(this.#idle);
    if (this.#queue.idle && this.#client && !this.#closed) void this.#awaitIdle();
  }

  async #awaitIdle(): Promise<void> {
    const client = this.#client;
    const after = await this.#options.unloadAfterMs();
    if (after <= 0 || !this.#queue.idle || this.#client !== client || this.#closed) return;
    clearTimeout(this.#idle);
    const unload = () => void this.#queue.run(() => this.#stop()).catch(() => {});
    this.#idle = setTimeout(unload, Math.min(after, 2 ** 31 - 1)).unref();
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** The id is part of it: a file that was replaced in its place is another model. */
function sameSource(one: ModelSource, other: ModelSource): boolean {
  return one.id === other.id && one.path === other.path && one.contextSize === other.contextSize;
}
