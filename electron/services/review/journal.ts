import { AppError, saidError } from '#domain/errors';
import type { CheckpointId } from '#domain/ids';
import { say } from '#domain/sentences';
import type {
  Blob,
  ChangedFolders,
  CheckpointFile,
  FileChange,
  Journal,
  ReviewPorts,
  ReviewStore,
  StoredHunk,
  StoredProposal,
} from './ports.ts';
import { takeBackDead } from './recover.ts';
import { RestoreFailed } from './restore-failed.ts';

export interface Writing {
  root: string;
  /** The proposal as it is once the change is on disk. */
  proposal: StoredProposal;
  /** The revision the change was worked out from. */
  from: number;
  hunks: readonly StoredHunk[];
  changes: readonly FileChange[];
  blobs: readonly Blob[];
  checkpointId: CheckpointId;
  files: readonly CheckpointFile[];
  folders: ChangedFolders;
}

/**
 * Writes a change so that a crash at any moment leaves all of it or nothing: the journal with the old bytes is durable before the
 * first file is touched; then the files; then, in one transaction, the journal is closed and the proposal says what is on disk. A
 * journal that is still open at the next start is taken back.
 */
export async function write(ports: ReviewPorts, writing: Writing, result: Parameters<ReviewStore['commit']>[4]): Promise<void> {
  const { proposal, changes, folders } = writing;
  const journal: Journal = {
    id: writing.checkpointId,
    proposalId: proposal.id,
    root: writing.root,
    owner: ports.owner.self,
    startedAt: ports.clock.now(),
    files: writing.files.map((file, index) => ({ ...file, temporary: (changes[index] as FileChange).temporary })),
    folders: [...folders.make],
  };
  await begin(ports, journal, writing);
  try {
    await ports.files.write(writing.root, changes, folders);
  } catch (error) {
    // A journal without an owner counts as that of a dead process: the next change in this folder, or the next start, tries again.
    await (error instanceof RestoreFailed ? ports.store.claim(journal, '') : ports.store.abandon(journal.id));
    throw error;
  }
  const saved: StoredProposal = { ...proposal, revision: writing.from + 1 };
  try {
    await ports.store.commit(journal.id, saved, writing.hunks, writing.blobs, result);
  } catch (error) {
    await undoFiles(ports, writing, journal, error);
  }
  ports.announce({ type: 'proposal.changed', proposalId: saved.id, revision: saved.revision });
}

async function begin(ports: ReviewPorts, journal: Journal, writing: Writing): Promise<void> {
  let started = await ports.store.begin(journal, writing.from, writing.blobs);
  if (started === 'busy' && (await takeBackDead(ports)).length > 0) started = await ports.store.begin(journal, writing.from, writing.blobs);
  if (started === 'busy') throw busy();
  if (started === 'changed') throw changed();
}

export const busy = () => saidError('CONFLICT', say('proposal.busy'));
/** Somebody decided on hunks that were moved or decided by somebody else meanwhile. `data.revision` is the present one. */
export const movedOn = (revision: number, expected: number) =>
  saidError('CONFLICT', say('proposal.movedOn', { revision, expected }), { data: { revision, expected } });
export const changed = () => saidError('CONFLICT', say('proposal.changed'));

/** The store did not take the result: the files go back, so that disk and store agree. */
async function undoFiles(ports: ReviewPorts, writing: Writing, journal: Journal, cause: unknown): Promise<never> {
  let left: string[];
  try {
    left = await ports.files.restore(writing.root, writing.changes, writing.folders);
    await ports.store.abandon(journal.id);
  } catch {
    await ports.store.claim(journal, '').catch(() => false);
    throw new RestoreFailed('The change could not be noted in the store, and is taken back at the next start.', cause);
  }
  const rest =
    left.length === 0
      ? 'Nothing was changed.'
      : `These files were changed by somebody else meanwhile and were left as they are: ${left.join(', ')}.`;
  throw new AppError('WRITE_FAILED', `The change could not be noted in the store. ${rest}`, { cause });
}
