import type { IrType } from '#domain/ir/types';
import type { EditSource } from '../../editing/edit-source.ts';
import { typeText } from '../../editing/fragments.ts';

export interface NewFunction {
  name: string;
  parameters: { name: string; type: IrType | null }[];
  /** Types of what is given back; null where nothing is said of them. */
  results: (IrType | null)[];
  /** In Go the text of the results where they are those of the function around. */
  resultText?: string;
  /** Lines at one level of indentation, each with its ending. */
  body: string;
  async: boolean;
}

/** A function as it stands at the top of a file. */
export function functionText({ name, parameters, results, resultText, body, async }: NewFunction, { language, view }: EditSource): string {
  const type = (each: IrType): string => typeText(each, language, view.style);
  switch (language) {
    case 'python': {
      const list = parameters.map((each) => (each.type ? `${each.name}: ${type(each.type)}` : each.name)).join(', ');
      return `${async ? 'async ' : ''}def ${name}(${list}):\n${body}`;
    }
    case 'go': {
      const list = parameters
        .map((each, at) => {
          const own = type(each.type ?? { kind: 'unknown' });
          const next = parameters[at + 1];
          return next && type(next.type ?? { kind: 'unknown' }) === own ? each.name : `${each.name} ${own}`;
        })
        .join(', ');
      const given = results.map((each) => type(each ?? { kind: 'unknown' }));
      const out = resultText ?? (given.length > 1 ? ` (${given.join(', ')})` : given.length === 1 ? ` ${given[0]}` : '');
      return `func ${name}(${list})${out} {\n${body}}\n`;
    }
    default: {
      const list = parameters
        .map((each) => (language === 'typescript' && each.type ? `${each.name}: ${type(each.type)}` : each.name))
        .join(', ');
      return `${async ? 'async ' : ''}function ${name}(${list}) {\n${body}}\n`;
    }
  }
}

/** Lines moved to another depth; those that a text goes on over stay, because their blanks are part of it. */
export function reindented(text: string, start: number, end: number, kept: ReadonlySet<number>, indent: string): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const own = /^[ \t]*$/.test(before) ? before : '';
  let made = '';
  for (let at = start; at < end; ) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 || next + 1 > end ? end : next + 1;
    const line = text.slice(at, stop);
    if (at === start) made += indent + line;
    else if (kept.has(at) || line.trim() === '') made += line.trim() === '' && !kept.has(at) ? line.replace(/^[ \t]+/, '') : line;
    else made += line.startsWith(own) ? indent + line.slice(own.length) : line;
    at = stop;
  }
  return made.endsWith('\n') ? made : `${made}\n`;
}
