import type { Clock } from '#domain/clock';
import type { WorkspaceId } from '#domain/ids';
import type { TargetLanguage } from '#domain/programming';
import type { FileSymbols, FoundSymbol, SymbolKind } from '#domain/symbols';
import type { FileStamp } from '#domain/workspace';

/** The files of a folder, for reading alone. */
export interface SymbolFiles {
  /** Relative paths with forward slashes, ignore rules applied, links left out. */
  list(): Promise<string[]>;
  /** The text of a file, or null where there is none, it is too large, not text or not readable. */
  read(path: string): Promise<string | null>;
  stamps(paths: readonly string[]): Promise<(FileStamp | null)[]>;
}

/** A file as the index has it. `hash` is null where it was not read as source. */
export interface IndexedFile extends FileStamp {
  path: string;
  language: TargetLanguage;
  readAt: number;
  hash: string | null;
}

export interface SymbolQuery {
  /** The beginning of a name, or letters of it in their order; '' for any. */
  query: string;
  kinds: readonly SymbolKind[];
  /** Whole words that the signature has, all of them. */
  words: readonly string[];
  limit: number;
}

/** The index in the store. What is written together is there whole or not at all. */
export interface SymbolStore {
  /** The files of a folder's index. One of another form is thrown away first. */
  files(workspaceId: WorkspaceId): Promise<IndexedFile[]>;
  /** Puts files in the place of what the index had of them; `symbols` null leaves what is known and notes the new stamp. */
  write(workspaceId: WorkspaceId, files: readonly { file: IndexedFile; symbols: FileSymbols | null }[]): Promise<void>;
  remove(workspaceId: WorkspaceId, paths: readonly string[]): Promise<void>;
  find(workspaceId: WorkspaceId, query: SymbolQuery): Promise<FoundSymbol[]>;
  /** Files that mention a name, most often first. */
  mentions(workspaceId: WorkspaceId, name: string, limit: number): Promise<{ path: string; count: number }[]>;
  /** Modules that are imported, with the number of files, most often first; of these modules alone where they are named. */
  imports(workspaceId: WorkspaceId, modules: readonly string[] | null): Promise<{ module: string; files: number; example: string }[]>;
  habits(workspaceId: WorkspaceId, language: TargetLanguage): Promise<Record<string, number>>;
}

export interface SymbolsPorts {
  store: SymbolStore;
  /** Throws WORKSPACE_NOT_FOUND. */
  filesOf(id: WorkspaceId): Promise<SymbolFiles>;
  /** Reads a source in another thread. Throws CANCELLED when the app closes. */
  read(path: string, text: string, language: TargetLanguage): Promise<FileSymbols>;
  hash(text: string): string;
  clock: Clock;
}
