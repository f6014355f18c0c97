import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AppError } from '#domain/errors';
import type { Syntax } from './ports.ts';
import type { SyntaxReply, SyntaxRequest } from './syntax/syntax-protocol.ts';
import { createViewCache } from './syntax/view-cache.ts';

interface Question {
  request: SyntaxRequest;
  resolve(value: unknown): void;
  reject(error: AppError): void;
  /** The process broke down at it once. */
  again: boolean;
}

/** Source is at most 2 MB long here, which takes seconds at worst: whatever takes longer does not end. */
const longestMs = 30_000;
const tookTooLong = (question: { reject(error: AppError): void }): void =>
  question.reject(new AppError('INTERNAL', 'The source took too long to read. Name another file, or split this one.'));
/** More questions than a person can have asked: callers wait for each answer before they ask the next. */
const mostWaiting = 256;

/** Source under Node; the build puts the bundle of the process in its place. */
const entry = new URL('./syntax-worker.node.ts', import.meta.url);

/** Flags of this process, like a debugger's port, are not handed on. What V8 or the grammars say when they fail goes to its standard error. */
const startWorker = (): ChildProcess =>
  fork(fileURLToPath(entry), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

/**
 * Reads source in a process of its own, one question at a time: grammars are WebAssembly, and V8 ends the whole process when two threads
 * free such code at once. The process starts with the first question and anew after it failed; a question at which it broke down is asked
 * once more. It never keeps the app alive while nothing is asked. Throws INTERNAL when it fails, is too busy or takes too long.
 */
export function syntaxProcess(): Syntax {
  const waiting: Question[] = [];
  const cache = createViewCache();
  let current: Question | null = null;
  let timer: NodeJS.Timeout | undefined;
  let worker: ChildProcess | null = null;
  let closed = false;

  const settle = (act: (question: Question) => void): void => {
    const question = current;
    current = null;
    clearTimeout(timer);
    if (question !== null) act(question);
    next();
  };
  const end = (failed: ChildProcess, act: (question: Question) => void): void => {
    if (worker !== failed) return;
    worker = null;
    failed.kill('SIGKILL');
    settle(act);
  };
  const brokeDown = (question: Question): void => {
    if (question.again) question.reject(new AppError('INTERNAL', 'The process that reads source ended. Try again.'));
    else waiting.unshift({ ...question, again: true });
  };
  const start = (): ChildProcess => {
    const started = startWorker();
    started.on('message', (reply: SyntaxReply) => {
      if (worker !== started) return;
      settle((question) =>
        reply.type === 'value' ? question.resolve(reply.value) : question.reject(new AppError('INTERNAL', reply.message)),
      );
    });
    started.on('error', () => end(started, brokeDown));
    started.on('exit', () => end(started, brokeDown));
    return started;
  };
  const next = (): void => {
    if (current !== null) return;
    current = waiting.shift() ?? null;
    if (current === null) {
      worker?.unref();
      worker?.channel?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    worker.channel?.ref();
    const asked = worker;
    timer = setTimeout(() => end(asked, tookTooLong), longestMs);
    try {
      // What could not be written to a process that ends is told by its exit.
      worker.send(current.request, () => {});
    } catch (error) {
      settle((question) =>
        question.reject(new AppError('INTERNAL', 'The source cannot be sent to the process that reads it.', { cause: error })),
      );
    }
  };
  const ask = <Value>(request: SyntaxRequest): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new AppError('INTERNAL', 'The app is closing.'));
      if (waiting.length >= mostWaiting) return reject(new AppError('INTERNAL', 'Too much is being read at once. Try again in a moment.'));
      waiting.push({ request, resolve: resolve as (value: unknown) => void, reject, again: false });
      next();
    });

  return {
    view: (path, text, language) => cache.view(path, text, language, () => ask({ type: 'view', arguments: [path, text, language] })),
    firstError: (grammar, text) => ask({ type: 'firstError', arguments: [grammar, text] }),
    module: (path, text, language) => ask({ type: 'module', arguments: [path, text, language] }),
    symbols: (path, text, language) => ask({ type: 'symbols', arguments: [path, text, language] }),
    scopes: (path, text, language) => ask({ type: 'scopes', arguments: [path, text, language] }),
    async close() {
      closed = true;
      const gone = new AppError('CANCELLED', 'The app was closed.');
      for (const question of waiting.splice(0)) question.reject(gone);
      const running = worker;
      worker = null;
      settle((question) => question.reject(gone));
      if (running === null || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      // An idle process does not keep this one alive: who waits for its end would be left with nothing to wait for.
      running.ref();
      running.kill('SIGKILL');
      await ended;
    },
  };
}
