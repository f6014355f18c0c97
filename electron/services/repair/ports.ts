import type { Usage } from '#domain/chat';
import type { Check } from '#domain/checks';
import type { FileEdit } from '#domain/edit-format';
import type { PromptMessage } from '#domain/prompts';
import type { UnplacedEdit } from '#domain/review';

/** Text by relative path; null where there is none. */
export type Texts = ReadonlyMap<string, string | null>;

export interface RepairPorts {
  /** The text of a file of the folder; null where there is none, undefined for one that is there and no text that can be shown. */
  read(path: string): Promise<string | null | undefined>;
  /** What the checks say of files as they will be. Throws CANCELLED. */
  check(files: Texts, before: Texts): Promise<Check[]>;
  parseEdits(text: string): { edits: FileEdit[]; problems: UnplacedEdit[] };
  /** Lets the model write under the grammar. Throws CONTEXT_TOO_LONG. */
  generate(request: { messages: PromptMessage[]; grammar: string; seed: number }): Promise<RepairGeneration>;
}

export interface RepairGeneration {
  /** The exact text that the model reads, and its SHA-256. */
  prompt: string;
  promptHash: string;
  chunks: AsyncIterable<{ text: string }>;
  done: Promise<{ usage: Usage }>;
}
