import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Term } from '#domain/operators/term';
import type { Synthesis } from './ports.ts';

/** The number of terms bounds a search; this ends it on a machine that is too busy for them. */
const longestMs = 10_000;

/** Source under Node; the build puts the bundle of the process in its place. */
const entry = new URL('./synthesis-worker.node.ts', import.meta.url);

/** Searches in a process of its own for each task, which ends with the task: the host stays free, and a search can be given up. */
export function synthesisProcess(): Synthesis {
  return {
    find: (task, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const worker = fork(fileURLToPath(entry), [], {
          execArgv: [],
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
          env: { ...process.env, NODE_OPTIONS: '' },
        });
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          worker.removeAllListeners();
          worker.on('error', () => {});
          worker.kill('SIGKILL');
          act();
        };
        const abort = (): void => settle(() => reject(signal.reason));
        const none = (): void => settle(() => resolve([]));
        const timer = setTimeout(none, longestMs);
        signal.addEventListener('abort', abort, { once: true });
        worker.on('message', (terms: Term[]) => settle(() => resolve(terms)));
        worker.on('error', none);
        worker.on('exit', none);
        worker.send(task, () => {});
      }),
  };
}
