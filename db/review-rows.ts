import type { CheckpointId, HunkId, ProposalId } from '#domain/ids';
import { readSentence } from '#domain/sentences';
import type { Journal, StoredFile, StoredHunk, StoredProposal } from '#services-ports/review';
import type { ChangeJournalTable, HunkTable, ProposalFileTable, ProposalTable } from './schema.ts';

/** A proposal's row with the id of its newest checkpoint. */
export type ProposalRow = ProposalTable & { undo_id: string | null };

export function toProposal(row: ProposalRow, files: StoredFile[]): StoredProposal {
  return {
    id: row.id as ProposalId,
    answerId: row.answer_id as StoredProposal['answerId'],
    conversationId: row.conversation_id as StoredProposal['conversationId'],
    workspaceId: row.workspace_id as StoredProposal['workspaceId'],
    createdAt: row.created_at,
    status: row.status,
    revision: row.revision,
    files,
    unplaced: (JSON.parse(row.unplaced) as StoredProposal['unplaced']).map(withSentence),
    undoId: row.undo_id as CheckpointId | null,
  };
}

/** Edits that were kept before sentences had codes have only the words. */
function withSentence(edit: StoredProposal['unplaced'][number]): StoredProposal['unplaced'][number] {
  return edit.sentence === undefined ? { ...edit, sentence: readSentence(edit.message) } : edit;
}

export function toFile(row: ProposalFileTable, hunks: StoredHunk[]): StoredFile {
  return {
    path: row.path,
    status: row.status,
    language: row.language,
    match: row.match as StoredFile['match'],
    baseHash: row.base_hash,
    diskHash: row.disk_hash,
    hunks,
    additions: row.additions,
    deletions: row.deletions,
    protected: row.protected,
    stale:
      row.stale_since === null
        ? null
        : { since: row.stale_since, message: row.stale_message ?? '', sentence: readSentence(row.stale_message ?? '') },
  };
}

export function fromFile(proposalId: ProposalId, position: number, file: StoredFile): ProposalFileTable {
  const { path, status, language, match, baseHash, diskHash, additions, deletions, stale } = file;
  return {
    proposal_id: proposalId,
    position,
    path,
    status,
    language,
    match,
    base_hash: baseHash,
    disk_hash: diskHash,
    additions,
    deletions,
    protected: file.protected,
    stale_since: stale?.since ?? null,
    stale_message: stale?.message ?? null,
  }; // prettier-ignore
}

export function toHunk(row: HunkTable): StoredHunk {
  return {
    id: row.id as HunkId,
    oldStart: row.old_start,
    oldLines: row.old_lines,
    newStart: row.new_start,
    newLines: row.new_lines,
    body: row.body,
    decision: row.decision,
    edited: row.edited,
    applied: row.applied === 1,
    detached: row.detached === 1,
  };
}

export function fromHunk(proposalId: ProposalId, path: string, position: number, hunk: StoredHunk): HunkTable {
  const { id, oldStart, oldLines, newStart, newLines, body, decision, edited, applied, detached } = hunk;
  return {
    id,
    proposal_id: proposalId,
    path,
    position,
    old_start: oldStart,
    old_lines: oldLines,
    new_start: newStart,
    new_lines: newLines,
    body,
    decision,
    edited,
    applied: Number(applied),
    detached: Number(detached),
  }; // prettier-ignore
}

export function toJournal(row: ChangeJournalTable): Journal {
  return {
    id: row.id as CheckpointId,
    proposalId: row.proposal_id as ProposalId,
    root: row.root,
    owner: row.owner,
    startedAt: row.started_at,
    files: JSON.parse(row.files) as Journal['files'],
    folders: JSON.parse(row.folders) as string[],
  };
}
