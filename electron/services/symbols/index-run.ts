import { AppError } from '#domain/errors';
import type { WorkspaceId } from '#domain/ids';
import { languageOf } from '#domain/languages';
import type { TargetLanguage } from '#domain/programming';
import type { FileSymbols, SymbolIndexResult } from '#domain/symbols';
import type { FileStamp } from '#domain/workspace';
import type { IndexedFile, SymbolFiles, SymbolsPorts } from './ports.ts';

/** Larger files are made by programs rather than written: bytes. */
const largestFile = 1024 * 1024;
/** Files are written together until they have so much text (UTF-16 units) or are so many: other writers wait meanwhile. */
const batchText = 32 * 1024;
const batchFiles = 20;
const statsAtOnce = 256;
/** A file that changed this shortly before or after it was read may change again without another time: milliseconds. */
const racyMs = 2_000;

export interface Progress {
  done: number;
  total: number;
}

/** The languages whose sources are read, by the names of files. */
export function sourceLanguage(path: string): TargetLanguage | null {
  const language = languageOf(path);
  if (language === 'tsx') return 'typescript';
  if (language === 'jsx') return 'javascript';
  return language === 'typescript' || language === 'javascript' || language === 'python' || language === 'go' ? language : null;
}

/** Brings the index of a folder up to its files. Stops at `signal` with CANCELLED; what was written until then stays. */
export async function runIndex(
  ports: SymbolsPorts,
  id: WorkspaceId,
  signal: AbortSignal,
  progress: (now: Progress) => void,
): Promise<SymbolIndexResult> {
  const { store } = ports;
  const files = await ports.filesOf(id);
  const [paths, known] = await Promise.all([files.list(), store.files(id)]);
  const sources = paths.filter((path) => sourceLanguage(path) !== null);
  const before = new Map(known.map((file) => [file.path, file]));
  const stamps = await stampsOf(files, sources, signal);
  const changed = sources.filter((path) => stamps.has(path) && !isUnchanged(before.get(path), stamps.get(path) as FileStamp));
  const gone = known.map(({ path }) => path).filter((path) => !stamps.has(path));
  for (let at = 0; at < gone.length; at += batchFiles) {
    throwIfAborted(signal);
    await store.remove(id, gone.slice(at, at + batchFiles));
  }
  const result: SymbolIndexResult = {
    files: stamps.size,
    indexed: 0,
    unchanged: stamps.size - changed.length,
    removed: gone.length,
    skipped: 0,
    truncated: paths.length >= 50_000,
  };
  let batch: { file: IndexedFile; symbols: FileSymbols | null }[] = [];
  let size = 0;
  for (const [done, path] of changed.entries()) {
    throwIfAborted(signal);
    progress({ done, total: changed.length });
    const read = await readFile(ports, files, path, stamps.get(path) as FileStamp, before.get(path));
    if (read.file.hash === null) result.skipped += 1;
    else if (read.symbols === null) result.unchanged += 1;
    else result.indexed += 1;
    batch.push(read);
    size += read.file.size;
    if (size < batchText && batch.length < batchFiles) continue;
    await store.write(id, batch);
    batch = [];
    size = 0;
  }
  if (batch.length > 0) await store.write(id, batch);
  progress({ done: changed.length, total: changed.length });
  return result;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('CANCELLED', 'The indexing of the folder was stopped. What was read until then is kept.');
}

async function stampsOf(files: SymbolFiles, paths: readonly string[], signal: AbortSignal): Promise<Map<string, FileStamp>> {
  const found = new Map<string, FileStamp>();
  for (let at = 0; at < paths.length; at += statsAtOnce) {
    throwIfAborted(signal);
    const some = paths.slice(at, at + statsAtOnce);
    for (const [position, stamp] of (await files.stamps(some)).entries()) if (stamp) found.set(some[position] as string, stamp);
  }
  return found;
}

function isUnchanged(known: IndexedFile | undefined, stamp: FileStamp): boolean {
  if (!known || known.size !== stamp.size || known.modifiedAt !== stamp.modifiedAt || known.inode !== stamp.inode) return false;
  return Math.abs(known.readAt - known.modifiedAt) > racyMs;
}

const empty: FileSymbols = { declarations: [], imports: [], names: {}, habits: {} };

/** The stamp is from before the text was read: a file that changes meanwhile has another one when it is next looked at. */
async function readFile(ports: SymbolsPorts, files: SymbolFiles, path: string, stamp: FileStamp, known: IndexedFile | undefined) {
  const language = sourceLanguage(path) as TargetLanguage;
  const readAt = ports.clock.now();
  const file = { path, language, ...stamp, readAt };
  const text = stamp.size > largestFile ? null : await files.read(path);
  if (text === null || text.length > largestFile) return { file: { ...file, hash: null }, symbols: empty };
  const hash = ports.hash(text);
  if (hash === known?.hash) return { file: { ...file, hash }, symbols: null };
  try {
    return { file: { ...file, hash }, symbols: await ports.read(path, text, language) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'INTERNAL') return { file: { ...file, hash: null }, symbols: empty };
    throw error;
  }
}
