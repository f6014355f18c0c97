import { chosenSide, diffTexts, oldSide } from '#domain/diff';
import { editBlock } from '#domain/edit-block';
import { gitDiff } from '#domain/git-diff';
import type { Attempt } from './attempt.ts';

/** Where edits begin: a block, a fence or a patch. */
const firstEdit = /^\s*(?:<{5,10}\s*\w|`{3,}|~{3,}|diff --git |--- \S)/;

/**
 * What the answer would have been, had it been right at once: its words before the first edit, and the repaired change against the files
 * as they are. It is what the user reviews and rates, what later turns build on and what a model may be taught by.
 */
export function finalText(text: string, { before, after }: Pick<Attempt, 'before' | 'after'>): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => firstEdit.test(line));
  const words = lines.slice(0, at < 0 ? lines.length : at);
  // The line with the file's name belongs to the edit.
  if (at > 0 && [...before.keys()].some((path) => words.at(-1)?.includes(path))) words.pop();
  const edits = [...after].map(([path, text]) => editsOf(path, before.get(path) ?? null, text));
  return [words.join('\n').trim(), ...edits].filter((part) => part !== '').join('\n\n');
}

function editsOf(path: string, before: string | null, after: string | null): string {
  const hunks = diffTexts(before, after);
  const blocks = hunks.map((hunk) => editBlock(path, oldSide(hunk).join(''), chosenSide({ ...hunk, edited: null }).join('')));
  // A block without old lines makes a new file; elsewhere it would have no place.
  const writable = after !== null && (before === null || hunks.every(({ oldLines }) => oldLines > 0));
  if (writable && blocks.every((block) => block !== null)) return blocks.join('\n').trimEnd();
  return `\`\`\`\`diff\n${gitDiff(path, before, after)}\`\`\`\``;
}
