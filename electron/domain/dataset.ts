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
  /** Whether the built-in engine made it: then the change of its proposal belongs to the answer. A model's text has it inside. */
  builtIn: boolean;
  /** The proposal, where it is needed: the built-in engine's, and one that was applied with changes of the user. */
  proposalId: ProposalId | null;
  /** JSON of Attachment[] of the request; null when there are none. */
  attachments: string | null;
}

/** What a proposal said, and what the user made of it. */
export interface ProposedChange {
  paths: readonly string[];
  /** Every hunk as it was proposed, as a unified diff. */
  proposed: string;
  /**
   * What is on disk of it where hunks were edited or rejected: as a unified diff, and as the blocks that models are asked for. Null
   * when that is what was proposed, when it was undone, and while hunks are undecided.
   */
  applied: { diff: string; blocks: string } | null;
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
 * The lines of an answer: one of `unpaired.jsonl` for a vote, one of `sft.jsonl` and one of `preference.jsonl` for a correction, else
 * for what the user applied in place of what was proposed. `change` is that of its proposal. `signs` are the secret signs of its texts; `0` says that nothing need be looked for, and
 * left out, each text is asked for its own.
 */
export function linesOfAnswer(row: DatasetRow, change: ProposedChange | null, signs?: number): DatasetLines {
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
  const target = targetOf(row, change);
  if (target === null) return made;
  if (typeof target === 'string') {
    if (!made.excluded.includes(target)) made.excluded.push(target);
    return made;
  }
  const chosen = clean(target.text);
  made.lines.push({ file: 'sft.jsonl', line: JSON.stringify({ prompt, completion: chosen }) });
  if (chosen !== completion) made.lines.push({ file: 'preference.jsonl', line: JSON.stringify({ prompt, chosen, rejected: completion }) });
  return made;
}

/** The line of `preference.jsonl` of a pair. What is wrong with one of the two is counted where that answer is a row of its own. */
export function linesOfPair(
  { chosen, rejected }: DatasetPair,
  changes: { chosen: ProposedChange | null; rejected: ProposedChange | null },
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
function exampleOf(row: DatasetRow, change: ProposedChange | null): { prompt: string; completion: string } | string {
  if (!row.complete) return 'unfinished';
  if (row.attachments !== null && attachedPaths(row.attachments).some(isSecretFile)) return 'secret-file';
  const { prompt } = row;
  if (prompt.trim() === '') return 'no-prompt';
  if (row.builtIn && change?.paths.some(isSecretFile)) return 'secret-file';
  const completion = row.builtIn && change !== null ? withChange(row.text, change.proposed) : row.text;
  if (completion.trim() === '') return 'empty';
  if (prompt.length > longestText || completion.length > longestText) return 'too-long';
  return { prompt, completion };
}

const withChange = (text: string, change: string): string => (change.trim() === '' ? text : `${text.trimEnd()}\n\n${change}`.trimStart());

/** What the answer should have been: the user's words, else what the user applied; null for neither. Or why it is left out. */
function targetOf(row: DatasetRow, change: ProposedChange | null): { text: string } | string | null {
  if (row.correction !== null && row.correction.trim() !== '')
    return row.correction.length > longestText ? 'too-long' : { text: row.correction };
  if (change === null || change.applied === null) return null;
  if (row.reported) return 'reported';
  if (change.paths.some(isSecretFile)) return 'secret-file';
  const text = row.builtIn ? withChange(row.text, change.applied.diff) : change.applied.blocks;
  if (text.trim() === '') return null;
  return text.length > longestText ? 'too-long' : { text };
}

function attachedPaths(json: string): string[] {
  try {
    return (JSON.parse(json) as { path?: unknown }[]).map(({ path }) => String(path));
  } catch {
    return [];
  }
}
