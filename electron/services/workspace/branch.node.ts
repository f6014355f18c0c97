import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import path from 'node:path';

/** A branch name cannot be longer than a file name; HEAD and a `gitdir:` file are one line. */
const longest = 8 * 1024;

/**
 * The branch of a folder from .git/HEAD, without running git: a hostile repository can make git run programs. In a worktree or a
 * submodule .git is a file that names the real folder; it is followed only to a place that git itself makes. Null in a plain folder,
 * on a detached head, or when anything looks odd.
 */
export async function readBranch(root: string): Promise<string | null> {
  const folder = await gitFolder(root);
  if (folder === null) return null;
  const head = await readSmall(path.join(folder, 'HEAD'));
  const name = /^ref: refs\/heads\/([^\p{C}\s~^:?*[\\]{1,255})\s*$/u.exec(head ?? '')?.[1];
  return name === undefined || name.includes('..') ? null : name;
}

async function gitFolder(root: string): Promise<string | null> {
  const git = path.join(root, '.git');
  try {
    const found = await lstat(git);
    if (found.isDirectory()) return git;
    if (!found.isFile()) return null;
  } catch {
    return null;
  }
  const target = /^gitdir: ([^\0\r\n]+)\s*$/.exec((await readSmall(git)) ?? '')?.[1];
  if (target === undefined) return null;
  const folder = path.resolve(root, target.trim());
  return /[\\/]\.git[\\/](?:worktrees|modules)[\\/][^\0]+$/.test(folder) ? folder : null;
}

async function readSmall(file: string): Promise<string | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await handle.stat();
      if (!found.isFile() || found.size > longest) return null;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(longest), 0, longest, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
