import { z } from 'zod';
import { messageIdSchema } from '#domain/chat';
import { decisionSchema, hunkIdSchema, proposalIdSchema, proposalSchema, proposalTextsSchema } from '#domain/review';
import { base } from './base.ts';
import { workspaceIdSchema } from './workspace.ts';

/** The revision that the decision was made on. CONFLICT when the proposal has moved on since: then nothing is changed. */
const revision = z.int().min(1);
const ofProposal = z.object({ proposalId: proposalIdSchema });

export const review = {
  get: base.route({ method: 'GET', path: '/proposals/{proposalId}' }).input(ofProposal).output(proposalSchema),
  /** Finds a proposal by its own id or by its answer's. */
  find: base
    .route({ method: 'GET', path: '/proposals' })
    .input(z.object({ answerId: messageIdSchema }))
    .output(proposalSchema.nullable()),
  /** Proposals with something undecided or accepted and not applied, newest first. */
  open: base
    .route({ method: 'GET', path: '/proposals/open' })
    .input(z.object({ workspaceId: workspaceIdSchema.optional() }))
    .output(z.array(proposalSchema)),
  /** Both sides of a file. With `only: 'before'` the other one is not made and `after` is null. */
  texts: base
    .route({ method: 'GET', path: '/proposals/{proposalId}/texts' })
    .input(ofProposal.extend({ path: z.string().max(4096), only: z.enum(['before']).optional() }))
    .output(proposalTextsSchema),
  /** Decides hunks: the named ones, those of a file, or all. Takes back with `pending`. Applied hunks are left alone. */
  decide: base
    .route({ method: 'POST', path: '/proposals/{proposalId}/decisions' })
    .input(
      ofProposal.extend({
        revision,
        decision: decisionSchema,
        hunks: z.array(hunkIdSchema).max(10_000).optional(),
        path: z.string().max(4096).optional(),
      }),
    )
    .output(proposalSchema),
  /** Replaces the new side of a hunk by the user's text; null goes back to what was proposed. Accepts the hunk. */
  edit: base
    .route({ method: 'POST', path: '/proposals/{proposalId}/hunks/{hunkId}' })
    .input(ofProposal.extend({ revision, hunkId: hunkIdSchema, text: z.string().max(1_000_000).nullable() }))
    .output(proposalSchema),
  /** Writes the accepted hunks, all files or none. `hunks` accepts and applies just these; `all` accepts what is pending first. */
  apply: base
    .route({ method: 'POST', path: '/proposals/{proposalId}/apply' })
    .input(ofProposal.extend({ hunks: z.array(hunkIdSchema).max(10_000).optional(), all: z.boolean().default(false) }))
    .output(proposalSchema),
  /** Puts back the bytes from before the last apply. */
  undo: base.route({ method: 'POST', path: '/proposals/{proposalId}/undo' }).input(ofProposal).output(proposalSchema),
  /** Compares with the disk again and moves the change onto what is there now, or marks it stale. */
  refresh: base.route({ method: 'POST', path: '/proposals/{proposalId}/refresh' }).input(ofProposal).output(proposalSchema),
  /** Does what `refresh` does and gives the revision alone: whoever has that one need not read the proposal again. */
  compare: base
    .route({ method: 'POST', path: '/proposals/{proposalId}/compare' })
    .input(ofProposal)
    .output(z.object({ revision: z.int() })),
  /** The change as a unified diff that `git apply` takes (what is not rejected). */
  diff: base
    .route({ method: 'GET', path: '/proposals/{proposalId}/diff' })
    .input(ofProposal)
    .output(z.object({ files: z.array(z.object({ path: z.string(), diff: z.string() })) })),
};
