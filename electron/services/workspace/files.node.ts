import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { access, lstat, open, opendir, readlink, realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError, saidError } from '#domain/errors';
import { say } from '#domain/sentences';
import type { FileEntry, FileStamp } from '#domain/workspace';
import { readBranch } from './branch.node.ts';
import type { WorkspaceFiles } from './ports.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | null)?.code ?? '';
const missing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL'].includes(codeOf(error));

/** The folders and files of this machine, for reading. */
export const workspaceFiles: WorkspaceFiles = {
  resolveFolder,
  nameOf: (root) => path.basename(root) || root,
  branch: readBranch,
  browse,
  entries,
  size,
  stamp,
  read,
  hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
};

async function resolveFolder(given: string): Promise<string> {
  const expanded = given === '~' || given.startsWith('~/') || given.startsWith('~\\') ? path.join(os.homedir(), given.slice(1)) : given;
  if (given.includes('\0')) throw saidError('BAD_INPUT', say('folder.nul'));
  if (!path.isAbsolute(expanded)) throw saidError('BAD_INPUT', say('folder.notAbsolute', { path: given }), { data: { path: given } });
  try {
    const real = await realpath(expanded);
    if (!(await stat(real)).isDirectory())
      throw saidError('WORKSPACE_NOT_FOUND', say('folder.isFile', { path: given }), { data: { path: given } });
    await access(real, constants.R_OK | constants.X_OK);
    return real;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (missing(error))
      throw saidError('WORKSPACE_NOT_FOUND', say('folder.missing', { path: given }), { cause: error, data: { path: given } });
    throw saidError('WORKSPACE_NOT_READABLE', say('folder.unreadable', { path: given, system: String(codeOf(error)) }), {
      cause: error,
      data: { path: given },
    });
  }
}

async function browse(
  given: string,
  limit: number,
): Promise<{ path: string; parent: string | null; folders: string[]; truncated: boolean }> {
  const folder = await resolveFolder(given === '' ? os.homedir() : given);
  const folders: string[] = [];
  let truncated = false;
  for await (const entry of await opendir(folder)) {
    if (!(await isFolder(folder, entry))) continue;
    if (folders.length >= limit) {
      truncated = true;
      break;
    }
    folders.push(entry.name);
  }
  const parent = path.dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: folders.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    truncated,
  };
}

async function isFolder(folder: string, entry: { name: string; isDirectory(): boolean; isSymbolicLink(): boolean }): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  return stat(path.join(folder, entry.name)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function entries(root: string, parts: readonly string[], limit: number) {
  const folder = path.join(root, ...parts);
  const found: { name: string; kind: FileEntry['kind'] }[] = [];
  try {
    // A link on the way would list another folder as if it were here.
    if ((await realpath(folder)) !== path.join(await realpath(root), ...parts)) return null;
    for await (const entry of await opendir(folder)) {
      const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : null;
      if (kind === null) continue;
      if (found.length >= limit) return { entries: found, truncated: true };
      found.push({ name: entry.name, kind });
    }
  } catch (error) {
    if (missing(error)) return null;
    // A folder inside that may not be read is shown as empty rather than spoiling the rest.
    if (['EACCES', 'EPERM'].includes(codeOf(error))) return { entries: [], truncated: false };
    throw error;
  }
  return { entries: found, truncated: false };
}

async function size(root: string, parts: readonly string[]): Promise<number> {
  return lstat(path.join(root, ...parts)).then(
    (found) => found.size,
    () => 0,
  );
}

async function stamp(root: string, parts: readonly string[]): Promise<FileStamp | null> {
  return lstat(path.join(root, ...parts)).then(
    (found) => (found.isFile() ? { size: found.size, modifiedAt: found.mtimeMs, inode: found.ino } : null),
    () => null,
  );
}

async function read(root: string, parts: readonly string[], limit: number): Promise<{ bytes: Uint8Array; size: number } | null> {
  const shown = parts.join('/');
  let handle: FileHandle | null = null;
  try {
    const real = await realpath(path.join(root, ...parts));
    if (!inside(root, real)) throw leadsOut(shown);
    // Non-blocking: a named pipe would otherwise hold the read for ever.
    handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (!found.isFile()) return null;
    if (!(await stillInside(root, handle, real))) throw leadsOut(shown);
    if (found.size > limit)
      throw saidError('FILE_TOO_LARGE', say('file.tooLargeToShow', { path: shown, limit: Math.round(limit / 1024) }), {
        data: { path: shown, size: found.size },
      });
    return { bytes: await readAll(handle, limit), size: found.size };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (missing(error) || codeOf(error) === 'ENXIO') return null;
    throw saidError('WORKSPACE_NOT_READABLE', say('file.unreadable', { path: shown, system: String(codeOf(error)) }), {
      cause: error,
      data: { path: shown },
    });
  } finally {
    await handle?.close();
  }
}

async function readAll(handle: FileHandle, limit: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const buffer = Buffer.allocUnsafe(256 * 1024);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, length);
    if (bytesRead === 0) return Buffer.concat(parts);
    length += bytesRead;
    if (length > limit) throw saidError('FILE_TOO_LARGE', say('file.grew'));
    parts.push(buffer.subarray(0, bytesRead));
  }
}

/** The path was checked before the file was opened; on Linux the open file itself tells where it is. */
async function stillInside(root: string, handle: FileHandle, real: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
    if (opened !== null) return inside(root, opened);
  }
  return realpath(real).then(
    (again) => again === real,
    () => false,
  );
}

function inside(root: string, real: string): boolean {
  const relative = path.relative(root, real);
  return (
    relative !== '' &&
    !relative.startsWith(`..${path.sep}`) &&
    relative !== '..' &&
    !path.isAbsolute(relative) &&
    !relative.split(path.sep).some((part) => part.toLowerCase() === '.git')
  );
}

const leadsOut = (shown: string) => saidError('PATH_OUTSIDE_WORKSPACE', say('file.outside', { path: shown }), { data: { path: shown } });
