import type { AnswerLines, Found } from './edit-lines.ts';
import { asText, malformed, pathBefore, pathInInfo } from './edit-lines.ts';
import { type Said, say } from './sentences.ts';

const searchMark = /^\s*<{5,10}\s*(?:SEARCH|ORIGINAL|HEAD)\b/i;
const dividerMark = /^\s*={5,10}\s*$/;
const replaceMark = /^\s*>{5,10}(?:\s*(?:REPLACE|UPDATED|END)\b.*|\s*)$/i;

export const startsSearch = (answer: AnswerLines, index: number): boolean => searchMark.test(answer.lines[index] ?? '');

/**
 * Reads the search/replace block that begins at `index`. The path stands above it, behind the word SEARCH, in the fence's info
 * string, or is that of the block before. A block without its divider or end, or with two dividers, is a problem: which lines are old
 * and which are new could only be guessed.
 */
export function readSearchReplace(answer: AnswerLines, index: number, lastPath: string | null): Found {
  const path = pathInInfo((answer.lines[index] as string).replace(searchMark, '').trim()) ?? pathBefore(answer, index) ?? lastPath;
  const dividers: number[] = [];
  let end = index + 1;
  for (; end < answer.lines.length; end++) {
    const line = answer.lines[end] as string;
    if (searchMark.test(line) || replaceMark.test(line)) break;
    if (dividerMark.test(line)) dividers.push(end);
  }
  const divider = dividers[0] ?? end;
  const search = asText(answer.lines.slice(index + 1, divider));
  const replace = asText(answer.lines.slice(divider + 1, end));
  const finished = end < answer.lines.length && replaceMark.test(answer.lines[end] as string);
  const result = { path, next: finished ? end + 1 : end };
  const problem = (said: Said): Found => ({ ...result, edits: [], problems: [malformed(path ?? '', said, search, replace)] });
  if (!finished) return problem(say('block.noEnd'));
  if (dividers.length === 0) return problem(say('block.noDivider'));
  if (dividers.length > 1) return problem(say('block.dividers'));
  if (path === null) return problem(say('block.noPath'));
  return { ...result, edits: [{ kind: 'replace', path, search, replace }], problems: [] };
}
