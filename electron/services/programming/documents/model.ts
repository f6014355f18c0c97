import { z } from 'zod';

/** Types that every language has; other words of a type are names of the model. */
export const plainTypes = ['string', 'integer', 'number', 'boolean', 'datetime', 'bytes', 'unknown'] as const;

/**
 * A type as text: a plain type or the name of one of the model's, then `[]` for a list of it, `{}` for a map from texts to it and `?`
 * where it may be null, read from left to right: `Item[]?` is a list of items, or null.
 */
const modelTypeSchema = z
  .string()
  .max(140)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(?:\[\]|\{\}|\?){0,8}$/);

const nameSchema = z.string().regex(/^[A-Z][A-Za-z0-9]{0,99}$/);
const keySchema = z
  .string()
  .min(1)
  .max(200)
  .refine((key) => !/[\p{Cc}\p{Cs}]/u.test(key), 'A key has no control characters.');

const fieldSchema = z.object({ key: keySchema, type: modelTypeSchema, optional: z.boolean() });
export type ModelField = z.infer<typeof fieldSchema>;

/** A type of a document: an enumeration where it has values, else a record. */
const typeSchema = z.object({ name: nameSchema, fields: z.array(fieldSchema).max(300), values: z.array(keySchema).max(300) });
export type ModelType = z.infer<typeof typeSchema>;

/** The types that a document describes, each with a name of its own; a name in a type that none of them has means nothing that is known. */
export const modelSchema = z.object({
  form: z.enum(['json', 'json-schema', 'openapi', 'ddl', 'proto']),
  types: z.array(typeSchema).min(1).max(300),
});
export type DataModel = z.infer<typeof modelSchema>;

const baseOf = (type: string): string => /^\w+/.exec(type)?.[0] ?? '';
const isPlain = (name: string): boolean => (plainTypes as readonly string[]).includes(name);

export const isEnumeration = (type: ModelType): boolean => type.values.length > 0;

/** The model with each name and key once, and with what is not known said so. */
export function withoutDoubts(model: DataModel): DataModel {
  const types = firstOf(model.types, ({ name }) => name);
  const names = new Set(types.map(({ name }) => name));
  const known = (type: string): string =>
    isPlain(baseOf(type)) || names.has(baseOf(type)) ? type : `unknown${type.slice(baseOf(type).length)}`;
  return {
    ...model,
    types: types.map((type) => ({
      ...type,
      fields: firstOf(type.fields, ({ key }) => key).map((field) => ({ ...field, type: known(field.type) })),
      values: [...new Set(type.values)],
    })),
  };
}

function firstOf<Item>(items: readonly Item[], by: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(by(item)) && seen.add(by(item)));
}

/** A type with the suffixes of its text taken apart, the innermost first. */
export function typeParts(type: string): { base: string; plain: boolean; suffixes: ('[]' | '{}' | '?')[] } {
  const base = baseOf(type);
  return { base, plain: isPlain(base), suffixes: (type.slice(base.length).match(/\[\]|\{\}|\?/g) ?? []) as ('[]' | '{}' | '?')[] };
}

export const nullable = (type: string): string => (type.endsWith('?') || type === 'unknown' ? type : `${type}?`);
