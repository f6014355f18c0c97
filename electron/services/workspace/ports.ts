import type { AppEventBody } from '#domain/app-event';
import type { Clock } from '#domain/clock';
import type { IdGenerator, WorkspaceId } from '#domain/ids';
import type { FileEntry, FileStamp, Workspace } from '#domain/workspace';

/** A workspace as it is kept; its branch is read from the folder. */
export type StoredWorkspace = Omit<Workspace, 'branch'>;

/** Opened folders on disk. Every write is durable. */
export interface WorkspaceStore {
  /** Those that were not forgotten, last opened first. */
  list(): Promise<StoredWorkspace[]>;
  get(id: WorkspaceId): Promise<StoredWorkspace | null>;
  /** Keeps the workspace under its root: one that is known (also a forgotten one) keeps its id and is only marked as opened. */
  open(workspace: StoredWorkspace): Promise<StoredWorkspace>;
  /** False when there is no such workspace. */
  setTrust(id: WorkspaceId, trusted: boolean): Promise<boolean>;
  /** Takes it off the list and its trust away. */
  forget(id: WorkspaceId): Promise<boolean>;
}

export interface RawFile {
  bytes: Uint8Array;
  size: number;
}

/** Folders and files for reading. Paths below a root come as parts that were checked before; nothing is run or written. */
export interface WorkspaceFiles {
  /** The real path of a folder; `~` is the home folder. Throws WORKSPACE_NOT_FOUND, WORKSPACE_NOT_READABLE, BAD_INPUT (not absolute). */
  resolveFolder(path: string): Promise<string>;
  /** The last part of a path, for display. */
  nameOf(root: string): string;
  /** Branch from .git/HEAD; null in a plain folder or on a detached head. */
  branch(root: string): Promise<string | null>;
  /** Sub-folders of an absolute folder ('' = the home folder), sorted. */
  browse(path: string, limit: number): Promise<{ path: string; parent: string | null; folders: string[]; truncated: boolean }>;
  /** Entries of a folder below the root, unsorted, without sizes. Null when there is no such folder; links are not followed. */
  entries(
    root: string,
    parts: readonly string[],
    limit: number,
  ): Promise<{ entries: { name: string; kind: FileEntry['kind'] }[]; truncated: boolean } | null>;
  /** Bytes of a file; 0 when it cannot be told. */
  size(root: string, parts: readonly string[]): Promise<number>;
  /** What tells whether a file changed; null where there is no plain file. Links are not followed. */
  stamp(root: string, parts: readonly string[]): Promise<FileStamp | null>;
  /** Null when there is no such file. Throws PATH_OUTSIDE_WORKSPACE (a link that leads out), FILE_TOO_LARGE, WORKSPACE_NOT_READABLE. */
  read(root: string, parts: readonly string[], limit: number): Promise<RawFile | null>;
  hash(bytes: Uint8Array): string;
}

export interface WorkspacePorts {
  store: WorkspaceStore;
  files: WorkspaceFiles;
  clock: Clock;
  ids: IdGenerator;
  announce(event: AppEventBody): void;
}
