import { z } from 'zod';
import { conversationIdSchema, messageIdSchema } from './chat.ts';
import type { FeedbackEventId } from './ids.ts';
import { decisionSchema, hunkIdSchema, proposalIdSchema } from './review.ts';

/** Reasons a user can give with one key each. Stored as words: adding one needs no migration. */
export const reasonTags = ['wrong', 'incomplete', 'ignored-instruction', 'broke-build', 'style', 'slow', 'unsafe', 'good'] as const;
export const reasonTagSchema = z.enum(reasonTags);
export type ReasonTag = (typeof reasonTags)[number];

/** Version of the payload shapes below. Raised when one changes; readers keep understanding the older ones. */
export const feedbackSchemaVersion = 1;

/** What can happen to an answer. Explicit kinds come from a user's gesture about quality, the others are observed. */
export const feedbackBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stars'), stars: z.int().min(1).max(5) }),
  z.object({ kind: z.literal('thumb'), up: z.boolean() }),
  z.object({ kind: z.literal('report'), reason: z.string().max(4000) }),
  /** Takes the last vote back; the events stay in the log. */
  z.object({ kind: z.literal('vote-cleared') }),
  z.object({ kind: z.literal('tags'), tags: z.array(reasonTagSchema).max(reasonTags.length) }),
  z.object({ kind: z.literal('comment'), text: z.string().max(20_000) }),
  /** What the answer should have been. An empty text withdraws an earlier correction. */
  z.object({ kind: z.literal('correction'), text: z.string().max(1_000_000) }),
  z.object({ kind: z.literal('hunk-decided'), decision: decisionSchema }),
  z.object({ kind: z.literal('hunk-edited'), before: z.string().max(1_000_000), after: z.string().max(1_000_000) }),
  z.object({ kind: z.literal('applied'), hunks: z.array(hunkIdSchema).max(100_000) }),
  z.object({ kind: z.literal('undone') }),
  z.object({ kind: z.literal('copied'), characters: z.int().min(0) }),
  z.object({ kind: z.literal('retried') }),
  z.object({ kind: z.literal('stopped') }),
  /** Milliseconds the answer was in view. */
  z.object({ kind: z.literal('dwell'), ms: z.number().min(0) }),
]);
export type FeedbackBody = z.infer<typeof feedbackBodySchema>;
export type FeedbackKind = FeedbackBody['kind'];

/** Observed kinds, which a power cut may take along; all others are on disk when `record` returns. */
export const observedKinds: ReadonlySet<FeedbackKind> = new Set<FeedbackKind>(['copied', 'dwell', 'retried', 'stopped']);

export const feedbackSubjectSchema = z.object({
  answerId: messageIdSchema,
  proposalId: proposalIdSchema.nullable().default(null),
  hunkId: hunkIdSchema.nullable().default(null),
});

/** One row of the append-only log. */
export const feedbackEventSchema = z.object({
  seq: z.int(),
  id: z.string() as unknown as z.ZodType<FeedbackEventId>,
  schemaVersion: z.int(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  ...feedbackSubjectSchema.shape,
  body: feedbackBodySchema,
});
export type FeedbackEvent = z.infer<typeof feedbackEventSchema>;

/** The current state of one answer's feedback, folded from its events. */
export const answerFeedbackSchema = z.object({
  answerId: messageIdSchema,
  conversationId: conversationIdSchema,
  proposalId: proposalIdSchema.nullable(),
  /** 0..1, null while there is no vote: missing is missing, never zero. */
  score: z.number().nullable(),
  stars: z.int().nullable(),
  thumb: z.boolean().nullable(),
  reported: z.boolean(),
  tags: z.array(reasonTagSchema),
  comment: z.string(),
  correction: z.string().nullable(),
  /** Time of the last vote; of the answer when there is none. */
  at: z.number(),
  modelId: z.string(),
  modelName: z.string(),
  language: z.string().nullable(),
  /** First line of the request, for lists. */
  request: z.string(),
});
export type AnswerFeedback = z.infer<typeof answerFeedbackSchema>;

export const feedbackFilterSchema = z.object({
  minScore: z.number().min(0).max(1).optional(),
  maxScore: z.number().min(0).max(1).optional(),
  tag: reasonTagSchema.optional(),
  modelId: z.string().optional(),
  language: z.string().optional(),
  /** Milliseconds since the epoch, inclusive and exclusive. */
  from: z.number().optional(),
  until: z.number().optional(),
  text: z.string().max(200).optional(),
  corrected: z.boolean().optional(),
});
export type FeedbackFilter = z.infer<typeof feedbackFilterSchema>;

/** One bar or point of a chart: n scored answers, their mean and the Wilson-95 interval. */
export const scoreBucketSchema = z.object({ key: z.string(), n: z.int(), mean: z.number(), low: z.number(), high: z.number() });
export type ScoreBucket = z.infer<typeof scoreBucketSchema>;

/** Buckets of days, weeks and months are in local time: `2026-11-23`, `2026-W48` (ISO 8601), `2026-11`. */
export type ChartBucket = 'day' | 'week' | 'month';

export interface FeedbackCharts {
  /** Answers with any feedback, and those with a vote. */
  total: number;
  scored: number;
  overTime: ScoreBucket[];
  byModel: ScoreBucket[];
  byTag: ScoreBucket[];
  byLanguage: ScoreBucket[];
}
