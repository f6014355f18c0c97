import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '#domain/errors';
import { AppError } from '#domain/errors';
import { storeFile } from './open.ts';
import type { ReaderFunctions, ReaderReply, ReaderRequest, ReaderStreams, RowOf } from './reader-functions.ts';

type Argument<Read> = Read extends (db: never, argument: infer A) => unknown ? A : never;

/** Long reads, in a thread with a connection of its own: this thread never waits for them. */
export interface Reader {
  run<Name extends keyof ReaderFunctions>(
    name: Name,
    argument: Argument<ReaderFunctions[Name]>,
  ): Promise<ReturnType<ReaderFunctions[Name]>>;
  /** Batches of rows out of one snapshot of the store. The thread stays one batch ahead; leaving the loop ends the stream. */
  stream<Name extends keyof ReaderStreams>(
    name: Name,
    argument: Argument<ReaderStreams[Name]>,
  ): AsyncGenerator<RowOf<ReaderStreams[Name]>[], void, void>;
  /** Copies the whole store into a new file. */
  copy(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Built source by a bundler, plain source under Node: the one place that knows where the thread's code is. */
const startWorker = (file: string): Worker =>
  new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: { file }, name: 'store-reader' });

interface Waiting {
  resolve(reply: ReaderReply): void;
  reject(error: unknown): void;
}

/** The thread is started with the first read, and anew after it failed. Reads that were under way then fail with INTERNAL. */
export function createReader({ dataDir }: { dataDir: string }): Reader {
  const file = path.resolve(storeFile(dataDir));
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;
  let closed = false;

  const start = (): Worker => {
    const started = startWorker(file);
    const fail = (cause: unknown): void => {
      if (worker === started) worker = null;
      for (const [id, { reject }] of waiting) {
        waiting.delete(id);
        reject(new AppError('INTERNAL', 'The thread that reads the store ended. Try again.', { cause }));
      }
    };
    started.on('message', (reply: ReaderReply) => {
      const waiter = waiting.get(reply.id);
      if (waiter === undefined) return;
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if (reply.type === 'error')
        waiter.reject(new AppError(reply.code as ErrorCode, reply.message, reply.sqlite ? { data: { sqlite: reply.sqlite } } : {}));
      else waiter.resolve(reply);
    });
    started.on('error', fail);
    started.on('exit', (code) => fail(new Error(`exit code ${code}`)));
    return started;
  };
  const ask = (request: ReaderRequest): Promise<ReaderReply> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      // A process with nothing else to do may end; not while somebody waits for an answer.
      worker.ref();
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  const valueOf = async (request: ReaderRequest): Promise<unknown> => {
    if (closed) throw new AppError('INTERNAL', 'The store is closed.');
    const reply = await ask(request);
    return reply.type === 'value' ? reply.value : null;
  };

  async function* stream(name: keyof ReaderStreams, argument: unknown): AsyncGenerator<unknown[], void, void> {
    if (closed) throw new AppError('INTERNAL', 'The store is closed.');
    const id = ++lastId;
    let done = false;
    try {
      let next = ask({ type: 'stream', id, name, argument });
      while (true) {
        const reply = await next;
        if (reply.type !== 'batch') {
          done = true;
          return;
        }
        next = ask({ type: 'next', id });
        // Not awaited when the loop is left early: the rejection must have somebody who looks at it.
        next.catch(() => {});
        yield reply.rows;
      }
    } finally {
      if (!done) {
        waiting.delete(id);
        worker?.postMessage({ type: 'stop', id } satisfies ReaderRequest);
      }
    }
  }

  return {
    run: (name, argument) => valueOf({ type: 'run', id: ++lastId, name, argument }) as never,
    stream: stream as Reader['stream'],
    copy: async (target) => {
      await valueOf({ type: 'copy', id: ++lastId, file: target });
    },
    async close() {
      if (closed) return;
      closed = true;
      const running = worker;
      if (running === null) return;
      await ask({ type: 'close', id: ++lastId }).catch(() => {});
      await running.terminate();
    },
  };
}
