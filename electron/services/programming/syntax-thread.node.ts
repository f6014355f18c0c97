import { Worker } from 'node:worker_threads';
import { AppError } from '#domain/errors';
import type { Syntax } from './ports.ts';
import type { SyntaxReply, SyntaxRequest } from './syntax/syntax-protocol.ts';
import { createViewCache } from './syntax/view-cache.ts';

interface Question {
  request: SyntaxRequest;
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** Source is at most 2 MB long here, which takes seconds at worst: whatever takes longer does not end. */
const longestMs = 30_000;
/** More questions than a person can have asked: callers wait for each answer before they ask the next. */
const mostWaiting = 256;

/** Source under Node; the build puts the bundle of the thread in its place. */
const startWorker = (): Worker => new Worker(new URL('./syntax-worker.node.ts', import.meta.url), { name: 'syntax' });

/**
 * Reads source in a thread of its own, one question at a time. The thread starts with the first question and anew after it failed; it
 * never keeps the process alive while nothing is asked. Throws INTERNAL when the thread fails, is too busy or takes too long.
 */
export function syntaxThread(): Syntax {
  const waiting: Question[] = [];
  const cache = createViewCache();
  let current: Question | null = null;
  let timer: NodeJS.Timeout | undefined;
  let worker: Worker | null = null;
  let closed = false;

  const settle = (act: (question: Question) => void): void => {
    const question = current;
    current = null;
    clearTimeout(timer);
    if (question !== null) act(question);
    next();
  };
  const end = (failed: Worker | null, message: string): void => {
    if (failed === null || worker !== failed) return;
    worker = null;
    void failed.terminate();
    settle((question) => question.reject(new AppError('INTERNAL', message)));
  };
  const start = (): Worker => {
    const started = startWorker();
    started.on('message', (reply: SyntaxReply) =>
      settle((question) =>
        reply.type === 'value' ? question.resolve(reply.value) : question.reject(new AppError('INTERNAL', reply.message)),
      ),
    );
    started.on('error', (error) => end(started, `The thread that reads source ended: ${error.message} Try again.`));
    started.on('exit', () => end(started, 'The thread that reads source ended. Try again.'));
    return started;
  };
  const next = (): void => {
    if (current !== null) return;
    current = waiting.shift() ?? null;
    if (current === null) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    const asked = worker;
    timer = setTimeout(() => end(asked, 'The source took too long to read. Name another file, or split this one.'), longestMs);
    try {
      worker.postMessage(current.request);
    } catch (error) {
      settle((question) => question.reject(new AppError('INTERNAL', 'The source cannot be sent to its thread.', { cause: error })));
    }
  };
  const ask = <Value>(request: SyntaxRequest): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new AppError('INTERNAL', 'The app is closing.'));
      if (waiting.length >= mostWaiting) return reject(new AppError('INTERNAL', 'Too much is being read at once. Try again in a moment.'));
      waiting.push({ request, resolve: resolve as (value: unknown) => void, reject });
      next();
    });

  return {
    view: (path, text, language) => cache.view(path, text, language, () => ask({ type: 'view', arguments: [path, text, language] })),
    firstError: (grammar, text) => ask({ type: 'firstError', arguments: [grammar, text] }),
    module: (path, text, language) => ask({ type: 'module', arguments: [path, text, language] }),
    symbols: (path, text, language) => ask({ type: 'symbols', arguments: [path, text, language] }),
    async close() {
      closed = true;
      const gone = new AppError('CANCELLED', 'The app was closed.');
      for (const question of waiting.splice(0)) question.reject(gone);
      const running = worker;
      worker = null;
      settle((question) => question.reject(gone));
      await running?.terminate();
    },
  };
}
