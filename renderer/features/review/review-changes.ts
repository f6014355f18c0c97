import type { HunkId } from '#domain/ids';
import type { Decision, Hunk, Proposal, ProposalFile } from '#domain/review';

/** What the user did and the host has not confirmed yet. */
export type ReviewChange =
  | { kind: 'decide'; hunks: readonly HunkId[]; decision: Decision }
  | { kind: 'edit'; hunkId: HunkId; text: string | null };

/** The proposal as it will be once the host agrees. Applied hunks are left alone, as the host does. */
export function applyChange(proposal: Proposal, change: ReviewChange): Proposal {
  const ids = new Set<HunkId>(change.kind === 'decide' ? change.hunks : [change.hunkId]);
  return mapHunks(proposal, (hunk) => {
    if (!ids.has(hunk.id) || hunk.applied) return hunk;
    return change.kind === 'decide' ? { ...hunk, decision: change.decision } : { ...hunk, edited: change.text, decision: 'accepted' };
  });
}

function mapHunks(proposal: Proposal, map: (hunk: Hunk) => Hunk): Proposal {
  const files = proposal.files.map((file) => {
    const hunks = file.hunks.map(map);
    return hunks.some((hunk, index) => hunk !== file.hunks[index]) ? { ...file, hunks } : file;
  });
  return { ...proposal, files };
}

/** True when the hunks that a change is about have the same lines, text and state in both: moved by other edits of the file at most. */
export function sameHunks(seen: Proposal, now: Proposal, change: ReviewChange): boolean {
  const ids = change.kind === 'decide' ? change.hunks : [change.hunkId];
  const look = (proposal: Proposal) => {
    const known = new Map(hunksOf(proposal).map((hunk) => [hunk.id, hunk]));
    return ids.map((id) => {
      const hunk = known.get(id);
      return hunk === undefined ? null : [hunk.body, hunk.edited, hunk.decision, hunk.applied];
    });
  };
  return JSON.stringify(look(seen)) === JSON.stringify(look(now));
}

/** Undoes a change: what must be sent so that the named hunks are as they are in `before` again. */
export function takeBack(before: Proposal, change: ReviewChange): ReviewChange[] {
  const hunks = hunksOf(before).filter((hunk) => (change.kind === 'decide' ? change.hunks.includes(hunk.id) : hunk.id === change.hunkId));
  const edits: ReviewChange[] = change.kind === 'edit' ? hunks.map((hunk) => ({ kind: 'edit', hunkId: hunk.id, text: hunk.edited })) : [];
  const decisions = (['pending', 'accepted', 'rejected'] as const).flatMap((decision): ReviewChange[] => {
    const ids = hunks.filter((hunk) => hunk.decision === decision).map((hunk) => hunk.id);
    return ids.length === 0 ? [] : [{ kind: 'decide', hunks: ids, decision }];
  });
  return [...edits, ...decisions];
}

export function hunksOf(proposal: Proposal): Hunk[] {
  return proposal.files.flatMap((file) => file.hunks);
}

export interface ReviewCounts {
  hunks: number;
  files: number;
  pending: number;
  /** Files with something pending. */
  pendingFiles: number;
  /** What "accept all" takes: pending hunks of files that are not protected. */
  acceptable: number;
  acceptableFiles: number;
  accepted: number;
  rejected: number;
  /** Accepted and not on disk. */
  toApply: number;
  /** Files that Apply will write. */
  filesToApply: number;
  applied: number;
  decided: number;
  additions: number;
  deletions: number;
}

export function countsOf(proposal: Proposal): ReviewCounts {
  const hunks = hunksOf(proposal);
  const count = (test: (hunk: Hunk) => boolean) => hunks.filter(test).length;
  const filesWith = (test: (hunk: Hunk) => boolean) => proposal.files.filter((file) => file.hunks.some(test)).length;
  const pending = count(isPending);
  const free = acceptableFiles(proposal);
  return {
    hunks: hunks.length,
    files: proposal.files.length,
    pending,
    pendingFiles: filesWith(isPending),
    acceptable: pendingIds(free).length,
    acceptableFiles: free.filter((file) => file.hunks.some(isPending)).length,
    accepted: count((hunk) => hunk.decision === 'accepted'),
    rejected: count((hunk) => hunk.decision === 'rejected'),
    toApply: count(waits),
    filesToApply: proposal.files.filter((file) => file.stale === null && file.hunks.some(waits)).length,
    applied: count((hunk) => hunk.applied),
    decided: hunks.length - pending,
    additions: proposal.files.reduce((sum, file) => sum + file.additions, 0),
    deletions: proposal.files.reduce((sum, file) => sum + file.deletions, 0),
  };
}

export const isPending = (hunk: Hunk): boolean => hunk.decision === 'pending' && !hunk.applied;
const waits = (hunk: Hunk): boolean => hunk.decision === 'accepted' && !hunk.applied;

export function pendingIds(files: readonly ProposalFile[]): HunkId[] {
  return files.flatMap((file) => file.hunks.filter(isPending).map((hunk) => hunk.id));
}

/** Files that "accept all" may take along: a protected one has to be named. */
export function acceptableFiles(proposal: Proposal): ProposalFile[] {
  return proposal.files.filter((file) => file.protected === null);
}

/** The next undecided hunk behind the given one, from the top again at the end; null when all are decided. */
export function nextPending(proposal: Proposal, from: HunkId | null): HunkId | null {
  const hunks = hunksOf(proposal);
  const start = hunks.findIndex((hunk) => hunk.id === from) + 1;
  const turned = [...hunks.slice(start), ...hunks.slice(0, start)];
  return turned.find(isPending)?.id ?? null;
}

/** The hunk `step` places further, held at both ends. */
export function hunkBeside(proposal: Proposal, from: HunkId | null, step: 1 | -1): HunkId | null {
  const hunks = hunksOf(proposal);
  const at = hunks.findIndex((hunk) => hunk.id === from);
  const to = at < 0 ? 0 : Math.min(hunks.length - 1, Math.max(0, at + step));
  return hunks[to]?.id ?? null;
}

export function fileOf(proposal: Proposal, hunkId: HunkId | null): number {
  return proposal.files.findIndex((file) => file.hunks.some((hunk) => hunk.id === hunkId));
}
