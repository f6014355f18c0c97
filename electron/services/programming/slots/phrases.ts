import type { Phrases } from './slot-types.ts';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const english = (phrase: string): string => `(?<![A-Za-z0-9_])${escaped(phrase).replace(/ +/g, '\\s+')}(?![A-Za-z0-9_])`;

/** The alternation of all phrases, the longest first, so that "expires after" wins over "expires". Never matches where there are none. */
export function phrasePattern({ en, zh }: Phrases): string {
  const longest = (phrases: readonly string[]): string[] => [...phrases].sort((left, right) => right.length - left.length);
  const parts = [...longest(en).map(english), ...longest(zh).map(escaped)];
  return parts.length > 0 ? `(?:${parts.join('|')})` : '(?!)';
}
