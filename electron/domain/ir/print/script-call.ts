import type { Expression } from '../nodes.ts';
import { bracketed, type Layout } from './layout.ts';

/** `a < b, c > (d)` would be a call with types: a comparison in front of another one gets parentheses in TypeScript. */
export function separate(items: readonly Expression[], written: string[], layout: Layout): string[] {
  const last = written.findLastIndex((text) => text.includes(' > ('));
  if (!layout.types || last < 1) return written;
  return written.map((text, at) => (at < last && items[at]?.kind === 'binary' && text.includes(' < ') ? `(${text})` : text));
}

/** A call whose last argument is a function or an object keeps its brackets on the line of the call. */
export function callText(
  callee: string,
  args: Expression[],
  depth: number,
  layout: Layout,
  used: number,
  item: (inner: Expression, at: number) => string,
  spreadLast = false,
): string {
  const last = args.at(-1);
  const own = callee.slice(callee.lastIndexOf('\n') + 1).length;
  const items = (at: number): string[] =>
    separate(
      args,
      args.map((argument, position) => (spreadLast && position === args.length - 1 ? `...${item(argument, at)}` : item(argument, at))),
      layout,
    );
  const hugs =
    last !== undefined &&
    !spreadLast &&
    ['lambda', 'dictionary', 'record'].includes(last.kind) &&
    args.slice(0, -1).every((argument) => argument.kind !== 'lambda');
  if (hugs) {
    const written = items(depth);
    const before = written
      .slice(0, -1)
      .map((each) => `${each}, `)
      .join('');
    const line = `${callee}(${before}${written.at(-1)})`;
    const start = line.indexOf('\n', callee.length);
    const first = line.slice(callee.lastIndexOf('\n') + 1, start < 0 ? undefined : start);
    if (!before.includes('\n') && first.length + used + depth * layout.style.indent.length <= layout.style.width) return line;
  }
  return callee + bracketed('(', items, ')', depth, used + own, layout);
}
