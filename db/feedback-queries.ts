import type { AnswerFeedback, ChartBucket, FeedbackCharts, FeedbackFilter, ReasonTag, ScoreBucket } from '#domain/feedback';
import type { ConversationId, MessageId, ProposalId } from '#domain/ids';
import { wilson95 } from '#domain/interval';
import type { Connection } from './connection.ts';
import type { FilterPlan, NumberRange } from './feedback-facets.ts';
import { planFilter } from './feedback-facets.ts';
import { newestOfFacets } from './feedback-merge.ts';
import type { AnswerFeedbackRow } from './feedback-projection.ts';

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
export function source({ match, facets, range }: FilterPlan): { from: string; parameters: unknown[] } {
  const ends = [range.from, range.until];
  // CROSS JOIN keeps SQLite from reading the table first and looking each row up in the index.
  if (match !== null)
    return { from: `${searched} WHERE s.feedback_search MATCH ? AND s.rowid >= ? AND s.rowid < ?`, parameters: [match, ...ends] };
  const inRange = 'answer_feedback f WHERE f.number >= ? AND f.number < ?';
  if (facets === null) return { from: inRange, parameters: ends };
  // The plus keeps SQLite from jumping about in the table, facet after facet.
  return {
    from: `${inRange} AND +f.facet IN (SELECT id FROM feedback_facet WHERE ${facets.where})`,
    parameters: [...ends, ...facets.parameters],
  };
}
const searched = 'feedback_search s CROSS JOIN answer_feedback f ON f.number = s.rowid';

/** A page, newest first. `before` is the number of the row above it. */
export function listFeedback(db: Connection, { filter, before, limit }: ListQuery): { rows: AnswerFeedback[]; next: number | null } {
  const plan = planFilter(filter);
  if (plan === null) return { rows: [], next: null };
  const range = { from: plan.range.from, until: before === null ? plan.range.until : Math.min(plan.range.until, before) };
  const rows = plan.facets === null ? pageInOrder(db, { ...plan, range }, limit + 1) : pageOfFacets(db, plan.facets, range, limit + 1);
  const shown = rows.slice(0, limit);
  return { rows: shown.map(toAnswerFeedback), next: rows.length > limit ? (shown.at(-1) as AnswerFeedbackRow).number : null };
}

function pageInOrder(db: Connection, plan: FilterPlan, count: number): AnswerFeedbackRow[] {
  const { from, parameters } = source(plan);
  const order = plan.match === null ? 'f.number' : 's.rowid';
  return db.prepare(`SELECT f.* FROM ${from} ORDER BY ${order} DESC LIMIT ?`).all(...parameters, count) as AnswerFeedbackRow[];
}

function pageOfFacets(db: Connection, facets: NonNullable<FilterPlan['facets']>, range: NumberRange, count: number): AnswerFeedbackRow[] {
  const allowed = db
    .prepare(`SELECT id FROM feedback_facet WHERE ${facets.where}`)
    .pluck()
    .all(...facets.parameters) as number[];
  const numbers = newestOfFacets(db, allowed, range, count);
  const read = db.prepare('SELECT * FROM answer_feedback WHERE number = ?');
  return numbers.map((number) => read.get(number) as AnswerFeedbackRow);
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
    const { from, parameters } = source(plan);
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
