import { AsyncLocalStorage } from 'node:async_hooks';
import { open as openFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import { searchTokens } from '#domain/search-text';
import { say } from '#domain/sentences';
import type { Connection } from './connection.ts';
import { connectReader, connectWriter, isCorrupt, readerKysely, storeError, writerKysely } from './connection.ts';
import { rebuildProjection } from './feedback-projection.ts';
import { isSound, salvage, setAside } from './integrity.ts';
import { makeFolder } from './make-folder.ts';
import type { Migration } from './migrate.ts';
import { migrate } from './migrate.ts';
import { withOpeningLock } from './opening-lock.ts';
import { readPresence } from './presence.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

export interface OpenOptions {
  /** Folder of everything the app keeps; made when missing, for this user alone. */
  dataDir: string;
  clock: Clock;
  /** Another list of migrations: for tests of upgrades. */
  migrations?: readonly Migration[];
}
/** Something the user should know about the start. */
export interface Notice {
  code: string;
  message: string;
}

export const storeFile = (dataDir: string): string => path.join(dataDir, 'store.sqlite');

/**
 * Opens the store of a data folder: makes it when missing, checks it after an unclean end, recovers what can be read when it is
 * damaged, and migrates it. Several processes may have it open.
 * Throws STORE_NEWER, STORE_BUSY, STORE_CORRUPT (when another process has the damaged store open) and WRITE_FAILED.
 */
export async function openStore(options: OpenOptions): Promise<{ store: Store; notices: Notice[] }> {
  const { dataDir } = options;
  const notices: Notice[] = [];
  try {
    await prepareFolder(dataDir, notices);
    return await withOpeningLock(dataDir, async () => {
      const presence = await readPresence(dataDir);
      const connection = await openSound(options, presence, notices);
      presence.forgetDead();
      const leave = await presence.enter();
      return { store: createStore(storeFile(dataDir), connection, leave), notices };
    });
  } catch (error) {
    throw folderError(storeError(error), dataDir);
  }
}

async function openSound(options: OpenOptions, presence: { unclean: boolean; others: number }, notices: Notice[]): Promise<Connection> {
  const file = storeFile(options.dataDir);
  let connection: Connection | null = null;
  try {
    connection = connectWriter(file);
    if (presence.unclean && !isSound(connection)) throw new AppError('STORE_CORRUPT', 'The store is damaged.');
    const copy = await migrate(connection, migrateOptions(options));
    if (copy !== null) notices.push({ code: 'STORE_UPGRADED', message: say('store.upgraded', { path: copy }).message });
    return connection;
  } catch (error) {
    connection?.close();
    if (!isCorrupt(error) && !(error instanceof AppError && error.code === 'STORE_CORRUPT')) throw error;
    if (presence.others > 0)
      throw new AppError(
        'STORE_CORRUPT',
        'The store is damaged and another Open-AutoGLM process has it open. Close that one and start again to recover the store.',
        { cause: error },
      );
    return recover(options, notices);
  }
}

async function recover(options: OpenOptions, notices: Notice[]): Promise<Connection> {
  const file = storeFile(options.dataDir);
  const aside = setAside(file, 'damaged', options.clock.now());
  await touchPrivate(file);
  const connection = connectWriter(file);
  await migrate(connection, migrateOptions(options));
  const { rows, gaps, lost } = salvage(aside, connection);
  await rebuildDerived(connection);
  const told =
    lost.length > 0
      ? say('store.recoveredLess', { rows, gaps, lost: lost.join(', '), path: aside })
      : gaps > 0
        ? say('store.recoveredPart', { rows, gaps, path: aside })
        : say('store.recoveredWhole', { rows, path: aside });
  notices.push({ code: 'STORE_RECOVERED', message: told.message });
  return connection;
}

/** What is made from other tables is made anew: the feedback's projection and the full-text indexes. */
async function rebuildDerived(connection: Connection): Promise<void> {
  const writer = writerKysely(connection, () => 'FULL');
  await writer.transaction().execute(async (tx) => {
    await rebuildProjection(tx);
    await rebuildMessageSearch(tx);
  });
}

async function rebuildMessageSearch(tx: Transaction<Schema>): Promise<void> {
  await sql`DELETE FROM message_search`.execute(tx);
  let after = Number.MIN_SAFE_INTEGER;
  while (true) {
    const rows = await tx
      .selectFrom('message')
      .select(['number', 'text'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(500)
      .execute();
    for (const { number, text } of rows)
      await tx
        .insertInto('message_search')
        .values({ rowid: number, tokens: searchTokens(text) })
        .execute();
    if (rows.length === 0) return;
    after = (rows.at(-1) as { number: number }).number;
  }
}

function migrateOptions({ dataDir, clock, migrations }: OpenOptions) {
  return { backupDir: path.join(dataDir, 'backups'), clock, ...(migrations === undefined ? {} : { steps: migrations }) };
}

function createStore(file: string, connection: Connection, leave: () => void): Store {
  let level: 'FULL' | 'NORMAL' = 'FULL';
  const writer = writerKysely(connection, () => level);
  const reader = readerKysely(connectReader(file));
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let lastVersion = dataVersion(connection);

  const write =
    (wanted: typeof level): Store['durable'] =>
    (work) => {
      if (inside.getStore())
        return Promise.reject(new AppError('INTERNAL', 'A transaction must not start another one: it would wait for itself.'));
      if (closed) return Promise.reject(new AppError('INTERNAL', 'The store is closed.'));
      const run = last.then(async () => {
        level = wanted;
        try {
          return await inside.run(true, () => writer.transaction().execute(work));
        } catch (error) {
          throw storeError(error);
        }
      });
      last = run.catch(() => {});
      return run;
    };

  return {
    durable: write('FULL'),
    relaxed: write('NORMAL'),
    db: reader,
    changedElsewhere() {
      if (closed) return false;
      const version = dataVersion(connection);
      const changed = version !== null && version !== lastVersion;
      lastVersion = version ?? lastVersion;
      return changed;
    },
    async close() {
      if (closed) return;
      closed = true;
      await last;
      await reader.destroy();
      await writer.destroy();
      if (connection.open) connection.close();
      leave();
    },
  };
}

/**
 * Changes with the commits of other connections, and this one makes all commits of this process. Null while it cannot be read: what
 * is wrong is told by the next read that somebody waits for.
 */
function dataVersion(connection: Connection): number | null {
  try {
    return connection.pragma('data_version', { simple: true }) as number;
  } catch {
    return null;
  }
}

async function prepareFolder(dataDir: string, notices: Notice[]): Promise<void> {
  await makeFolder(dataDir);
  await touchPrivate(storeFile(dataDir));
  await touchPrivate(path.join(dataDir, 'opening.lock'));
  if (await isNetworkDrive(dataDir))
    notices.push({
      code: 'STORE_ON_NETWORK_DRIVE',
      message: say('store.networkDrive', { path: dataDir }).message,
    });
}

/** SQLite gives the files it makes beside a store the store's own permissions, so the store's are set before SQLite sees it. */
async function touchPrivate(file: string): Promise<void> {
  await (await openFile(file, 'a', 0o600)).close();
}

/** File system types of Linux that are on another machine: NFS, SMB (three numbers), AFS, Ceph, Coda. */
const networkTypes = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x73757245]);

async function isNetworkDrive(dataDir: string): Promise<boolean> {
  if (process.platform === 'win32') return path.resolve(dataDir).startsWith('\\\\');
  if (process.platform !== 'linux') return false;
  try {
    return networkTypes.has((await statfs(dataDir)).type >>> 0);
  } catch {
    return false;
  }
}

function folderError(error: unknown, dataDir: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (/^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR|EEXIST|ELOOP|ENXIO|ENOSPC|EDQUOT|ENAMETOOLONG|ERR_INVALID_ARG_VALUE)$/.test(code))
    return new AppError(
      'WRITE_FAILED',
      `The data folder ${dataDir} cannot be written (${code}). Choose another with --data, or change its permissions.`,
      { cause: error },
    );
  return error;
}
