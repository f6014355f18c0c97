import type { Announce } from '#domain/app-event';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import type { AnswerFeedback, ChartBucket, FeedbackBody, FeedbackCharts, FeedbackEvent, FeedbackFilter } from '#domain/feedback';
import type { HunkId, IdGenerator, MessageId, ProposalId } from '#domain/ids';
import { isVote } from '#domain/score';
import type { FeedbackStore } from './ports.ts';

export interface FeedbackPorts {
  store: FeedbackStore;
  ids: IdGenerator;
  clock: Clock;
  announce: Announce;
  /** Called after each vote is on disk; the retraining trigger looks at the scores then. It must not throw. */
  voted?: (() => void) | undefined;
}

/** What a piece of feedback is about. A hunk belongs to a proposal, a proposal to an answer. */
export interface FeedbackSubject {
  answerId: MessageId;
  proposalId?: ProposalId | null | undefined;
  hunkId?: HunkId | null | undefined;
}

export interface Feedback {
  /** Appends one event. Votes and all that a user said on purpose are on disk when this returns. Throws NOT_FOUND, BAD_INPUT. */
  record(subject: FeedbackSubject, body: FeedbackBody): Promise<AnswerFeedback>;
  /** The same for what happened at once (all hunks of a proposal decided, say): all of it or nothing, with one wait for the disk. */
  recordAll(entries: readonly { subject: FeedbackSubject; body: FeedbackBody }[]): Promise<AnswerFeedback[]>;
  get(answerId: MessageId): Promise<AnswerFeedback & { events: FeedbackEvent[] }>;
  list(query: {
    filter: FeedbackFilter;
    cursor?: string | undefined;
    limit: number;
  }): Promise<{ rows: AnswerFeedback[]; next: string | null }>;
  charts(query: { filter: FeedbackFilter; bucket: ChartBucket }): Promise<FeedbackCharts>;
}

/** What users say about answers and what is seen of how they use them. */
export function createFeedback({ store, ids, clock, announce, voted }: FeedbackPorts): Feedback {
  const recordAll: Feedback['recordAll'] = async (entries) => {
    if (entries.length === 0) return [];
    const at = clock.now();
    const events = entries.map(({ subject, body }) => ({
      id: ids.next('fbk'),
      at,
      answerId: subject.answerId,
      proposalId: subject.proposalId ?? null,
      hunkId: subject.hunkId ?? null,
      body,
    }));
    const states = await store.append(events);
    // Having been looked at changes nothing that is shown.
    const changing = events.filter((event) => event.body.kind !== 'dwell');
    for (const answerId of new Set(changing.map((event) => event.answerId))) announce({ type: 'feedback.changed', answerId });
    if (entries.some(({ body }) => isVote(body))) voted?.();
    return states;
  };

  return {
    record: async (subject, body) => (await recordAll([{ subject, body }]))[0] as AnswerFeedback,
    recordAll,
    async get(answerId) {
      const [state, events] = await Promise.all([store.get(answerId), store.events(answerId)]);
      if (state === null) throw new AppError('NOT_FOUND', 'There is no such answer. It may have been deleted with its conversation.');
      return { ...state, events };
    },
    async list({ filter, cursor, limit }) {
      const { rows, next } = await store.list(filter, cursor === undefined ? null : readCursor(cursor), limit);
      return { rows, next: next === null ? null : writeCursor(next) };
    },
    charts: ({ filter, bucket }) => store.charts(filter, bucket),
  };
}

const writeCursor = (place: number): string => `before-${place.toString(36)}`;

function readCursor(cursor: string): number {
  const place = Number.parseInt(/^before-(-?[0-9a-z]{1,11})$/.exec(cursor)?.[1] ?? '', 36);
  if (!Number.isSafeInteger(place))
    throw new AppError('BAD_INPUT', 'This is no cursor of the feedback list. Leave it out to begin with the newest.');
  return place;
}
