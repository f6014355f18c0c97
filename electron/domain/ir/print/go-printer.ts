import type { Expression, Statement } from '../nodes.ts';
import type { IrType } from '../types.ts';

/** The parts of the Go printer, which need each other: a function is an expression with statements, an array type has an expression. */
export interface GoPrinter {
  /** Comments may be orders to Go's tools, because they come from Go source. */
  readonly directives: boolean;
  /**
   * `nesting` counts the expressions around this one in gofmt's way. In the head of a statement a brace behind a bare type name would
   * open the block.
   */
  expression(node: Expression, depth: number, nesting?: number, inHead?: boolean): string;
  type(type: IrType, depth: number): string;
  /** `followed` where more statements of the same braces come behind, so that a label at the end does not belong to them. */
  statements(body: Statement[], depth: number, followed?: boolean): string;
}
