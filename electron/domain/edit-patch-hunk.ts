import type { AnswerLines } from './edit-lines.ts';

/** One hunk of a patch as old and new text. */
export interface PatchHunk {
  search: string;
  replace: string;
  /** 1-based line where the old text is said to begin; null when not said. */
  line: number | null;
  /** The old side is said to have no lines at all: a new file. */
  fromNothing: boolean;
}

interface Side {
  lines: string[];
  /** The last line has no line break. */
  open: boolean;
}

/**
 * Reads the hunk whose `@@` line is at `index`; `ends` says which lines begin something else. The counts of the head are believed when
 * they fit what follows; else the hunk goes on for as long as its lines look like a hunk's. Also returns the index after it.
 */
export function readHunk(answer: AnswerLines, index: number, ends: (index: number) => boolean): { hunk: PatchHunk; end: number } {
  const head = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(answer.lines[index] as string);
  const counted = head === null ? null : countedEnd(answer, index + 1, Number(head[2] ?? 1), Number(head[3] ?? 1), ends);
  const end = counted ?? looseEnd(answer, index + 1, ends);
  const before: Side = { lines: [], open: false };
  const after: Side = { lines: [], open: false };
  let mark = ' ';
  for (const line of answer.lines.slice(index + 1, end)) {
    if (line.startsWith('\\')) {
      if (mark !== '+') before.open = true;
      if (mark !== '-') after.open = true;
      continue;
    }
    mark = line[0] === '+' || line[0] === '-' ? line[0] : ' ';
    const text = mark !== ' ' || line.startsWith(' ') ? line.slice(1) : line;
    if (mark !== '+') before.lines.push(text);
    if (mark !== '-') after.lines.push(text);
  }
  const line = head === null ? null : Number(head[1]);
  return {
    hunk: {
      search: textOf(before),
      replace: textOf(after),
      line: line === null || line === 0 ? null : line,
      fromNothing: line === 0 && before.lines.length === 0,
    },
    end,
  };
}

const textOf = (side: Side): string => (side.lines.length === 0 ? '' : side.lines.join('\n') + (side.open ? '' : '\n'));

/** Where the hunk ends by its own counts, null when they cannot be right. */
function countedEnd(
  answer: AnswerLines,
  start: number,
  oldCount: number,
  newCount: number,
  ends: (index: number) => boolean,
): number | null {
  let index = start;
  for (let [old, added] = [oldCount, newCount]; old > 0 || added > 0; index++) {
    const line = answer.lines[index];
    if (line === undefined) return null;
    const mark = line === '' ? ' ' : line[0];
    if (mark === '\\') continue;
    if (mark !== ' ' && mark !== '+' && mark !== '-') return null;
    if (mark !== '+') old--;
    if (mark !== '-') added--;
    if (old < 0 || added < 0) return null;
  }
  while (answer.lines[index]?.startsWith('\\')) index++;
  const next = answer.lines[index];
  const goesOn = next !== undefined && /^[ +-]/.test(next) && !ends(index) && next !== '-- ' && next.trim() !== '';
  return goesOn ? null : index;
}

function looseEnd(answer: AnswerLines, start: number, ends: (index: number) => boolean): number {
  let index = start;
  for (; index < answer.lines.length && !ends(index); index++) {
    const line = answer.lines[index] as string;
    // Inside a fence a model often forgets the space before an unchanged line; outside, such a line is prose.
    if (line !== '' && !/^[ +\-\\]/.test(line) && answer.fenced[index] !== 1) break;
  }
  while (index > start && answer.lines[index - 1]?.trim() === '') index--;
  return index;
}
