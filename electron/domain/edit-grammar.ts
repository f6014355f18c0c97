import { pathLine } from './edit-lines.ts';

/**
 * Grammars (GBNF, for llama.cpp) that keep search/replace blocks well-formed while a model writes them. In both a block that was begun has
 * its divider and its end, and no line inside it can be taken for one of them.
 */

const space = '[ \\t\\x0b\\x0c\\r\\u00a0\\u3000]';
const other = '[^ \\t\\x0b\\x0c\\r\\u00a0\\u3000<=>\\n]';
/** Up to four of a mark's characters, which the readers of blocks take for text. */
const few = (mark: string): string => `"${mark}"{1,4} ([^${mark}\\n] rest)?`;

const lines = [
  'rest ::= [^\\n]*',
  `space ::= ${space}*`,
  `code ::= space (${other} rest | ${few('<')} | ${few('=')} | ${few('>')})? "\\n"`,
];

const searchMark = '"<<<<<<< SEARCH\\n"';
const divider = '"=======\\n"';
const replaceMark = '">>>>>>> REPLACE\\n"';

/** Any text, with any number of blocks in it. Where a block stands and what file it is for is left to the reader of the answer. */
export const answerGrammar: string = [
  'root ::= (prose | block)* last',
  `block ::= ${searchMark} code* ${divider} code* ${replaceMark}`,
  `prose ::= space (${other} rest | [=>] rest | ${few('<')})? "\\n"`,
  `last ::= space (${other} rest | [=>] rest | ${few('<')})?`,
  ...lines,
].join('\n');

/** Longest line and most lines of one side of a block, and most blocks, that `blocksGrammar` lets be written. */
export interface BlockBounds {
  blocks: number;
  lines: number;
  characters: number;
}

/**
 * Nothing but blocks: for one of the files, or without old text for a new file beside them. It always comes to an end.
 */
export function blocksGrammar(paths: readonly string[], { blocks, lines: most, characters }: BlockBounds): string {
  const mark = (each: string): string => `"${each}"{1,4} ([^${each}\\n] [^\\n]{0,${characters}})?`;
  const known = [...new Set(paths)].flatMap(written).map(quoted);
  return [
    `root ::= block{${known.length > 0 ? 1 : 0},${blocks}}`,
    `block ::= ${[...(known.length > 0 ? ['change'] : []), 'new'].join(' | ')}`,
    ...(known.length > 0
      ? [`change ::= (${known.join(' | ')}) "\\n" ${searchMark} code{1,${most}} ${divider} code{0,${most}} ${replaceMark} "\\n"?`]
      : []),
    `new ::= name ("/" name){0,6} "." [a-z]{1,6} "\\n" ${searchMark} ${divider} code{1,${most}} ${replaceMark} "\\n"?`,
    'name ::= [A-Za-z0-9_] [A-Za-z0-9_-]{0,30}',
    `code ::= ${space}{0,40} (${other} [^\\n]{0,${characters}} | ${mark('<')} | ${mark('=')} | ${mark('>')})? "\\n"`,
  ].join('\n');
}

/** A path as the readers of answers find it; none for one that they would not. */
const written = (path: string): string[] =>
  /[\n\r]/.test(path) ? [] : [path, `\`${path}\``].filter((text) => pathLine(text) === path).slice(0, 1);

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\t': '\\t' };
const quoted = (text: string): string => `"${text.replace(/[\\"\t]/g, (each) => escapes[each] ?? each)}"`;
