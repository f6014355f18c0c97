import type { CancelSignal } from './cancellation.ts';

/**
 * A numbered log that readers follow from any number on: what the window, a second tab and a test see is the same, whenever they
 * come. Unbounded in memory only while it is open; the owner drops it when it is closed and everybody has read it.
 */
export class EventStream<Event extends { seq: number }> {
  #events: Event[] = [];
  #waiting = new Set<() => void>();
  #closed = false;

  get lastSeq(): number {
    return this.#events.at(-1)?.seq ?? 0;
  }
  get closed(): boolean {
    return this.#closed;
  }

  /** Numbers and appends an event. Throws when the stream is closed: an event after the end would be lost in silence. */
  append(body: Event extends unknown ? Omit<Event, 'seq'> : never): Event {
    if (this.#closed) throw new Error('event stream is closed');
    const event = { ...body, seq: this.lastSeq + 1 } as unknown as Event;
    this.#events.push(event);
    this.#wake();
    return event;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Events with a number above `after`, then those to come, until the stream closes or `signal` aborts. */
  async *read(after: number, signal?: CancelSignal): AsyncGenerator<Event, void, void> {
    let index = after <= 0 ? 0 : this.#events.findIndex((event) => event.seq > after);
    if (index < 0) index = this.#events.length;
    while (!signal?.aborted) {
      while (index < this.#events.length) {
        yield this.#events[index++] as Event;
        if (signal?.aborted) return;
      }
      if (this.#closed) return;
      await this.#next(signal);
    }
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
    });
  }

  #wake(): void {
    for (const resume of [...this.#waiting]) resume();
  }
}
