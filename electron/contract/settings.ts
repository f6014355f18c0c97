import { z } from 'zod';
import { settingsSchema } from '#domain/settings';
import { base } from './base.ts';

/** Every field may be left out; none is filled in by a default, so that a change touches only what it names. */
const change = z.object(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, schema]) => [key, unwrapDefault(schema as z.ZodType).optional()])),
) as unknown as z.ZodType<Partial<z.infer<typeof settingsSchema>>>;

function unwrapDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? (schema.unwrap() as z.ZodType) : schema;
}

export const settings = {
  get: base.route({ method: 'GET', path: '/settings' }).output(settingsSchema),
  change: base.route({ method: 'PATCH', path: '/settings' }).input(change).output(settingsSchema),
};
