import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder for this user alone, with those above it that are missing, one by one: Node's recursive `mkdir` tries for ever where a
 * folder takes no others and says ENOENT about it (/proc). Throws the system's error, ENOTDIR where a file stands in the way.
 */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  let level = path.resolve(folder);
  while (!(await isFolder(level))) {
    missing.unshift(level);
    const above = path.dirname(level);
    // A drive that is not there has nothing above it.
    if (above === level) break;
    level = above;
  }
  for (const each of missing) {
    try {
      await mkdir(each, { mode: 0o700 });
    } catch (error) {
      // Another process that starts at the same time may have been faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await isFolder(each))) throw error;
    }
  }
}

async function isFolder(place: string): Promise<boolean> {
  try {
    if ((await stat(place)).isDirectory()) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(`${place} is not a folder`), { code: 'ENOTDIR' });
}
