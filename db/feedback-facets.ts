import { possibleScores } from '#domain/score';
import type { FeedbackFilter } from '#domain/feedback';
import { searchQuery, searchTokens } from '#domain/search-text';

/**
 * Facets are words of the full-text index that begin with an underscore, which no word of a text does. A page of any combination of
 * filters is then one intersection of ordered lists, newest first, whatever the combination: an index per combination would need
 * hundreds, and a scan would read a million rows when nothing matches.
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
  /** FTS5 expression over facets and words; null when neither restricts the list. */
  match: string | null;
  range: NumberRange;
}

const edge = (at: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, Math.ceil(at) * 1000));

/** How a filter is looked up; null when nothing can match (an empty range of scores, say, or a text of signs only). */
export function planFilter(filter: FeedbackFilter): FilterPlan | null {
  const terms: string[] = [];
  if (filter.minScore !== undefined || filter.maxScore !== undefined) {
    const scores = possibleScores.filter((score) => score >= (filter.minScore ?? 0) && score <= (filter.maxScore ?? 1));
    if (scores.length === 0) return null;
    terms.push(`(${scores.map((score) => `"${scoreFacet(score)}"`).join(' OR ')})`);
  }
  if (filter.tag !== undefined) terms.push(`"${tagFacet(filter.tag)}"`);
  if (filter.modelId !== undefined) terms.push(`"${modelFacet(filter.modelId)}"`);
  if (filter.language !== undefined) terms.push(`"${languageFacet(filter.language)}"`);
  if (filter.corrected !== undefined) terms.push(`"${correctedFacet(filter.corrected)}"`);
  if (filter.text !== undefined && filter.text.trim() !== '') {
    const words = searchQuery(filter.text, indexedPrefixes);
    if (words === null) return null;
    terms.push(words);
  }
  const range = {
    from: filter.from === undefined ? Number.MIN_SAFE_INTEGER : edge(filter.from),
    until: filter.until === undefined ? Number.MAX_SAFE_INTEGER : edge(filter.until),
  };
  if (range.from >= range.until) return null;
  return { match: terms.length === 0 ? null : terms.join(' AND '), range };
}
