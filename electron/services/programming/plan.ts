import { z } from 'zod';
import { slotSourceSchema, targetLanguageSchema } from '#domain/programming';

/** A stretch of the request: UTF-16 units, `end` behind the last. */
const spanSchema = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) });
export type RequestSpan = z.infer<typeof spanSchema>;

/** A value of a plan and where it came from; `span` are the words that gave it, where they are known. */
export const slot = <Value extends z.ZodType>(value: Value) => z.object({ value, source: slotSourceSchema, span: spanSchema.optional() });
export interface Slot<Value> {
  value: Value;
  source: z.infer<typeof slotSourceSchema>;
  span?: RequestSpan | undefined;
}

export const words = <Value>(value: Value, span?: RequestSpan): Slot<Value> =>
  span ? { value, source: 'words', span } : { value, source: 'words' };
export const byDefault = <Value>(value: Value): Slot<Value> => ({ value, source: 'default' });
export const assumed = <Value>(value: Value): Slot<Value> => ({ value, source: 'assumed' });

/** A name that a user may give: a letter or underscore first, then letters, digits, `_` and `-`. */
export const givenNameSchema = z.string().regex(/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u);

/** Types a request can name. `list of T` is written `T[]`. */
export const typeTextSchema = z.string().regex(/^(string|integer|number|boolean|datetime|unknown|map)(\[\]){0,2}$/);
export type TypeText = string;

export const typedNameSchema = z.object({
  name: givenNameSchema,
  type: typeTextSchema,
  optional: z.boolean(),
  /** Whether the type stood in the words or follows from the name. */
  typeSource: slotSourceSchema,
  default: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});
export type TypedName = z.infer<typeof typedNameSchema>;

/** What every plan has beside the slots of its kind. */
export const planBase = { language: slot(targetLanguageSchema) };
