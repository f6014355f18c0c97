import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { conversationIdSchema, conversationSchema, messageIdSchema, messageSchema } from '#domain/chat';
import type { GenerationEvent } from '#domain/generation';
import { jsonObjectSchema, targetLanguageSchema } from '#domain/programming';
import { contextBudgetSchema } from '#domain/prompts';
import { attachmentSchema } from '#domain/workspace';
import { base } from './base.ts';
import { workspaceIdSchema } from './workspace.ts';

const ok = z.object({ ok: z.literal(true) });
const inConversation = z.object({ conversationId: conversationIdSchema });
const ofAnswer = z.object({ answerId: messageIdSchema });
const text = z.string().trim().min(1).max(200_000);
const sent = z.object({ conversationId: conversationIdSchema, requestId: messageIdSchema, answerId: messageIdSchema });

export const chat = {
  list: base
    .route({ method: 'GET', path: '/conversations' })
    .input(
      z.object({
        workspaceId: workspaceIdSchema.optional(),
        before: z.coerce.number().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(conversationSchema)),
  get: base
    .route({ method: 'GET', path: '/conversations/{conversationId}' })
    .input(inConversation)
    /** All messages of all branches; the shown branch is found from `headId` upwards. */
    .output(z.object({ conversation: conversationSchema, messages: z.array(messageSchema) })),
  /** One answer, for who knows its id alone. */
  answer: base.route({ method: 'GET', path: '/answers/{answerId}' }).input(ofAnswer).output(messageSchema),
  search: base
    .route({ method: 'GET', path: '/conversations/search' })
    .input(z.object({ query: z.string().trim().min(1).max(200), limit: z.coerce.number().int().min(1).max(100).default(30) }))
    .output(
      z.array(
        z.object({
          conversationId: conversationIdSchema,
          messageId: messageIdSchema,
          title: z.string(),
          snippet: z.string(),
          at: z.number(),
        }),
      ),
    ),
  rename: base
    .route({ method: 'POST', path: '/conversations/{conversationId}/title' })
    .input(inConversation.extend({ title: z.string().trim().min(1).max(200) }))
    .output(conversationSchema),
  delete: base.route({ method: 'DELETE', path: '/conversations/{conversationId}' }).input(inConversation).output(ok),
  /** Shows another branch: the newest leaf below the given message becomes the head. */
  selectBranch: base
    .route({ method: 'POST', path: '/conversations/{conversationId}/branch' })
    .input(inConversation.extend({ messageId: messageIdSchema }))
    .output(conversationSchema),
  export: base
    .route({ method: 'GET', path: '/conversations/{conversationId}/export' })
    .input(inConversation.extend({ format: z.enum(['markdown', 'json']) }))
    .output(z.object({ name: z.string(), mediaType: z.string(), content: z.string() })),
  /** Asks. Returns at once; the answer is followed with `generation`. */
  send: base
    .route({ method: 'POST', path: '/chat' })
    .input(
      z.object({
        conversationId: conversationIdSchema.nullable().default(null),
        workspaceId: workspaceIdSchema.nullable().default(null),
        text,
        attachments: z.array(attachmentSchema).max(50).default([]),
        /** Engine for this request: `built-in` or a model id; the setting when not said. */
        engine: z.string().max(200).optional(),
        language: targetLanguageSchema.optional(),
        /** Message to continue from; the head of the conversation when not said. */
        parentId: messageIdSchema.nullable().optional(),
      }),
    )
    .output(sent),
  /** A sibling answer to the same request. */
  regenerate: base
    .route({ method: 'POST', path: '/answers/{answerId}/regenerate' })
    .input(ofAnswer.extend({ engine: z.string().max(200).optional() }))
    .output(sent),
  /** A sibling answer to the same request, made from a typed plan that was changed in its form; see `programming.form`. */
  carryOut: base
    .route({ method: 'POST', path: '/answers/{answerId}/plan' })
    .input(ofAnswer.extend({ plan: jsonObjectSchema }))
    .output(sent),
  /** A sibling of a request with other words; the old branch is kept. */
  editAndResend: base
    .route({ method: 'POST', path: '/messages/{messageId}/resend' })
    .input(
      z.object({
        messageId: messageIdSchema,
        text,
        attachments: z.array(attachmentSchema).max(50).optional(),
        engine: z.string().max(200).optional(),
      }),
    )
    .output(sent),
  stop: base.route({ method: 'POST', path: '/answers/{answerId}/stop' }).input(ofAnswer).output(ok),
  /** Events with a number above `after`, until the answer ends. For an answer that ended before: nothing. */
  generation: base
    .route({ method: 'GET', path: '/answers/{answerId}/events' })
    .input(ofAnswer.extend({ after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(type<GenerationEvent>())),
  /** The exact text that went into the engine. */
  prompt: base
    .route({ method: 'GET', path: '/answers/{answerId}/prompt' })
    .input(ofAnswer)
    .output(z.object({ text: z.string(), budget: contextBudgetSchema.nullable() })),
  /** What a request would cost, for the composer's bar. */
  budget: base
    .route({ method: 'POST', path: '/chat/budget' })
    .input(
      z.object({
        conversationId: conversationIdSchema.nullable().default(null),
        workspaceId: workspaceIdSchema.nullable().default(null),
        text: z.string().max(200_000),
        attachments: z.array(attachmentSchema).max(50).default([]),
        engine: z.string().max(200).optional(),
      }),
    )
    .output(contextBudgetSchema),
};
