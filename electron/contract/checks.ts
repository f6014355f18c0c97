import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { type CheckProgress, checkReportSchema } from '#domain/checks';
import { proposalIdSchema } from '#domain/review';
import { base } from './base.ts';

const ofProposal = z.object({ proposalId: proposalIdSchema, again: z.stringbool().or(z.boolean()).default(false) });

export const checks = {
  /**
   * What the parser, the formatter and the compiler say of a proposal with all that is not rejected. Waits until they have said it; in an
   * untrusted folder the parser alone is asked. `again` repeats what is known already.
   */
  get: base.route({ method: 'GET', path: '/proposals/{proposalId}/checks' }).input(ofProposal).output(checkReportSchema),
  /** The same while it runs: what is known now, and each time that more is; ends with the last. Leaving it ends checks that nobody else waits for. */
  follow: base
    .route({ method: 'GET', path: '/proposals/{proposalId}/checks/events' })
    .input(ofProposal)
    .output(eventIterator(type<CheckProgress>())),
};
