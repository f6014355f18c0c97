import path from 'node:path';
import Database from 'better-sqlite3';
import { beginImmediate } from './connection.ts';

/**
 * One process at a time checks, recovers and migrates a store. The lock is SQLite's own lock on a small file beside the store, so the
 * system lets go of it when the process dies. Throws STORE_BUSY after two minutes: a migration of a large store takes a while.
 */
export async function withOpeningLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = new Database(path.join(dataDir, 'opening.lock'), { timeout: 0 });
  try {
    await beginImmediate(lock, 'EXCLUSIVE', 120_000);
    return await work();
  } finally {
    if (lock.inTransaction) lock.exec('ROLLBACK');
    lock.close();
  }
}
