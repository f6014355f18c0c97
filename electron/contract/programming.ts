import { z } from 'zod';
import { targetLanguageSchema } from '#domain/programming';
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
  /** Three example requests that work on the opened folder (its languages, its server file). */
  suggestions: base
    .route({ method: 'GET', path: '/programming/suggestions' })
    .input(z.object({ workspaceId: workspaceIdSchema, language: z.enum(['en', 'zh']).default('en') }))
    .output(z.array(z.object({ text: z.string(), language: targetLanguageSchema, target: z.string().nullable() }))),
};
