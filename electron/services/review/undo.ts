import { AppError, saidError } from '#domain/errors';
import { moveHunks } from '#domain/move-hunks';
import { say } from '#domain/sentences';
import { event } from './decide.ts';
import { write } from './journal.ts';
import type { Blob, Checkpoint, FileChange, ReviewEvent, ReviewPorts, StoredFile, StoredProposal } from './ports.ts';
import { statusOf, textWith, withCounts } from './state.ts';
import { baseText, encodeText, storedBytes, storedText } from './texts.ts';

/**
 * Puts back the bytes from before the last apply, also after a restart and without git. Its hunks are pending again.
 * Throws CONFLICT when there is nothing to undo, CHANGED_SINCE_APPLY (naming the files, nothing touched), WRITE_FAILED.
 */
export async function undo(ports: ReviewPorts, proposal: StoredProposal): Promise<ReviewEvent[]> {
  const checkpoint = await ports.store.checkpoint(proposal.id);
  if (checkpoint === null) throw saidError('CONFLICT', say('proposal.nothingToUndo'));
  const root = await ports.rootOf(proposal.workspaceId);
  const id = ports.ids.next('chk');
  const changes: FileChange[] = [];
  const changedPaths: string[] = [];
  for (const file of checkpoint.files) {
    const disk = await readOrNull(ports, root, file.path);
    if (disk === undefined || (disk === null ? null : ports.files.hash(disk.bytes)) !== file.after) {
      changedPaths.push(file.path);
      continue;
    }
    const after = file.before === null ? null : await storedBytes(ports, file.before);
    changes.push({
      path: file.path,
      before: disk?.bytes ?? null,
      after,
      mode: file.mode,
      temporary: `.autoglm-${id.slice(-12)}-${changes.length}.tmp`,
    });
  }
  if (changedPaths.length > 0)
    throw saidError('CHANGED_SINCE_APPLY', say('proposal.changedSince', { paths: changedPaths.join(', ') }), {
      data: { paths: changedPaths },
    });

  const blobs: Blob[] = [];
  const files: StoredFile[] = [];
  for (const file of proposal.files) files.push(await reopened(ports, file, checkpoint, blobs));
  const next: StoredProposal = { ...proposal, files };
  const onDisk = files.some((file) => file.hunks.some((hunk) => hunk.applied));
  const make = await ports.files.missingFolders(
    root,
    changes.flatMap((change) => (change.after === null ? [] : [change.path])),
  );
  await write(
    ports,
    {
      root,
      proposal: { ...next, status: onDisk ? statusOf(next) : 'undone' },
      from: proposal.revision,
      hunks: files.flatMap((file) => file.hunks),
      changes,
      blobs,
      checkpointId: id,
      files: checkpoint.files.map((file) => ({ path: file.path, before: file.after, after: file.before, mode: file.mode })),
      folders: { make, remove: checkpoint.folders },
    },
    { undone: checkpoint.id, at: ports.clock.now() },
  );
  return [event(proposal, null, { kind: 'undone' })];
}

/** Undefined when what is there is no readable file: then it surely changed. */
async function readOrNull(ports: ReviewPorts, root: string, path: string) {
  try {
    return await ports.files.read(root, path);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'WORKSPACE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The file with the hunks of the checkpoint pending again. */
async function reopened(ports: ReviewPorts, file: StoredFile, checkpoint: Checkpoint, blobs: Blob[]): Promise<StoredFile> {
  const ids = new Set(checkpoint.hunks);
  const written = checkpoint.files.find((each) => each.path === file.path);
  if (!file.hunks.some((hunk) => ids.has(hunk.id))) return file;
  const hunks = file.hunks.map((hunk) => (ids.has(hunk.id) ? { ...hunk, applied: false, decision: 'pending' as const } : hunk));
  const open: StoredFile = { ...file, hunks, stale: null, diskHash: written === undefined ? file.diskHash : written.before };
  const base = await baseText(ports, open);
  const text = textWith(open, base, (hunk) => hunk.applied);
  const same = (text === null ? null : ports.files.hash(encodeText(text))) === open.diskHash;
  if ((same && !hunks.some((hunk) => hunk.detached && ids.has(hunk.id))) || open.diskHash === null) return withCounts(open);
  // The hunks were moved onto another text since. Find each anew in the text that is put back; what has no certain place stays detached.
  const present = await storedText(ports, open.diskHash);
  const move = moveHunks(
    hunks.map((hunk) => ({ ...hunk, detached: false, decision: 'rejected' as const })),
    present,
    present,
  );
  if (!move.ok) return withCounts({ ...open, stale: { since: ports.clock.now(), ...say('stale.placeLost') } });
  const bytes = encodeText(move.base);
  const baseHash = ports.files.hash(bytes);
  blobs.push({ hash: baseHash, bytes });
  const decisions = new Map(hunks.map((hunk) => [hunk.id, hunk.decision]));
  return withCounts({
    ...open,
    baseHash,
    hunks: move.hunks.map((hunk) => ({ ...hunk, decision: decisions.get(hunk.id) ?? hunk.decision })),
  });
}
