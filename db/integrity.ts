import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { isCorrupt } from './connection.ts';

/** True when SQLite finds the file sound. Reads all of it, so it is run after an unclean end only. */
export function isSound(connection: Connection): boolean {
  try {
    return connection.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}

/** Moves the store's files into a folder of their own beside it. Nothing is deleted. Returns the moved store's path. */
export function setAside(file: string, label: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const folder = path.join(path.dirname(file), `${label}-${stamp}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const ending of ['', '-wal', '-shm'])
    if (existsSync(file + ending)) renameSync(file + ending, path.join(folder, path.basename(file) + ending));
  return path.join(folder, path.basename(file));
}

export interface Salvage {
  /** Rows copied, and places where reading failed and was taken up again further on. */
  rows: number;
  gaps: number;
  /** Tables of which nothing could be read. */
  lost: string[];
}

/**
 * Copies what can be read of a damaged store into the new, already migrated one: every ordinary table, in order of rowid, jumping
 * over pages that cannot be read. Indexes and full-text indexes are not copied: inserting makes them anew.
 */
export function salvage(damagedFile: string, target: Connection): Salvage {
  const result: Salvage = { rows: 0, gaps: 0, lost: [] };
  let source: Connection;
  try {
    source = new Database(damagedFile, { fileMustExist: true });
    source.pragma('writable_schema = ON');
  } catch (error) {
    if (isCorrupt(error)) return { ...result, lost: ordinaryTables(target) };
    throw error;
  }
  target.pragma('foreign_keys = OFF');
  try {
    for (const table of ordinaryTables(target)) copyTable(source, target, table, result);
    target.exec('BEGIN IMMEDIATE');
    dropOrphans(target);
    target.exec('COMMIT');
  } finally {
    target.pragma('foreign_keys = ON');
    source.close();
  }
  return result;
}

function ordinaryTables(connection: Connection): string[] {
  const rows = connection
    // A table without rowids cannot be read on behind a damaged page: feedback_word and those of symbols, which are made anew.
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'`)
    .all();
  return rows.map((row) => (row as { name: string }).name);
}

function columnsOf(connection: Connection, table: string): string[] {
  try {
    return (connection.pragma(`table_info("${table}")`) as { name: string }[]).map((column) => column.name);
  } catch {
    return [];
  }
}

function copyTable(source: Connection, target: Connection, table: string, result: Salvage): void {
  const known = new Set(columnsOf(source, table));
  const columns = columnsOf(target, table).filter((column) => known.has(column));
  if (columns.length === 0) {
    result.lost.push(table);
    return;
  }
  const list = columns.map((column) => `"${column}"`).join(', ');
  const insert = target.prepare(`INSERT OR IGNORE INTO "${table}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`);
  const before = result.rows;
  let after: number | bigint = Number.MIN_SAFE_INTEGER;
  let jump = 1;
  target.exec('BEGIN IMMEDIATE');
  while (true) {
    try {
      const rows = source
        .prepare(`SELECT rowid AS rowid_, ${list} FROM "${table}" NOT INDEXED WHERE rowid > ? ORDER BY rowid`)
        .raw(true)
        .iterate(after);
      for (const row of rows as IterableIterator<unknown[]>) {
        after = row[0] as number;
        jump = 1;
        try {
          result.rows += insert.run(...row.slice(1)).changes;
        } catch {
          result.gaps++; // A row whose content no longer fits its column.
        }
      }
      break;
    } catch (error) {
      if (!isCorrupt(error) && !/no such table/.test(String(error))) throw error;
      result.gaps++;
      if (jump > 2 ** 40) break;
      after = Math.max(Number(after), 0) + jump;
      jump *= 2;
    }
  }
  target.exec('COMMIT');
  if (result.rows === before && result.gaps > 0) result.lost.push(table);
}

/** Rows whose parent was lost: the reference is cleared where it may be, else the row goes (the damaged file keeps it). */
function dropOrphans(target: Connection): void {
  for (let round = 0; round < 20; round++) {
    const broken = target.pragma('foreign_key_check') as { table: string; rowid: number; fkid: number }[];
    if (broken.length === 0) return;
    for (const { table, rowid, fkid } of broken) {
      const key = (target.pragma(`foreign_key_list("${table}")`) as { id: number; from: string }[]).find((entry) => entry.id === fkid);
      const column = (target.pragma(`table_info("${table}")`) as { name: string; notnull: number }[]).find(
        (entry) => entry.name === key?.from,
      );
      if (column !== undefined && column.notnull === 0)
        target.prepare(`UPDATE "${table}" SET "${column.name}" = NULL WHERE rowid = ?`).run(rowid);
      else target.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowid);
    }
  }
}
