import type { Check } from '#domain/checks';
import type { CodePromise } from '#domain/promises';
import type { Sandbox } from '#services/sandbox';
import type { Toolchains } from '#services/toolchains';

export type Grammar = 'typescript' | 'tsx' | 'javascript' | 'python' | 'go';

/** The opened folder: its files as data, and whether something of it may be run. */
export interface CheckFolder {
  /** Absolute, links resolved. */
  root: string;
  trusted: boolean;
  list(): Promise<string[]>;
  /** Null where there is no such text. */
  read(path: string): Promise<string | null>;
}

export interface ChecksPorts {
  sandbox: Sandbox;
  toolchains: Toolchains;
  /** The first line, counted from 1, that does not parse; null when all of the text does. */
  firstError(grammar: Grammar, text: string): Promise<number | null>;
  /** A folder of the app for what compilers keep between runs. */
  cacheFolder: string;
}

/** What a language's checks are given: its files as they will be, null for those that go. */
export interface Checking extends ChecksPorts {
  files: ReadonlyMap<string, string | null>;
  /** All files of the change, whatever their language. */
  changed: ReadonlyMap<string, string | null>;
  /** Text by path as it was before the change, where the folder may not have it any more. */
  before: ReadonlyMap<string, string | null>;
  folder: CheckFolder;
  /** What code of this language was made to do. */
  promises: readonly CodePromise[];
  signal: AbortSignal;
}

export type Outcome = Pick<Check, 'name' | 'status' | 'reason' | 'findings' | 'tool'>;
export type LanguageChecks = (checking: Checking) => Promise<Outcome[]>;
