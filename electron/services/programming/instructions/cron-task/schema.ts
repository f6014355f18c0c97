import { z } from 'zod';
import { givenNameSchema, planBase, slot } from '../../plan.ts';
import { cronSchema } from './schedule.ts';

export const cronTaskSchema = z.object({
  ...planBase,
  kind: z.literal('cron-task'),
  name: slot(givenNameSchema),
  /** Minute, hour, day of the month, month, day of the week; local time. */
  schedule: slot(cronSchema),
  /** Text that the task prints; null where the words do not say what it does. */
  message: slot(z.string().max(2000)).nullable(),
});
export type CronTaskPlan = z.infer<typeof cronTaskSchema>;
