import type { AnswerFeedback, ChartBucket, FeedbackBody, FeedbackCharts, FeedbackEvent, FeedbackFilter } from '#domain/feedback';
import type { FeedbackEventId, HunkId, MessageId, ProposalId } from '#domain/ids';

export interface NewFeedbackEvent {
  id: FeedbackEventId;
  at: number;
  answerId: MessageId;
  proposalId: ProposalId | null;
  hunkId: HunkId | null;
  body: FeedbackBody;
}

/** A place in the list: rows before it, newest first. */
export interface FeedbackPage {
  rows: AnswerFeedback[];
  /** Where the next page begins; null at the end. */
  next: number | null;
}

/** The log of feedback and what it adds up to. */
export interface FeedbackStore {
  /**
   * Appends events and brings the answers' states up to date, all or nothing; durable when one of them is of a kind that must be.
   * Returns the state of each event's answer after all of them.
   * Throws NOT_FOUND when there is no such answer, BAD_INPUT when the proposal is another answer's.
   */
  append(events: readonly NewFeedbackEvent[]): Promise<AnswerFeedback[]>;
  /** The state of an answer, with no feedback too; null when there is no such answer. */
  get(answerId: MessageId): Promise<AnswerFeedback | null>;
  /** Oldest first. */
  events(answerId: MessageId): Promise<FeedbackEvent[]>;
  list(filter: FeedbackFilter, before: number | null, limit: number): Promise<FeedbackPage>;
  charts(filter: FeedbackFilter, bucket: ChartBucket): Promise<FeedbackCharts>;
}
