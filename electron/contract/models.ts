import { z } from 'zod';
import type { ModelId } from '#domain/ids';
import { engineStatusSchema, modelSchema } from '#domain/models';
import { base } from './base.ts';

const modelId = z.string().max(80) as unknown as z.ZodType<ModelId>;

export const models = {
  list: base.route({ method: 'GET', path: '/models' }).output(z.array(modelSchema)),
  /** Checks a GGUF file's header and puts it on the list. The file stays where it is. */
  add: base
    .route({ method: 'POST', path: '/models' })
    .input(z.object({ path: z.string().min(1).max(4096) }))
    .output(modelSchema),
  /** Takes a model off the list. The file stays. */
  remove: base
    .route({ method: 'DELETE', path: '/models/{modelId}' })
    .input(z.object({ modelId }))
    .output(z.object({ ok: z.literal(true) })),
  load: base.route({ method: 'POST', path: '/models/{modelId}/load' }).input(z.object({ modelId })).output(engineStatusSchema),
  unload: base.route({ method: 'POST', path: '/models/unload' }).output(engineStatusSchema),
  status: base.route({ method: 'GET', path: '/models/status' }).output(engineStatusSchema),
};
