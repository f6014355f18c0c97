import { z } from 'zod';
import type { WorkspaceId } from './ids.ts';

/** A folder the user opened. Until it is trusted nothing of it is ever run: no formatter, compiler, hook, plug-in or git. */
export const workspaceSchema = z.object({
  id: z.string() as unknown as z.ZodType<WorkspaceId>,
  /** Absolute path with symbolic links resolved. */
  root: z.string(),
  name: z.string(),
  trusted: z.boolean(),
  /** Branch read from .git/HEAD (no git program runs), null in a plain folder. */
  branch: z.string().nullable(),
  /** Milliseconds since the epoch. */
  openedAt: z.number(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** One row of the file tree. `path` is relative to the root, always with forward slashes. */
export const fileEntrySchema = z.object({
  path: z.string(),
  name: z.string(),
  kind: z.enum(['file', 'folder', 'link']),
  /** Bytes; 0 for folders. */
  size: z.number(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** What tells whether a file changed without reading it: bytes, milliseconds since the epoch, number in its file system. */
export interface FileStamp {
  size: number;
  modifiedAt: number;
  inode: number;
}

export const fileContentSchema = z.object({
  path: z.string(),
  text: z.string(),
  /** SHA-256 of the bytes on disk, hexadecimal. */
  hash: z.string(),
  language: z.string(),
  size: z.number(),
});
export type FileContent = z.infer<typeof fileContentSchema>;

/** What the user attached to a request: a file, or lines of one (1-based, inclusive). */
export const attachmentSchema = z.object({
  path: z.string().min(1).max(4096),
  startLine: z.int().min(1).nullable().default(null),
  endLine: z.int().min(1).nullable().default(null),
});
export type Attachment = z.infer<typeof attachmentSchema>;
