import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestOfFacets } from '#db/feedback-merge';

describe('the newest answers of some facets', () => {
  it('are those that reading everything in order finds, whether rows are scanned, merged or both', () => {
    const db = new Database(':memory:');
    db.exec(
      'CREATE TABLE answer_feedback (number INTEGER PRIMARY KEY, facet INTEGER NOT NULL); CREATE INDEX by_facet ON answer_feedback (facet)',
    );
    const insert = db.prepare('INSERT OR IGNORE INTO answer_feedback VALUES (?, ?)');
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 9 })), { maxLength: 200 });
    const range = fc.tuple(fc.integer({ min: -1, max: 401 }), fc.integer({ min: -1, max: 401 }));
    fc.assert(
      fc.property(
        rows,
        fc.uniqueArray(fc.integer({ min: 0, max: 11 })),
        range,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (answers, allowed, [from, until], count, scan) => {
          db.exec('DELETE FROM answer_feedback');
          for (const answer of answers) insert.run(...answer);
          const all = db.prepare('SELECT number, facet FROM answer_feedback ORDER BY number DESC').all() as {
            number: number;
            facet: number;
          }[];
          const expected = all.filter(({ number, facet }) => allowed.includes(facet) && number >= from && number < until).slice(0, count);
          expect(newestOfFacets(db as never, allowed, { from, until }, count, scan)).toEqual(expected.map(({ number }) => number));
        },
      ),
      { numRuns: 400 },
    );
    db.close();
  });
});
