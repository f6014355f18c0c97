/**
 * Feedback at a million rows: filtered pages (keyset) against OFFSET, pages of a text filter deep in the list, and the dataset export
 * against one JSON document per row.
 * Run by hand: `node test/bench/store.bench.ts [rows]`. Prints one JSON document.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import type { FeedbackFilter } from '#domain/feedback';
import { listFeedback } from '../../db/feedback-queries.ts';
import { feedbackWords } from '../../db/feedback-words.ts';
import { createRetrainingStore } from '../../db/retraining.ts';
import { writeDataset } from '../../electron/services/retraining/dataset.ts';
import { createDatasetFiles, sha256 } from '../../electron/services/retraining/dataset-folder.node.ts';
import { openFeedbackApp, removeFolder, temporaryFolder } from '../support/feedback-app.ts';
import { filtersOver, textFilters } from './store-filters.ts';
import { measureSealing, measureTextPages } from './store-text.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const day = 86_400_000;
const firstAt = Date.UTC(2025, 0, 1);
const step = Math.floor((600 * day) / rows);

/** Mulberry32: small, seeded, good enough for a benchmark. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const next = random(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
const syllables = [
  'ba',
  'con',
  'du',
  'er',
  'fil',
  'gra',
  'ho',
  'in',
  'ker',
  'lo',
  'mat',
  'ne',
  'pro',
  'que',
  'ra',
  'sto',
  'tion',
  'ur',
  'vec',
  'xy',
];
const vocabulary = Array.from({ length: 8000 }, () => Array.from({ length: 2 + Math.floor(next() * 3) }, () => pick(syllables)).join(''));
const chinese = ['数据库', '连接', '函数', '路由', '定时任务', '错误处理', '参数', '接口'];
/** Zipf-like: the first words are everywhere, the last ones rare. */
const word = (): string => (next() < 0.03 ? pick(chinese) : (vocabulary[Math.floor(vocabulary.length ** next()) - 1] as string));
const text = (words: number): string => Array.from({ length: words }, word).join(' ');
const models = ['built-in', 'mdl_a', 'mdl_b', 'mdl_c'];
const languages = ['typescript', 'python', 'go', 'java', 'rust', null];
const tags = ['wrong', 'incomplete', 'style', 'slow', 'good'];

function seed(file: string): void {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  const message = db.prepare(
    `INSERT INTO message (id, conversation_id, parent_id, role, text, status, created_at, producer, language, prompt) VALUES (?, 'c', ?, ?, ?, 'complete', ?, ?, ?, ?)`,
  );
  const event = db.prepare(`INSERT INTO feedback_event (id, schema_version, at, answer_id, kind, body) VALUES (?, 1, ?, ?, 'stars', ?)`);
  const state =
    db.prepare(`INSERT INTO answer_feedback (number, answer_id, conversation_id, score, stars, tags, comment, correction, voted_seq, voted_at, at, model_id, model_name, language, request, facet)
    VALUES (?, ?, 'c', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const facetRow = db.prepare('INSERT INTO feedback_facet (score, model_id, language, tags, corrected) VALUES (?, ?, ?, ?, ?)');
  const facets = new Map<string, number>();
  const facetOf = (...values: (string | number | null)[]): number => {
    const key = JSON.stringify(values);
    const id = facets.get(key) ?? Number(facetRow.run(...values).lastInsertRowid);
    facets.set(key, id);
    return id;
  };
  const search = db.prepare('INSERT INTO feedback_search (rowid, tokens) VALUES (?, ?)');
  db.exec(`INSERT INTO conversation (id, title, created_at, updated_at) VALUES ('c', 'c', 1, 1)`);
  for (let at = 0; at < rows; ) {
    db.exec('BEGIN');
    for (const end = Math.min(rows, at + 50_000); at < end; at++) {
      const [id, time] = [`a${at}`, firstAt + at * step];
      const [model, language, stars] = [pick(models), pick(languages), 1 + Math.floor(next() * 5)];
      const chosen = next() < 0.3 ? [pick(tags)] : [];
      const [request, answer] = [text(10), text(50)];
      const [comment, correction] = [next() < 0.05 ? text(6) : '', next() < 0.02 ? text(30) : null];
      message.run(`q${at}`, null, 'user', request, time, null, null, null);
      message.run(
        id,
        `q${at}`,
        'assistant',
        answer,
        time,
        JSON.stringify({ engine: 'model', id: model, name: model }),
        language,
        `system ${request}\n${text(30)}`,
      );
      const { lastInsertRowid } = event.run(`f${at}`, time, id, JSON.stringify({ kind: 'stars', stars }));
      const score = (stars - 1) / 4;
      state.run(
        time * 1000,
        id,
        score,
        stars,
        JSON.stringify(chosen),
        comment,
        correction,
        lastInsertRowid,
        time,
        time,
        model,
        model,
        language,
        request,
        facetOf(score, model, language, JSON.stringify(chosen), Number(correction !== null)),
      );
      search.run(time * 1000, [...feedbackWords([request, comment, correction, answer])].join(' '));
    }
    db.exec('COMMIT');
  }
  db.close();
}

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

async function measureExport(app: Awaited<ReturnType<typeof openFeedbackApp>>, dataDir: string): Promise<unknown> {
  const store = createRetrainingStore(app.store, app.reader);
  const folder = await createDatasetFiles({ self: '1.1', alive: () => true }).create(path.join(dataDir, 'export'), 1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const manifest = await writeDataset(
    { rows: store.rows({}), pairs: store.pairs({}), proposalText: async () => null, filter: {}, seed: 1 },
    folder,
    sha256,
  );
  await folder.publish();
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  const naiveSeconds = await exportRowAtATime(app, path.join(dataDir, 'naive.jsonl'));
  return {
    rows: manifest.counts.scored,
    seconds,
    rowsPerSecond: Math.round(manifest.counts.scored / seconds),
    megabytes: Math.round(manifest.files.reduce((sum, file) => sum + file.bytes, 0) / 1e6),
    loopDelayP99: delay.percentile(99) / 1e6,
    loopDelayMax: delay.max / 1e6,
    rowAtATime: {
      rowsPerSecond: Math.round(rows / naiveSeconds),
      seconds: naiveSeconds,
      note: 'one query and one write per row on this thread, unsorted, no secret scan, no hashes',
    },
  };
}

async function exportRowAtATime(
  { store }: { store: { db: Awaited<ReturnType<typeof openFeedbackApp>>['store']['db'] } },
  file: string,
): Promise<number> {
  const start = performance.now();
  const out = createWriteStream(file);
  const ids = await store.db.selectFrom('answer_feedback').select(['answer_id', 'score']).execute();
  for (const { answer_id: id, score } of ids) {
    const row = await store.db.selectFrom('message').select(['text', 'prompt']).where('id', '=', id).executeTakeFirstOrThrow();
    if (!out.write(`${JSON.stringify({ prompt: row.prompt, completion: row.text, label: (score ?? 0) >= 0.5 })}\n`))
      await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return (performance.now() - start) / 1000;
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
  const exported = await measureExport(app, dataDir);
  await app.close();
  process.stdout.write(
    `${JSON.stringify({ rows, loadAverage: loadavg()[0], seedSeconds, sealing, textPagesCpuMilliseconds: textPages, pagesMilliseconds: pages, charts: { total: charts.total, seconds: chartSeconds }, voteMilliseconds: { p50: quantile(votes, 0.5), p95: quantile(votes, 0.95) }, exported }, null, 2)}\n`,
  );
} finally {
  await removeFolder(dataDir);
}
