import Database from 'better-sqlite3';
import type { Dialect, SqliteDatabase, SqliteStatement } from 'kysely';
import { Kysely, SqliteAdapter, SqliteDialect, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { AppError } from '#domain/errors';
import type { Schema } from './schema.ts';

export type Connection = Database.Database;

/** How long a write waits for another process (the CLI beside the host) before STORE_BUSY. Milliseconds. */
const busyPatience = 10_000;
/** SQLite's own wait blocks this thread, so it is short for the writer, which retries without blocking; long for readers, which rarely wait. */
const writerBusyTimeout = 20;
const readerBusyTimeout = 5_000;
/** Prepared statements kept per connection. Kysely compiles a few dozen shapes; beyond that the oldest are dropped. */
const preparedLimit = 256;

/** The connection that writes. Its `synchronous` level is chosen per transaction (see `store.ts`). */
export function connectWriter(file: string): Connection {
  const connection = new Database(file, { timeout: writerBusyTimeout });
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -16384');
  connection.pragma('wal_autocheckpoint = 1000');
  return connection;
}

/** A connection that cannot write: a read function that tried would fail rather than slip past the writer's queue. */
export function connectReader(file: string): Connection {
  const connection = new Database(file, { timeout: readerBusyTimeout, fileMustExist: true });
  connection.pragma('query_only = ON');
  connection.pragma('cache_size = -32768');
  connection.pragma('mmap_size = 268435456');
  return connection;
}

/** Waits for the write lock without blocking the event loop. Throws STORE_BUSY after ten seconds. */
export async function beginImmediate(
  connection: Connection,
  kind: 'IMMEDIATE' | 'EXCLUSIVE' = 'IMMEDIATE',
  patience = busyPatience,
): Promise<void> {
  const until = performance.now() + patience;
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
    try {
      connection.exec(`BEGIN ${kind}`);
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw storeError(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The writer as Kysely sees it. `synchronous` is asked at the start of each transaction: the pragma has no effect inside one. */
export function writerKysely(connection: Connection, synchronous: () => 'FULL' | 'NORMAL'): Kysely<Schema> {
  const database = withPreparedStatements(connection);
  class WriterDriver extends SqliteDriver {
    override async beginTransaction(): Promise<void> {
      connection.pragma(`synchronous = ${synchronous()}`);
      await beginImmediate(connection);
    }
    /** A full disk makes SQLite roll back by itself; a second rollback would fail and hide the cause. */
    override async rollbackTransaction(): Promise<void> {
      if (connection.inTransaction) connection.exec('ROLLBACK');
    }
  }
  const dialect: Dialect = {
    createDriver: () => new WriterDriver({ database }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
  return new Kysely<Schema>({ dialect });
}

export function readerKysely(connection: Connection): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: withPreparedStatements(connection) }) });
}

/** Kysely prepares every query anew; keeping the statements makes small queries about three times cheaper. */
function withPreparedStatements(connection: Connection): SqliteDatabase {
  const kept = new Map<string, Database.Statement<unknown[]>>();
  const keep = (sql: string): Database.Statement<unknown[]> => {
    let statement = kept.get(sql);
    if (statement === undefined) {
      statement = connection.prepare<unknown[]>(sql);
      if (kept.size >= preparedLimit) kept.delete(kept.keys().next().value as string);
    } else kept.delete(sql);
    kept.set(sql, statement);
    return statement;
  };
  return {
    close: () => connection.close(),
    prepare(sql): SqliteStatement {
      const statement = keep(sql);
      return {
        reader: statement.reader,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        // A statement that is being iterated refuses every other use: streams get one of their own.
        iterate: (parameters) => connection.prepare<unknown[]>(sql).iterate(...parameters),
      };
    },
  };
}

const sqliteCode = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '');

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error));
}

export function isCorrupt(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error));
}

/** SQLite's failures that a user can do something about, as AppErrors; anything else unchanged. */
export function storeError(error: unknown): unknown {
  const code = sqliteCode(error);
  const options = { cause: error, data: { sqlite: code } };
  if (isBusy(error))
    return new AppError(
      'STORE_BUSY',
      'Another Open-AutoGLM process is writing to the store. Wait for it to finish and try again.',
      options,
    );
  if (isCorrupt(error))
    return new AppError(
      'STORE_CORRUPT',
      'The store is damaged. Restart Open-AutoGLM: it saves the damaged file aside and recovers what can be read.',
      options,
    );
  if (code === 'SQLITE_FULL')
    return new AppError('WRITE_FAILED', 'The disk is full: nothing of this step was saved. Free some space and try again.', options);
  if (/^SQLITE_(READONLY|CANTOPEN|IOERR|PERM)/.test(code))
    return new AppError(
      'WRITE_FAILED',
      `The store cannot be written (${(error as Error).message}). Check the permissions of the data folder and the disk.`,
      options,
    );
  return error;
}
