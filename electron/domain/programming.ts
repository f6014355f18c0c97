import { z } from 'zod';

/** Targets the printers know. */
export const targetLanguages = ['typescript', 'javascript', 'python', 'go'] as const;
export const targetLanguageSchema = z.enum(targetLanguages);
export type TargetLanguage = (typeof targetLanguages)[number];

/** How a value got into a plan: from the user's words, from a default, or assumed (and marked so). */
export const slotSourceSchema = z.enum(['words', 'default', 'workspace', 'assumed']);

/** A plan as it is shown: what was understood, slot by slot, and which words were not used. */
export const planViewSchema = z.object({
  kind: z.string(),
  title: z.string(),
  language: targetLanguageSchema,
  slots: z.array(z.object({ name: z.string(), value: z.string(), source: slotSourceSchema })),
  unusedWords: z.array(z.string()),
  /** The whole typed plan, as JSON. */
  json: z.string(),
});
export type PlanView = z.infer<typeof planViewSchema>;
