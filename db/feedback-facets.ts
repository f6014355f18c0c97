import type { FeedbackFilter } from '#domain/feedback';
import { possibleScores } from '#domain/score';
import { queryWords, searchQuery } from '#domain/search-text';
import type { QueryWord } from './feedback-words.ts';

/** Beginnings that are found without reading every word of a long list; see migrations 0003 and 0005. */
const indexedPrefixes = { shortest: 3, longest: 8 };

/** Half-open range of `answer_feedback.number`. */
export interface NumberRange {
  from: number;
  until: number;
}

/** The words that are asked for, one by one and as an FTS5 expression. */
export interface TextQuery {
  words: readonly QueryWord[];
  match: string;
}

/**
 * How a filter is looked up. `feedback_facet` holds every combination of values that occurs; the combinations that a filter allows
 * are few, and each has its answers in order. Words are looked up apart from them, see `feedback-search.ts`.
 */
export interface FilterPlan {
  text: TextQuery | null;
  /** Condition on `feedback_facet`; null when every answer is allowed. */
  facets: { where: string; parameters: unknown[] } | null;
  range: NumberRange;
}

const edge = (at: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, Math.ceil(at) * 1000));

/** How a filter is looked up; null when nothing can match (an empty range of scores, say, or a text of signs only). */
export function planFilter(filter: FeedbackFilter): FilterPlan | null {
  const range = {
    from: filter.from === undefined ? Number.MIN_SAFE_INTEGER : edge(filter.from),
    until: filter.until === undefined ? Number.MAX_SAFE_INTEGER : edge(filter.until),
  };
  if (range.from >= range.until) return null;
  const scores =
    filter.minScore === undefined && filter.maxScore === undefined
      ? null
      : possibleScores.filter((score) => score >= (filter.minScore ?? 0) && score <= (filter.maxScore ?? 1));
  if (scores?.length === 0) return null;
  const facets = facetCondition(filter, scores);
  if (filter.text === undefined || filter.text.trim() === '') return { text: null, facets, range };
  const match = searchQuery(filter.text, indexedPrefixes);
  return match === null ? null : { text: { words: queryWords(filter.text, indexedPrefixes), match }, facets, range };
}

function facetCondition(filter: FeedbackFilter, scores: readonly number[] | null): FilterPlan['facets'] {
  const conditions: [string, unknown[]][] = [];
  if (scores !== null) conditions.push([`score IN (${scores.map(() => '?').join(', ')})`, [...scores]]);
  if (filter.tag !== undefined) conditions.push([`EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)`, [filter.tag]]);
  if (filter.modelId !== undefined) conditions.push(['model_id = ?', [filter.modelId]]);
  if (filter.language !== undefined) conditions.push(['language = ?', [filter.language]]);
  if (filter.corrected !== undefined) conditions.push(['corrected = ?', [Number(filter.corrected)]]);
  if (conditions.length === 0) return null;
  return { where: conditions.map(([condition]) => condition).join(' AND '), parameters: conditions.flatMap(([, values]) => values) };
}
