import type { Expression, FunctionNode, Opaque, Origin, Pattern, Statement } from '../nodes.ts';
import type { IrType } from '../types.ts';
import type { Comments } from './comments.ts';
import { deepest, opaqueOf } from './opaque.ts';
import { dedented } from './python-lines.ts';
import { isErrorNode, type SyntaxNode } from './syntax-node.ts';

/** What the reading of one file carries along; the parts of the reader reach each other through it, because they nest in each other. */
export interface PythonReader {
  readonly source: string;
  readonly comments: Comments;
  /** Where its lines begin. */
  readonly lines: readonly number[];
  /** How many columns one level of the file is indented by, and how many levels in the current statements stand. */
  readonly unit: number;
  level: number;
  /** How many nodes around the current one are being read. */
  depth: number;
  /** The function that is being read has a `yield` of its own. */
  yields: boolean;
  /** The statements that are being read stand in a class, so that functions among them are methods. */
  inClass: boolean;
  expression(node: SyntaxNode): Expression;
  pattern(node: SyntaxNode): Pattern;
  type(node: SyntaxNode): IrType;
  /** The statements of a block or of the whole file, with comments and empty lines between them. */
  statements(nodes: readonly SyntaxNode[]): Statement[];
  functionNode(node: SyntaxNode, decorators: Expression[]): FunctionNode | (Opaque & Origin);
}

export const spanOf = (node: SyntaxNode): Origin => ({ span: { start: node.startIndex, end: node.endIndex } });

/** The column that a node starts at. */
export const columnOf = (reader: PythonReader, node: SyntaxNode): number => node.startIndex - lineStartOf(reader, node.startIndex);

/** Where the line of an offset begins; looked up, because a line may be as long as the file. */
function lineStartOf(reader: PythonReader, offset: number): number {
  let [low, high] = [0, reader.lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((reader.lines[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return reader.lines[low] ?? 0;
}

/** Where the lines of a source begin. */
export function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Keeps a node as text, less the indentation of its first line; comments in it are part of the text. */
export function keepText(reader: PythonReader, node: SyntaxNode, reason: string): Opaque & Origin {
  reader.comments.within(node.startIndex, node.endIndex);
  const opaque = opaqueOf(node, reader.source, 'python', reason);
  const lineStart = lineStartOf(reader, node.startIndex);
  let at = lineStart;
  while (at < node.startIndex && (reader.source[at] === ' ' || reader.source[at] === '\t')) at += 1;
  return { ...opaque, text: dedented(opaque.text.replace(/\r\n?/g, '\n'), reader.source.slice(lineStart, at)) };
}

/** Reads one node, or keeps it as text where it is broken or nested too deep. */
export function guarded<Result>(reader: PythonReader, node: SyntaxNode, read: () => Result): Result | (Opaque & Origin) {
  if (reader.depth >= deepest) return keepText(reader, node, 'nested too deep');
  if (isErrorNode(node) || node.isMissing || (node.hasError && node.children.some((child) => isErrorNode(child) || child.isMissing)))
    return keepText(reader, node, 'a syntax error');
  reader.depth += 1;
  const result = read();
  reader.depth -= 1;
  return result;
}

/** The children that mean something: named ones without comments and line continuations. */
export const partsOf = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter((child) => child.isNamed && child.type !== 'comment' && child.type !== 'line_continuation');

/** `a.b.c` as a text; null for anything else. */
export function dottedName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  const object = expression.kind === 'member' ? dottedName(expression.object) : null;
  return object !== null && expression.kind === 'member' ? `${object}.${expression.name}` : null;
}

/** What one level of a file is indented by: the indentation that most blocks of its outermost statements have. */
export function pythonIndentation(root: SyntaxNode, source: string): string {
  const seen = new Map<string, number>();
  for (const statement of root.children) {
    const definition = statement.children.find((child) => child.field === 'definition') ?? statement;
    const first = definition.children.find((child) => child.type === 'block');
    const lead = first ? source.slice(source.lastIndexOf('\n', first.startIndex - 1) + 1, first.startIndex) : '';
    if (/^[ \t]+$/.test(lead)) seen.set(lead, (seen.get(lead) ?? 0) + 1);
  }
  const [most] = [...seen].sort((left, right) => right[1] - left[1]);
  return most?.[0] ?? '    ';
}
