import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import type { Connection } from './connection.ts';
import { beginImmediate } from './connection.ts';
import { migrations } from './migrations/index.ts';

/** A frozen step of the store's shape. Its number is the digits its name begins with, and becomes `user_version`. */
export interface Migration {
  name: string;
  up(db: { exec(sql: string): unknown }): void;
}

export interface MigrateOptions {
  /** Where the copy of a non-empty store goes before it is changed. */
  backupDir: string;
  clock: Clock;
  steps?: readonly Migration[];
}

export const versionOf = (step: Migration): number => Number.parseInt(step.name, 10);
export const storeVersion = (connection: Connection): number => connection.pragma('user_version', { simple: true }) as number;
export const newestVersion = (steps: readonly Migration[] = migrations): number => Math.max(0, ...steps.map(versionOf));

/**
 * Brings the store to the newest shape, each step in one transaction. The caller holds the opening lock. A store that already holds
 * data is copied first. Returns the path of that copy, or null when none was needed.
 * Throws STORE_NEWER when the store was written by a later version of the app: nothing is touched then.
 */
export async function migrate(connection: Connection, { backupDir, clock, steps = migrations }: MigrateOptions): Promise<string | null> {
  const version = storeVersion(connection);
  const newest = newestVersion(steps);
  if (version > newest)
    throw new AppError(
      'STORE_NEWER',
      `This store was written by a newer Open-AutoGLM (store version ${version}, this app knows ${newest}). Update the app, or choose another data folder with --data.`,
      {
        data: { version, newest },
      },
    );
  const pending = steps.filter((step) => versionOf(step) > version).sort((a, b) => versionOf(a) - versionOf(b));
  if (pending.length === 0) return null;
  const copy = version === 0 ? null : await copyBefore(connection, backupDir, version, clock);
  // Tables may be rebuilt in a step; the check at its end finds what a rebuild broke.
  connection.pragma('foreign_keys = OFF');
  connection.pragma('synchronous = FULL');
  try {
    for (const step of pending) await run(connection, step);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  return copy;
}

async function run(connection: Connection, step: Migration): Promise<void> {
  await beginImmediate(connection);
  try {
    if (storeVersion(connection) < versionOf(step)) {
      step.up({ exec: (sql) => connection.exec(sql) });
      const broken = connection.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0)
        throw new AppError(
          'STORE_CORRUPT',
          `Migration ${step.name} left ${broken.length} rows that refer to nothing; the store was left as it was.`,
        );
      connection.pragma(`user_version = ${versionOf(step)}`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

async function copyBefore(connection: Connection, backupDir: string, version: number, clock: Clock): Promise<string> {
  await mkdir(backupDir, { recursive: true, mode: 0o700 });
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const file = path.join(backupDir, `store-v${version}-${stamp}.sqlite`);
  const handle = await open(file, 'wx', 0o600);
  connection.prepare('VACUUM INTO ?').run(file);
  await handle.sync();
  await handle.close();
  return file;
}
