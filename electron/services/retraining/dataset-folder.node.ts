import { hash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetFileName } from '#domain/dataset';
import { AppError } from '#domain/errors';
import { datasetManifestSchema } from '#domain/retraining';
import { createLinesThread } from './lines-thread.node.ts';
import type { DatasetFiles, DatasetFolder, Owner } from './ports.ts';

/** SHA-256, hexadecimal. */
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'hex');

/**
 * Datasets as folders. One is written under a hidden name beside its place and renamed when it is complete and on disk, so a folder
 * with the final name is always whole. What a killed process left behind is removed by the next one.
 */
export function createDatasetFiles(owner: Owner): DatasetFiles {
  return {
    async create(folder, seed) {
      if (!path.isAbsolute(folder)) throw new AppError('BAD_INPUT', 'Give the folder of the dataset as an absolute path.');
      const place = path.resolve(folder);
      try {
        await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
        await removeLeftovers(place, owner);
        if (!(await isFree(place))) throw taken(place);
        const draft = path.join(path.dirname(place), `${draftPrefix(place)}${owner.self}-${randomBytes(4).toString('hex')}`);
        await mkdir(draft, { mode: 0o700 });
        return createFolder(draft, place, seed);
      } catch (error) {
        throw writeFailed(error, place);
      }
    },
    async manifest(folder) {
      try {
        return datasetManifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')));
      } catch {
        return null;
      }
    },
  };
}

function createFolder(draft: string, place: string, seed: number): DatasetFolder {
  const salt = `${seed}\n`;
  const thread = createLinesThread({ folder: draft, salt });
  let added = new Map<DatasetFileName, string[]>();
  let published = false;
  const sendAdded = (): void => {
    for (const [file, lines] of added) thread.add(file, lines);
    added = new Map();
  };
  const typed = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw writeFailed(error, place);
    }
  };

  return {
    salt,
    add(file, line) {
      const lines = added.get(file) ?? [];
      lines.push(line);
      added.set(file, lines);
    },
    addPacked: (lines) => thread.addPacked(lines),
    drain: () =>
      typed(async () => {
        sendAdded();
        await thread.drain();
      }),
    seal: (file) =>
      typed(() => {
        sendAdded();
        return thread.seal(file);
      }),
    write: (file, text) => typed(() => writeWhole(path.join(draft, file), text)),
    publish: () =>
      typed(async () => {
        await syncFolder(draft);
        // An empty folder may be in the place: rename replaces it on POSIX systems, but not on Windows.
        await rmdir(place).catch(() => {});
        await rename(draft, place);
        published = true;
        await syncFolder(path.dirname(place));
      }),
    async discard() {
      await thread.close();
      if (!published) await rm(draft, { recursive: true, force: true });
    },
  };
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is on disk once its folder is. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const draftPrefix = (place: string): string => `.${path.basename(place)}.partial-`;

/** Drafts of this very folder whose process is gone. */
async function removeLeftovers(place: string, owner: Owner): Promise<void> {
  const prefix = draftPrefix(place);
  for (const name of await readdir(path.dirname(place))) {
    const [, writer] = name.startsWith(prefix) ? (/^(.+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (writer !== undefined && !owner.alive(writer)) await rm(path.join(path.dirname(place), name), { recursive: true, force: true });
  }
}

async function isFree(place: string): Promise<boolean> {
  try {
    return (await readdir(place)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

const taken = (place: string): AppError =>
  new AppError('CONFLICT', `${place} exists and is not empty. Nothing was written: choose another folder, or empty this one first.`, {
    data: { folder: place },
  });

function writeFailed(error: unknown, place: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof AppError || typeof code !== 'string') return error;
  if (code === 'ENOTEMPTY' || (code === 'EEXIST' && (error as NodeJS.ErrnoException).syscall === 'rename')) return taken(place);
  const reason = code === 'ENOSPC' ? 'the disk is full' : `${(error as Error).message}`;
  return new AppError('WRITE_FAILED', `The dataset could not be written to ${place}: ${reason}. Nothing half-written is left there.`, {
    cause: error,
    data: { folder: place },
  });
}
