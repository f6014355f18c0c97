import type { ProposalId } from './ids.ts';
import { isSecretFile, redactSecrets } from './secrets.ts';

/** The files of a dataset. */
export const datasetFileNames = ['unpaired.jsonl', 'preference.jsonl', 'sft.jsonl'] as const;
export type DatasetFileName = (typeof datasetFileNames)[number];

/** An answer with feedback, as the store has it. */
export interface DatasetRow {
  score: number | null;
  reported: boolean;
  correction: string | null;
  text: string;
  /** Whether the answer came to its end. */
  complete: boolean;
  /** The exact prompt, else the user's request; empty when both are gone. */
  prompt: string;
  /** The proposal of the built-in engine, whose change belongs to the answer; null for any other answer. */
  proposalId: ProposalId | null;
  /** JSON of Attachment[] of the request; null when there are none. */
  attachments: string | null;
}

/** Two answers to one request with one prompt whose votes differ clearly. */
export interface DatasetPair {
  chosen: DatasetRow;
  rejected: DatasetRow;
}

/** What an answer or a pair gives to a dataset. */
export interface DatasetLines {
  /** JSON without the line feed. */
  lines: { file: DatasetFileName; line: string }[];
  /** Why the answer, or a part of it, is left out. */
  excluded: string[];
  /** The kinds of the secrets that were replaced, one entry per place. */
  redacted: string[];
  /** Whether every text that was looked through for secrets stands in a line. */
  whole: boolean;
}

/** Larger texts are no training examples; they would only fill the memory of whoever loads the file. Characters. */
const longestText = 400_000;

/**
 * The lines of an answer: one of `unpaired.jsonl` for a vote, one of `sft.jsonl` and one of `preference.jsonl` for a correction.
 * `change` is the text of its proposal. `signs` are the secret signs of its texts; `0` says that nothing need be looked for, and
 * left out, each text is asked for its own.
 */
export function linesOfAnswer(row: DatasetRow, change: string | null, signs?: number): DatasetLines {
  const made: DatasetLines = { lines: [], excluded: [], redacted: [], whole: false };
  const example = exampleOf(row, change);
  if (typeof example === 'string') {
    made.excluded.push(example);
    return made;
  }
  const clean = cleaner(made, signs);
  const prompt = clean(example.prompt);
  const completion = clean(example.completion);
  const label = (row.score ?? 0) >= 0.5;
  if (label && row.reported) made.excluded.push('reported');
  else if (row.score !== null) {
    made.whole = true;
    made.lines.push({ file: 'unpaired.jsonl', line: JSON.stringify({ prompt, completion, label }) });
  }
  if (row.correction === null || row.correction.trim() === '') return made;
  if (row.correction.length > longestText) {
    made.excluded.push('too-long');
    return made;
  }
  const chosen = clean(row.correction);
  made.lines.push({ file: 'sft.jsonl', line: JSON.stringify({ prompt, completion: chosen }) });
  if (chosen !== completion) made.lines.push({ file: 'preference.jsonl', line: JSON.stringify({ prompt, chosen, rejected: completion }) });
  return made;
}

/** The line of `preference.jsonl` of a pair. What is wrong with one of the two is counted where that answer is a row of its own. */
export function linesOfPair(
  { chosen, rejected }: DatasetPair,
  changes: { chosen: string | null; rejected: string | null },
  signs?: number,
): DatasetLines {
  const made: DatasetLines = { lines: [], excluded: [], redacted: [], whole: true };
  const good = chosen.reported ? 'reported' : exampleOf(chosen, changes.chosen);
  const bad = exampleOf(rejected, changes.rejected);
  if (typeof good === 'string' || typeof bad === 'string' || good.completion === bad.completion) return made;
  const clean = cleaner(made, signs);
  const line = JSON.stringify({ prompt: clean(good.prompt), chosen: clean(good.completion), rejected: clean(bad.completion) });
  made.lines.push({ file: 'preference.jsonl', line });
  return made;
}

const cleaner =
  ({ redacted }: DatasetLines, signs: number | undefined) =>
  (text: string): string => {
    if (signs === 0) return text;
    const scrubbed = redactSecrets(text, signs);
    redacted.push(...scrubbed.found);
    return scrubbed.text;
  };

/** The example an answer makes, or the reason why it makes none. */
function exampleOf(row: DatasetRow, change: string | null): { prompt: string; completion: string } | string {
  if (!row.complete) return 'unfinished';
  if (row.attachments !== null && attachedPaths(row.attachments).some(isSecretFile)) return 'secret-file';
  const { prompt } = row;
  if (prompt.trim() === '') return 'no-prompt';
  let completion = row.text;
  if (change !== null && changedPaths(change).some(isSecretFile)) return 'secret-file';
  if (change !== null && change.trim() !== '') completion = `${completion.trimEnd()}\n\n${change}`.trimStart();
  if (completion.trim() === '') return 'empty';
  if (prompt.length > longestText || completion.length > longestText) return 'too-long';
  return { prompt, completion };
}

function attachedPaths(json: string): string[] {
  try {
    return (JSON.parse(json) as { path?: unknown }[]).map(({ path }) => String(path));
  } catch {
    return [];
  }
}

const changedPaths = (diff: string): string[] =>
  [...diff.matchAll(/^(?:\+\+\+|---) (?:[ab]\/)?(.+?)(?:\t.*)?$/gm)].map((match) => match[1] as string);
