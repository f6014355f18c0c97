import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { isBusy } from './connection.ts';
import { blockSize, encodePlaces, feedbackWords, keysOfWord } from './feedback-words.ts';

/** Answers whose text is cut into words at a time: some ten milliseconds. */
const sliceSize = 64;
/** How long another process's write is waited for before the step is given up until next time. Milliseconds. */
const patience = 500;

interface Row {
  number: number;
  answer_id: string;
  facet: number;
  comment: string;
  correction: string | null;
  place: number;
}
const columns = 'SELECT number, answer_id, facet, comment, correction, place FROM answer_feedback';

/** For what is made from other tables, losing the last seconds to a power cut costs nothing. */
export function connectSealer(file: string): Connection {
  const connection = new Database(file, { timeout: patience, fileMustExist: true });
  connection.pragma('synchronous = NORMAL');
  connection.pragma('cache_size = -16384');
  return connection;
}

/**
 * Moves the words of older feedback out of `feedback_search` into blocks, one block for each full 4096 answers (`rowsPerBlock`, which may be less), the oldest first, in
 * small steps: whoever drives the generator decides when the next one is due. Blocks that lost more than half of their answers are
 * made anew together with them, so that words of deleted answers do not stay for long.
 *
 * A block and the rows' places in it come into being in one transaction, and a row that was written since it was read stays out.
 */
export function* sealFeedback(db: Connection, rowsPerBlock = blockSize): Generator<void, void, void> {
  while (true) {
    const sparse = db.prepare('SELECT id FROM feedback_block WHERE alive * 2 < size LIMIT 1').pluck().get() as number | undefined;
    const rows = candidates(db, sparse, rowsPerBlock);
    if (sparse === undefined && rows.length < rowsPerBlock) break;
    const words = new Map<string, number[]>();
    for (let start = 0; start < rows.length; start += sliceSize) {
      for (const [at, found] of wordsOf(db, rows.slice(start, start + sliceSize)).entries())
        for (const key of new Set([...found].flatMap(keysOfWord))) {
          const places = words.get(key);
          if (places === undefined) words.set(key, [start + at]);
          else places.push(start + at);
        }
      yield;
    }
    const encoded: [string, Buffer][] = [];
    for (const [word, places] of [...words].sort(([a], [b]) => (a < b ? -1 : 1))) encoded.push([word, encodePlaces(places)]);
    yield;
    if (!attempt(db, () => writeBlock(db, rows, encoded, sparse))) return;
    yield;
  }
  if (db.prepare('SELECT 1 FROM feedback_block WHERE leaving = 1').get() !== undefined) yield* clearSearch(db);
}

/** False when nothing was done: the store is being written for long, or `write` has seen that it must not. */
function attempt(db: Connection, write: () => boolean): boolean {
  try {
    return db.transaction(write).immediate();
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** Newest first, as they stand in a block. */
function candidates(db: Connection, sparse: number | undefined, count: number): Row[] {
  const kept =
    sparse === undefined
      ? []
      : (db.prepare(`${columns} WHERE place BETWEEN ? AND ?`).all(sparse * blockSize, (sparse + 1) * blockSize - 1) as Row[]);
  const fresh = db.prepare(`${columns} WHERE place = 0 ORDER BY number LIMIT ?`).all(Math.max(0, count - kept.length)) as Row[];
  return [...kept, ...fresh].sort((a, b) => b.number - a.number);
}

function wordsOf(db: Connection, rows: readonly Row[]): Set<string>[] {
  const read = db.prepare(
    `SELECT q.text AS request, m.text AS text FROM answer_feedback f JOIN message m ON m.id = f.answer_id
     LEFT JOIN message q ON q.id = m.parent_id WHERE f.number = ?`,
  );
  return rows.map(({ number, comment, correction }) => {
    // It may have been deleted meanwhile.
    const texts = read.get(number) as { request: string | null; text: string } | undefined;
    return texts === undefined ? new Set<string>() : feedbackWords([texts.request, comment, correction, texts.text]);
  });
}

/** False when most rows have changed since they were read (another process seals the same ones): nothing is written then. */
function writeBlock(db: Connection, rows: readonly Row[], words: readonly [string, Buffer][], sparse: number | undefined): boolean {
  const unchanged = rows.map(compareWith(db));
  const alive = unchanged.filter(Boolean).length;
  if (alive * 2 < rows.length) return false;
  if (sparse !== undefined) {
    // Those of its rows that changed are in feedback_search again by now, and have no place in it.
    db.prepare('DELETE FROM feedback_word WHERE block = ?').run(sparse);
    db.prepare('DELETE FROM feedback_block WHERE id = ?').run(sparse);
  }
  if (rows.length === 0) return true;
  const facets = Buffer.alloc(rows.length * 4);
  const numbers = Buffer.alloc(rows.length * 8);
  for (const [place, { number, facet }] of rows.entries()) {
    facets.writeUInt32LE(unchanged[place] ? facet : 0, place * 4);
    numbers.writeDoubleLE(number, place * 8);
  }
  const block = Number(
    db
      .prepare('INSERT INTO feedback_block (lowest, highest, size, alive, facets, numbers) VALUES (?, ?, ?, ?, ?, ?)')
      .run(rows.at(-1)?.number, rows[0]?.number, rows.length, alive, facets, numbers).lastInsertRowid,
  );
  const addWord = db.prepare('INSERT INTO feedback_word (block, word, places) VALUES (?, ?, ?)');
  for (const [word, places] of words) addWord.run(block, word, places);
  const settle = db.prepare('UPDATE answer_feedback SET place = ? WHERE number = ?');
  for (const [place, { number }] of rows.entries()) if (unchanged[place]) settle.run(block * blockSize + place, number);
  return true;
}

/** Tells whether a row still has its place and all that its words come from. */
function compareWith(db: Connection): (row: Row) => boolean {
  const read = db.prepare(`${columns} WHERE number = ?`);
  const compared = ['answer_id', 'place', 'facet', 'comment', 'correction'] as const;
  return (row) => {
    const now = read.get(row.number) as Row | undefined;
    return now !== undefined && compared.every((column) => now[column] === row[column]);
  };
}

/**
 * Fills `feedback_search` anew with the few answers that are in no block. To take those out that are would cost ten times as much
 * as to put these in, and leave the lists of frequent words as long as they were for a good while.
 */
function* clearSearch(db: Connection): Generator<void, void, void> {
  const rows = db.prepare(`${columns} WHERE place = 0`).all() as Row[];
  const tokens: string[] = [];
  for (let start = 0; start < rows.length; start += sliceSize) {
    for (const words of wordsOf(db, rows.slice(start, start + sliceSize))) tokens.push([...words].join(' '));
    yield;
  }
  attempt(db, () => {
    const fresh = db.prepare('SELECT count(*) FROM answer_feedback WHERE place = 0').pluck().get() as number;
    if (fresh !== rows.length || !rows.every(compareWith(db))) return false;
    db.exec(`INSERT INTO feedback_search (feedback_search) VALUES ('delete-all')`);
    const add = db.prepare('INSERT INTO feedback_search (rowid, tokens) VALUES (?, ?)');
    for (const [at, { number }] of rows.entries()) add.run(number, tokens[at]);
    db.prepare('UPDATE feedback_block SET leaving = 0 WHERE leaving = 1').run();
    return true;
  });
}
