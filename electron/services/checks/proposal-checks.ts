import type { Check, CheckReport } from '#domain/checks';
import type { ProposalId } from '#domain/ids';
import type { Checks } from './checks.ts';
import type { CheckFolder } from './ports.ts';

/** What a proposal would make of its files, and where. */
export interface ProposedFiles {
  revision: number;
  folder: CheckFolder;
  /** Text by path as it will be with all that is not rejected; null for a file that goes. */
  files: ReadonlyMap<string, string | null>;
}

/** The checks of proposals. They run once for each text that a proposal had, also when several ask at the same time. */
export interface ProposalChecks {
  /** Waits for the checks. `again` repeats them: a package may have been installed meanwhile. Throws NOT_FOUND, WORKSPACE_NOT_FOUND, CANCELLED. */
  of(id: ProposalId, again?: boolean): Promise<CheckReport>;
  /** Begins with the checks of a proposal that was just made, for whoever asks next; in an untrusted folder nobody needs to wait for them. */
  begin(id: ProposalId): void;
  close(): Promise<void>;
}

/** Texts whose checks are remembered. */
const mostKept = 64;

export function createProposalChecks(ports: {
  checks: Checks;
  proposed(id: ProposalId): Promise<ProposedFiles>;
  hash(text: string): string;
}): ProposalChecks {
  const kept = new Map<string, Promise<Check[]>>();
  const abort = new AbortController();

  const of = async (id: ProposalId, again = false): Promise<CheckReport> => {
    const { revision, folder, files } = await ports.proposed(id);
    const key = ports.hash(JSON.stringify([id, folder.root, folder.trusted, [...files]]));
    let checks = kept.get(key);
    if (checks === undefined || again) {
      checks = files.size === 0 ? Promise.resolve([]) : ports.checks.checkFiles({ files, folder, signal: abort.signal });
      kept.delete(key);
      kept.set(key, checks);
      // What failed to run is tried again by the next who asks.
      checks.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    }
    return { revision, checks: await checks };
  };
  return {
    of,
    begin(id) {
      void ports
        .proposed(id)
        .then(({ folder }) => (folder.trusted ? of(id) : undefined))
        .catch(() => undefined);
    },
    async close() {
      abort.abort();
      await Promise.allSettled(kept.values());
    },
  };
}
