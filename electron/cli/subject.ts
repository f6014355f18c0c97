import type { Check } from '#domain/checks';
import { AppError } from '#domain/errors';
import { idPrefix, type MessageId, type ProposalId } from '#domain/ids';
import type { Proposal } from '#domain/review';
import type { Client } from './connect.ts';

export interface Subject {
  answerId: MessageId;
  proposal: Proposal | null;
}

/** What an id on the command line stands for: every id may be that of an answer or of its proposal. */
export async function subjectOf(client: Client, id: string): Promise<Subject> {
  switch (idPrefix(id)) {
    case 'prp': {
      const proposal = await client.review.get({ proposalId: id as ProposalId });
      return { answerId: proposal.answerId, proposal };
    }
    case 'msg':
      return { answerId: id as MessageId, proposal: await client.review.find({ answerId: id as MessageId }) };
    default:
      throw new AppError(
        'BAD_INPUT',
        `"${id.slice(0, 100)}" is no id of an answer (msg_…) or of a proposal (prp_…). \`autoglm ask\` prints both.`,
      );
  }
}

export async function proposalOf(client: Client, id: string): Promise<Proposal> {
  const { proposal } = await subjectOf(client, id);
  if (!proposal) throw new AppError('NOT_FOUND', 'This answer proposed no change.', { data: { id } });
  return proposal;
}

/** A proposal as the command line shows it: its files with status, hunks and diff. */
export async function proposalView(client: Client, proposal: Proposal) {
  const { files: diffs } = await client.review.diff({ proposalId: proposal.id });
  const diffOf = new Map(diffs.map(({ path, diff }) => [path, diff]));
  let number = 0;
  return {
    id: proposal.id,
    status: proposal.status,
    files: proposal.files.map((file) => ({
      path: file.path,
      status: file.status,
      stale: file.stale?.message ?? null,
      hunks: file.hunks.map(({ id, oldStart, oldLines, newStart, newLines, decision, applied }) => {
        number += 1;
        return { number, id, oldStart, oldLines, newStart, newLines, decision, applied };
      }),
      diff: diffOf.get(file.path) ?? '',
    })),
    unplaced: proposal.unplaced.map(({ path, reason, message, tried, candidates }) => ({ path, reason, message, tried, candidates })),
  };
}

/** What the parser and the compilers say of a proposal. The checks never keep a proposal from being shown: null when they cannot be had. */
export async function proposalChecks(client: Client, proposal: Proposal): Promise<Check[] | null> {
  return client.checks.get({ proposalId: proposal.id }).then(
    ({ checks }) => checks,
    () => null,
  );
}
