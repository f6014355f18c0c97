import { z } from 'zod';

const text = z.string().min(1).max(500);
const both = z.strictObject({ en: text, zh: text });
/** The same in both languages where only one is given. */
const wordsSchema = z.union([both, text.transform((each) => ({ en: each, zh: each }))]);
const phraseList = z.array(z.string().min(1).max(80)).max(60);
const phrasesSchema = z.union([
  z.strictObject({ en: phraseList.default([]), zh: phraseList.default([]) }),
  phraseList.transform((each) => ({ en: each, zh: each })),
]);
const bound = z.number().int().min(-1e15).max(1e15);

const slotTypeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('name') }),
  z.strictObject({ type: z.literal('choice'), options: z.record(z.string().regex(/^[\w-]{1,60}$/), phrasesSchema) }),
  z.strictObject({ type: z.literal('flag'), words: phrasesSchema }),
  z.strictObject({ type: z.literal('integer'), minimum: bound.default(0), maximum: bound.default(1e9), unit: phrasesSchema.optional() }),
  z.strictObject({ type: z.literal('duration'), minimum: bound.default(0), maximum: bound.default(31_536_000_000) }),
  z.strictObject({ type: z.literal('names'), least: z.number().int().min(0).max(60).default(1) }),
  z.strictObject({ type: z.literal('fields'), least: z.number().int().min(0).max(60).default(1) }),
  z.strictObject({ type: z.literal('text'), maximum: z.number().int().min(1).max(10_000).default(200) }),
  z.strictObject({ type: z.literal('url') }),
]);

/** Letters and digits alone: the name of a slot is also the name of its hole. */
const slotNameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,40}$/);

/** A kind of instruction as a file of the folder describes it. Data alone: nothing of it is ever run. */
export const definitionSchema = z.strictObject({
  title: wordsSchema,
  example: wordsSchema,
  /** Words that ask for this kind. */
  heads: phrasesSchema,
  /** Name of a new file, without extension; holes may stand in it. By default the name that the plan gives. */
  file: z.string().min(1).max(100).optional(),
  slots: z
    .record(
      slotNameSchema,
      z.strictObject({
        type: slotTypeSchema,
        title: wordsSchema.optional(),
        cues: phrasesSchema.optional(),
        weakCues: phrasesSchema.optional(),
        default: z.json().optional(),
        question: wordsSchema.optional(),
      }),
    )
    .refine((slots) => Object.keys(slots).length <= 30, 'A kind has at most 30 slots.'),
  /** Code with holes, in the languages that the kind is for. */
  templates: z
    .strictObject({
      typescript: z.string().max(50_000).optional(),
      python: z.string().max(50_000).optional(),
      go: z.string().max(50_000).optional(),
    })
    .refine((templates) => Object.values(templates).some((each) => each !== undefined), 'A kind needs code in at least one language.'),
});
export type Definition = z.infer<typeof definitionSchema>;
