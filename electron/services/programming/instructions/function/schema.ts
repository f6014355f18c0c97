import { z } from 'zod';
import { givenNameSchema, planBase, slot, typedNameSchema, typeTextSchema } from '../../plan.ts';
import { operationNames } from './operations.ts';

/** A call and what it gives. */
export const exampleSchema = z.object({ inputs: z.array(z.json()).max(12), output: z.json() });
export type FunctionExample = z.infer<typeof exampleSchema>;

export const functionSchema = z.object({
  ...planBase,
  kind: z.literal('function'),
  name: slot(givenNameSchema),
  parameters: z.array(typedNameSchema).max(20),
  /** What it returns; null where neither the words nor the operation say. */
  result: slot(typeTextSchema).nullable(),
  /** A body that can be written: a known operation. Null together with `formula` makes a body that fails loudly. */
  operation: slot(z.enum(operationNames)).nullable(),
  /** A formula over the parameters, such as `width * height`. */
  formula: slot(z.string().max(300)).nullable(),
  /** What it gives for some input: a body is looked for that gives all of them, and tests hold it to them. */
  examples: slot(z.array(exampleSchema).max(30)).nullable().default(null),
  /** Whether the signature gives an error beside the value, as Go's `(int, error)` does. */
  fallible: z.boolean(),
  descending: z.boolean(),
});
export type FunctionPlan = z.infer<typeof functionSchema>;
