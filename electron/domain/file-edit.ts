import { z } from 'zod';

/**
 * What an engine wants done to files, before it is matched against what is on disk. Paths are relative to the workspace root with
 * forward slashes and are checked again before any read or write.
 */
export const fileEditSchema = z.discriminatedUnion('kind', [
  /**
   * Replace the one place where `search` stands. `line` is the 1-based line of the old file where it is said to stand: it only
   * decides between several exact matches, and only when one is exactly there. An empty `search` makes a new file.
   */
  z.object({ kind: z.literal('replace'), path: z.string(), search: z.string(), replace: z.string(), line: z.int().min(1).optional() }),
  /** The whole new content of a file, which may exist already. */
  z.object({ kind: z.literal('write'), path: z.string(), content: z.string() }),
  z.object({ kind: z.literal('delete'), path: z.string() }),
]);
export type FileEdit = z.infer<typeof fileEditSchema>;
