import { z } from 'zod';
import { feedbackFilterSchema } from '#domain/feedback';
import type { DatasetId } from '#domain/ids';
import { datasetSchema, triggerStateSchema } from '#domain/retraining';
import { base } from './base.ts';

const datasetId = z.string().max(80) as unknown as z.ZodType<DatasetId>;

export const retraining = {
  trigger: base.route({ method: 'GET', path: '/retraining/trigger' }).output(triggerStateSchema),
  /** Writes a dataset of the low-scored feedback now, whatever the trigger says. */
  fire: base.route({ method: 'POST', path: '/retraining/fire' }).output(datasetSchema),
  datasets: base.route({ method: 'GET', path: '/datasets' }).output(z.array(datasetSchema)),
  markSeen: base
    .route({ method: 'POST', path: '/datasets/{datasetId}/seen' })
    .input(z.object({ datasetId }))
    .output(z.object({ ok: z.literal(true) })),
  /** Writes a dataset of what the filter selects into a folder (a new one under the data folder when not said). */
  export: base
    .route({ method: 'POST', path: '/datasets' })
    .input(
      z.object({
        folder: z.string().max(4096).optional(),
        filter: feedbackFilterSchema.default({}),
        seed: z
          .int()
          .min(0)
          .max(2 ** 31 - 1)
          .default(0),
      }),
    )
    .output(datasetSchema),
};
