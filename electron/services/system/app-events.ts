import type { AppEvent, AppEventBody } from '#domain/app-event';
import type { CancelSignal } from '#domain/cancellation';

/** How many events are kept for pages that were away. */
const kept = 2000;

/**
 * What changed in the app, for every open page. Bounded: a page that asks for events that are gone gets `reset` first and reads
 * everything anew. Events of one kind about one thing that nobody has read yet are not merged: they are small.
 */
export class AppEvents {
  #events: AppEvent[] = [];
  #last = 0;
  #waiting = new Set<() => void>();
  #closed = false;

  announce = (body: AppEventBody): void => {
    if (this.#closed) return;
    this.#last += 1;
    this.#events.push({ ...body, seq: this.#last } as AppEvent);
    if (this.#events.length > kept * 1.25) this.#events = this.#events.slice(-kept);
    for (const wake of [...this.#waiting]) wake();
  };

  /** Makes every page read everything anew: something changed, and nobody here knows what. */
  resetAll(): void {
    this.announce({ type: 'reset' });
  }

  /** Events above `after`; -1 means from now on. Also a number from before a restart of the host leads to `reset`. */
  async *read(after: number, signal?: CancelSignal): AsyncGenerator<AppEvent, void, void> {
    let position = after < 0 ? this.#last : after;
    const oldest = this.#events[0]?.seq ?? this.#last + 1;
    if (position > this.#last || (position < this.#last && position + 1 < oldest)) {
      position = this.#last;
      yield { type: 'reset', seq: position };
    }
    while (!this.#closed && !signal?.aborted) {
      const index = this.#events.findIndex((event) => event.seq > position);
      if (index < 0) {
        await this.#next(signal);
        continue;
      }
      const event = this.#events[index] as AppEvent;
      if (event.seq > position + 1) {
        position = this.#last;
        yield { type: 'reset', seq: position };
        continue;
      }
      position = event.seq;
      yield event;
    }
  }

  close(): void {
    this.#closed = true;
    for (const wake of [...this.#waiting]) wake();
  }

  #next(signal?: CancelSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal?.addEventListener('abort', done, { once: true });
      if (signal?.aborted || this.#closed) done();
    });
  }
}
