import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuery, searchSnippet, searchTokens } from '#domain/search-text';

/** Finds by SQLite itself, as the indexes of the store do. */
function found(texts: readonly string[], query: string): number[] {
  const db = new Database(':memory:');
  db.exec(`CREATE VIRTUAL TABLE search USING fts5 (tokens, content = '', detail = none, tokenize = "unicode61 tokenchars '_'")`);
  for (const [at, text] of texts.entries()) db.prepare('INSERT INTO search (rowid, tokens) VALUES (?, ?)').run(at, searchTokens(text));
  const match = searchQuery(query);
  const rows =
    match === null ? [] : (db.prepare('SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid').pluck().all(match) as number[]);
  db.close();
  return rows;
}

const texts = [
  '数据库连接失败',
  'function parseDate2(HTTPServer)',
  'naïve café, add_route',
  '𠮷野家のテスト',
  'OR not near "quoted" *',
  'ตัวอย่าง',
];

describe('search words', () => {
  it.each([
    ['连接', [0]],
    ['据库连', [0]],
    ['败', [0]],
    ['接连', []],
    ['date', [1]],
    ['parsedate', [1]],
    ['server func', [1]],
    ['cafe', [2]],
    ['route', [2]],
    ['add_route', [2]],
    ['𠮷野', [3]],
    ['テスト', [3]],
    ['อย่าง', [5]],
    ['OR', [4]],
    ['NOT near', [4]],
    ['"quoted"', [4]],
    ['ＨＴＴＰ', [1]],
    ['数据库 date', []],
  ])('find %s', (query, rows) => {
    expect(found(texts, query)).toEqual(rows);
  });
  it.each(['', '   ', '***', '"', '()', '-', '_'])('have nothing to look for in %j', (query) => {
    expect(searchQuery(query)).toBeNull();
  });
  it('find every part of a Chinese text of two characters or more', () => {
    const text = fc.array(fc.constantFrom(...'数据库连接失败错误处理参数接口定时任务'), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (characters, start, length) => {
        const from = start % (characters.length - 1);
        const part = characters.slice(from, from + 2 + (length % 5)).join('');
        expect(found([characters.join('')], part)).toEqual([0]);
      }),
      { numRuns: 60 },
    );
  });
  it('never make an expression that SQLite refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => {
        expect(() => found(['x'], query)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
  it('never begin with an underscore, which marks facets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          searchTokens(`${text} _a __b`)
            .split(' ')
            .filter((word) => word.startsWith('_')),
        ).toEqual([]);
      }),
    );
  });
  it('are unfinished only in the lengths that are asked for', () => {
    expect(searchQuery('ab abc abcdefghij', { shortest: 3, longest: 8 })).toBe('"ab" AND "abc"* AND "abcdefghij"');
  });
});

describe('a snippet', () => {
  it('shows the place that was found, on one line', () => {
    expect(searchSnippet(`${'a '.repeat(200)}the\nneedle here${' b'.repeat(200)}`, 'needle', 40)).toMatch(/^….*the needle here.*…$/);
  });
  it('begins at the start when the words are not in it literally', () => {
    expect(searchSnippet('short', 'absent', 40)).toBe('short');
  });
  it('is never longer than asked for and never cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ maxLength: 5 }),
        fc.integer({ min: 10, max: 50 }),
        (text, query, length) => {
          const snippet = searchSnippet(text, query, length);
          expect(snippet.length).toBeLessThanOrEqual(length + 3);
          expect(() => encodeURIComponent(snippet)).not.toThrow();
        },
      ),
    );
  });
});
