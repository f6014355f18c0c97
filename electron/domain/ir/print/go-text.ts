import { AppError } from '../../errors.ts';
import { utf8Bytes } from '../../utf8.ts';
import { visible } from '../literals.ts';

/**
 * Marks inside printed Go that stand for layout until `finishGo`: the end of a cell of a column, a line that starts a new group of
 * columns, and a line break that belongs to a token (a raw string) and must not be touched. Noncharacters, which no source may contain.
 */
export const cell = '\ufdd0';
export const newGroup = '\ufdd1';
export const innerLine = '\ufdd2';
const marks = /[\ufdd0-\ufdd2]/;
export const isMarked = (text: string): boolean => marks.test(text);

/** Text that goes into the output byte for byte, its line breaks included. */
export function verbatim(text: string): string {
  if (marks.test(text)) throw new AppError('UNSUPPORTED', 'The Go source contains noncharacters (U+FDD0 to U+FDD2); remove them.');
  return text.replaceAll('\n', innerLine);
}

/** Whether a text that was printed stands on more than one line. */
export const severalLines = (text: string): boolean => text.includes('\n') || text.includes(innerLine);

/** As wide as gofmt takes it to be: in characters. */
export function widthOf(text: string): number {
  let count = 0;
  for (const character of text) if (character !== newGroup) count += 1;
  return count;
}

/** The size that gofmt judges by where it decides on line breaks and columns: in bytes. Infinite where there are several lines. */
export const sizeOf = (text: string): number =>
  severalLines(text) ? Number.POSITIVE_INFINITY : utf8Bytes(text.replace(/[\ufdd0-\ufdd2]/g, '')).length;

/** The braces of a function: on the line of the head where they are empty and that is not long (go/printer, `funcBody`). */
export function bracesText(head: string, body: string, pad: string): string {
  if (body === '' && sizeOf(head) <= 100) return `${head} {}`;
  return `${head} {\n${body}${pad}}`;
}

interface Line {
  indent: string;
  cells: string[];
  starts: boolean;
}

/**
 * Sets cells under each other as gofmt does (text/tabwriter): a column is a run of lines that have a cell in it, as wide as its widest
 * cell and one blank, or nothing where all cells are empty. Lines of another depth and lines marked as a new group end all columns.
 */
export function finishGo(text: string): string {
  if (!text.includes(cell) && !text.includes(newGroup)) return text.replaceAll(innerLine, '\n');
  let broken = false;
  const lines = text.split('\n').map((line): Line => {
    const starts = broken || line.includes(newGroup);
    // A line break inside a token ends all columns (go/printer, `endAlignment`).
    broken = line.includes(innerLine);
    const plain = starts ? line.replaceAll(newGroup, '') : line;
    const indent = /^\t*/.exec(plain)?.[0] ?? '';
    const cells = plain.slice(indent.length).split(cell);
    const last = broken ? cells.findIndex((each) => each.includes(innerLine)) : -1;
    return {
      indent,
      cells:
        last < 0
          ? cells
          : [
              ...cells.slice(0, last),
              cells
                .slice(last)
                .filter((each) => each !== '')
                .join(' '),
            ],
      starts,
    };
  });
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && lines[to]?.indent === lines[from]?.indent && !lines[to]?.starts) to += 1;
    if (lines[from]?.cells.length !== 1 || to > from + 1) alignGroup(lines, from, to, 0);
    from = to;
  }
  return lines
    .map(({ indent, cells }) => (indent + cells.join('')).replace(/[ \t]+$/, ''))
    .join('\n')
    .replaceAll(innerLine, '\n');
}

function alignGroup(lines: Line[], from: number, to: number, column: number): void {
  const has = (at: number): boolean => (lines[at]?.cells.length ?? 0) > column + 1;
  for (let start = from; start < to; start += 1) {
    if (!has(start)) continue;
    let end = start;
    let width = 0;
    for (; end < to && has(end); end += 1) {
      const own = widthOf(lines[end]?.cells[column] as string);
      if (own > 0) width = Math.max(width, own + 1);
    }
    for (let at = start; at < end; at += 1) {
      const { cells } = lines[at] as Line;
      const own = cells[column] as string;
      cells[column] = own + ' '.repeat(width - widthOf(own));
    }
    alignGroup(lines, start, end, column + 1);
    start = end - 1;
  }
}

const directive = /^(?:[a-z0-9]+:[a-z0-9]|line |extern |export )/;

/** Whether the text of a comment would be an order to Go's tools if no blank stood in front of it: `go:embed x`. */
export const isDirective = (text: string): boolean => directive.test(text);

/** One line behind `//`. Only where `directives` says so may it be an order to Go's tools; a blank takes that from it. */
function commentLine(line: string, directives: boolean): string {
  if (line === '') return '//';
  if (line.startsWith('\t') || (line.startsWith(' ') && isDirective(line.slice(1)))) return `//${line}`;
  return directives && isDirective(line) ? `//${line}` : `// ${line}`;
}

/** A comment as lines that each begin with `//`, so that nothing in it can end it. */
export function goComment(text: string, pad: string, directives: boolean): string {
  const lines = visible(text)
    .replace(/[\ufdd0-\ufdd2]/g, '')
    .split('\n');
  return lines.map((line) => `${pad}${commentLine(line.trimEnd(), directives)}\n`).join('');
}

/** A comment above a declaration; an empty one only where the source had it. */
export const goDoc = (text: string | undefined, pad: string, directives: boolean): string =>
  text === undefined || (text === '' && !directives) ? '' : goComment(text, pad, directives);

/** The comment behind something on its line, in a column of its own. */
export function goTrailing(text: string | undefined, directives: boolean): string {
  return text === undefined ? '' : cell + goComment(visible(text).replace(/\n+/g, ' '), '', directives).trimEnd();
}
