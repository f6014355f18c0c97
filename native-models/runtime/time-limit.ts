import { createContext, Script } from 'node:vm';

/** What takes longer than it may. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError';
}

const call = new Script('work()');

/**
 * Runs synchronous work that may not end by itself, such as a program that came with a file. V8 interrupts whatever this thread runs
 * when the time is over, so the thread lives on. It is no sandbox: the work runs with all rights of the caller.
 * @throws TimeLimitError after `milliseconds`; anything else as `work` throws it
 */
export function withinTime<Result>(milliseconds: number, work: () => Result): Result {
  try {
    return call.runInContext(createContext({ work }), { timeout: milliseconds }) as Result;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new TimeLimitError(`It did not end within ${milliseconds} ms.`, { cause: error });
  }
}
