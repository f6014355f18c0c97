import { z } from 'zod';
import type { DatasetId } from './ids.ts';

export const triggerSettingsSchema = z.object({
  /** Fire when the Wilson-95 upper bound of the recent mean score is below this. */
  threshold: z.number().min(0).max(1).default(0.6),
  /** How many of the latest scored answers are looked at. */
  window: z.int().min(10).max(1000).default(50),
  /** No decision below this many scored answers. */
  minimumCount: z.int().min(5).max(1000).default(20),
  /** After a firing, this many new scored answers must come before the next. */
  coolDownCount: z.int().min(0).max(10_000).default(50),
});
export type TriggerSettings = z.infer<typeof triggerSettingsSchema>;

export const triggerStateSchema = z.object({
  settings: triggerSettingsSchema,
  scored: z.int(),
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(['too-few', 'healthy', 'cooling-down', 'below-threshold']),
  /** Scored answers since the last firing; null when it never fired. */
  sinceLast: z.int().nullable(),
});
export type TriggerState = z.infer<typeof triggerStateSchema>;

export const datasetManifestSchema = z.object({
  schemaVersion: z.int(),
  /** SHA-256 over the files' hashes: the identity of the content. */
  contentHash: z.string(),
  seed: z.int(),
  filters: z.record(z.string(), z.unknown()),
  counts: z.object({ scored: z.int(), unpaired: z.int(), preference: z.int(), sft: z.int(), excluded: z.record(z.string(), z.int()) }),
  files: z.array(z.object({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;

export const datasetSchema = z.object({
  id: z.string() as unknown as z.ZodType<DatasetId>,
  createdAt: z.number(),
  cause: z.enum(['trigger', 'manual']),
  folder: z.string(),
  manifest: datasetManifestSchema,
  /** False until the user has seen the notice. */
  seen: z.boolean(),
});
export type Dataset = z.infer<typeof datasetSchema>;
