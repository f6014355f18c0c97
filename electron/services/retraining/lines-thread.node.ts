import { Worker } from 'node:worker_threads';
import type { DatasetFileName } from '#domain/dataset';
import { AppError } from '#domain/errors';
import type { LinesFolder, LinesReply, LinesRequest } from './lines-protocol.ts';
import type { PackedLines, SealedFile } from './ports.ts';

/** Requests that may lie before the thread. Each holds about a megabyte. */
const requestsAhead = 4;

/** Sorts and writes the lines of one dataset in a thread of its own. Failures of the file system keep their `code` and `syscall`. */
export interface LinesThread {
  add(file: DatasetFileName, lines: string[]): void;
  /** The bytes belong to the thread afterwards. */
  addPacked(lines: PackedLines): void;
  /** Waits until the thread has caught up. Throws what went wrong with anything added. */
  drain(): Promise<void>;
  seal(file: DatasetFileName): Promise<SealedFile>;
  /** Ends the thread in the middle of whatever it does. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(reply: LinesReply): void;
  reject(error: unknown): void;
}

/** Built source by a bundler, plain source under Node: the one place that knows where the thread's code is. */
const startWorker = (workerData: LinesFolder): Worker =>
  new Worker(new URL('./lines-worker.node.ts', import.meta.url), { workerData, name: 'dataset-writer' });

/** The thread is started with the first request. */
export function createLinesThread(place: LinesFolder): LinesThread {
  const waiting: Waiting[] = [];
  /** Replies to what was added, the oldest first. */
  const added: Promise<LinesReply>[] = [];
  let worker: Worker | null = null;
  /** Why nothing can be asked any more. What the thread held is gone with it, so it is not started anew. */
  let over: AppError | null = null;

  const start = (): Worker => {
    const started = startWorker(place);
    started.on('message', (reply: LinesReply) => {
      const waiter = waiting.shift();
      if (waiting.length === 0) started.unref();
      if (reply.type === 'failed') waiter?.reject(Object.assign(new Error(reply.message), { code: reply.code, syscall: reply.syscall }));
      else waiter?.resolve(reply);
    });
    const fail = (cause: unknown): void => {
      over ??= new AppError('INTERNAL', 'The thread that writes the dataset ended. Try again.', { cause });
      for (const { reject } of waiting.splice(0)) reject(over);
    };
    started.on('error', fail);
    started.on('exit', (code) => fail(new Error(`exit code ${code}`)));
    return started;
  };
  const ask = (request: LinesRequest, handedOver: ArrayBuffer[] = []): Promise<LinesReply> =>
    new Promise((resolve, reject) => {
      if (over !== null) throw over;
      worker ??= start();
      // A process with nothing else to do may end; not while somebody waits for an answer.
      worker.ref();
      waiting.push({ resolve, reject });
      worker.postMessage(request, handedOver);
    });
  const note = (reply: Promise<LinesReply>): void => {
    // Looked at by `drain`, which may come too late for Node.
    reply.catch(() => {});
    added.push(reply);
  };
  const settle = async (left: number): Promise<void> => {
    while (added.length > left) await added.shift();
  };

  return {
    add: (file, lines) => note(ask({ type: 'lines', file, lines })),
    addPacked: (lines) => note(ask({ type: 'packed', lines }, [lines.bytes.buffer, lines.ends.buffer])),
    drain: () => settle(requestsAhead),
    async seal(file) {
      await settle(0);
      const reply = await ask({ type: 'seal', file });
      if (reply.type !== 'sealed') throw new AppError('INTERNAL', 'The thread that writes the dataset gave a wrong answer.');
      return reply.file;
    },
    async close() {
      over ??= new AppError('CANCELLED', 'The dataset was given up.');
      await worker?.terminate();
    },
  };
}
