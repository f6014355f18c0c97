import type { Stats } from 'node:fs';
import { closeSync, constants, fstatSync, linkSync, lstatSync, openSync, readSync, renameSync, unlinkSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { saidError } from '#domain/errors';
import { say } from '#domain/sentences';
import type { OpenFolder } from './folder.node.ts';
import type { FileChange, FileOnDisk } from './ports.ts';
import { largestFile } from './texts.ts';

const noFollow = constants.O_NOFOLLOW ?? 0;
/** A named pipe that somebody put in a file's place would otherwise hold the process for ever. */
const noBlock = constants.O_NONBLOCK ?? 0;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/** Reads a plain file of a folder; null when there is none. Throws PATH_OUTSIDE_WORKSPACE for a link or anything but a file. */
export function readEntry(folder: OpenFolder, name: string, shown: string): (FileOnDisk & { stat: Stats }) | null {
  let handle: number;
  try {
    handle = openSync(folder.at(name), constants.O_RDONLY | noFollow | noBlock);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (codeOf(error) === 'ELOOP') throw notAFile(shown, 'file.link');
    if (codeOf(error) === 'ENXIO') throw notAFile(shown, 'file.notPlain');
    throw error;
  }
  try {
    const stat = fstatSync(handle);
    if (noFollow === 0 && lstatSync(folder.at(name)).isSymbolicLink()) throw notAFile(shown, 'file.link');
    if (!stat.isFile()) throw notAFile(shown, stat.isDirectory() ? 'file.isFolder' : 'file.notPlain');
    if (stat.size > largestFile)
      throw saidError('FILE_TOO_LARGE', say('file.tooLargeToChange', { path: shown }), {
        data: { path: shown, size: stat.size },
      });
    return { bytes: readAll(handle, stat.size), mode: stat.mode & 0o7777, stat };
  } finally {
    closeSync(handle);
  }
}

function readAll(handle: number, size: number): Uint8Array {
  // One byte more than the size: a file that grows meanwhile must not look like its own beginning.
  const bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(handle, bytes, length, bytes.length - length, length);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length === bytes.length) throw saidError('CONFLICT', say('file.beingWritten'));
  }
}

const notAFile = (shown: string, code: 'file.link' | 'file.notPlain' | 'file.isFolder') =>
  saidError('PATH_OUTSIDE_WORKSPACE', say(code, { path: shown }), { data: { path: shown } });

/** Puts the new content beside its place, on disk for good, with the owner and permissions the file will have. */
export async function writeBeside(folder: OpenFolder, change: FileChange, name: string, shown: string): Promise<void> {
  const current = lstatSync(folder.at(name), { throwIfNoEntry: false });
  if (current?.isFile() && (current.mode & 0o222) === 0)
    throw saidError('WRITE_FAILED', say('file.readOnly', { path: shown }), { data: { path: shown } });
  const handle = await open(
    folder.at(change.temporary),
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow,
    current === undefined && change.mode === null ? 0o666 : 0o600,
  );
  try {
    await handle.writeFile(change.after as Uint8Array);
    const mode = current === undefined ? change.mode : current.mode & 0o7777;
    if (current !== undefined && process.platform !== 'win32') await keepOwner(handle, current);
    if (mode !== null) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename replaces the file's owner too. Where it cannot be given back the group matters less than the change. */
async function keepOwner(handle: FileHandle, current: Stats): Promise<void> {
  const own = await handle.stat();
  if (own.uid === current.uid && own.gid === current.gid) return;
  try {
    await handle.chown(current.uid, current.gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

/**
 * Puts the prepared file in its place (or removes the file) after comparing once more with what it is thought to be. All in one turn
 * of the event loop, so that nothing else of this process comes between the comparison and the rename.
 */
export function swap(folder: OpenFolder, change: FileChange, name: string, shown: string): void {
  folder.check();
  const current = readEntry(folder, name, shown);
  if (!sameBytes(current?.bytes ?? null, change.before)) throw changedMeanwhile(shown);
  if (change.after === null) {
    if (current !== null) unlinkSync(folder.at(name));
  } else if (change.before === null) placeNew(folder, change.temporary, name, shown);
  else renameSync(folder.at(change.temporary), folder.at(name));
}

/** A new file is linked into place: unlike a rename that fails when somebody else has just made it. */
function placeNew(folder: OpenFolder, temporary: string, name: string, shown: string): void {
  try {
    linkSync(folder.at(temporary), folder.at(name));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw changedMeanwhile(shown);
    // File systems without hard links (FAT, some network drives).
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL'].includes(codeOf(error) ?? '')) throw error;
    renameSync(folder.at(temporary), folder.at(name));
    return;
  }
  unlinkSync(folder.at(temporary));
}

const changedMeanwhile = (shown: string) =>
  saidError('PROPOSAL_STALE', say('file.changedNow', { path: shown }), { data: { paths: [shown] } });

export function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a, b) === 0;
}
