import type { Selectable, Transaction } from 'kysely';
import { AppError } from '#domain/errors';
import type { AnswerFeedback, FeedbackBody, FeedbackEvent } from '#domain/feedback';
import { feedbackSchemaVersion, observedKinds } from '#domain/feedback';
import type { FeedbackEventId, HunkId, MessageId, ProposalId } from '#domain/ids';
import { foldFeedback, noFeedback } from '#domain/score';
import type { FeedbackStore, NewFeedbackEvent } from '#services-ports/feedback';
import { projectionRow, readAnswer, stateOf, writeProjection } from './feedback-projection.ts';
import { toAnswerFeedback } from './feedback-queries.ts';
import type { Reader } from './reader.ts';
import type { FeedbackEventTable, Schema } from './schema.ts';
import type { Store } from './store.ts';

/** The feedback log and its projection, in one transaction per event; lists and charts in the reader's thread. */
export function createFeedbackStore(store: Store, reader: Reader): FeedbackStore {
  const { db } = store;
  return {
    append(events) {
      const write = events.every((event) => observedKinds.has(event.body.kind)) ? store.relaxed : store.durable;
      return write(async (tx) => {
        const states = new Map<MessageId, AnswerFeedback>();
        for (const answerId of new Set(events.map((event) => event.answerId)))
          states.set(
            answerId,
            await appendToAnswer(
              tx,
              answerId,
              events.filter((event) => event.answerId === answerId),
            ),
          );
        return events.map((event) => states.get(event.answerId) as AnswerFeedback);
      });
    },
    async get(answerId) {
      const row = await db.selectFrom('answer_feedback').selectAll().where('answer_id', '=', answerId).executeTakeFirst();
      if (row !== undefined) return toAnswerFeedback(row);
      const answer = await readAnswer(db, answerId);
      return answer === undefined ? null : toAnswerFeedback({ number: 0, facet: 0, place: 0, ...projectionRow(answer, noFeedback) });
    },
    async events(answerId) {
      const rows = await db.selectFrom('feedback_event').selectAll().where('answer_id', '=', answerId).orderBy('seq').execute();
      return rows.map(toEvent);
    },
    list: (filter, before, limit) => reader.run('listFeedback', { filter, before, limit }),
    charts: (filter, bucket) => reader.run('chartFeedback', { filter, bucket }),
  };
}

async function appendToAnswer(tx: Transaction<Schema>, answerId: MessageId, events: readonly NewFeedbackEvent[]): Promise<AnswerFeedback> {
  const answer = await readAnswer(tx, answerId);
  if (answer === undefined)
    throw new AppError('NOT_FOUND', 'There is no such answer to rate. It may have been deleted with its conversation.');
  const previous = await tx.selectFrom('answer_feedback').selectAll().where('answer_id', '=', answerId).executeTakeFirst();
  let state = stateOf(previous);
  for (const event of events) {
    if (event.proposalId !== null && answer.proposal_id !== null && event.proposalId !== answer.proposal_id)
      throw new AppError('BAD_INPUT', 'The proposal belongs to another answer.');
    const { seq } = await tx
      .insertInto('feedback_event')
      .values({
        id: event.id,
        schema_version: feedbackSchemaVersion,
        at: event.at,
        answer_id: answerId,
        proposal_id: event.proposalId ?? answer.proposal_id,
        hunk_id: event.hunkId,
        kind: event.body.kind,
        body: JSON.stringify(event.body),
      })
      .returning('seq')
      .executeTakeFirstOrThrow();
    state = foldFeedback(state, { seq, at: event.at, body: event.body });
  }
  // Having been looked at changes nothing, and is no reason to be in the list.
  if (events.every((event) => event.body.kind === 'dwell'))
    return toAnswerFeedback(previous ?? { number: 0, facet: 0, place: 0, ...projectionRow(answer, state) });
  return toAnswerFeedback(await writeProjection(tx, answer, state, previous));
}

function toEvent(row: Selectable<FeedbackEventTable>): FeedbackEvent {
  return {
    seq: row.seq,
    id: row.id as FeedbackEventId,
    schemaVersion: row.schema_version,
    at: row.at,
    answerId: row.answer_id as MessageId,
    proposalId: row.proposal_id as ProposalId | null,
    hunkId: row.hunk_id as HunkId | null,
    body: JSON.parse(row.body) as FeedbackBody,
  };
}
