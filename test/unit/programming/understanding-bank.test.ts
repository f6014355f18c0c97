import { afterAll, describe, expect, test } from 'vitest';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { type Entry, halves, readHalf, templateOf } from '../../support/understanding-bank.ts';
import { askingOf, figuresOf, type Score, score } from '../../support/understanding-score.ts';
import { startEngine, workspaces } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());
const kinds = new Set(instructions.map(({ kind }) => kind));

describe.each(halves)('the %s half of the bank', (half) => {
  const entries = readHalf(half);

  test('names kinds and folders that there are, and each request once', () => {
    expect(entries.filter(({ kind, ask }) => (kind === null ? !ask?.includes('kind') : !kinds.has(kind)))).toEqual([]);
    expect(entries.filter(({ files }) => files !== null && !Object.hasOwn(workspaces, files))).toEqual([]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(new Set(entries.map(({ text }) => text)).size).toBe(entries.length);
  });

  test('is of both languages and both styles in equal parts', () => {
    const part = (of: (entry: Entry) => boolean): number => entries.filter(of).length;
    if (entries.length === 0) return;
    expect(part(({ words }) => words === 'en')).toBeGreaterThanOrEqual(150);
    expect(part(({ words }) => words === 'zh')).toBeGreaterThanOrEqual(150);
    expect(part(({ style }) => style === 'grammar')).toBeGreaterThanOrEqual(entries.length * 0.4);
    expect(part(({ style }) => style === 'free')).toBeGreaterThanOrEqual(entries.length * 0.4);
  });
});

test('no wording stands on both sides', () => {
  const open = new Map(readHalf('open').map((entry) => [templateOf(entry), entry.id]));
  const both = readHalf('sealed').flatMap((entry) => {
    const same = open.get(templateOf(entry));
    return same === undefined ? [] : [`${entry.id} is worded like ${same}`];
  });
  expect(both).toEqual([]);
});

test('the wording of a request is what is left without its names, literals and numbers', () => {
  const entry = (text: string, want: Record<string, unknown>): Entry => ({
    id: 'a',
    words: 'en',
    style: 'grammar',
    kind: 'cache',
    files: null,
    text,
    want,
  });
  const left = templateOf(entry('Create a cache called Foo with capacity 10', { name: 'Foo', capacity: 10 }));
  expect(templateOf(entry('create a cache called tinyBox with capacity 9,000.', { name: 'tinyBox', capacity: 9000 }))).toBe(left);
  expect(templateOf(entry('Please make a cache called Foo, capacity 10', { name: 'Foo', capacity: 10 }))).not.toBe(left);
});

describe('the open half is understood', async () => {
  const scores: Score[] = [];
  for (const entry of readHalf('open')) scores.push(await score(engine, entry));
  const of = (style: 'grammar' | 'free') => figuresOf(scores.filter(({ entry }) => entry.style === style));

  test('by its slots where it is worded as the kinds are', () => {
    expect(of('grammar').f1).toBeGreaterThanOrEqual(0.95);
    expect(of('grammar').exact).toBeGreaterThanOrEqual(0.85);
  });

  test('whole for most of what is worded freely', () => expect(of('free').exact).toBeGreaterThanOrEqual(0.85));

  test('and what is not given is asked rather than guessed', () => {
    expect(askingOf(scores).precision).toBeGreaterThanOrEqual(0.9);
    expect(askingOf(scores).recall).toBeGreaterThanOrEqual(0.9);
  });

  test('and no literal is made up', () =>
    expect(scores.filter(({ untold }) => untold.length > 0).map(({ entry }) => entry.id)).toEqual([]));
});
