import { z } from 'zod';
import { messageIdSchema } from '#domain/chat';
import {
  answerFeedbackSchema,
  feedbackBodySchema,
  feedbackEventSchema,
  feedbackFilterSchema,
  feedbackSubjectSchema,
  scoreBucketSchema,
} from '#domain/feedback';
import { base } from './base.ts';

export const feedback = {
  /** Appends one event. Once this returns, an explicit vote is on disk for good. */
  record: base
    .route({ method: 'POST', path: '/feedback' })
    .input(feedbackSubjectSchema.extend({ body: feedbackBodySchema }))
    .output(answerFeedbackSchema),
  get: base
    .route({ method: 'GET', path: '/feedback/{answerId}' })
    .input(z.object({ answerId: messageIdSchema }))
    .output(answerFeedbackSchema.extend({ events: z.array(feedbackEventSchema) })),
  /** A page of answers with feedback, newest first; `cursor` is what the page before returned. */
  list: base
    .route({ method: 'POST', path: '/feedback/list' })
    .input(
      z.object({
        filter: feedbackFilterSchema.default({}),
        cursor: z.string().max(200).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ rows: z.array(answerFeedbackSchema), next: z.string().nullable() })),
  charts: base
    .route({ method: 'POST', path: '/feedback/charts' })
    .input(z.object({ filter: feedbackFilterSchema.default({}), bucket: z.enum(['day', 'week', 'month']).default('day') }))
    .output(
      z.object({
        total: z.int(),
        scored: z.int(),
        overTime: z.array(scoreBucketSchema),
        byModel: z.array(scoreBucketSchema),
        byTag: z.array(scoreBucketSchema),
        byLanguage: z.array(scoreBucketSchema),
      }),
    ),
};
