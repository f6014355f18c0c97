import { lstat, mkdir, mkdtemp, opendir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#domain/errors';

type Content = string | Uint8Array | null;
interface Level {
  files: Map<string, Content>;
  folders: Map<string, Level>;
}

const prefix = 'autoglm-sandbox-';
/** Staged folders of an app that was killed: milliseconds. No run takes as long. */
const oldest = 3_600_000;

/**
 * The folder as it is with the overlaid files: those are written, everything beside them is a link to `folderAt`, where the sandbox
 * sees the folder. On the host these links lead nowhere. Costs one link for each neighbour of an overlaid file, whatever the folder's
 * size. Throws PATH_OUTSIDE_WORKSPACE when a folder on the way is a link.
 */
export async function stage(
  files: ReadonlyMap<string, Content>,
  folder: string | null,
  folderAt: string,
): Promise<{ root: string; close(): Promise<void> }> {
  const root = await mkdtemp(path.join(os.tmpdir(), prefix));
  const close = () => rm(root, { recursive: true, force: true });
  try {
    await write(levels(files), root, folder, folderAt);
    return { root, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function levels(files: ReadonlyMap<string, Content>): Level {
  const top: Level = { files: new Map(), folders: new Map() };
  for (const [file, content] of files) {
    const parts = file.split('/');
    const name = parts.pop() as string;
    let level = top;
    for (const part of parts) {
      let next = level.folders.get(part);
      if (next === undefined) {
        next = { files: new Map(), folders: new Map() };
        level.folders.set(part, next);
      }
      level = next;
    }
    level.files.set(name, content);
  }
  return top;
}

async function write(level: Level, at: string, folder: string | null, folderAt: string): Promise<void> {
  if (folder !== null) {
    const found = await lstat(folder).catch(() => null);
    if (found?.isSymbolicLink())
      throw new AppError('PATH_OUTSIDE_WORKSPACE', 'A file to check lies behind a symbolic link. Name its real path.');
    if (found?.isDirectory()) await linkNeighbours(level, at, folder, folderAt);
  }
  for (const [name, content] of level.files) if (content !== null) await writeFile(path.join(at, name), content, { flag: 'wx' });
  for (const [name, next] of level.folders) {
    await mkdir(path.join(at, name));
    await write(next, path.join(at, name), folder === null ? null : path.join(folder, name), `${folderAt}/${name}`);
  }
}

async function linkNeighbours(level: Level, at: string, folder: string, folderAt: string): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    // git's own data may hold passwords of remotes, and no check needs it.
    if (name === '.git' || level.files.has(name) || level.folders.has(name)) continue;
    await symlink(`${folderAt}/${name}`, path.join(at, name));
  }
}

/** Removes what an app that was killed left behind. */
export async function sweepStaged(): Promise<void> {
  const folder = os.tmpdir();
  for await (const { name } of await opendir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const found = await stat(path.join(folder, name)).catch(() => null);
    const ours = found !== null && (process.getuid === undefined || found.uid === process.getuid());
    if (ours && Date.now() - found.mtimeMs > oldest) await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}
