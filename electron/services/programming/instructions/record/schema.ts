import { z } from 'zod';
import { givenNameSchema, planBase, slot, typedNameSchema } from '../../plan.ts';

export const recordSchema = z.object({
  ...planBase,
  kind: z.literal('record'),
  name: slot(givenNameSchema),
  /** A plain shape, or a class that can be constructed. Python and Go have one form for both. */
  form: slot(z.enum(['interface', 'class'])),
  fields: z.array(typedNameSchema).min(1).max(60),
});
export type RecordPlan = z.infer<typeof recordSchema>;
