import { randomUUID } from 'node:crypto';
import { copyFile, link, open, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '#domain/clock';
import { AppError } from '#domain/errors';
import type { Connection } from './connection.ts';
import { isCorrupt, storeError } from './connection.ts';
import { isSound, setAside } from './integrity.ts';
import { newestVersion, storeVersion } from './migrate.ts';
import { storeFile } from './open.ts';
import { withOpeningLock } from './opening-lock.ts';
import { readPresence } from './presence.ts';
import type { Reader } from './reader.ts';

export type Backup = (file: string) => Promise<{ file: string; bytes: number }>;

/**
 * Everything in the store as one compact SQLite file, copied in the reader's thread from one snapshot while the app goes on. The
 * file appears whole or not at all. Throws BAD_INPUT (no absolute path), CONFLICT (the file exists) and WRITE_FAILED.
 */
export function createBackup(reader: Reader): Backup {
  return async (file) => {
    if (!path.isAbsolute(file)) throw new AppError('BAD_INPUT', 'Give the file of the backup as an absolute path.');
    const draft = path.join(path.dirname(file), `.${path.basename(file)}.partial-${randomUUID()}`);
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await reader.copy(draft);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await publish(draft, file);
      return { file, bytes: (await stat(file)).size };
    } catch (error) {
      throw fileError(error, file);
    } finally {
      await rm(draft, { force: true });
    }
  };
}

/**
 * Puts a backup in the place of the store of `dataDir`. The backup is checked first and stays where it is; the present store is kept
 * in a folder beside. No process may have the store open. Returns where the present store went, null when there was none.
 * Throws BAD_INPUT (no backup of this app), STORE_CORRUPT, STORE_NEWER, STORE_BUSY (the app is running) and WRITE_FAILED.
 */
export async function restoreStore({
  dataDir,
  file,
  clock,
}: {
  dataDir: string;
  file: string;
  clock: Clock;
}): Promise<{ kept: string | null }> {
  checkBackup(file);
  return await withOpeningLock(dataDir, async () => {
    const presence = await readPresence(dataDir);
    if (presence.others > 0) throw new AppError('STORE_BUSY', 'Open-AutoGLM is running with this store. Close it, then restore.');
    const place = storeFile(dataDir);
    const draft = `${place}.partial-${randomUUID()}`;
    try {
      await copyFile(file, draft);
      const handle = await open(draft, 'r+');
      await handle.chmod(0o600);
      await handle.sync();
      await handle.close();
      // The copy is what is put in place, so the copy is what must be sound.
      checkBackup(draft);
      const kept = (await exists(place)) ? setAside(place, 'replaced', clock.now()) : null;
      await rename(draft, place);
      presence.forgetDead();
      return { kept };
    } catch (error) {
      throw fileError(error, place);
    } finally {
      for (const ending of ['', '-wal', '-shm']) await rm(draft + ending, { force: true });
    }
  });
}

function checkBackup(file: string): void {
  let connection: Connection | null = null;
  try {
    connection = new Database(file, { readonly: true, fileMustExist: true });
    const tables = connection
      .prepare(`SELECT count(*) FROM sqlite_schema WHERE name IN ('conversation', 'message', 'feedback_event')`)
      .pluck()
      .get();
    if (tables !== 3) throw notABackup(file);
    if (!isSound(connection)) throw new AppError('STORE_CORRUPT', `The backup ${file} is damaged. The present store was left as it is.`);
    const [version, newest] = [storeVersion(connection), newestVersion()];
    if (version > newest)
      throw new AppError('STORE_NEWER', `The backup ${file} was made by a newer Open-AutoGLM. Update the app, then restore.`, {
        data: { version, newest },
      });
  } catch (error) {
    const { code } = error as { code?: string };
    if (isCorrupt(error) || /^SQLITE_(CANTOPEN|IOERR)/.test(code ?? '') || error instanceof TypeError) throw notABackup(file, error);
    throw storeError(error);
  } finally {
    connection?.close();
  }
}

const notABackup = (file: string, cause?: unknown): AppError =>
  new AppError('BAD_INPUT', `${file} is no backup of Open-AutoGLM, or cannot be read. The present store was left as it is.`, { cause });

/** Never replaces a file that is there: a link fails where rename would overwrite. Drives without links get the check and the rename. */
async function publish(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
    await unlink(draft);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || (await exists(file)))
      throw new AppError('CONFLICT', `${file} exists already. Choose another name for the backup.`, { cause: error });
    await rename(draft, file);
  }
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

function fileError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof AppError || typeof code !== 'string') return error;
  const known = storeError(error);
  return known instanceof AppError
    ? known
    : new AppError('WRITE_FAILED', `${file} cannot be written (${code}). Check the folder, its permissions and the free space.`, {
        cause: error,
      });
}
