import type { MessagePort } from 'node:worker_threads';
import type { Connection } from './connection.ts';
import { connectSealer, sealFeedback } from './feedback-sealing.ts';
import type { ReaderRequest } from './reader-functions.ts';

/**
 * Keeps searches of feedback quick, in the reader's thread: after a search, what has become old since the last one is moved into
 * blocks, in steps between which other reads are answered. Who never searches never pays for it. A failure is no failure of the
 * search (a full disk, a store that is being written): the next search tries again.
 */
export function sealAfterSearches(port: MessagePort, file: string): void {
  let connection: Connection | null = null;
  let steps: Generator<void, void, void> | null = null;

  const stop = (): void => {
    steps = null;
    connection?.close();
    connection = null;
  };
  const step = (): void => {
    if (steps === null) return;
    try {
      if (!steps.next().done) return void setImmediate(step);
    } catch {
      // Tried again after the next search.
    }
    stop();
  };
  port.on('message', (request: ReaderRequest) => {
    if (request.type === 'close') return stop();
    if (steps !== null || !isSearch(request)) return;
    try {
      connection = connectSealer(file);
      steps = sealFeedback(connection);
      setImmediate(step);
    } catch {
      stop();
    }
  });
}

function isSearch(request: ReaderRequest): boolean {
  if (request.type !== 'run' || (request.name !== 'listFeedback' && request.name !== 'chartFeedback')) return false;
  const { filter } = request.argument as { filter?: { text?: string } };
  return filter?.text !== undefined && filter.text.trim() !== '';
}
