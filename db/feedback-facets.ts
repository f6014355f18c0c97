import type { FeedbackFilter } from '#domain/feedback';
import { possibleScores } from '#domain/score';
import { searchQuery, searchTokens } from '#domain/search-text';

/**
 * How a filter is looked up, in two ways:
 *
 * - Without a text: `feedback_facet` holds every combination of values that occurs. The combinations that a filter allows are few,
 *   and each has its answers in order, so a page is a merge of them; an index per combination of filters would need hundreds.
 * - With a text: the same values are words of the full-text index too, beginning with an underscore as no word of a text does, so
 *   that words and values are one intersection of ordered lists, newest first.
 */
export interface Facets {
  score: number | null;
  tags: readonly string[];
  modelId: string;
  language: string | null;
  corrected: boolean;
}

const hex = (text: string): string => Buffer.from(text.slice(0, 200)).toString('hex');
const scoreFacet = (score: number | null): string => (score === null ? '_sx' : `_s${Math.round(score * 100)}`);
const tagFacet = (tag: string): string => `_t${hex(tag)}`;
const modelFacet = (modelId: string): string => `_m${hex(modelId)}`;
const languageFacet = (language: string): string => `_l${hex(language)}`;
const correctedFacet = (corrected: boolean): string => (corrected ? '_c1' : '_c0');

/** As in migration 0003: only these are found without reading every word with the same beginning. */
const indexedPrefixes = { shortest: 3, longest: 8 };
/** What of a long answer is searchable in the feedback view; the chat's search has all of it. */
const textLimit = 2000;

export function feedbackTokens(facets: Facets, texts: readonly (string | null)[]): string {
  const words = [scoreFacet(facets.score), modelFacet(facets.modelId), correctedFacet(facets.corrected), ...facets.tags.map(tagFacet)];
  if (facets.language !== null) words.push(languageFacet(facets.language));
  const text = new Set(texts.flatMap((part) => (part ? searchTokens(part.slice(0, textLimit)).split(' ') : [])));
  return [...words, ...text].join(' ');
}

/** Half-open range of `answer_feedback.number`. */
export interface NumberRange {
  from: number;
  until: number;
}

export interface FilterPlan {
  /** FTS5 expression over words and values, when a text is asked for; it then says all that the filter says but the range. */
  match: string | null;
  /** Condition on `feedback_facet` when none is; null when every answer is allowed. */
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
  if (filter.text === undefined || filter.text.trim() === '') return { match: null, facets: facetCondition(filter, scores), range };
  const words = searchQuery(filter.text, indexedPrefixes);
  return words === null ? null : { match: [...facetWords(filter, scores), words].join(' AND '), facets: null, range };
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

function facetWords(filter: FeedbackFilter, scores: readonly number[] | null): string[] {
  const terms: string[] = [];
  if (scores !== null) terms.push(`(${scores.map((score) => `"${scoreFacet(score)}"`).join(' OR ')})`);
  if (filter.tag !== undefined) terms.push(`"${tagFacet(filter.tag)}"`);
  if (filter.modelId !== undefined) terms.push(`"${modelFacet(filter.modelId)}"`);
  if (filter.language !== undefined) terms.push(`"${languageFacet(filter.language)}"`);
  if (filter.corrected !== undefined) terms.push(`"${correctedFacet(filter.corrected)}"`);
  return terms;
}
