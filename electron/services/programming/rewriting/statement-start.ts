import { lineStart } from '../syntax/source-view.ts';
import type { Subject } from './rewrite.ts';
import { visit } from './visit.ts';

/** The start of the line of the top-level statement around a function, its comments and decorators included. */
export function besideStart({ module, span, text, mask }: Pick<Subject, 'module' | 'span' | 'text' | 'mask'>): number {
  let start = span.start;
  visit(module.declarations, (node) => {
    if (node.span && node.span.start <= span.start && span.end <= node.span.end) start = Math.min(start, node.span.start);
  });
  return aboveComments(text, mask.code, lineStart(text, start));
}

/** The start of the first of the comment lines that stand right above a line. */
export function aboveComments(text: string, code: string, line: number): number {
  let at = line;
  while (at > 0) {
    const before = lineStart(text, at - 1);
    const isComment = code.slice(before, at).trim() === '' && text.slice(before, at).trim() !== '';
    if (!isComment) break;
    at = before;
  }
  return at;
}
