import { z } from 'zod';

/** Targets the printers know. */
export const targetLanguages = ['typescript', 'javascript', 'python', 'go'] as const;
export const targetLanguageSchema = z.enum(targetLanguages);
export type TargetLanguage = (typeof targetLanguages)[number];

/** How a value got into a plan: from the user's words, from a default, or assumed (and marked so). */
export const slotSourceSchema = z.enum(['words', 'default', 'workspace', 'assumed']);

/** A plan on its way in: what it must hold is checked by the schema of its kind. */
export const jsonObjectSchema = z.record(z.string().max(200), z.json());
export type JsonObject = z.infer<typeof jsonObjectSchema>;

/** What has to be said before a plan can be executed. */
const planQuestionSchema = z.object({ slot: z.string(), text: z.string() });
export type PlanQuestion = z.infer<typeof planQuestionSchema>;

/** A plan as it is shown: what was understood, slot by slot, and which words were not used. */
export const planViewSchema = z.object({
  kind: z.string(),
  title: z.string(),
  language: targetLanguageSchema,
  slots: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      source: slotSourceSchema,
      /** The words of the request that gave the value: UTF-16 units. */
      span: z.object({ start: z.number().int(), end: z.number().int() }).optional(),
    }),
  ),
  unusedWords: z.array(z.string()),
  /** Empty where the plan is whole. */
  questions: z.array(planQuestionSchema).default([]),
  /** The whole typed plan, as JSON. */
  json: z.string(),
});
export type PlanView = z.infer<typeof planViewSchema>;
