import { createFenceReader } from './edit-fences.ts';
import type { AnswerLines, Found } from './edit-lines.ts';
import { malformed, readAnswerLines } from './edit-lines.ts';
import { readPatch, startsPatch } from './edit-patch.ts';
import { readSearchReplace, startsSearch } from './edit-search.ts';
import type { FileEdit } from './file-edit.ts';
import type { UnplacedEdit } from './review.ts';
import { say } from './sentences.ts';

export type { FileEdit } from './file-edit.ts';

/** Edits beyond this are reported and left out: no answer of a model is that long, a hostile text may be. */
const editLimit = 5_000;

/**
 * Reads the edits out of a model's answer: search/replace blocks, unified diffs and whole files, in any mixture, with or without
 * fences. What looks like an edit but cannot be read for certain (an unfinished block, a rename, a missing path) becomes a problem
 * with a sentence, never a guess. Never throws; the time grows linearly with the text.
 */
export function parseEdits(answerText: string): { edits: FileEdit[]; problems: UnplacedEdit[] } {
  const answer = readAnswerLines(answerText);
  const edits: FileEdit[] = [];
  const problems: UnplacedEdit[] = [];
  const fences = createFenceReader(answer);
  let lastPath: string | null = null;
  for (let index = 0; index < answer.lines.length; ) {
    if (answer.lines[index] === '') {
      index++;
      continue;
    }
    const found: Found | null = readAt(answer, index, lastPath) ?? fences.read(index);
    if (found === null) {
      index++;
      continue;
    }
    edits.push(...found.edits);
    problems.push(...found.problems);
    lastPath = found.path ?? lastPath;
    index = found.next;
    if (edits.length + problems.length > editLimit) {
      problems.push(malformed('', say('edit.tooMany', { limit: editLimit })));
      break;
    }
  }
  return { edits, problems };
}

function readAt(answer: AnswerLines, index: number, lastPath: string | null): Found | null {
  if (startsSearch(answer, index)) return readSearchReplace(answer, index, lastPath);
  if (startsPatch(answer, index)) return readPatch(answer, index, lastPath);
  return null;
}
