import type { ClassNode, Declaration, Expression, FunctionNode, Statement } from '../nodes.ts';
import type { PrintStyle } from '../style.ts';

/** What the printing of one module carries along. */
export interface Layout {
  style: PrintStyle;
  /** Types are written (TypeScript) or left out (JavaScript). */
  types: boolean;
  /** Prints statements at a depth: functions inside expressions need it, and statements need expressions. */
  statements: (body: Statement[], depth: number, layout: Layout) => string;
  /** Prints a class or a method of a script where a value is expected; its first line is not indented. */
  declaration?: (node: ClassNode | FunctionNode, depth: number, layout: Layout) => string;
  /** Prints a declaration of a script that stands among statements; its first line is not indented. */
  top?: (node: Declaration, depth: number, layout: Layout) => string;
  /** What was printed at which depth, so that trying whether a call fits on its line costs nothing twice. */
  memory?: WeakMap<Expression, Map<number, string>>;
}

/** Prints an expression whose first line starts at `depth` levels. Lines after the first carry their own indentation. */
export type PrintExpression = (expression: Expression, depth: number) => string;

/**
 * Items between brackets: on one line where they fit and none has line breaks of its own, else one a line with a comma behind each.
 * `used` is what stands before the opening bracket on the line.
 */
export function bracketed(
  open: string,
  items: (depth: number) => string[],
  close: string,
  depth: number,
  used: number,
  layout: Layout,
  pad = '',
): string {
  const flat = items(depth);
  if (flat.length === 0) return open + close;
  const line = open + pad + flat.join(', ') + pad + close;
  const room = layout.style.width - used - layout.style.indent.length * depth;
  if (!line.includes('\n') && line.length <= room) return line;
  if (layout.style.width === Number.POSITIVE_INFINITY) return line;
  const inner = layout.style.indent.repeat(depth + 1);
  const broken = items(depth + 1).map((item) => `${inner}${item},\n`);
  return `${open}\n${broken.join('')}${layout.style.indent.repeat(depth)}${close}`;
}
