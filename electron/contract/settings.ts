import { z } from 'zod';
import type { SettingsPatch } from '#domain/settings';
import { settingsSchema } from '#domain/settings';
import { base } from './base.ts';

/** Every field may be left out; none is filled in by a default, so that a change touches only what it names. */
const change = z.object(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, schema]) => [key, unwrapDefault(schema as z.ZodType).optional()])),
) as unknown as z.ZodType<SettingsPatch>;

function unwrapDefault(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrapDefault(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject)
    return z.object(
      Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, unwrapDefault(field as z.ZodType).optional()])),
    );
  return schema;
}

export const settings = {
  get: base.route({ method: 'GET', path: '/settings' }).output(settingsSchema),
  change: base.route({ method: 'PATCH', path: '/settings' }).input(change).output(settingsSchema),
};
