import { AppError } from '#domain/errors';
import type { ReviewPorts, StoredFile } from './ports.ts';

/** Largest file that can be changed: bytes. */
export const largestFile = 2 * 1024 * 1024;

/** The text of bytes: UTF-8, byte-order mark kept. Null when they are no text. */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text a file's hunks are made against; null for a file that the proposal makes. */
export async function baseText(ports: Pick<ReviewPorts, 'store'>, file: StoredFile): Promise<string | null> {
  return file.baseHash === null ? null : storedText(ports, file.baseHash);
}

export async function storedText(ports: Pick<ReviewPorts, 'store'>, hash: string): Promise<string> {
  const bytes = await storedBytes(ports, hash);
  const text = decodeText(bytes);
  if (text === null) throw new AppError('STORE_CORRUPT', 'The kept copy of a file is no text. Restore the store from a backup.');
  return text;
}

export async function storedBytes(ports: Pick<ReviewPorts, 'store'>, hash: string): Promise<Uint8Array> {
  const bytes = await ports.store.blob(hash);
  if (bytes === null)
    throw new AppError('STORE_CORRUPT', 'The kept copy of a file is missing from the store. Restore the store from a backup.');
  return bytes;
}
