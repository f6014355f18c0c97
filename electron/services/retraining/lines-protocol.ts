import type { DatasetFileName } from '#domain/dataset';
import type { PackedLines, SealedFile } from './ports.ts';

/** What is handed to the thread that sorts and writes the lines of a dataset. */
export interface LinesFolder {
  folder: string;
  salt: string;
}

/** Questions to the thread. Each gets one reply, in their order. */
export type LinesRequest =
  | { type: 'packed'; lines: PackedLines }
  | { type: 'lines'; file: DatasetFileName; lines: string[] }
  | { type: 'seal'; file: DatasetFileName };
export type LinesReply =
  | { type: 'taken' }
  | { type: 'sealed'; file: SealedFile }
  | { type: 'failed'; message: string; code: string | undefined; syscall: string | undefined };
