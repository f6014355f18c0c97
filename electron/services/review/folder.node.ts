import { closeSync, constants, existsSync, fsync, lstatSync, mkdirSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { saidError } from '#domain/errors';
import { say } from '#domain/sentences';

/** A folder below a root that was reached without following a link. */
export interface OpenFolder {
  /** A path by which an entry of exactly this folder is reached, whatever was renamed or linked meanwhile. */
  at(name: string): string;
  /** Throws PATH_OUTSIDE_WORKSPACE when the folder is not where it was any more. */
  check(): void;
  /** Makes renames in this folder durable. */
  sync(): Promise<void>;
  close(): void;
}

const folderFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens the folder `parts` below `root`, one part after the other and never through a link; missing ones are made when `make` is set.
 * Null when it is missing. On Linux every step starts from the open folder before it (through /proc/self/fd, which is what `openat`
 * does), so a folder that is swapped for a link in the middle changes nothing. Elsewhere the path is checked again before every use.
 * Throws PATH_OUTSIDE_WORKSPACE when a part is a link or a file.
 */
export function openFolder(root: string, parts: readonly string[], make: boolean): OpenFolder | null {
  return canWalk() ? walk(root, parts, make) : checked(root, parts, make);
}

function canWalk(): boolean {
  return process.platform === 'linux' && existsSync('/proc/self/fd');
}

function walk(root: string, parts: readonly string[], make: boolean): OpenFolder | null {
  let handle = openSync(root, folderFlags);
  try {
    for (const [index, part] of parts.entries()) {
      const inside = `/proc/self/fd/${handle}/${part}`;
      const shown = parts.slice(0, index + 1).join('/');
      const next = step(inside, shown, make);
      if (next === null) {
        closeSync(handle);
        return null;
      }
      closeSync(handle);
      handle = next;
    }
  } catch (error) {
    closeSync(handle);
    throw error;
  }
  const expected = path.join(root, ...parts);
  const opened = handle;
  return {
    at: (name) => `/proc/self/fd/${opened}/${name}`,
    check: () => {
      if (readlinkSync(`/proc/self/fd/${opened}`) !== expected) throw moved(parts.join('/'));
    },
    sync: () => syncFolder(opened),
    close: () => closeSync(opened),
  };
}

function step(inside: string, shown: string, make: boolean): number | null {
  try {
    return openSync(inside, folderFlags);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP' || code === 'ENOTDIR') throw isLink(inside) ? throughLink(shown) : fileInTheWay(shown);
    if (code !== 'ENOENT') throw error;
    if (!make) return null;
    makeFolder(inside);
    return openSync(inside, folderFlags);
  }
}

function checked(root: string, parts: readonly string[], make: boolean): OpenFolder | null {
  let folder = root;
  for (const [index, part] of parts.entries()) {
    folder = path.join(folder, part);
    const shown = parts.slice(0, index + 1).join('/');
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) {
      if (!make) return null;
      makeFolder(folder);
    } else if (stat.isSymbolicLink()) throw throughLink(shown);
    else if (!stat.isDirectory()) throw fileInTheWay(shown);
  }
  const check = () => {
    if (realpathSync.native(folder) !== path.join(realpathSync.native(root), ...parts)) throw moved(parts.join('/'));
  };
  check();
  return {
    at: (name) => path.join(folder, name),
    check,
    sync: () => syncByPath(folder),
    close: () => {},
  };
}

/** Windows cannot open a folder to sync it; NTFS journals renames by itself. */
async function syncByPath(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, constants.O_RDONLY);
  try {
    await syncFolder(handle);
  } finally {
    closeSync(handle);
  }
}

const syncFolder = promisify(fsync);

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
const throughLink = (shown: string) => saidError('PATH_OUTSIDE_WORKSPACE', say('folder.link', { path: shown }), { data: { path: shown } });
const fileInTheWay = (shown: string) =>
  saidError('PATH_OUTSIDE_WORKSPACE', say('folder.isFile', { path: shown }), { data: { path: shown } });
const moved = (shown: string) =>
  saidError('PATH_OUTSIDE_WORKSPACE', say('folder.moved', { path: shown || '.' }), { data: { path: shown } });
