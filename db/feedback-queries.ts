import type { AnswerFeedback, ChartBucket, FeedbackCharts, FeedbackFilter, ReasonTag, ScoreBucket } from '#domain/feedback';
import type { ConversationId, MessageId, ProposalId } from '#domain/ids';
import { wilson95 } from '#domain/interval';
import type { Connection } from './connection.ts';
import type { FilterPlan, NumberRange } from './feedback-facets.ts';
import { planFilter } from './feedback-facets.ts';
import { newestOfFacets } from './feedback-merge.ts';
import type { AnswerFeedbackRow } from './feedback-projection.ts';
import { newestWithWords } from './feedback-search.ts';

/** Shared by the repository and the reader's thread, hence on the bare connection. */
export interface ListQuery {
  filter: FeedbackFilter;
  before: number | null;
  limit: number;
}

export function toAnswerFeedback(row: AnswerFeedbackRow): AnswerFeedback {
  return {
    answerId: row.answer_id as MessageId,
    conversationId: row.conversation_id as ConversationId,
    proposalId: row.proposal_id as ProposalId | null,
    score: row.score,
    stars: row.stars,
    thumb: row.thumb === null ? null : row.thumb === 1,
    reported: row.reported === 1,
    tags: JSON.parse(row.tags) as ReasonTag[],
    comment: row.comment,
    correction: row.correction,
    at: row.at,
    modelId: row.model_id,
    modelName: row.model_name,
    language: row.language,
    request: row.request,
  };
}

/** FROM and WHERE of a filter over `answer_feedback AS f`, for reading all of what it selects. */
export function source(db: Connection, plan: FilterPlan): { from: string; parameters: unknown[] } {
  const ends = [plan.range.from, plan.range.until];
  if (plan.text !== null) {
    const numbers = inOneSnapshot(db, () => numbersOf(db, plan, plan.range, Number.POSITIVE_INFINITY));
    // CROSS JOIN keeps SQLite from reading the table first and looking each row up in the list.
    return { from: 'json_each(?) s CROSS JOIN answer_feedback f ON f.number = s.value WHERE true', parameters: [JSON.stringify(numbers)] };
  }
  const inRange = 'answer_feedback f WHERE f.number >= ? AND f.number < ?';
  if (plan.facets === null) return { from: inRange, parameters: ends };
  // The plus keeps SQLite from jumping about in the table, facet after facet.
  return {
    from: `${inRange} AND +f.facet IN (SELECT id FROM feedback_facet WHERE ${plan.facets.where})`,
    parameters: [...ends, ...plan.facets.parameters],
  };
}

/** A page, newest first. `before` is the number of the row above it. */
export function listFeedback(db: Connection, { filter, before, limit }: ListQuery): { rows: AnswerFeedback[]; next: number | null } {
  const plan = planFilter(filter);
  if (plan === null) return { rows: [], next: null };
  const range = { from: plan.range.from, until: before === null ? plan.range.until : Math.min(plan.range.until, before) };
  const rows = inOneSnapshot(db, () => {
    const read = db.prepare('SELECT * FROM answer_feedback WHERE number = ?');
    return numbersOf(db, plan, range, limit + 1).map((number) => read.get(number) as AnswerFeedbackRow);
  });
  const shown = rows.slice(0, limit);
  return { rows: shown.map(toAnswerFeedback), next: rows.length > limit ? (shown.at(-1) as AnswerFeedbackRow).number : null };
}

/** The newest `count` numbers of what the plan selects in the range, descending. */
function numbersOf(db: Connection, { text, facets }: FilterPlan, range: NumberRange, count: number): number[] {
  const allowed =
    facets === null
      ? null
      : (db
          .prepare(`SELECT id FROM feedback_facet WHERE ${facets.where}`)
          .pluck()
          .all(...facets.parameters) as number[]);
  if (text !== null) return newestWithWords(db, text, allowed, range, count);
  if (allowed !== null) return newestOfFacets(db, allowed, range, count);
  const all = db.prepare('SELECT number FROM answer_feedback WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?').pluck();
  return all.all(range.from, range.until, count) as number[];
}

/** Another process may write between two statements. */
function inOneSnapshot<Result>(db: Connection, read: () => Result): Result {
  return db.inTransaction ? read() : db.transaction(read)();
}

const bucketFormat: Record<ChartBucket, string> = { day: '%Y-%m-%d', week: '%G-W%V', month: '%Y-%m' };

interface Group {
  bucket: string;
  model_name: string;
  language: string | null;
  tags: string;
  n: number;
  scored: number;
  sum: number | null;
}

/** One pass over the rows; SQLite groups by all that is charted at once, and the few groups are added up here. */
export function chartFeedback(db: Connection, { filter, bucket }: { filter: FeedbackFilter; bucket: ChartBucket }): FeedbackCharts {
  const plan = planFilter(filter);
  const byTime = new Tally();
  const byModel = new Tally();
  const byTag = new Tally();
  const byLanguage = new Tally();
  let total = 0;
  let scored = 0;
  if (plan !== null) {
    const { from, parameters } = source(db, plan);
    const groups = db
      .prepare(
        `SELECT strftime('${bucketFormat[bucket]}', f.at / 1000, 'unixepoch', 'localtime') AS bucket, f.model_name, f.language, f.tags,
           count(*) AS n, count(f.score) AS scored, sum(f.score) AS sum
         FROM ${from} GROUP BY 1, 2, 3, 4`,
      )
      .all(...parameters) as Group[];
    for (const group of groups) {
      total += group.n;
      scored += group.scored;
      if (group.scored === 0) continue;
      byTime.add(group.bucket, group);
      byModel.add(group.model_name, group);
      if (group.language !== null) byLanguage.add(group.language, group);
      for (const tag of JSON.parse(group.tags) as string[]) byTag.add(tag, group);
    }
  }
  return { total, scored, overTime: byTime.byKey(), byModel: byModel.bySize(), byTag: byTag.bySize(), byLanguage: byLanguage.bySize() };
}

class Tally {
  #sums = new Map<string, { n: number; sum: number }>();

  add(key: string, { scored, sum }: Group): void {
    const entry = this.#sums.get(key) ?? { n: 0, sum: 0 };
    entry.n += scored;
    entry.sum += sum ?? 0;
    this.#sums.set(key, entry);
  }
  byKey(): ScoreBucket[] {
    return this.#buckets().sort((a, b) => (a.key < b.key ? -1 : 1));
  }
  bySize(): ScoreBucket[] {
    return this.#buckets().sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
  }
  #buckets(): ScoreBucket[] {
    return [...this.#sums].map(([key, { n, sum }]) => ({ key, n, mean: sum / n, ...wilson95(sum, n) }));
  }
}
