import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from '../../../renderer/lib/messages/en/index.ts';
import { zh } from '../../../renderer/lib/messages/zh/index.ts';

type Catalogue = Record<string, Record<string, string>>;
const texts = Object.entries(en as Catalogue).flatMap(([name, words]) =>
  Object.entries(words).map(([key, text]) => ({ key: `${name}.${key}`, english: text, chinese: (zh as Catalogue)[name]?.[key] ?? '' })),
);

/** Names of the values that a text wants. */
function valuesOf(text: string): string[] {
  const names = new Set<string>();
  const collect = (nodes: unknown): void => {
    if (Array.isArray(nodes)) nodes.forEach(collect);
    else if (typeof nodes === 'object' && nodes !== null) {
      const node = nodes as { type?: number; value?: unknown };
      if (typeof node.type === 'number' && node.type >= 1 && node.type <= 6 && typeof node.value === 'string') names.add(node.value);
      Object.values(nodes).forEach(collect);
    }
  };
  collect(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('the words of the page', () => {
  it('are there', () => expect(texts.length).toBeGreaterThan(250));

  it('can be read as messages, and want no value in Chinese that English does not have', () => {
    const odd = texts.filter(({ english, chinese }) => {
      const known = valuesOf(english);
      return valuesOf(chinese).some((name) => !known.includes(name));
    });
    expect(odd).toEqual([]);
  });

  it('are written in both languages: none empty, no exclamation marks, no doubled spaces, no space typed between Han and Latin punctuation', () => {
    const bad = texts.filter(
      ({ english, chinese }) =>
        english.trim() === '' || chinese.trim() === '' || /[!！]|oops/i.test(english + chinese) || / {2}/.test(english + chinese),
    );
    expect(bad).toEqual([]);
  });
});
