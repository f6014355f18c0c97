import type Database from 'better-sqlite3';
import type { FeedbackFilter } from '#domain/feedback';
import { listFeedback } from '../../db/feedback-queries.ts';
import { connectSealer, sealFeedback } from '../../db/feedback-sealing.ts';
import { percentile } from '../support/bench-page.ts';

/** Milliseconds of this process's CPU. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What the host does in its reader's thread after the first search of a store that is new or was written by an older version. */
export function measureSealing(file: string): unknown {
  const db = connectSealer(file);
  const start = cpu();
  const steps: number[] = [];
  for (const sealing = sealFeedback(db); ; ) {
    const before = cpu();
    const { done } = sealing.next();
    steps.push(cpu() - before);
    if (done) break;
  }
  const bytes = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const result = {
    cpuSeconds: (cpu() - start) / 1000,
    step: { p50: percentile(steps, 50), max: percentile(steps, 100) },
    megabytes: {
      blocks: bytes('SELECT sum(length(word) + length(places)) FROM feedback_word') / 1e6,
      search: bytes('SELECT sum(length(block)) FROM feedback_search_data') / 1e6,
      store: bytes('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size') / 1e6,
      free: bytes('SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size') / 1e6,
    },
  };
  db.close();
  return result;
}

/** CPU milliseconds of a page of 100 at several depths, the least of five readings of each, and the worst of them all. */
export function measureTextPages(
  db: Database.Database,
  filters: Record<string, FeedbackFilter>,
  numberAt: (depth: number) => number,
): unknown {
  let worst = 0;
  const figures = Object.entries(filters).map(([name, filter]) => {
    const atDepth = [0, 0.5, 0.99].map((depth) => {
      const before = depth === 0 ? null : numberAt(depth);
      let least = Number.POSITIVE_INFINITY;
      for (let reading = 0; reading < 5; reading++) {
        const start = cpu();
        listFeedback(db, { filter, before, limit: 100 });
        least = Math.min(least, cpu() - start);
      }
      worst = Math.max(worst, least);
      return Number(least.toFixed(2));
    });
    return [name, atDepth];
  });
  return { depths: ['0', '50 %', '99 %'], goal: '< 20', worst, ok: worst < 20, ...Object.fromEntries(figures) };
}
