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

const ranks: Record<string, number> = {
  coalesce: 1,
  or: 2,
  and: 3,
  in: 5,
  is: 5,
  '==': 5,
  '!=': 5,
  '<': 6,
  '<=': 6,
  '>': 6,
  '>=': 6,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '%': 9,
};

/** How tightly an expression holds together; an operand that holds less is put in parentheses. */
export function rank(expression: Expression): number {
  switch (expression.kind) {
    case 'lambda':
    case 'conditional':
      return 0;
    case 'binary':
      return ranks[expression.operator] ?? 5;
    case 'cast':
      return 7;
    case 'unary':
    case 'await':
      return 10;
    case 'number':
      return expression.value < 0 ? 10 : 20;
    default:
      return 20;
  }
}
