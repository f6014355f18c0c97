/**
 * Feedback at a million rows: filtered pages (keyset) against OFFSET, and pages of a text filter deep in the list.
 * Run by hand: `node test/bench/store.bench.ts [rows]`. Prints one JSON document.
 */

import { loadavg } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { FeedbackFilter } from '#domain/feedback';
import { listFeedback } from '../../db/feedback-queries.ts';
import { openFeedbackApp, removeFolder, temporaryFolder } from '../support/feedback-app.ts';
import { filtersOver, textFilters } from './store-filters.ts';
import { createSeeding } from './store-seed.ts';
import { measureSealing, measureTextPages } from './store-text.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const day = 86_400_000;
const firstAt = Date.UTC(2025, 0, 1);
const step = Math.floor((600 * day) / rows);

const { vocabulary, next, seed } = createSeeding({ rows, firstAt, step });
const filters = filtersOver(vocabulary, firstAt);

const quantile = (values: number[], q: number): number =>
  Number(([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] as number).toFixed(2));

function measurePages(db: Database.Database): unknown {
  return Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => {
      const keyset: number[] = [];
      const offset: number[] = [];
      let before: number | null = null;
      let seen = 0;
      for (let page = 0; page < 40; page++) {
        // Pages from the newest on, then from random places: people scroll, and follow links into the past.
        const place: number | null = page < 20 ? before : (firstAt + Math.floor(next() * rows) * step) * 1000;
        const start = performance.now();
        const result = listFeedback(db, { filter, before: place, limit: 100 });
        keyset.push(performance.now() - start);
        before = result.next;
        seen += result.rows.length;
        if (page < 20 && before === null) page = 19;
      }
      // The naive page: columns compared row by row, LIKE for the text, OFFSET for the place.
      const { where, parameters } = naive(filter);
      const sql = `SELECT f.* FROM answer_feedback f JOIN message m ON m.id = f.answer_id WHERE ${where} ORDER BY f.at DESC LIMIT 100 OFFSET ?`;
      for (const skip of [0, rows / 2]) {
        const start = performance.now();
        db.prepare(sql).all(...parameters, skip);
        offset.push(performance.now() - start);
      }
      return [
        name,
        {
          rows: seen,
          p50: quantile(keyset, 0.5),
          p95: quantile(keyset, 0.95),
          max: quantile(keyset, 1),
          offsetMean: quantile(offset, 0),
          offsetMax: quantile(offset, 1),
        },
      ];
    }),
  );
}

function naive(filter: FeedbackFilter): { where: string; parameters: unknown[] } {
  const conditions: [string, unknown][] = [];
  if (filter.minScore !== undefined) conditions.push(['f.score >= ?', filter.minScore]);
  if (filter.maxScore !== undefined) conditions.push(['f.score <= ?', filter.maxScore]);
  if (filter.tag !== undefined) conditions.push(['f.tags LIKE ?', `%"${filter.tag}"%`]);
  if (filter.modelId !== undefined) conditions.push(['f.model_id = ?', filter.modelId]);
  if (filter.language !== undefined) conditions.push(['f.language = ?', filter.language]);
  if (filter.corrected !== undefined) conditions.push(['(f.correction IS NOT NULL) = ?', Number(filter.corrected)]);
  if (filter.from !== undefined) conditions.push(['f.at >= ?', filter.from]);
  if (filter.until !== undefined) conditions.push(['f.at < ?', filter.until]);
  if (filter.text !== undefined) conditions.push([`(f.request || m.text) LIKE ?`, `%${filter.text}%`]);
  return { where: conditions.map(([condition]) => condition).join(' AND ') || '1', parameters: conditions.map(([, value]) => value) };
}

const dataDir = await temporaryFolder();
try {
  const app = await openFeedbackApp(dataDir);
  const seeding = performance.now();
  seed(path.join(dataDir, 'store.sqlite'));
  const seedSeconds = (performance.now() - seeding) / 1000;
  const sealing = measureSealing(path.join(dataDir, 'store.sqlite'));
  const db = new Database(path.join(dataDir, 'store.sqlite'), { readonly: true });
  db.pragma('mmap_size = 268435456');
  db.pragma('cache_size = -32768');
  const textPages = measureTextPages(db, textFilters(vocabulary), (depth) => (firstAt + Math.floor(rows * (1 - depth)) * step) * 1000);
  const pages = measurePages(db);
  db.close();
  const chartStart = performance.now();
  const charts = await app.feedback.charts({ filter: {}, bucket: 'week' });
  const chartSeconds = (performance.now() - chartStart) / 1000;
  const votes: number[] = [];
  for (let vote = 0; vote < 200; vote++) {
    const start = performance.now();
    await app.feedback.record({ answerId: `a${Math.floor(next() * rows)}` as never }, { kind: 'stars', stars: 1 + (vote % 5) });
    votes.push(performance.now() - start);
  }
  await app.retraining.close();
  await app.close();
  process.stdout.write(
    `${JSON.stringify({ rows, loadAverage: loadavg()[0], seedSeconds, sealing, textPagesCpuMilliseconds: textPages, pagesMilliseconds: pages, charts: { total: charts.total, seconds: chartSeconds }, voteMilliseconds: { p50: quantile(votes, 0.5), p95: quantile(votes, 0.95) } }, null, 2)}\n`,
  );
} finally {
  await removeFolder(dataDir);
}
