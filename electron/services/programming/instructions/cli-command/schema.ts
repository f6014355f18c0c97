import { z } from 'zod';
import { givenNameSchema, planBase, slot, typedNameSchema } from '../../plan.ts';

export const cliCommandSchema = z.object({
  ...planBase,
  kind: z.literal('cli-command'),
  name: slot(givenNameSchema),
  options: z.array(typedNameSchema).max(40),
});
export type CliCommandPlan = z.infer<typeof cliCommandSchema>;
