import type { Phrases } from './slot-types.ts';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Phrases that mean the same whatever is spoken of: each stands for all of its row. */
const alike: readonly Phrases[] = [
  {
    en: [
      'at most',
      'at the most',
      'at the very most',
      'up to',
      'no more than',
      'not more than',
      'never more than',
      'maximum of',
      'a maximum of',
      'tops',
    ],
    zh: ['最多', '至多', '顶多', '不超过', '不多于', '别超过', '撑死'],
  },
];
const sameAs = new Map(alike.flatMap(({ en, zh }) => [...en.map((each) => [each, en] as const), ...zh.map((each) => [each, zh] as const)]));

/** A word of English with the endings that it takes in a sentence: `attempt`, `attempts`, `attempted`. */
function inflected(word: string): string {
  const plain = escaped(word);
  if (!/^[a-z]{4,}$/.test(word) || /(?:s|ed|ing)$/.test(word)) return plain;
  if (/[^aeiou]y$/.test(word)) return `${plain.slice(0, -1)}(?:y|ies|ied|ying)`;
  if (word.endsWith('e')) return `${plain}(?:s|d)?`;
  return `${plain}(?:e?s|ed|ing)?`;
}

const english = (phrase: string, inflects: boolean): string => {
  const words = phrase.split(/ +/);
  const last = words.length - 1;
  const parts = words.map((word, at) => (inflects && at === last ? inflected(word) : escaped(word)));
  return `(?<![A-Za-z0-9_])${parts.join('\\s+')}(?![A-Za-z0-9_])`;
};

/**
 * The alternation of all phrases, the longest first, so that "expires after" wins over "expires". Never matches where there are none. Phrases
 * that lead to a value mean the same with other endings; the name of a kind does not: a job that is queued is no queue.
 */
export function phrasePattern({ en, zh }: Phrases, inflects = false): string {
  const all = (phrases: readonly string[]): string[] => [
    ...new Set(phrases.flatMap((each) => (inflects ? (sameAs.get(each) ?? [each]) : [each]))),
  ];
  const longest = (phrases: readonly string[]): string[] => all(phrases).sort((left, right) => right.length - left.length);
  const parts = [...longest(en).map((each) => english(each, inflects)), ...longest(zh).map(escaped)];
  return parts.length > 0 ? `(?:${parts.join('|')})` : '(?!)';
}
