import type { CancelSignal } from '#domain/cancellation';
import type { Check, CheckProgress, CheckReport } from '#domain/checks';
import { AppError } from '#domain/errors';
import type { ProposalId } from '#domain/ids';
import type { CodePromise } from '#domain/promises';
import type { Checks } from './checks.ts';
import type { CheckFolder } from './ports.ts';

/** What a proposal would make of its files, and where. */
export interface ProposedFiles {
  revision: number;
  folder: CheckFolder;
  /** Text by path as it will be with all that is not rejected; null for a file that goes. */
  files: ReadonlyMap<string, string | null>;
  /** Text by path that the proposal was made on; null for a file that comes. */
  before: ReadonlyMap<string, string | null>;
  /** What the code was made to do. */
  promises: readonly CodePromise[];
}

/** The checks of proposals. They run once for each text that a proposal had, also when several ask at the same time. */
export interface ProposalChecks {
  /**
   * Waits for the checks. `again` repeats them: a package may have been installed meanwhile. When all who wait have gone, the checks are
   * ended. Throws NOT_FOUND, WORKSPACE_NOT_FOUND, CANCELLED.
   */
  of(id: ProposalId, again?: boolean, signal?: CancelSignal): Promise<CheckReport>;
  /** What is known now, and then each time that more is, until nothing runs any more. Otherwise like `of`. */
  follow(id: ProposalId, again?: boolean, signal?: CancelSignal): AsyncGenerator<CheckProgress, void>;
  /** Begins with the checks of a proposal that was just made, for whoever asks next; in an untrusted folder nobody needs to wait for them. */
  begin(id: ProposalId): void;
  close(): Promise<void>;
}

/** Texts whose checks are remembered. */
const mostKept = 64;

type Known = Pick<CheckProgress, 'checks' | 'running'>;

interface Run {
  known: Known;
  ended: boolean;
  done: Promise<Check[]>;
  /** Settles when more is known. */
  next: Waited;
  waiting: number;
  abort: AbortController;
}

interface Waited {
  promise: Promise<void>;
  resolve: () => void;
}

function waited(): Waited {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export function createProposalChecks(ports: {
  checks: Checks;
  proposed(id: ProposalId): Promise<ProposedFiles>;
  hash(text: string): string;
}): ProposalChecks {
  const kept = new Map<string, Run>();

  const start = (proposed: ProposedFiles): Run => {
    const { files, folder, before, promises } = proposed;
    const abort = new AbortController();
    const run: Run = {
      ...{ known: { checks: [], running: [] }, ended: false, waiting: 0, abort, next: waited() },
      done: Promise.resolve([]),
    };
    const more = (known: Known) => {
      run.known = known;
      const told = run.next;
      run.next = waited();
      told.resolve();
    };
    const work =
      files.size === 0
        ? Promise.resolve([])
        : ports.checks.checkFiles({ files, before, folder, promises, signal: abort.signal, onProgress: more });
    run.done = work.finally(() => {
      run.ended = true;
      run.next.resolve();
    });
    run.done.then(
      (checks) => more({ checks, running: [] }),
      // Whoever follows throws it; one that nobody follows has nobody to tell.
      () => {},
    );
    return run;
  };

  const join = async (id: ProposalId, again: boolean): Promise<{ revision: number; run: Run; key: string }> => {
    const proposed = await ports.proposed(id);
    const { revision, folder, files, before, promises } = proposed;
    const key = ports.hash(JSON.stringify([id, folder.root, folder.trusted, [...files], [...before], promises]));
    const known = kept.get(key);
    if (known !== undefined && !(again && known.ended)) return { revision, run: known, key };
    const run = start(proposed);
    kept.delete(key);
    kept.set(key, run);
    // What failed to run is tried again by the next who asks.
    run.done.catch(() => kept.get(key) === run && kept.delete(key));
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return { revision, run, key };
  };

  async function* follow(id: ProposalId, again = false, signal?: CancelSignal): AsyncGenerator<CheckProgress, void> {
    const { revision, run, key } = await join(id, again);
    run.waiting += 1;
    try {
      let shown: Known | null = null;
      while (!run.ended) {
        const next = run.next.promise;
        if (run.known === shown) await unlessAborted(next, signal);
        else {
          shown = run.known;
          yield { revision, ...shown };
        }
      }
      yield { revision, checks: await run.done, running: [] };
    } finally {
      run.waiting -= 1;
      if (run.waiting === 0 && !run.ended) {
        run.abort.abort();
        if (kept.get(key) === run) kept.delete(key);
      }
    }
  }

  return {
    follow,
    async of(id, again, signal) {
      let last: CheckProgress | null = null;
      for await (const progress of follow(id, again, signal)) last = progress;
      const { revision, checks } = last as CheckProgress;
      return { revision, checks };
    },
    begin(id) {
      void ports
        .proposed(id)
        .then(({ folder }) => (folder.trusted ? join(id, false) : undefined))
        .catch(() => undefined);
    },
    async close() {
      const runs = [...kept.values()];
      for (const run of runs) run.abort.abort();
      await Promise.allSettled(runs.map((run) => run.done));
    },
  };
}

/** Throws CANCELLED as soon as the one who waits has gone. */
async function unlessAborted(work: Promise<void>, signal: CancelSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const gone = waited();
  if (signal.aborted) gone.resolve();
  signal.addEventListener('abort', gone.resolve, { once: true });
  try {
    await Promise.race([work, gone.promise]);
    if (signal.aborted) throw new AppError('CANCELLED', 'Stopped.');
  } finally {
    signal.removeEventListener('abort', gone.resolve);
  }
}
