import { createHash, hash, randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#domain/errors';
import { datasetManifestSchema } from '#domain/retraining';
import type { DatasetFiles, DatasetFolder, Owner, SealedFile } from './ports.ts';

/** Above this many characters in memory the lines go to files, one per bucket. */
const memoryLimit = 32_000_000;
/** Lines are divided by the first bits of their key, so that sorting bucket after bucket sorts all, with one in memory at a time. */
const bucketCount = 64;
/** Every line is kept behind its key: SHA-256, hexadecimal. */
const keyLength = 64;

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

interface Lines {
  buckets: string[][];
  characters: number;
}

function createFolder(draft: string, place: string, seed: number): DatasetFolder {
  const files = new Map<string, Lines>();
  let published = false;
  const linesOf = (file: string): Lines => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const made = { buckets: Array.from({ length: bucketCount }, () => []), characters: 0 };
    files.set(file, made);
    return made;
  };
  const bucketFile = (file: string, bucket: number): string => path.join(draft, `.${file}.${bucket}`);
  const typed = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw writeFailed(error, place);
    }
  };

  return {
    add(file, line) {
      const lines = linesOf(file);
      const key = sha256(`${seed}\n${line}`);
      const bucket = Number.parseInt(key.slice(0, 2), 16) >> 2;
      (lines.buckets[bucket] as string[]).push(key + line);
      lines.characters += keyLength + line.length;
    },
    drain: () =>
      typed(async () => {
        for (const [file, lines] of files) {
          if (lines.characters < memoryLimit) continue;
          for (const [bucket, held] of lines.buckets.entries()) {
            if (held.length > 0) await appendFile(bucketFile(file, bucket), `${held.join('\n')}\n`, { mode: 0o600 });
            lines.buckets[bucket] = [];
          }
          lines.characters = 0;
        }
      }),
    seal: (file) =>
      typed(async () => {
        const lines = linesOf(file);
        files.delete(file);
        const buckets = async function* (): AsyncGenerator<string[]> {
          for (const [bucket, held] of lines.buckets.entries()) yield [...(await takeSpilled(bucketFile(file, bucket))), ...held];
        };
        return { name: file, ...(await writeSorted(path.join(draft, file), buckets())) };
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
      if (!published) await rm(draft, { recursive: true, force: true });
    },
  };
}

async function takeSpilled(file: string): Promise<string[]> {
  try {
    const text = await readFile(file, 'utf8');
    await rm(file);
    return text.slice(0, -1).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function writeSorted(file: string, buckets: AsyncIterable<string[]>): Promise<Omit<SealedFile, 'name'>> {
  const result = { rows: 0, bytes: 0, duplicates: 0 };
  const digest = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const bucket of buckets) {
      bucket.sort();
      const unique = bucket.filter((line, at) => at === 0 || line !== bucket[at - 1]);
      if (unique.length === 0) continue;
      const bytes = Buffer.from(unique.map((line) => `${line.slice(keyLength)}\n`).join(''));
      await handle.writeFile(bytes);
      digest.update(bytes);
      result.rows += unique.length;
      result.bytes += bytes.length;
      result.duplicates += bucket.length - unique.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { ...result, sha256: digest.digest('hex') };
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
  new AppError('CONFLICT', `${place} exists and is not empty. Nothing was written: choose another folder, or empty this one first.`, { data: { folder: place } });

function writeFailed(error: unknown, place: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof AppError || typeof code !== 'string') return error;
  if (code === 'ENOTEMPTY' || code === 'EEXIST') return taken(place);
  const reason = code === 'ENOSPC' ? 'the disk is full' : `${(error as Error).message}`;
  return new AppError('WRITE_FAILED', `The dataset could not be written to ${place}: ${reason}. Nothing half-written is left there.`, { cause: error, data: { folder: place } });
}
