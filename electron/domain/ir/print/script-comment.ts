import { lineComment, visible } from '../literals.ts';

/** `//` with its text. One that begins with a stroke keeps it there: `/// <reference …>`. */
export function lineText(text: string): string {
  const line = lineComment(text);
  return `//${/^\/|^$/.test(line) ? '' : ' '}${line}`;
}

/** A block comment, which nothing in its text can close. Lines that lead with a star stand under the first one's, and so does its end. */
export function blockText(text: string, pad: string): string {
  const lines = visible(text).replace(/\*\//g, '* /').split('\n');
  const [first = '', ...others] = lines.map((line, at) => (line.trim() === '' ? '' : at === lines.length - 1 ? line : line.trimEnd()));
  const stars = others.length > 1 && others.slice(0, -1).every((line) => line.startsWith('*'));
  const placed = others.map((line, at) =>
    line.startsWith('*') || (line === '' && at === others.length - 1 && stars) ? `${pad} ${line}` : line,
  );
  return `/*${[first, ...placed].join('\n')}*/`;
}
