import type { Template } from '../../templates/templates.ts';
import { queueGo } from './go-template.ts';

/** A job that is tried again keeps its place among the running ones while it waits. */
export const queueTemplate: Template = {
  typescript: `
/** Runs jobs in this process, up to _concurrency_ at the same time, in the order in which they came. */
export class _Name_<Job> {
  readonly #handle: (job: Job, signal: AbortSignal) => Promise<void>;
  readonly #failed: (job: Job, error: unknown) => void;
  readonly #controller = new AbortController();
  readonly #waiting: Job[] = [];
  #running = 0;
  #closed = false;
  #idle: (() => void) | null = null;

  /** \`failed\` hears of each job that could not be done, with its last error. */
  constructor(handle: (job: Job, signal: AbortSignal) => Promise<void>, failed: (job: Job, error: unknown) => void) {
    this.#handle = handle;
    this.#failed = failed;
  }

  /** Jobs that wait or run. */
  get size(): number {
    return this.#waiting.length + this.#running;
  }

  /** Throws when the queue is closed. */
  add(job: Job): void {
    if (this.#closed) {
      throw new Error("The queue is closed.");
    }
    this.#waiting.push(job);
    this.#next();
  }

  /**
   * Takes no more jobs and waits for those that are there. After \`grace\` milliseconds the signal of the running ones is aborted, and
   * the waiting ones fail.
   */
  async close(grace = _grace_): Promise<void> {
    this.#closed = true;
    if (this.size === 0) {
      return;
    }
    const timer = setTimeout(() => this.#abort(), grace);
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    clearTimeout(timer);
  }

  #abort(): void {
    this.#controller.abort(new Error("The queue was closed."));
    for (const job of this.#waiting.splice(0)) {
      this.#failed(job, this.#controller.signal.reason);
    }
  }

  #next(): void {
    while (this.#running < _concurrency_ && this.#waiting.length > 0) {
      const [job] = this.#waiting.splice(0, 1) as [Job];
      this.#running += 1;
      void this.#run(job).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
    if (this.size === 0) {
      this.#idle?.();
    }
  }

  async #run(job: Job): Promise<void> {
    const { signal } = this.#controller;
    if (_retries_) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#handle(job, signal);
        } catch (error) {
          if (attempt >= _attempts_ || signal.aborted) {
            return this.#failed(job, error);
          }
        }
        await this.#pause(_delay_ * 2 ** (attempt - 1));
        if (signal.aborted) {
          return this.#failed(job, signal.reason);
        }
      }
    } else {
      try {
        await this.#handle(job, signal);
      } catch (error) {
        this.#failed(job, error);
      }
    }
  }
  _pauseMember_;
}
`,
  python: `
import logging
import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import Callable, Generic, Set, TypeVar

Job = TypeVar("Job")


class _Name_(Generic[Job]):
    """Runs jobs in threads of this process, up to _concurrency_ at the same time, in the order in which they came."""

    def __init__(
        self,
        handle: Callable[[Job, threading.Event], None],
        failed: Callable[[Job, BaseException], None],
    ) -> None:
        """\`handle\` should end soon when its event is set. \`failed\` hears of each job that could not be done, with its last error."""
        self._handle = handle
        self._failed = failed
        self._pool = ThreadPoolExecutor(max_workers=_concurrency_)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._closed = False
        self._pending: Set[Future] = set()

    def __len__(self) -> int:
        """Jobs that wait or run."""
        return len(self._pending)

    def add(self, job: Job) -> None:
        """Raises RuntimeError when the queue is closed."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the queue is closed")
            future = self._pool.submit(self._run, job)
            self._pending.add(future)
        future.add_done_callback(self._finish)

    def close(self, grace: float = _graceSeconds_) -> None:
        """Takes no more jobs and waits for those that are there.

        After \`grace\` seconds the event of the running ones is set, and the waiting ones fail.
        """
        with self._lock:
            self._closed = True
            pending = set(self._pending)
        wait(pending, timeout=grace)
        self._stop.set()
        self._pool.shutdown(wait=True)

    def _finish(self, future: Future) -> None:
        self._pending.discard(future)
        error = future.exception()
        if error is not None:
            logging.getLogger(__name__).error("a job could not be reported as failed", exc_info=error)

    def _run(self, job: Job) -> None:
        if _retries_:
            attempt = 1
            while not self._stop.is_set():
                try:
                    return self._handle(job, self._stop)
                except Exception as error:
                    if attempt >= _attempts_:
                        return self._failed(job, error)
                self._stop.wait(_delaySeconds_ * 2 ** (attempt - 1))
                attempt += 1
            self._failed(job, CancelledError("the queue was closed"))
        else:
            if self._stop.is_set():
                return self._failed(job, CancelledError("the queue was closed"))
            try:
                self._handle(job, self._stop)
            except Exception as error:
                self._failed(job, error)
`,
  go: queueGo,
};

/** Waiting between attempts; only queues that try again have it. */
export const pauseTemplate: Template = {
  typescript: `
class Pausing {
  readonly #controller = new AbortController();

  /** Waits; shorter when the queue is aborted. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#controller;
      const timer = setTimeout(end, milliseconds);
      function end(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      }
      signal.addEventListener("abort", end, { once: true });
    });
  }
}
`,
  python: '',
  go: 'package main\n',
};
