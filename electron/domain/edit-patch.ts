import type { AnswerLines, Found } from './edit-lines.ts';
import { malformed, pathBefore, readFence } from './edit-lines.ts';
import type { PatchHunk } from './edit-patch-hunk.ts';
import { readHunk } from './edit-patch-hunk.ts';
import type { FileEdit } from './file-edit.ts';
import { unquotePath } from './git-diff.ts';
import { type Said, say } from './sentences.ts';

const hunkHead = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/;
const looseHunkHead = /^@@(?:\s|$)/;

export function startsPatch(answer: AnswerLines, index: number): boolean {
  const line = answer.lines[index] ?? '';
  return (
    line.startsWith('diff --git ') ||
    startsPair(answer, index) ||
    hunkHead.test(line) ||
    (line.startsWith('@@') && answer.fenced[index] === 1 && looseHunkHead.test(line))
  );
}

const startsPair = (answer: AnswerLines, index: number): boolean =>
  (answer.lines[index] ?? '').startsWith('--- ') && (answer.lines[index + 1] ?? '').startsWith('+++ ');

interface Header {
  oldPath: string | null;
  newPath: string | null;
  /** Something the patch asks for besides changing text, with the sentence. */
  refused: Said | null;
  created: boolean;
  deleted: boolean;
  next: number;
}

/**
 * Reads the part of a unified diff that is about one file. Hunks become replace edits, so that they are found by their text: the line
 * numbers and counts of small models are often wrong. Renames, copies, mode changes and binary patches are refused with a sentence.
 */
export function readPatch(answer: AnswerLines, index: number, lastPath: string | null): Found {
  const header = readHeader(answer, index);
  const hunks: PatchHunk[] = [];
  let next = header.next;
  while (next < answer.lines.length && (answer.lines[next] as string).startsWith('@@')) {
    const { hunk, end } = readHunk(answer, next, (line) => endsHunk(answer, line));
    hunks.push(hunk);
    next = end;
  }
  const found = { next: Math.max(next, index + 1) };
  const named = header.next > index;
  const path = named ? realPath(header) : (pathBefore(answer, index) ?? lastPath);
  const text = answer.lines.slice(header.next, next).join('\n');
  const refuse = (said: Said): Found => ({ ...found, path, edits: [], problems: [malformed(path ?? '', said, '', text)] });
  if (path === null) return refuse(say(named ? 'patch.noFile' : 'patch.noPath'));
  if (header.refused !== null) return refuse(header.refused);
  const [from, to] = [strip(header.oldPath, 'a/'), strip(header.newPath, 'b/')];
  if (from !== null && to !== null && from !== to) return refuse(say('patch.renamesTo', { from, to }));
  if (header.deleted) return { ...found, path, edits: [{ kind: 'delete', path }], problems: [] };
  if (header.created || (hunks.length === 1 && hunks[0]?.fromNothing === true))
    return { ...found, path, edits: [{ kind: 'write', path, content: hunks.map((hunk) => hunk.replace).join('') }], problems: [] };
  if (hunks.length === 0) return refuse(say('patch.noLines'));
  return { ...found, path, ...editsOf(path, hunks) };
}

function editsOf(path: string, hunks: readonly PatchHunk[]): Pick<Found, 'edits' | 'problems'> {
  const edits: FileEdit[] = [];
  const problems: Found['problems'] = [];
  for (const hunk of hunks) {
    if (hunk.search === hunk.replace) continue;
    if (hunk.search === '') problems.push(malformed(path, say('patch.noContext'), '', hunk.replace));
    else
      edits.push({ kind: 'replace', path, search: hunk.search, replace: hunk.replace, ...(hunk.line === null ? {} : { line: hunk.line }) });
  }
  return { edits, problems };
}

function readHeader(answer: AnswerLines, start: number): Header {
  const header: Header = { oldPath: null, newPath: null, refused: null, created: false, deleted: false, next: start };
  let index = start;
  if ((answer.lines[index] as string).startsWith('diff --git ')) {
    const both = gitPaths((answer.lines[index] as string).slice('diff --git '.length));
    header.oldPath = both?.[0] ?? null;
    header.newPath = both?.[1] ?? null;
    for (index++; index < answer.lines.length && !startsPair(answer, index); index++) {
      const line = answer.lines[index] as string;
      if (line.startsWith('new file mode')) header.created = true;
      else if (line.startsWith('deleted file mode')) header.deleted = true;
      else if (/^(?:rename|copy) (?:from|to) /.test(line)) header.refused = say('patch.renames');
      else if (/^(?:old|new) mode /.test(line)) header.refused ??= say('patch.mode');
      else if (/^(?:Binary files |GIT binary patch)/.test(line)) header.refused = say('patch.binary');
      else if (!/^(?:index |similarity index|dissimilarity index)/.test(line)) break;
    }
    // A link is made by a new file with this mode: what is written would be its target.
    if (/^(?:new|deleted) file mode 1[26]0000/m.test(answer.lines.slice(start, index).join('\n'))) header.refused = say('patch.link');
  }
  if (startsPair(answer, index)) {
    header.oldPath = sidePath((answer.lines[index] as string).slice(4));
    header.newPath = sidePath((answer.lines[index + 1] as string).slice(4));
    header.created = header.oldPath === null;
    header.deleted = header.newPath === null && header.oldPath !== null;
    index += 2;
  }
  header.next = index;
  return header;
}

/** The path of a `---` or `+++` line without what follows a tab; null for /dev/null. */
function sidePath(text: string): string | null {
  const path = unquotePath((text.split('\t')[0] as string).trim());
  return path === '/dev/null' ? null : path;
}

/** Both paths of a `diff --git` line, which are equal but for their prefix when nothing is renamed. */
function gitPaths(text: string): [string, string] | null {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(text);
  if (quoted !== null) return [unquotePath(quoted[1] as string), unquotePath(quoted[2] as string)];
  const middle = (text.length - 1) / 2;
  return Number.isInteger(middle) && text[middle] === ' ' && text.slice(2, middle) === text.slice(middle + 3)
    ? [text.slice(0, middle), text.slice(middle + 1)]
    : null;
}

/** Git's prefix is taken away; a path without one is left as it is. */
const strip = (path: string | null, prefix: 'a/' | 'b/'): string | null => (path?.startsWith(prefix) ? path.slice(2) : path);

function realPath(header: Header): string | null {
  return strip(header.newPath, 'b/') ?? strip(header.oldPath, 'a/');
}

function endsHunk(answer: AnswerLines, index: number): boolean {
  const line = answer.lines[index] as string;
  return (
    line.startsWith('@@') ||
    line.startsWith('diff --git ') ||
    (startsPair(answer, index) && (answer.lines[index + 2] ?? '').startsWith('@@')) ||
    (readFence(line)?.info === '' && !/^\s/.test(line))
  );
}
