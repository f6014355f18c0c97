import { countChanges, renderHunks } from '#domain/diff';
import type { HunkId } from '#domain/ids';
import type { Proposal } from '#domain/review';
import type { StoredFile, StoredHunk, StoredProposal } from './ports.ts';

/** Hunks that are part of the text (not detached). */
export const attached = (file: StoredFile): StoredHunk[] => file.hunks.filter((hunk) => !hunk.detached);

/**
 * The text of a file when the chosen hunks are in it: null when then there is no file. `base` is the text the hunks are made against,
 * null for a file that the proposal makes.
 */
export function textWith(file: StoredFile, base: string | null, chosen: (hunk: StoredHunk) => boolean): string | null {
  const hunks = attached(file).filter(chosen);
  if (file.status === 'created') return hunks.length === 0 ? null : renderHunks('', hunks);
  if (file.status === 'deleted') return hunks.length > 0 ? null : base;
  return renderHunks(base ?? '', hunks);
}

/** What is not rejected. */
export const wanted = (hunk: StoredHunk): boolean => hunk.applied || hunk.decision !== 'rejected';

/** The proposal as the wire shows it. */
export function shown(proposal: StoredProposal): Proposal {
  return {
    ...proposal,
    files: proposal.files.map(({ diskHash: _, ...file }) => ({ ...file, hunks: file.hunks.map(({ detached: __, ...hunk }) => hunk) })),
  };
}

/** The status that the hunks of a proposal stand for. A proposal that only tells of edits without a place stays open until it is rejected. */
export function statusOf(proposal: StoredProposal): Proposal['status'] {
  const hunks = proposal.files.flatMap((file) => file.hunks);
  if (hunks.length === 0) return proposal.status === 'rejected' ? 'rejected' : 'open';
  if (hunks.some((hunk) => !hunk.applied && hunk.decision !== 'rejected' && !hunk.detached)) return 'open';
  return hunks.some((hunk) => hunk.applied) ? 'applied' : 'rejected';
}

export function withCounts(file: StoredFile): StoredFile {
  return { ...file, ...countChanges(file.hunks.filter(wanted)) };
}

export function hunkById(proposal: StoredProposal, id: HunkId): { file: StoredFile; hunk: StoredHunk } | null {
  for (const file of proposal.files) {
    const hunk = file.hunks.find((each) => each.id === id);
    if (hunk !== undefined) return { file, hunk };
  }
  return null;
}

/** The proposal with some of its hunks replaced; files without one keep their identity. */
export function withHunks(proposal: StoredProposal, changed: readonly StoredHunk[]): StoredProposal {
  if (changed.length === 0) return proposal;
  const byId = new Map(changed.map((hunk) => [hunk.id, hunk]));
  const files = proposal.files.map((file) =>
    file.hunks.some((hunk) => byId.has(hunk.id))
      ? withCounts({ ...file, hunks: file.hunks.map((hunk) => byId.get(hunk.id) ?? hunk) })
      : file,
  );
  return { ...proposal, files };
}
