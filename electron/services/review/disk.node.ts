import { createHash } from 'node:crypto';
import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { AppError, saidError } from '#domain/errors';
import { foldName } from '#domain/paths';
import { type Said, say } from '#domain/sentences';
import { readEntry, sameBytes, swap, writeBeside } from './file-swap.node.ts';
import type { OpenFolder } from './folder.node.ts';
import { openFolder } from './folder.node.ts';
import type { ChangedFolders, FileChange, ReviewFiles } from './ports.ts';
import { RestoreFailed } from './restore-failed.ts';

interface Prepared {
  change: FileChange;
  folder: OpenFolder;
  name: string;
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function cut(path: string): { parts: string[]; name: string } {
  const parts = path.split('/');
  const name = parts.pop() as string;
  return { parts, name };
}

const read: ReviewFiles['read'] = async (root, path) => {
  const { parts, name } = cut(path);
  try {
    const folder = openFolder(root, parts, false);
    if (folder === null) return null;
    try {
      const file = readEntry(folder, name, path);
      return file === null ? null : { bytes: file.bytes, mode: file.mode };
    } finally {
      folder.close();
    }
  } catch (error) {
    throw readError(error, path);
  }
};

const twin: ReviewFiles['twin'] = async (root, path) => {
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const above = parts.slice(0, index);
    const folder = openFolder(root, above, false);
    if (folder === null) return null;
    try {
      const names = readdirSync(folder.at('.'));
      if (names.includes(part)) continue;
      const folded = foldName(part);
      const other = names.find((name) => foldName(name) === folded);
      return other === undefined ? null : [...above, other].join('/');
    } catch (error) {
      throw readError(error, path);
    } finally {
      folder.close();
    }
  }
  return null;
};

const missingFolders: ReviewFiles['missingFolders'] = async (root, paths) => {
  const missing = new Set<string>();
  for (const path of paths) {
    const { parts } = cut(path);
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = openFolder(root, parts.slice(0, depth), false);
      if (folder === null) missing.add(parts.slice(0, depth).join('/'));
      else folder.close();
    }
  }
  return [...missing].sort((a, b) => a.length - b.length);
};

const write: ReviewFiles['write'] = async (root, changes, folders) => {
  const prepared: Prepared[] = [];
  const swapped: Prepared[] = [];
  try {
    for (const change of changes) {
      prepared.push(await prepare(root, change));
    }
    for (const each of prepared) {
      swap(each.folder, each.change, each.name, each.change.path);
      swapped.push(each);
    }
    for (const each of prepared) await each.folder.sync();
    if (folders.remove.length > 0) removeEmpty(root, folders.remove);
  } catch (error) {
    await takeBack(root, prepared, swapped, folders, error);
    throw writeError(error);
  } finally {
    for (const each of prepared) each.folder.close();
  }
};

async function prepare(root: string, change: FileChange): Promise<Prepared> {
  const { parts, name } = cut(change.path);
  const folder = openFolder(root, parts, change.after !== null);
  if (folder === null) throw saidError('PROPOSAL_STALE', say('file.gone', { path: change.path }), { data: { paths: [change.path] } });
  try {
    if (change.after !== null) await writeBeside(folder, change, name, change.path);
  } catch (error) {
    remove(folder, change.temporary);
    folder.close();
    throw error;
  }
  return { change, folder, name };
}

async function takeBack(
  root: string,
  prepared: readonly Prepared[],
  swapped: readonly Prepared[],
  folders: ChangedFolders,
  cause: unknown,
): Promise<void> {
  try {
    for (const each of prepared) remove(each.folder, each.change.temporary);
    for (const { change, folder, name } of swapped.toReversed()) await putBack(folder, reversed(change), name);
    removeEmpty(root, folders.make);
  } catch (error) {
    throw new RestoreFailed(
      `Writing failed, and the files could not all be put back (${describe(error)}). The next start tries again; a copy of them is kept.`,
      cause,
    );
  }
}

const reversed = (change: FileChange): FileChange => ({ ...change, before: change.after, after: change.before });

/** Puts the old content back if the new one is there; a file that somebody else changed meanwhile is theirs. */
async function putBack(folder: OpenFolder, back: FileChange, name: string): Promise<boolean> {
  const current = readEntry(folder, name, back.path)?.bytes ?? null;
  if (sameBytes(current, back.after)) return true;
  if (!sameBytes(current, back.before)) return false;
  if (back.after !== null) await writeBeside(folder, back, name, back.path);
  swap(folder, back, name, back.path);
  await folder.sync();
  return true;
}

const restore: ReviewFiles['restore'] = async (root, changes, folders) => {
  const left: string[] = [];
  try {
    for (const change of changes) {
      const { parts, name } = cut(change.path);
      const folder = openFolder(root, parts, change.before !== null);
      if (folder === null) continue;
      try {
        remove(folder, change.temporary);
        if (!(await putBack(folder, reversed(change), name))) left.push(change.path);
      } finally {
        folder.close();
      }
    }
    removeEmpty(root, folders.make);
  } catch (error) {
    throw writeError(error);
  }
  return left;
};

function remove(folder: OpenFolder, name: string): void {
  try {
    unlinkSync(folder.at(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Innermost first; one that holds something, or is gone, is left. */
function removeEmpty(root: string, folders: readonly string[]): void {
  for (const path of folders.toReversed()) {
    const { parts, name } = cut(path);
    const folder = openFolder(root, parts, false);
    if (folder === null) continue;
    try {
      rmdirSync(folder.at(name));
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EPERM', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
    } finally {
      folder.close();
    }
  }
}

const describe = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

function readError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (error instanceof AppError) return error;
  if (['EACCES', 'EPERM', 'EIO'].includes(code))
    return saidError('WORKSPACE_NOT_READABLE', say('file.unreadable', { path, system: code }), { cause: error, data: { path } });
  if (['ENAMETOOLONG', 'EINVAL', 'EILSEQ'].includes(code))
    return saidError('PATH_OUTSIDE_WORKSPACE', say('path.impossible', { path }), { cause: error, data: { path } });
  if (code === 'ENOENT' || code === 'ENOTDIR') return saidError('WORKSPACE_NOT_FOUND', say('folder.gone'), { cause: error });
  return error;
}

const reasons: Record<string, Said> = {
  ENOSPC: say('disk.full'),
  EDQUOT: say('disk.quota'),
  EROFS: say('disk.readOnly'),
  EACCES: say('disk.denied'),
  EPERM: say('disk.denied'),
};

function writeError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return saidError('WRITE_FAILED', reasons[code] ?? say('disk.failed', { system: describe(error) }), { cause: error });
}

/** The files of workspaces on a real disk. */
export const reviewFiles: ReviewFiles = { hash, read, twin, missingFolders, write, restore };
