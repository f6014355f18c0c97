/** A stream of numbered events that ends with `isLast`, or never. */
export interface Subscription<Event extends { seq: number }> {
  /** Opens the stream for the events with a number above `after`. */
  open: (after: number, signal: AbortSignal) => Promise<AsyncIterable<Event>>;
  /** Number of the last event that is already known. */
  after: number;
  /** Gets the new events, at most once a frame: assigning on every token would lay the page out on every token. */
  apply: (events: Event[]) => void;
  /** True for the event after which the stream is done. Left out: the stream is opened again whenever it ends. */
  isLast?: (event: Event) => boolean;
  /** True when the stream ended in order without a last event (the answer had ended before). Left out: opened again. */
  endsQuietly?: boolean;
  /** Told when an attempt failed; returning 'stop' gives up. */
  onFailure?: (error: unknown, attempt: number) => 'again' | 'stop';
}

/** A stop function, and a promise that settles when the stream is done or given up. */
export interface Following {
  close(): void;
  readonly done: Promise<void>;
}

/** Follows a stream from a number on; after a break goes on from the last number seen, with back-off. */
export function follow<Event extends { seq: number }>(subscription: Subscription<Event>): Following {
  const controller = new AbortController();
  const frame = perFrame<Event>((events) => subscription.apply(events));
  let after = subscription.after;
  let attempt = 0;

  const once = async (): Promise<boolean> => {
    const events = await subscription.open(after, controller.signal);
    for await (const event of events) {
      if (controller.signal.aborted) return true;
      // A replayed event is dropped here, so that appliers need not care. `reset` begins a new count.
      if (event.seq <= after && (event as { type?: string }).type !== 'reset') continue;
      attempt = 0;
      after = event.seq;
      frame.push(event);
      if (subscription.isLast?.(event)) return true;
    }
    return subscription.endsQuietly === true;
  };

  const run = async () => {
    while (!controller.signal.aborted) {
      try {
        if (await once()) break;
        attempt = Math.max(attempt, 1);
      } catch (error) {
        if (controller.signal.aborted) break;
        attempt += 1;
        if (subscription.onFailure?.(error, attempt) === 'stop') break;
      }
      await sleep(Math.min(8000, 150 * 2 ** attempt), controller.signal);
    }
    frame.flush();
  };

  const done = run();
  return {
    close() {
      frame.cancel();
      controller.abort();
    },
    done,
  };
}

/** Collects values and hands them over once a frame; in a hidden tab, where there are no frames, four times a second. */
export function perFrame<Value>(flush: (values: Value[]) => void) {
  let waiting: Value[] = [];
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    if (waiting.length === 0) return;
    const values = waiting;
    waiting = [];
    flush(values);
  };
  return {
    push(value: Value) {
      waiting.push(value);
      if (timer !== undefined) return;
      frame = requestAnimationFrame(run);
      timer = setTimeout(run, 250);
    },
    flush: run,
    cancel() {
      waiting = [];
      run();
    },
  };
}

const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
