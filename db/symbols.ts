import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { WorkspaceId } from '#domain/ids';
import type { TargetLanguage } from '#domain/programming';
import { foldName, letterSet, nameInitials, signatureWords } from '#domain/symbols';
import type { IndexedFile, SymbolStore } from '#services-ports/symbols';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';
import { findSymbols, folderWord } from './symbol-search.ts';

/** Raised when other things of a source are kept: an index of another form is made anew. */
const format = 1;
const removedAtOnce = 200;

interface FileRow {
  path: string;
  language: TargetLanguage;
  size: number;
  modified_at: number;
  inode: number;
  read_at: number;
  hash: string | null;
}

/** The index of what sources declare, over SQLite. All of it can be made anew, so a power cut may take the last moments of it. */
export function createSymbolStore(store: Store): SymbolStore {
  const { db } = store;
  return {
    async files(id) {
      const { rows: kept } = await sql<{ format: number }>`SELECT format FROM symbol_index WHERE workspace_id = ${id}`.execute(db);
      if (kept[0]?.format !== format) await startAnew(store, id);
      await forgetOthers(store);
      const { rows } = await sql<FileRow>`
        SELECT path, language, size, modified_at, inode, read_at, hash FROM symbol_file WHERE workspace_id = ${id}`.execute(db);
      return rows.map(({ modified_at: modifiedAt, read_at: readAt, ...row }): IndexedFile => ({ ...row, modifiedAt, readAt }));
    },
    write: (id, files) =>
      store.relaxed(async (tx) => {
        for (const { file, symbols } of files) {
          if (symbols === null) await touchFile(tx, id, file);
          else await writeFile(tx, id, file, symbols);
        }
      }),
    remove: (id, paths) =>
      store.relaxed(async (tx) => {
        await sql`DELETE FROM symbol_file WHERE workspace_id = ${id} AND path IN (SELECT value FROM json_each(${JSON.stringify(paths)}))`.execute(
          tx,
        );
      }),
    find: (id, query) => findSymbols(db, id, query),
    async mentions(id, name, limit) {
      const { rows } = await sql<{ path: string; count: number }>`
        SELECT file.path, mention.count FROM symbol_mention AS mention JOIN symbol_file AS file ON file.id = mention.file_id
        WHERE mention.workspace_id = ${id} AND mention.name = ${name} ORDER BY mention.count DESC, file.path LIMIT ${limit}`.execute(db);
      return rows;
    },
    async imports(id, modules) {
      const wanted = modules === null ? sql`` : sql`AND module IN (SELECT value FROM json_each(${JSON.stringify(modules)}))`;
      const { rows } = await sql<{ module: string; files: number; example: string }>`
        SELECT module, count(*) AS files, min(file.path) AS example FROM symbol_import JOIN symbol_file AS file ON file.id = file_id
        WHERE symbol_import.workspace_id = ${id} ${wanted} GROUP BY module ORDER BY files DESC, module LIMIT 500`.execute(db);
      return rows;
    },
    async habits(id, language) {
      const { rows } = await sql<{ habit: string; count: number }>`
        SELECT habit.key AS habit, sum(habit.value) AS count FROM symbol_file, json_each(habits) AS habit
        WHERE workspace_id = ${id} AND language = ${language} GROUP BY habit.key ORDER BY habit.key`.execute(db);
      return Object.fromEntries(rows.map(({ habit, count }) => [habit, count]));
    },
  };
}

async function startAnew(store: Store, id: string): Promise<void> {
  await removeAll(store, id);
  await store.relaxed(async (tx) => {
    await sql`INSERT OR REPLACE INTO symbol_index (workspace_id, format) VALUES (${id}, ${format})`.execute(tx);
  });
}

/** In steps, because others wait to write meanwhile. */
async function removeAll(store: Store, id: string): Promise<void> {
  for (let removed = removedAtOnce; removed === removedAtOnce; )
    removed = await store.relaxed(async (tx) => {
      const { numAffectedRows } = await sql`
        DELETE FROM symbol_file WHERE id IN (SELECT id FROM symbol_file WHERE workspace_id = ${id} LIMIT ${removedAtOnce})`.execute(tx);
      return Number(numAffectedRows ?? 0n);
    });
}

/** Folders that were taken off the list lose their index. */
async function forgetOthers(store: Store): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT workspace.id FROM workspace JOIN symbol_index ON workspace_id = workspace.id WHERE forgotten = 1`.execute(store.db);
  for (const { id } of rows) {
    await removeAll(store, id);
    await store.relaxed((tx) => sql`DELETE FROM symbol_index WHERE workspace_id = ${id}`.execute(tx));
  }
}

async function touchFile(tx: Transaction<Schema>, id: string, file: IndexedFile): Promise<void> {
  await sql`UPDATE symbol_file SET size = ${file.size}, modified_at = ${file.modifiedAt}, inode = ${file.inode}, read_at = ${file.readAt}
    WHERE workspace_id = ${id} AND path = ${file.path}`.execute(tx);
}

type FileSymbols = NonNullable<Parameters<SymbolStore['write']>[1][number]['symbols']>;

/** One statement for each table: a statement for each row would take several times as long. */
async function writeFile(tx: Transaction<Schema>, id: WorkspaceId, file: IndexedFile, symbols: FileSymbols): Promise<void> {
  await sql`DELETE FROM symbol_file WHERE workspace_id = ${id} AND path = ${file.path}`.execute(tx);
  const inserted = await sql<{ id: number }>`
    INSERT INTO symbol_file (workspace_id, path, language, size, modified_at, inode, read_at, hash, habits)
    VALUES (${id}, ${file.path}, ${file.language}, ${file.size}, ${file.modifiedAt}, ${file.inode}, ${file.readAt}, ${file.hash},
      ${JSON.stringify(symbols.habits)}) RETURNING id`.execute(tx);
  const fileId = inserted.rows[0]?.id ?? 0;
  const last = await sql<{ id: number | null }>`SELECT max(id) AS id FROM symbol_declaration`.execute(tx);
  const first = (last.rows[0]?.id ?? 0) + 1;
  const folder = folderWord(id);
  const rows = symbols.declarations.map((each, at) => [
    first + at,
    each.name,
    foldName(each.name),
    each.kind,
    each.exported ? 1 : 0,
    each.container,
    each.signature,
    each.doc,
    each.start,
    each.end,
    each.line,
  ]);
  const initials = symbols.declarations.flatMap(({ name }, at) =>
    nameInitials(name).map((initial) => [first + at, initial, letterSet(foldName(name))]),
  );
  const words = symbols.declarations.map(({ signature }, at) => [first + at, `${folder} ${signatureWords(signature).join(' ')}`]);
  await sql`INSERT INTO symbol_declaration (id, file_id, workspace_id, name, folded, kind, exported, container, signature, doc, start, "end", line)
    SELECT value ->> 0, ${fileId}, ${id}, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
      value ->> 9, value ->> 10 FROM json_each(${json(rows)})`.execute(tx);
  await sql`INSERT OR IGNORE INTO symbol_initial (declaration_id, workspace_id, initial, letters)
    SELECT value ->> 0, ${id}, value ->> 1, value ->> 2 FROM json_each(${json(initials)})`.execute(tx);
  await sql`INSERT INTO symbol_words (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each(${json(words)})`.execute(tx);
  await sql`INSERT INTO symbol_import (file_id, workspace_id, module) SELECT ${fileId}, ${id}, value FROM json_each(${json(symbols.imports)})`.execute(
    tx,
  );
  await sql`INSERT INTO symbol_mention (workspace_id, name, file_id, count)
    SELECT ${id}, value ->> 0, ${fileId}, value ->> 1 FROM json_each(${json(Object.entries(symbols.names))})`.execute(tx);
}

/** Half a pair of surrogates has no UTF-8, and SQLite would take a NUL for the end of the text. */
const json = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? inner.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd') : inner));
