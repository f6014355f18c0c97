import type { Kysely, Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { FeedbackBody, ReasonTag } from '#domain/feedback';
import type { FeedbackState } from '#domain/score';
import { foldFeedback, noFeedback } from '#domain/score';
import { feedbackWords } from './feedback-words.ts';
import type { AnswerFeedbackTable, Schema } from './schema.ts';

export type AnswerFeedbackRow = Selectable<AnswerFeedbackTable>;

/** What the projection takes from the answer's message and the request above it. */
export interface AnswerContext {
  id: string;
  conversation_id: string;
  proposal_id: string | null;
  created_at: number;
  producer: string | null;
  language: string | null;
  text: string;
  request: string | null;
}

export async function readAnswer(db: Kysely<Schema>, answerId: string): Promise<AnswerContext | undefined> {
  return await db
    .selectFrom('message as answer')
    .leftJoin('message as request', 'request.id', 'answer.parent_id')
    .select([
      'answer.id',
      'answer.conversation_id',
      'answer.proposal_id',
      'answer.created_at',
      'answer.producer',
      'answer.language',
      'answer.text',
      'request.text as request',
    ])
    .where('answer.id', '=', answerId)
    .where('answer.role', '=', 'assistant')
    .executeTakeFirst();
}

export function stateOf(row: AnswerFeedbackRow | undefined): FeedbackState {
  if (row === undefined) return noFeedback;
  return {
    score: row.score,
    stars: row.stars,
    thumb: row.thumb === null ? null : row.thumb === 1,
    reported: row.reported === 1,
    tags: JSON.parse(row.tags) as ReasonTag[],
    comment: row.comment,
    correction: row.correction,
    votedSeq: row.voted_seq,
    votedAt: row.voted_at,
  };
}

/** The row of an answer in a state; `number`, `facet` and `place` are given by `writeProjection`. */
export function projectionRow(answer: AnswerContext, state: FeedbackState): Omit<AnswerFeedbackRow, 'number' | 'facet' | 'place'> {
  const producer = producerOf(answer.producer);
  return {
    answer_id: answer.id,
    conversation_id: answer.conversation_id,
    proposal_id: answer.proposal_id,
    score: state.score,
    stars: state.stars,
    thumb: state.thumb === null ? null : Number(state.thumb),
    reported: Number(state.reported),
    tags: JSON.stringify(state.tags),
    comment: state.comment,
    correction: state.correction,
    voted_seq: state.votedSeq,
    voted_at: state.votedAt,
    at: state.votedAt ?? answer.created_at,
    model_id: producer.id,
    model_name: producer.name,
    language: answer.language,
    request: firstLine(answer.request ?? ''),
  };
}

/** Writes the state of one answer: its row, its place in the order, its words and facets. Returns the row. */
export async function writeProjection(
  tx: Transaction<Schema>,
  answer: AnswerContext,
  state: FeedbackState,
  previous: AnswerFeedbackRow | undefined,
): Promise<AnswerFeedbackRow> {
  const row = projectionRow(answer, state);
  const number = previous?.at === row.at ? previous.number : await freeNumber(tx, row.at);
  if (previous) await tx.deleteFrom('answer_feedback').where('number', '=', previous.number).execute();
  const facet = await facetOf(tx, row);
  await tx
    .insertInto('answer_feedback')
    .values({ number, ...row, facet, place: 0 })
    .execute();
  const tokens = [...feedbackWords([answer.request, state.comment, state.correction, answer.text])].join(' ');
  await tx.insertInto('feedback_search').values({ rowid: number, tokens }).execute();
  return { number, ...row, facet, place: 0 };
}

async function facetOf(
  tx: Transaction<Schema>,
  row: Pick<AnswerFeedbackRow, 'score' | 'model_id' | 'language' | 'tags' | 'correction'>,
): Promise<number> {
  const corrected = Number(row.correction !== null);
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM feedback_facet
    WHERE model_id = ${row.model_id} AND ifnull(language, '') = ${row.language ?? ''} AND ifnull(score, -1) = ${row.score ?? -1}
      AND tags = ${row.tags} AND corrected = ${corrected}`.execute(tx);
  if (rows[0] !== undefined) return rows[0].id;
  const { score, model_id, language, tags } = row;
  const made = await tx
    .insertInto('feedback_facet')
    .values({ score, model_id, language: language === '' ? null : language, tags, corrected })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

/** A millisecond has room for a thousand answers; the next ones take the first place after it. */
async function freeNumber(tx: Transaction<Schema>, at: number): Promise<number> {
  const first = Math.trunc(at) * 1000;
  const taken = await tx
    .selectFrom('answer_feedback')
    .select('number')
    .where('number', '>=', first)
    .where('number', '<', first + 1000)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (taken === undefined) return first;
  if (taken.number < first + 999) return taken.number + 1;
  const { rows } = await sql<{ number: number }>`
    SELECT a.number + 1 AS number FROM answer_feedback a
    WHERE a.number >= ${first} AND NOT EXISTS (SELECT 1 FROM answer_feedback b WHERE b.number = a.number + 1)
    ORDER BY a.number LIMIT 1`.execute(tx);
  return (rows[0] as { number: number }).number;
}

/** Makes the projection anew from the log, answer by answer. Used after a recovery, and by the test that both ways agree. */
export async function rebuildProjection(tx: Transaction<Schema>): Promise<void> {
  // First, or each row would be taken out of its block one by one.
  await tx.deleteFrom('feedback_word').execute();
  await tx.deleteFrom('feedback_block').execute();
  await tx.deleteFrom('answer_feedback').execute();
  let after = '';
  while (true) {
    const ids = await tx
      .selectFrom('feedback_event')
      .select('answer_id')
      .distinct()
      .where('kind', '<>', 'dwell')
      .where('answer_id', '>', after)
      .orderBy('answer_id')
      .limit(1000)
      .execute();
    if (ids.length === 0) return;
    for (const { answer_id: id } of ids) {
      const answer = await readAnswer(tx, id);
      if (answer === undefined) continue; // The message was lost in a damaged store; the events stay.
      const events = await tx
        .selectFrom('feedback_event')
        .select(['seq', 'at', 'body'])
        .where('answer_id', '=', id)
        .orderBy('seq')
        .execute();
      const state = events.reduce(
        (folded, { seq, at, body }) => foldFeedback(folded, { seq, at, body: JSON.parse(body) as FeedbackBody }),
        noFeedback,
      );
      await writeProjection(tx, answer, state, undefined);
    }
    after = (ids.at(-1) as { answer_id: string }).answer_id;
  }
}

const firstLine = (text: string): string => (text.trim().split(/\r?\n/, 1)[0] as string).slice(0, 300);

function producerOf(json: string | null): { id: string; name: string } {
  try {
    const value = JSON.parse(json ?? 'null') as { id?: unknown; name?: unknown } | null;
    const id = typeof value?.id === 'string' ? value.id : 'unknown';
    return { id, name: typeof value?.name === 'string' ? value.name : id };
  } catch {
    return { id: 'unknown', name: 'unknown' };
  }
}
