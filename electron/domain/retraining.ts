import { z } from 'zod';
import type { DatasetId } from './ids.ts';
import { wilson95 } from './interval.ts';

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
  /** Scored answers that were looked at: at most `settings.window`. */
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
  /**
   * `scored`: answers the filter selects that have a vote, a correction or a change applied otherwise than proposed. `excluded` and
   * `redacted`: how many, by reason.
   */
  counts: z.object({
    scored: z.int(),
    unpaired: z.int(),
    preference: z.int(),
    sft: z.int(),
    excluded: z.record(z.string(), z.int()),
    redacted: z.record(z.string(), z.int()),
  }),
  files: z.array(z.object({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })),
});
/** Version of the manifest and of the rows beside it. */
export const datasetSchemaVersion = 1;
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

/** The latest votes as the trigger sees them. */
export interface RecentScores {
  /** One score per scored answer in the order of the last vote on each, newest first. */
  scores: readonly number[];
  /** Answers scored since the last firing; null when it never fired. */
  sinceLast: number | null;
}

/**
 * The trigger's rule: it fires when even the upper end of the Wilson-95 interval of the recent mean score is below the threshold,
 * with a minimum count, and not before a number of new scored answers after the last firing. (The mean alone would fall below 0.6
 * by chance in nearly every thousand votes on a model that is good 70 % of the time.)
 */
export function judge(settings: TriggerSettings, recent: RecentScores): TriggerState {
  const scores = recent.scores.slice(0, settings.window);
  const n = scores.length;
  const sum = scores.reduce((total, score) => total + score, 0);
  const state = { settings, scored: n, sinceLast: recent.sinceLast };
  if (n === 0) return { ...state, mean: null, low: null, high: null, verdict: 'too-few' };
  const { low, high } = wilson95(sum, n);
  const measured = { ...state, mean: sum / n, low, high };
  if (n < settings.minimumCount) return { ...measured, verdict: 'too-few' };
  if (recent.sinceLast !== null && recent.sinceLast < settings.coolDownCount) return { ...measured, verdict: 'cooling-down' };
  return { ...measured, verdict: high < settings.threshold ? 'below-threshold' : 'healthy' };
}
