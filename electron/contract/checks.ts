import { z } from 'zod';
import { checkReportSchema } from '#domain/checks';
import { proposalIdSchema } from '#domain/review';
import { base } from './base.ts';

export const checks = {
  /**
   * What the parser, the formatter and the compiler say of a proposal with all that is not rejected. Waits until they have said it; in an
   * untrusted folder the parser alone is asked. `again` repeats what is known already.
   */
  get: base
    .route({ method: 'GET', path: '/proposals/{proposalId}/checks' })
    .input(z.object({ proposalId: proposalIdSchema, again: z.boolean().default(false) }))
    .output(checkReportSchema),
};
