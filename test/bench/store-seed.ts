import Database from 'better-sqlite3';
import { feedbackWords } from '../../db/feedback-words.ts';

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
const chinese = ['数据库', '连接', '函数', '路由', '定时任务', '错误处理', '参数', '接口'];
const models = ['built-in', 'mdl_a', 'mdl_b', 'mdl_c'];
const languages = ['typescript', 'python', 'go', 'java', 'rust', null];
const tags = ['wrong', 'incomplete', 'style', 'slow', 'good'];

export interface Seeding {
  /** The frequent words first. */
  vocabulary: readonly string[];
  next(): number;
  /** Puts the answers and their stars into a store that is open nowhere. */
  seed(file: string): void;
}

/** `rows` rated answers, `step` milliseconds apart, the same ones each time. */
export function createSeeding({ rows, firstAt, step }: { rows: number; firstAt: number; step: number }): Seeding {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const vocabulary = Array.from({ length: 8000 }, () => Array.from({ length: 2 + Math.floor(next() * 3) }, () => pick(syllables)).join(''));
  /** Zipf-like: the first words are everywhere, the last ones rare. */
  const word = (): string => (next() < 0.03 ? pick(chinese) : (vocabulary[Math.floor(vocabulary.length ** next()) - 1] as string));
  const text = (words: number): string => Array.from({ length: words }, word).join(' ');

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
  return { vocabulary, next, seed };
}
