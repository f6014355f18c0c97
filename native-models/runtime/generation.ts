import type { Usage } from '#domain/chat';
import type { RenderedPrompt, StopReason, TextChunk } from '#domain/inference';
import type { Generation } from '#services-ports/inference';

type End = { usage: Usage; stopReason: StopReason };

/** The writing end of a Generation: what the worker reports goes in, what a service reads comes out. */
export class GenerationSource {
  readonly generation: Generation;
  readonly #prompt = deferred<RenderedPrompt>();
  readonly #done = deferred<End>();
  readonly #chunks: TextChunk[] = [];
  #wake: (() => void) | null = null;
  #closed = false;
  #error: unknown = null;

  constructor() {
    // Nobody has to look at every part: a failure that is read in one place must not count as unhandled in the others.
    this.#prompt.promise.catch(() => {});
    this.#done.promise.catch(() => {});
    this.generation = { prompt: this.#prompt.promise, chunks: this.#read(), done: this.#done.promise };
  }

  prompt(prompt: RenderedPrompt): void {
    this.#prompt.resolve(prompt);
  }

  chunk(chunk: TextChunk): void {
    if (this.#closed) return;
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** Ends the text now; `done` is still to come. */
  closeText(): void {
    this.#closed = true;
    this.#wake?.();
  }

  end(end: End): void {
    this.closeText();
    // A request that was stopped while it waited was never laid out.
    this.#prompt.resolve({ prompt: '', tokens: 0 });
    this.#done.resolve(end);
  }

  fail(error: unknown): void {
    this.#error = error;
    this.closeText();
    this.#prompt.reject(error);
    this.#done.reject(error);
  }

  async *#read(): AsyncGenerator<TextChunk, void, void> {
    while (true) {
      for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) yield chunk;
      if (this.#error !== null) throw this.#error;
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}

interface Deferred<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Pick<Deferred<T>, 'resolve' | 'reject'>) };
}
