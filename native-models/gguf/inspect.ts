import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { AppError } from '#domain/errors';
import type { ModelInspection } from '#services-ports/models';
import { invalid } from './byte-source.ts';
import { readModelHeader } from './summary.ts';

const pieceSize = 1024 * 1024;

/**
 * Header and SHA-256 of a model file. For files of users: runs in a process that may be lost.
 *
 * @param onProgress called with 0 once the header is accepted, then with the share of the file that was hashed
 * @throws AppError NOT_FOUND, MODEL_INVALID, CANCELLED
 */
export async function inspectModel(path: string, onProgress: (progress: number) => void, signal: AbortSignal): Promise<ModelInspection> {
  try {
    const before = await stat(path);
    const header = readModelHeader(path);
    onProgress(0);
    const hash = await hashFile(path, before.size, onProgress, signal);
    const after = await stat(path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw invalid('The file was written to while it was read. Wait until its download has ended and add it again.');
    return { header, hash, size: before.size, modifiedAt: Math.trunc(before.mtimeMs) };
  } catch (error) {
    throw readableError(error, path);
  }
}

async function hashFile(path: string, size: number, onProgress: (progress: number) => void, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(pieceSize);
  const file = await open(path, 'r');
  try {
    for (let position = 0; ; ) {
      if (signal.aborted) throw new AppError('CANCELLED', 'Adding the model was stopped.');
      const { bytesRead } = await file.read(buffer, 0, pieceSize, position);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      position += bytesRead;
      onProgress(Math.min(1, position / size));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** Failures of the file system as sentences. */
export function readableError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const options = { data: { path }, cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('NOT_FOUND', `There is no file at ${path}. Choose it where it is now.`, options);
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('MODEL_INVALID', `The file ${path} may not be read. Change its permissions.`, options);
  if (code === 'EISDIR') return new AppError('MODEL_INVALID', 'This is a folder. Choose the .gguf file itself.', options);
  if (typeof code === 'string')
    return new AppError('MODEL_INVALID', `The file ${path} cannot be read (${code}). Check the drive.`, options);
  return error;
}
