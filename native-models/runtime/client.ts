import { AppError } from '#domain/errors';
import type { RenderedPrompt } from '#domain/inference';
import type { WorkerExit, WorkerProcess } from './launch.ts';
import type { Calls, HostFrame, Method, WorkerFrame } from './protocol.ts';

export interface CallEvents {
  progress?(progress: number): void;
  prompt?(prompt: RenderedPrompt): void;
  chunk?(chunk: { text: string; tokens: number; contextUsed: number }): void;
}

interface Pending {
  events: CallEvents;
  resolve(value: unknown): void;
  reject(error: AppError): void;
  settled(): void;
}

/** The host's end of one worker process: ties frames to calls, passes cancelling on, and fails every open call when the process ends. */
export class WorkerClient {
  /** Resolves when the process has ended, however that came. */
  readonly exited: Promise<WorkerExit>;
  /** True when this side ended the process. */
  intended = false;
  readonly #process: WorkerProcess;
  readonly #graceMs: number;
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #exit: WorkerExit | null = null;

  /** @param graceMs how long a cancelled call may take to say so before the process is ended */
  constructor(process: WorkerProcess, graceMs: number) {
    this.#process = process;
    this.#graceMs = graceMs;
    process.onFrame((frame) => this.#receive(frame));
    this.exited = new Promise((resolve) =>
      process.onExit((exit) => {
        this.#exit = exit;
        for (const pending of [...this.#pending.values()]) this.#fail(pending);
        resolve(exit);
      }),
    );
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** @throws AppError as the worker gave it; MODEL_CRASHED when the process ended; CANCELLED when it had to be ended after a cancel */
  call<M extends Method>(
    method: M,
    params: Calls[M]['params'],
    events: CallEvents = {},
    signal?: AbortSignal,
  ): Promise<Calls[M]['result']> {
    const id = this.#next++;
    let grace: NodeJS.Timeout | undefined;
    const cancel = () => {
      this.#process.send({ type: 'cancel', id });
      grace = setTimeout(() => this.kill(), this.#graceMs);
    };
    return new Promise((resolve, reject) => {
      const settled = () => {
        this.#pending.delete(id);
        clearTimeout(grace);
        signal?.removeEventListener('abort', cancel);
      };
      const pending: Pending = { events, resolve: resolve as (value: unknown) => void, reject, settled };
      if (this.#exit) return this.#fail(pending);
      this.#pending.set(id, pending);
      this.#process.send({ type: 'call', id, method, params } as HostFrame);
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  /** Ends the process; open calls fail with CANCELLED. */
  kill(): void {
    this.intended = true;
    this.#process.kill();
  }

  #receive(frame: WorkerFrame): void {
    if (frame.type === 'ready') return;
    const pending = this.#pending.get(frame.id);
    if (!pending) return;
    if (frame.type === 'progress') pending.events.progress?.(frame.progress);
    else if (frame.type === 'prompt') pending.events.prompt?.({ prompt: frame.prompt, tokens: frame.tokens });
    else if (frame.type === 'chunk') pending.events.chunk?.(frame);
    else {
      pending.settled();
      if (frame.type === 'result') pending.resolve(frame.value);
      else pending.reject(new AppError(frame.code, frame.message, frame.data ? { data: frame.data } : {}));
    }
  }

  #fail(pending: Pending): void {
    pending.settled();
    pending.reject(this.intended ? new AppError('CANCELLED', 'The request was stopped.') : crashError(this.#exit));
  }
}

/** How a process ended, in half a sentence, with what it said about that. */
export function describeExit(exit: WorkerExit): string {
  const how = exit.signal ? `signal ${exit.signal}` : `exit code ${exit.code ?? 'unknown'}`;
  const lines = exit.lastWords
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // What llama.cpp and Node say first is the reason; a stack follows.
  const reason = lines.find((line) => /error|assert|abort|fatal/i.test(line)) ?? lines.at(-1);
  // Paths of the machine that built llama.cpp help nobody.
  return reason ? `${how}: ${reason.replace(/\S*[\\/]llama\.cpp[\\/]/, '').slice(0, 300)}` : how;
}

function crashError(exit: WorkerExit | null): AppError {
  const how = exit ? ` (${describeExit(exit)})` : '';
  return new AppError('MODEL_CRASHED', `The model's process ended unexpectedly${how}. Ask again to start it anew.`, {
    data: { code: exit?.code ?? null, signal: exit?.signal ?? null, lastWords: exit?.lastWords ?? '' },
  });
}
