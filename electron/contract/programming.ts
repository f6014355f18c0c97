import { z } from 'zod';
import { messageIdSchema } from '#domain/chat';
import { inspectionSchema, jsonObjectSchema, planViewSchema, targetLanguageSchema } from '#domain/programming';
import { base } from './base.ts';
import { workspaceIdSchema } from './workspace.ts';

export const programming = {
  /** What the built-in engine can write, with an example request in both languages. */
  kinds: base.route({ method: 'GET', path: '/programming/kinds' }).output(
    z.array(
      z.object({
        kind: z.string(),
        title: z.object({ en: z.string(), zh: z.string() }),
        example: z.object({ en: z.string(), zh: z.string() }),
      }),
    ),
  ),
  /** The typed plan of a request, with where each value came from and what is still asked; nothing is written. */
  plan: base
    .route({ method: 'POST', path: '/programming/plan' })
    .input(
      z.object({
        text: z.string().trim().min(1).max(200_000),
        workspaceId: workspaceIdSchema.nullable().default(null),
        language: targetLanguageSchema.optional(),
        files: z.array(z.string().max(4096)).max(50).default([]),
      }),
    )
    .output(
      z.object({
        plan: planViewSchema.nullable(),
        text: z.string().nullable(),
        complete: z.boolean(),
        /** The kinds of which the words do not say which one is meant. */
        between: z.array(z.string()).readonly().optional(),
      }),
    ),
  /** What a form for plans of a kind is drawn from: their JSON Schema, and the titles of the slots. */
  form: base
    .route({ method: 'GET', path: '/programming/kinds/{kind}/form' })
    /** With a folder also the kinds that it adds. */
    .input(z.object({ kind: z.string().max(100), workspaceId: workspaceIdSchema.optional() }))
    .output(z.object({ schema: jsonObjectSchema, titles: z.record(z.string(), z.object({ en: z.string(), zh: z.string() })) })),
  /**
   * How a request becomes code: the parts of the plan, the nodes, and the code printed into a file of its own, with what belongs to what.
   * Of an answer, or of a plan and the request that it is of. Fails with NOT_FOUND for an answer without a plan and with BAD_INPUT for a
   * plan that is not valid.
   */
  inspect: base
    .route({ method: 'POST', path: '/programming/inspection' })
    .input(
      z.union([
        z.object({ answerId: messageIdSchema }),
        z.object({
          plan: jsonObjectSchema,
          text: z.string().max(200_000).default(''),
          workspaceId: workspaceIdSchema.nullable().default(null),
        }),
      ]),
    )
    .output(inspectionSchema),
  /** Three example requests that work on the opened folder (its languages, its server file). */
  suggestions: base
    .route({ method: 'GET', path: '/programming/suggestions' })
    .input(z.object({ workspaceId: workspaceIdSchema, language: z.enum(['en', 'zh']).default('en') }))
    .output(z.array(z.object({ text: z.string(), language: targetLanguageSchema, target: z.string().nullable() }))),
};
