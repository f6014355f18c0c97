import { AppError } from '#domain/errors';

interface Job {
  /** Does the work and returns how its outcome is told. */
  start(): Promise<() => void>;
  cancel(error: AppError): void;
}

/** One job at a time, in the order they came. */
export class Queue {
  readonly #waiting: Job[] = [];
  readonly #onChange: () => void;
  #running = false;
  #closed = false;

  /** @param onChange called when a job starts, ends, comes or goes */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get waiting(): number {
    return this.#waiting.length;
  }
  get idle(): boolean {
    return !this.#running && this.#waiting.length === 0;
  }

  /** Runs `work` when its turn comes. A signal that aborts before that takes it out with CANCELLED; later it is the work's own matter. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = () => job.cancel(new AppError('CANCELLED', 'The request was stopped.'));
      const job: Job = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          return work().then(
            (value) => () => resolve(value),
            (error) => () => reject(error),
          );
        },
        cancel: (error) => {
          const index = this.#waiting.indexOf(job);
          if (index >= 0) this.#waiting.splice(index, 1);
          signal?.removeEventListener('abort', leave);
          reject(error);
          this.#onChange();
        },
      };
      if (this.#closed || signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(job);
      void this.#next();
    });
  }

  /** Takes out all that waits; what runs is left to end. */
  close(): void {
    this.#closed = true;
    for (const job of [...this.#waiting]) job.cancel(new AppError('CANCELLED', 'The app is closing.'));
  }

  async #next(): Promise<void> {
    if (this.#running) return this.#onChange();
    const job = this.#waiting.shift();
    if (!job) return this.#onChange();
    this.#running = true;
    this.#onChange();
    const tell = await job.start();
    this.#running = false;
    // Whoever waits for the outcome finds the queue as it is afterwards.
    tell();
    await this.#next();
  }
}
