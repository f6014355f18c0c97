import { z } from 'zod';
import { givenNameSchema, planBase, slot, typedNameSchema } from '../../plan.ts';

export const apiCallSchema = z.object({
  ...planBase,
  kind: z.literal('api-call'),
  name: slot(givenNameSchema),
  method: slot(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  /** The address, with `{name}` where a parameter stands. */
  url: slot(
    z
      .string()
      .max(500)
      .regex(/^https?:\/\/[^\s"'<>\\`\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$/i)
      .meta({
        writable: String.raw`https?://[a-z][a-z0-9]{0,20}(\.[a-z][a-z0-9]{0,12}){0,3}(:[1-9][0-9]{0,3})?(/[A-Za-z0-9_-]{1,20}){0,4}`,
      }),
  ),
  parameters: z.array(typedNameSchema).max(20),
  body: z.array(typedNameSchema).max(40),
  /** Seconds. */
  timeout: slot(z.number().positive().max(3600).meta({ unit: 'seconds' })),
});
export type ApiCallPlan = z.infer<typeof apiCallSchema>;
