import type { Check } from '#domain/checks';
import type { FileEdit } from '#domain/edit-format';
import type { WorkspaceId } from '#domain/ids';
import type { EngineStatus, Model } from '#domain/models';
import type { UnplacedEdit } from '#domain/review';
import type { Settings } from '#domain/settings';
import type { Texts } from '#services/repair';

/** Hexadecimal SHA-256 of a text. */
export type Sha256 = (text: string) => string;

/** What an engine may know of the opened folder: its list of files and their text, read and never run. */
export interface FolderFiles {
  list(): Promise<string[]>;
  read(path: string): Promise<string | null>;
  /** For each path something where there is a file, whatever it holds. */
  stamps(paths: readonly string[]): Promise<(object | null)[]>;
}

export type FilesOf = (workspaceId: WorkspaceId) => Promise<FolderFiles>;
/** Plans of a kind that were carried out in a folder before, as JSON, with the files that they changed. */
export type EarlierOf = (workspaceId: WorkspaceId) => (kind: string) => Promise<{ plan: string; paths: string[] }[]>;
export type ReadSettings = () => Promise<Settings>;
/** Throws NOT_FOUND for a model that is not in the library and MODEL_INVALID for one whose file is gone. */
export type FindModel = (id: string) => Promise<Model>;
export type ParseEdits = (text: string) => { edits: FileEdit[]; problems: UnplacedEdit[] };
export type ReadEngineStatus = () => EngineStatus;
/** What the checks say of files of a folder as they will be, by relative path; null for one that goes. Throws CANCELLED. */
export type CheckFiles = (workspaceId: WorkspaceId, files: Texts, before: Texts, signal: AbortSignal) => Promise<Check[]>;
