import { z } from 'zod';
import { errorCodes } from './errors.ts';
import type { ConversationId, MessageId, ProposalId, WorkspaceId } from './ids.ts';
import { planViewSchema } from './programming.ts';
import { repairRoundSchema } from './repair.ts';
import { attachmentSchema } from './workspace.ts';

export const conversationIdSchema = z.string().max(80) as unknown as z.ZodType<ConversationId>;
export const messageIdSchema = z.string().max(80) as unknown as z.ZodType<MessageId>;

export const conversationSchema = z.object({
  id: conversationIdSchema,
  title: z.string(),
  workspaceId: (z.string() as unknown as z.ZodType<WorkspaceId>).nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** The leaf of the branch that is shown. Branches are siblings: messages with one parent. */
  headId: messageIdSchema.nullable(),
  messageCount: z.int(),
});
export type Conversation = z.infer<typeof conversationSchema>;

/** Which engine made an answer, with all that is needed to make it again. */
export const producerSchema = z.object({
  engine: z.enum(['programming', 'model']),
  /** Model id of the library, or `built-in`. */
  id: z.string(),
  name: z.string(),
  /** SHA-256 of the model file; for the built-in engine its version. */
  hash: z.string(),
  /** SHA-256 of the exact prompt. */
  promptHash: z.string(),
  /** Sampling settings and the like. */
  settings: z.record(z.string(), z.unknown()),
  /** Attempts to repair the answer, where its checks failed. */
  repairs: z.array(repairRoundSchema).optional(),
});
export type Producer = z.infer<typeof producerSchema>;

export const usageSchema = z.object({
  promptTokens: z.int(),
  answerTokens: z.int(),
  /** Milliseconds from the request to the first token, and to the end. */
  firstTokenMs: z.number(),
  totalMs: z.number(),
});
export type Usage = z.infer<typeof usageSchema>;

export const answerErrorSchema = z.object({ code: z.enum(errorCodes), message: z.string() });

/**
 * streaming → complete | stopped | failed; `interrupted` is what a start finds after the process died in the middle of an answer.
 */
export const messageStatusSchema = z.enum(['streaming', 'complete', 'stopped', 'failed', 'interrupted']);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

export const messageSchema = z.object({
  id: messageIdSchema,
  conversationId: conversationIdSchema,
  parentId: messageIdSchema.nullable(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  status: messageStatusSchema,
  createdAt: z.number(),
  attachments: z.array(attachmentSchema),
  /** Answers only from here on. */
  plan: planViewSchema.nullable(),
  proposalId: (z.string() as unknown as z.ZodType<ProposalId>).nullable(),
  producer: producerSchema.nullable(),
  usage: usageSchema.nullable(),
  error: answerErrorSchema.nullable(),
  /** Programming language the answer is about, for filters; null when none. */
  language: z.string().nullable(),
  /** Number of the last generation event folded into this row. */
  seq: z.int(),
});
export type Message = z.infer<typeof messageSchema>;
