import { proposedSide, tidyEdited } from '#domain/diff';
import { saidError } from '#domain/errors';
import type { HunkId } from '#domain/ids';
import type { Decision } from '#domain/review';
import { say } from '#domain/sentences';
import type { ReviewEvent, StoredHunk, StoredProposal } from './ports.ts';
import { attached, hunkById, statusOf, withHunks } from './state.ts';

export interface Change {
  proposal: StoredProposal;
  hunks: StoredHunk[];
  events: ReviewEvent[];
}

/**
 * Decides hunks: the named ones, those of a file, or all. "All" leaves protected files out, unless it takes a decision back or
 * rejects. Hunks that are on disk are left alone. Throws NOT_FOUND for a hunk or file the proposal does not have.
 */
export function decide(
  proposal: StoredProposal,
  decision: Decision,
  target: { hunks?: readonly HunkId[] | undefined; path?: string | undefined },
): Change {
  const chosen =
    target.hunks !== undefined
      ? named(proposal, target.hunks)
      : target.path !== undefined
        ? ofFile(proposal, target.path)
        : bulk(proposal, decision !== 'accepted');
  const hunks = chosen
    .filter((hunk) => !hunk.applied && !hunk.detached && hunk.decision !== decision)
    .map((hunk) => ({ ...hunk, decision }));
  const next = withHunks(proposal, hunks);
  const empty = proposal.files.length === 0 && target.hunks === undefined && target.path === undefined;
  const status = empty ? (decision === 'rejected' ? 'rejected' : 'open') : hunks.length === 0 ? proposal.status : statusOf(next);
  return {
    proposal: { ...next, status },
    hunks,
    events: hunks.map((hunk) => event(proposal, hunk.id, { kind: 'hunk-decided', decision })),
  };
}

export function named(proposal: StoredProposal, ids: readonly HunkId[]): StoredHunk[] {
  const known = new Map(proposal.files.flatMap((file) => file.hunks.map((hunk) => [hunk.id, hunk] as const)));
  return [...new Set(ids)].map((id) => {
    const hunk = known.get(id);
    if (hunk === undefined) throw saidError('NOT_FOUND', say('proposal.noHunk', { id }));
    return hunk;
  });
}

function ofFile(proposal: StoredProposal, path: string): StoredHunk[] {
  const file = proposal.files.find((each) => each.path === path);
  if (file === undefined) throw saidError('NOT_FOUND', say('proposal.noFile', { path }));
  return attached(file);
}

/** The hunks that "all" means. */
export function bulk(proposal: StoredProposal, withProtected: boolean): StoredHunk[] {
  return proposal.files.filter((file) => withProtected || file.protected === null).flatMap(attached);
}

/** Sets the user's own version of a hunk, or takes it away with null. Accepts the hunk. */
export function edit(proposal: StoredProposal, hunkId: HunkId, text: string | null, base: string | null): Change {
  const found = hunkById(proposal, hunkId);
  if (found === null) throw saidError('NOT_FOUND', say('proposal.noHunk', { id: hunkId }));
  const { file, hunk } = found;
  if (hunk.applied) throw saidError('CONFLICT', say('hunk.onDisk'));
  if (hunk.detached) throw saidError('PROPOSAL_STALE', say('hunk.detached'));
  if (file.status === 'deleted' && text !== null) throw saidError('BAD_INPUT', say('hunk.deletesFile'));
  if (text !== null && /[\0\p{Surrogate}]/u.test(text)) throw saidError('BAD_INPUT', say('hunk.badCharacter'));
  const tidy = text === null ? null : tidyEdited(hunk, text, base ?? '');
  const proposed = proposedSide(hunk).join('');
  const edited = tidy === proposed ? null : tidy;
  const changed: StoredHunk = { ...hunk, edited, decision: 'accepted' };
  const next = withHunks(proposal, [changed]);
  const events: ReviewEvent[] = [];
  if (edited !== hunk.edited) events.push(event(proposal, hunkId, { kind: 'hunk-edited', before: proposed, after: edited ?? proposed }));
  if (hunk.decision !== 'accepted') events.push(event(proposal, hunkId, { kind: 'hunk-decided', decision: 'accepted' }));
  return { proposal: { ...next, status: statusOf(next) }, hunks: [changed], events };
}

export function event(proposal: StoredProposal, hunkId: HunkId | null, body: ReviewEvent['body']): ReviewEvent {
  return { subject: { answerId: proposal.answerId, proposalId: proposal.id, hunkId }, body };
}
