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

/** A stretch of a text: UTF-16 units, `end` behind the last. */
const stretchSchema = z.object({ start: z.number().int(), end: z.number().int() });
export type Stretch = z.infer<typeof stretchSchema>;

/** Why a plan is refused: one fault, and where in the plan it stands. `code` is zod's name of the fault, `message` its English. */
const planFaultSchema = z.object({
  path: z.array(z.string()),
  code: z.string(),
  message: z.string(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
export type PlanFault = z.infer<typeof planFaultSchema>;
/** What an error about a plan carries as its data. */
export const planFaultsSchema = z.object({ faults: z.array(planFaultSchema) });

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
      span: stretchSchema.optional(),
    }),
  ),
  unusedWords: z.array(z.string()),
  /** Empty where the plan is whole. */
  questions: z.array(planQuestionSchema).default([]),
  /** The whole typed plan, as JSON. */
  json: z.string(),
  /** Name of the model that read the request, where the rules alone did not come to a plan. */
  model: z.string().optional(),
});
export type PlanView = z.infer<typeof planViewSchema>;

/** A value of a plan, or one item of a list in it. */
const planPartSchema = z.object({
  /** Which one it is: `slots.values`, and `slots.values.0` for the first item of that list. */
  path: z.string(),
  title: z.object({ en: z.string(), zh: z.string() }),
  value: z.string(),
  /** Null where the plan does not say it of this part alone. */
  source: slotSourceSchema.nullable(),
  /** 1 for an item of the list before it. */
  depth: z.int(),
  /** The words of the request that say it. */
  words: z.array(stretchSchema),
});
export type PlanPart = z.infer<typeof planPartSchema>;

/** A node of the code's tree. */
const inspectedNodeSchema = z.object({
  /** Its parent's place in the list, which comes before its own; -1 for the root, which is the first. */
  parent: z.int(),
  /** What it is to its parent: `parameters`, `body`; empty for the root. */
  role: z.string(),
  kind: z.string(),
  /** Its name, text, number or operator, cut where it is long. */
  text: z.string(),
  /** Where it stands in the code, inside its parent. */
  start: z.int(),
  end: z.int(),
  /** Which parts of the plan it comes from: places in their list. */
  parts: z.array(z.int()),
});
export type InspectedNode = z.infer<typeof inspectedNodeSchema>;

/** A request on its way to code: its words, the parts of its plan, the nodes and what is printed of them, each linked to the others. */
export const inspectionSchema = z.object({
  request: z.string(),
  kind: z.string(),
  language: targetLanguageSchema,
  parts: z.array(planPartSchema),
  nodes: z.array(inspectedNodeSchema),
  code: z.string(),
});
export type Inspection = z.infer<typeof inspectionSchema>;
