import { AppError, saidError } from '#domain/errors';
import type { HunkId } from '#domain/ids';
import { say } from '#domain/sentences';
import { compareAll } from './compare.ts';
import { bulk, event, named } from './decide.ts';
import { write } from './journal.ts';
import type { Blob, CheckpointFile, FileChange, ReviewEvent, ReviewPorts, StoredFile, StoredHunk, StoredProposal } from './ports.ts';
import { attached, statusOf, textWith, withCounts, withHunks } from './state.ts';
import { baseText, decodeText, encodeText, largestFile } from './texts.ts';

export interface Selection {
  /** Accepts and applies just these. */
  hunks?: readonly HunkId[] | undefined;
  /** Accepts what is pending first, protected files left out. */
  all: boolean;
}

/**
 * Writes hunks to disk: all files or none. Files that changed meanwhile are followed when their hunks still have a certain place.
 * Throws PROPOSAL_NOTHING_TO_APPLY, PROPOSAL_STALE (nothing written, the stale files marked), WRITE_FAILED, CONFLICT (another process
 * is writing, or changed the proposal).
 */
export async function apply(ports: ReviewPorts, proposal: StoredProposal, selection: Selection): Promise<ReviewEvent[]> {
  const chosen = select(proposal, selection);
  if (chosen.length === 0) throw nothingToApply(proposal, selection);
  const accepted = chosen.map((hunk): StoredHunk => ({ ...hunk, decision: 'accepted' }));
  const ids = new Set<HunkId>(accepted.map((hunk) => hunk.id));
  const root = await ports.rootOf(proposal.workspaceId);
  const decided = withHunks(proposal, accepted);
  const isAffected = (file: StoredFile) => file.hunks.some((hunk) => ids.has(hunk.id));
  const compared = await compareAll(ports, root, decided, isAffected);
  await refuseStale(ports, proposal, compared.proposal.files.filter(isAffected));

  const files: StoredFile[] = [];
  const changes: FileChange[] = [];
  const checkpoint: CheckpointFile[] = [];
  const blobs: Blob[] = [...compared.blobs];
  const checkpointId = ports.ids.next('chk');
  for (const file of compared.proposal.files) {
    if (!isAffected(file)) {
      files.push(file);
      continue;
    }
    const disk = compared.disks.get(file.path) ?? null;
    const after = await afterApply(ports, file, ids, compared.blobs);
    const afterHash = after === null ? null : ports.files.hash(after);
    files.push(
      withCounts({ ...file, diskHash: afterHash, hunks: file.hunks.map((hunk) => (ids.has(hunk.id) ? { ...hunk, applied: true } : hunk)) }),
    );
    if (afterHash === file.diskHash) continue;
    changes.push({
      path: file.path,
      before: disk?.bytes ?? null,
      after,
      mode: disk?.mode ?? null,
      temporary: `.autoglm-${checkpointId.slice(-12)}-${changes.length}.tmp`,
    });
    checkpoint.push({ path: file.path, before: file.diskHash, after: afterHash, mode: disk?.mode ?? null });
    if (disk !== null && file.diskHash !== null) blobs.push({ hash: file.diskHash, bytes: disk.bytes });
    if (after !== null && afterHash !== null) blobs.push({ hash: afterHash, bytes: after });
  }
  const applied: StoredProposal = { ...compared.proposal, files };
  const folders = await ports.files.missingFolders(
    root,
    changes.flatMap((change) => (change.after === null ? [] : [change.path])),
  );
  const hunks = files.filter((file) => isAffected(file)).flatMap((file) => file.hunks);
  const next = { ...applied, status: statusOf(applied) };
  await write(
    ports,
    {
      root,
      proposal: next,
      from: proposal.revision,
      hunks,
      changes,
      blobs,
      checkpointId,
      files: checkpoint,
      folders: { make: folders, remove: [] },
    },
    {
      made: { id: checkpointId, createdAt: ports.clock.now(), hunks: [...ids], folders, files: checkpoint },
    },
  );
  return [
    ...chosen
      .filter((hunk) => hunk.decision !== 'accepted')
      .map((hunk) => event(proposal, hunk.id, { kind: 'hunk-decided', decision: 'accepted' })),
    event(proposal, null, { kind: 'applied', hunks: [...ids] }),
  ];
}

function select(proposal: StoredProposal, selection: Selection): StoredHunk[] {
  const writable = (hunk: StoredHunk) => !hunk.applied && !hunk.detached;
  if (selection.hunks !== undefined) return named(proposal, selection.hunks).filter(writable);
  const accepted = proposal.files.flatMap(attached).filter((hunk) => writable(hunk) && hunk.decision === 'accepted');
  if (!selection.all) return accepted;
  return [...new Set([...accepted, ...bulk(proposal, false).filter((hunk) => writable(hunk) && hunk.decision === 'pending')])];
}

function nothingToApply(proposal: StoredProposal, selection: Selection): AppError {
  const kept = proposal.files.filter(
    (file) => file.protected !== null && attached(file).some((hunk) => !hunk.applied && hunk.decision === 'pending'),
  );
  const paths = kept.map((file) => file.path);
  if (selection.all && kept.length > 0)
    return saidError('PROPOSAL_NOTHING_TO_APPLY', say('proposal.protectedLeft', { paths: paths.join(', ') }), {
      data: { protected: paths },
    });
  if (proposal.files.length === 0) return saidError('PROPOSAL_NOTHING_TO_APPLY', say('proposal.noneFound'));
  const open = proposal.files.flatMap(attached).some((hunk) => !hunk.applied && hunk.decision === 'pending');
  return saidError('PROPOSAL_NOTHING_TO_APPLY', say(open ? 'proposal.noneAccepted' : 'proposal.nothingLeft'));
}

/** Keeps the stale marks and throws when one of the files cannot be followed. */
async function refuseStale(ports: ReviewPorts, proposal: StoredProposal, affected: readonly StoredFile[]): Promise<void> {
  const stale = affected.filter((file) => file.stale !== null);
  if (stale.length === 0) return;
  const marks = new Map(stale.map((file) => [file.path, file.stale]));
  const marked = {
    ...proposal,
    revision: proposal.revision + 1,
    files: proposal.files.map((file) => ({ ...file, stale: marks.get(file.path) ?? file.stale })),
  };
  if ((await ports.store.save(marked, proposal.revision, [], [])) === 'saved')
    ports.announce({ type: 'proposal.changed', proposalId: proposal.id, revision: marked.revision });
  const sentences = stale.map((file) => `${file.path}: ${file.stale?.message}`).join(' ');
  const paths = stale.map((file) => file.path);
  // The command line shows each file's own reason; the page has them beside the files.
  throw new AppError('PROPOSAL_STALE', `Nothing was written. ${sentences}`, {
    data: { paths, sentence: say('proposal.stale', { paths: paths.join(', ') }).sentence },
  });
}

async function afterApply(
  ports: ReviewPorts,
  file: StoredFile,
  ids: ReadonlySet<HunkId>,
  moved: readonly Blob[],
): Promise<Uint8Array | null> {
  // The text that hunks were just moved onto is not in the store yet.
  const fresh = moved.find((blob) => blob.hash === file.baseHash);
  const base = fresh === undefined ? await baseText(ports, file) : decodeText(fresh.bytes);
  const text = textWith(file, base, (hunk) => hunk.applied || ids.has(hunk.id));
  if (text === null) return null;
  const bytes = encodeText(text);
  if (bytes.length > largestFile)
    throw saidError('FILE_TOO_LARGE', say('file.wouldBeTooLarge', { path: file.path }), { data: { path: file.path } });
  return bytes;
}
