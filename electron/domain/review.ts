import { z } from 'zod';
import { conversationIdSchema, messageIdSchema } from './chat.ts';
import type { CheckpointId, HunkId, ProposalId, WorkspaceId } from './ids.ts';
import { sentenceSchema } from './sentences.ts';

export const proposalIdSchema = z.string().max(80) as unknown as z.ZodType<ProposalId>;
export const hunkIdSchema = z.string().max(80) as unknown as z.ZodType<HunkId>;

export const decisionSchema = z.enum(['pending', 'accepted', 'rejected']);
export type Decision = z.infer<typeof decisionSchema>;

/** How the place of an edit was found; `anchor` = by unique first and last lines. */
export const matchStrategySchema = z.enum(['exact', 'whitespace', 'anchor', 'whole-file']);
export type MatchStrategy = z.infer<typeof matchStrategySchema>;

export const hunkSchema = z.object({
  id: hunkIdSchema,
  /** 1-based first line and number of lines on the old and on the new side, as in a unified diff. */
  oldStart: z.int(),
  oldLines: z.int(),
  newStart: z.int(),
  newLines: z.int(),
  /** Unified diff body: every line begins with ' ', '+' or '-'; '\ No newline at end of file' may follow a line. */
  body: z.string(),
  decision: decisionSchema,
  /** The user's own version of the new side of the hunk (its context lines included), null when not edited. */
  edited: z.string().nullable(),
  /** True once this hunk is on disk. */
  applied: z.boolean(),
});
export type Hunk = z.infer<typeof hunkSchema>;

/** An edit that could not be placed: shown with what was tried, never guessed. */
export const unplacedEditSchema = z.object({
  path: z.string(),
  reason: z.enum(['not-found', 'ambiguous', 'outside-workspace', 'file-missing', 'not-text', 'malformed', 'protected', 'too-large']),
  /** One sentence for the user, and its code; null for one that was kept before sentences had codes and has other words. */
  message: z.string(),
  sentence: sentenceSchema.nullable().default(null),
  /** The strategies that were tried, in order. */
  tried: z.array(z.string()),
  /** Lines (1-based) of the candidates when there were several. */
  candidates: z.array(z.int()),
  search: z.string(),
  replace: z.string(),
});
export type UnplacedEdit = z.infer<typeof unplacedEditSchema>;

export const proposalFileSchema = z.object({
  path: z.string(),
  status: z.enum(['modified', 'created', 'deleted']),
  language: z.string(),
  match: matchStrategySchema,
  /** SHA-256 of the bytes the hunks are made against; null for a file that does not exist yet. */
  baseHash: z.string().nullable(),
  hunks: z.array(hunkSchema),
  additions: z.int(),
  deletions: z.int(),
  /** Why "all" leaves this file out (it must be named), null for an ordinary file. */
  protected: z.string().nullable(),
  /** Set when the file on disk no longer is the base and the change could not be moved onto it. */
  stale: z.object({ since: z.number(), message: z.string(), sentence: sentenceSchema.nullable() }).nullable(),
});
export type ProposalFile = z.infer<typeof proposalFileSchema>;

/** open: something is pending or accepted and not yet on disk · applied: all accepted hunks are on disk · rejected · undone. */
export const proposalStatusSchema = z.enum(['open', 'applied', 'rejected', 'undone']);

export const proposalSchema = z.object({
  id: proposalIdSchema,
  answerId: messageIdSchema,
  conversationId: conversationIdSchema,
  workspaceId: z.string() as unknown as z.ZodType<WorkspaceId>,
  createdAt: z.number(),
  status: proposalStatusSchema,
  /** Increases with every change, so that a page can tell an older copy. Two processes that change one revision: the second gets CONFLICT. */
  revision: z.int(),
  files: z.array(proposalFileSchema),
  unplaced: z.array(unplacedEditSchema),
  /** The checkpoint that Undo goes back to, null when there is nothing to undo. */
  undoId: (z.string() as unknown as z.ZodType<CheckpointId>).nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** Both sides of a file for the side-by-side view, fetched only when it is opened. */
export const proposalTextsSchema = z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type ProposalTexts = z.infer<typeof proposalTextsSchema>;
