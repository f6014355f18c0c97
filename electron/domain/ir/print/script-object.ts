import { scriptString } from '../literals.ts';
import type { DictionaryEntry, Expression } from '../nodes.ts';
import { bracketed, type Layout } from './layout.ts';
import { refuse } from './refuse.ts';

export const isIdentifier = (name: string): boolean => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name);

/** A key of an object literal: as data, so that `__proto__` is one too. */
export const objectKey = (name: string, layout: Layout): string =>
  name === '__proto__' ? `[${scriptString(name, layout.style.quote)}]` : isIdentifier(name) ? name : scriptString(name, layout.style.quote);

/** A key that is an expression: numbers, and the key that no data has, as they are, all else in brackets. */
export const computedKey = (key: Expression, text: string): string =>
  (key.kind === 'number' && key.value >= 0) || (key.kind === 'opaque' && /^(["']?)__proto__\1$/.test(key.text)) ? text : `[${text}]`;

export function objectText(
  entries: DictionaryEntry[],
  depth: number,
  layout: Layout,
  used: number,
  item: (inner: Expression, at: number) => string,
): string {
  const entryText = (entry: DictionaryEntry, at: number): string => {
    if ('spread' in entry) return `...${item(entry.spread, at)}`;
    if ('method' in entry)
      return layout.declaration ? layout.declaration(entry.method, at, layout) : refuse('TypeScript', { kind: 'dictionary' });
    const { key, value } = entry;
    if (typeof key !== 'string') return `${computedKey(key, item(key, at))}: ${item(value, at)}`;
    if (value.kind === 'name' && value.name === key) return key;
    return `${objectKey(key, layout)}: ${item(value, at)}`;
  };
  const items = (at: number): string[] => entries.map((entry) => entryText(entry, at));
  return bracketed('{', items, '}', depth, used, layout, entries.length > 0 ? ' ' : '');
}
