import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Review } from './review.ts';

export function reviewProcedures(review: Review) {
  const os = implement(contract.review);
  return os.router({
    get: os.get.handler(({ input }) => review.get(input.proposalId)),
    find: os.find.handler(({ input }) => review.find(input.answerId)),
    open: os.open.handler(({ input }) => review.open(input.workspaceId)),
    texts: os.texts.handler(({ input }) => review.texts(input.proposalId, input.path, input.only)),
    decide: os.decide.handler(({ input }) =>
      review.decide(input.proposalId, input.decision, { hunks: input.hunks, path: input.path }, input.revision),
    ),
    edit: os.edit.handler(({ input }) => review.edit(input.proposalId, input.hunkId, input.text, input.revision)),
    apply: os.apply.handler(({ input }) => review.apply(input.proposalId, { hunks: input.hunks, all: input.all })),
    undo: os.undo.handler(({ input }) => review.undo(input.proposalId)),
    refresh: os.refresh.handler(({ input }) => review.refresh(input.proposalId)),
    compare: os.compare.handler(async ({ input }) => ({ revision: await review.compare(input.proposalId) })),
    diff: os.diff.handler(({ input }) => review.diff(input.proposalId)),
  });
}
