import type { FileEdit } from './file-edit.ts';
import type { UnplacedEdit } from './review.ts';
import type { Said } from './sentences.ts';

/** An answer cut into lines without their endings, and which of them stand inside a fence. */
export interface AnswerLines {
  lines: readonly string[];
  fenced: Uint8Array;
}

/** What was read at one place of an answer, and the index of the line to go on with. */
export interface Found {
  edits: FileEdit[];
  problems: UnplacedEdit[];
  /** The file it was about, for a following block that names none. */
  path: string | null;
  next: number;
}

export interface Fence {
  indent: number;
  mark: '`' | '~';
  length: number;
  info: string;
}

export function readAnswerLines(text: string): AnswerLines {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const fenced = new Uint8Array(lines.length);
  let open: Fence | null = null;
  for (const [index, line] of lines.entries()) {
    const fence = readFence(line);
    if (fence !== null && (open === null || closes(fence, open))) {
      open = open === null ? fence : null;
      continue;
    }
    if (open !== null) fenced[index] = 1;
  }
  return { lines, fenced };
}

/** A line that opens or closes a fenced block, null for any other. Any indentation: models fence inside lists. */
export function readFence(line: string): Fence | null {
  const text = line.trimStart();
  const mark = text[0];
  if (mark !== '`' && mark !== '~') return null;
  let length = 0;
  while (text[length] === mark) length++;
  const info = text.slice(length).trim();
  if (length < 3 || (mark === '`' && info.includes('`'))) return null;
  return { indent: line.length - text.length, mark, length, info };
}

export const closes = (fence: Fence, open: Fence): boolean =>
  fence.info === '' && fence.mark === open.mark && fence.length >= open.length && fence.indent <= open.indent + 3;

/** Lines as the text of a file: every one ended. */
export const asText = (lines: readonly string[]): string => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);

/** A problem with an edit that could not be read. */
export function malformed(path: string, said: Said, search = '', replace = ''): UnplacedEdit {
  return { path, reason: 'malformed', ...said, tried: [], candidates: [], search, replace };
}

/** How many lines above a block its path is looked for, blank lines and fences not counted. */
const lookBack = 4;

/** The path that stands above a block: on the line before, or in or before the fence that opens right above it. */
export function pathBefore(answer: AnswerLines, index: number): string | null {
  let seen = 0;
  for (let above = index - 1; above >= 0 && seen < lookBack; above--, seen++) {
    const line = answer.lines[above] as string;
    if (line.trim() === '') continue;
    const fence = readFence(line);
    if (fence === null) return pathLine(line);
    if (fence.info === '' && answer.fenced[above - 1] === 1) return null;
    const path = pathInInfo(fence.info);
    if (path !== null) return path;
  }
  return null;
}

/** A path in the info string of a fence: `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`, `ts title="src/a.ts"`. */
export function pathInInfo(info: string): string | null {
  if (info === '' || info.length > 2000) return null;
  const attribute = /(?:^|[\s{])(?:title|path|file|filename|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))/i.exec(info);
  if (attribute !== null) return pathLike(attribute[1] ?? attribute[2] ?? attribute[3] ?? '');
  const [first = '', ...rest] = info.split(/\s+/);
  const colon = first.indexOf(':');
  if (colon > 1) return pathLike(first.slice(colon + 1));
  if (rest.length > 0)
    return pathLike(
      rest
        .join(' ')
        .replace(/^["'`]|["'`]$/g, '')
        .trim(),
    );
  return pathLike(first);
}

const decorations = ['**', '__', '`', '"', "'", '*'] as const;

/** A line that consists of a path and decoration only: `### src/a.ts`, "File: `src/a.ts`", "**src/a.ts**:". Null for prose. */
export function pathLine(line: string): string | null {
  if (line.length > 2000) return null;
  let text = line
    .trim()
    .replace(/^(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+/, '')
    .replace(/^(?:\/\/|#|--)\s+/, '');
  let quoted = false;
  for (let round = 0; round < 4; round++) {
    text = text
      .replace(/^(?:file(?:name)?|path|文件|路径)\s*[:\uff1a]\s*/i, '')
      .replace(/\s\((?:new|new file|modified|updated|changed)\)$/i, '')
      .replace(/\s?[:\uff1a]$/, '')
      .trim();
    for (const mark of decorations) {
      if (text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark)) {
        text = text.slice(mark.length, -mark.length).trim();
        quoted ||= mark !== '*' && mark !== '__';
        break;
      }
    }
  }
  if (/\s/.test(text) && (!quoted || !/\.\w{1,10}$/.test(text))) return null;
  return pathLike(text);
}

const plainNames =
  /^(?:makefile|gnumakefile|dockerfile|containerfile|jenkinsfile|gemfile|rakefile|procfile|vagrantfile|license|readme|changelog|cmakelists\.txt)$/i;
/** Names of things that look like files. */
const productNames = /^(?:node|next|nuxt|vue|react|express|three|nest|ember|backbone|d3|chart|socket|moment|asp)\.(?:js|net|io)$/i;

/** The text when it looks like a path (also a hostile one, which is refused later with a sentence), else null. */
export function pathLike(text: string): string | null {
  if (text === '' || text.length > 1024 || text.includes('://') || /[<>|*?{}()=;,]/.test(text) || productNames.test(text)) return null;
  const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
  if (plainNames.test(name)) return text;
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  if (dot >= 0 && /^[\w+-]{1,16}$/.test(extension) && !/^\d+$/.test(extension)) return text;
  return /[\\/]/.test(text) && name !== '' && !/\s/.test(text) ? text : null;
}
