import { AppError } from '#domain/errors';
import { moveHunks } from '#domain/move-hunks';
import type { ProposalFile } from '#domain/review';
import { readSentence, say } from '#domain/sentences';
import type { Blob, FileOnDisk, ReviewPorts, StoredFile, StoredHunk, StoredProposal } from './ports.ts';
import { attached, textWith, withCounts } from './state.ts';
import { baseText, decodeText, encodeText } from './texts.ts';

export interface Compared {
  file: StoredFile;
  /** What is on disk now, null when nothing is (or nothing that could be read). */
  disk: FileOnDisk | null;
  blobs: Blob[];
}

type Told = Pick<NonNullable<ProposalFile['stale']>, 'message' | 'sentence'>;

const stillOpen = (hunk: StoredHunk): boolean => !hunk.applied && !hunk.detached && hunk.decision !== 'rejected';

/**
 * Compares one file of a proposal with the disk. When the file was changed meanwhile its hunks are moved onto what is there; when that
 * is not certain the file is marked stale with the reason. A file that changed back is no longer stale.
 */
export async function compareFile(ports: ReviewPorts, root: string, file: StoredFile): Promise<Compared> {
  const stale = (said: Told, disk: FileOnDisk | null = null): Compared => ({
    file: { ...file, stale: { since: file.stale?.since ?? ports.clock.now(), message: said.message, sentence: said.sentence } },
    disk,
    blobs: [],
  });
  let disk: FileOnDisk | null;
  try {
    disk = await ports.files.read(root, file.path);
  } catch (error) {
    if (error instanceof AppError) return stale({ message: error.message, sentence: readSentence(error.message) });
    throw error;
  }
  const hash = disk === null ? null : ports.files.hash(disk.bytes);
  if (hash === file.diskHash) return { file: file.stale === null ? file : { ...file, stale: null }, disk, blobs: [] };
  if (!file.hunks.some(stillOpen)) return { file, disk, blobs: [] };
  if (file.status === 'created') return stale(say('stale.made'), disk);
  if (disk === null) return stale(say('stale.gone'));
  if (file.status === 'deleted') return stale(say('stale.deletion'), disk);
  const present = decodeText(disk.bytes);
  if (present === null) return stale(say('stale.notText'), disk);
  const base = await baseText(ports, file);
  const expected = textWith(file, base, (hunk) => hunk.applied) ?? '';
  const move = moveHunks(file.hunks, expected, present);
  if (!move.ok) return stale(say(move.reason === 'already-there' ? 'stale.alreadyThere' : 'stale.changed'), disk);
  const bytes = encodeText(move.base);
  const baseHash = ports.files.hash(bytes);
  return {
    file: withCounts({ ...file, baseHash, diskHash: hash, hunks: move.hunks, stale: null }),
    disk,
    blobs: [{ hash: baseHash, bytes }],
  };
}

/** Compares every file that still has something to write. `hunks` are those that moved. */
export async function compareAll(
  ports: ReviewPorts,
  root: string,
  proposal: StoredProposal,
  only: (file: StoredFile) => boolean,
): Promise<{ proposal: StoredProposal; hunks: StoredHunk[]; blobs: Blob[]; changed: boolean; disks: Map<string, FileOnDisk | null> }> {
  const files: StoredFile[] = [];
  const hunks: StoredHunk[] = [];
  const blobs: Blob[] = [];
  const disks = new Map<string, FileOnDisk | null>();
  for (const file of proposal.files) {
    if (!only(file)) {
      files.push(file);
      continue;
    }
    const compared = await compareFile(ports, root, file);
    files.push(compared.file);
    blobs.push(...compared.blobs);
    disks.set(file.path, compared.disk);
    if (compared.file.hunks !== file.hunks) hunks.push(...compared.file.hunks);
  }
  const changed = files.some((file, index) => file !== proposal.files[index]);
  return { proposal: changed ? { ...proposal, files } : proposal, hunks, blobs, changed, disks };
}

/** True for files with a hunk that could still be written. */
export const hasOpenHunks = (file: StoredFile): boolean => attached(file).some((hunk) => !hunk.applied);
