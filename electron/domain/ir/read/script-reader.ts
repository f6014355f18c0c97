import type { TargetLanguage } from '../../programming.ts';
import type { ClassNode, Declaration, Expression, FunctionNode, Opaque, Origin, Pattern, Statement } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { type Comments, tailOf } from './comments.ts';
import { deepest, opaqueOf } from './opaque.ts';
import { isErrorNode, type SyntaxNode } from './syntax-node.ts';

export const commentTypes: ReadonlySet<string> = new Set(['comment', 'html_comment']);

/** A node of a list and where its code ends. */
export interface Item {
  node: SyntaxNode;
  end: number;
}

/**
 * Where the code of a statement ends, and the comments behind it. A semicolon on a later line, which code without semicolons has in front
 * of a bracket, belongs to what follows it.
 */
export function endOf(node: SyntaxNode, source: string): { end: number; tail: SyntaxNode[] } {
  const whole = tailOf(node, commentTypes);
  const isCode = (child: SyntaxNode): boolean => !commentTypes.has(child.type);
  let around = node;
  let last = node.children.findLast(isCode);
  while (last !== undefined && last.type !== ';') [around, last] = [last, last.children.findLast(isCode)];
  const before = last && around.children.slice(0, around.children.indexOf(last));
  const code = before?.findLast(isCode);
  if (!last || !before || !code) return whole;
  const { end, tail } = tailOf(code, commentTypes);
  if (!source.slice(end, last.startIndex).includes('\n')) return whole;
  return { end, tail: [...tail, ...before.slice(before.indexOf(code) + 1), ...whole.tail] };
}

/** The nodes of a list with the comments at their ends taken out to stand behind them. */
export const withTails = (nodes: readonly SyntaxNode[], source: string): Item[] =>
  nodes.flatMap((node) => {
    if (commentTypes.has(node.type)) return [{ node, end: node.endIndex }];
    const { end, tail } = endOf(node, source);
    return [{ node, end }, ...tail.map((comment) => ({ node: comment, end: comment.endIndex }))];
  });

/** What the reading of one script carries along; the parts of the reader reach each other through it, because they nest in each other. */
export interface ScriptReader {
  readonly source: string;
  readonly language: TargetLanguage;
  readonly comments: Comments;
  /** Values that stand in parentheses, which end what the grammar or `?.` would make of what follows them. */
  readonly parenthesised: WeakSet<Expression>;
  /** Values made by `new` without arguments. */
  readonly unfinished: WeakSet<Expression>;
  /** How many nodes around the current one are being read. */
  depth: number;
  expression(node: SyntaxNode): Expression;
  pattern(node: SyntaxNode): Pattern;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  type(node: SyntaxNode): IrType;
  functionNode(node: SyntaxNode): FunctionNode;
  classNode(node: SyntaxNode): ClassNode;
  declaration(node: SyntaxNode, doc: string | undefined): Declaration | null;
}

/** Keeps a node as text; comments in it are part of the text. */
export function keepText(reader: ScriptReader, node: SyntaxNode, reason: string): Opaque & Origin {
  const { end } = tailOf(node, commentTypes);
  reader.comments.within(node.startIndex, end);
  return opaqueOf({ ...node, endIndex: end }, reader.source, reader.language, reason);
}

export const placed = <Shape extends object>(node: SyntaxNode, shape: Shape): Shape & Origin => ({
  ...shape,
  span: { start: node.startIndex, end: node.endIndex },
});

/** Named children that are no comments: those are taken care of by the statement around. */
export const parts = (node: SyntaxNode): SyntaxNode[] => node.children.filter((child) => child.isNamed && child.type !== 'comment');

/** Reads one node, or keeps it as text where it is broken or nested too deep. */
export function guarded<Result>(reader: ScriptReader, node: SyntaxNode, read: () => Result): Result | (Opaque & Origin) {
  if (reader.depth >= deepest) return keepText(reader, node, 'nested too deep');
  if (isErrorNode(node) || node.isMissing || (node.hasError && node.children.some((child) => isErrorNode(child) || child.isMissing)))
    return keepText(reader, node, 'a syntax error');
  reader.depth += 1;
  const result = read();
  reader.depth -= 1;
  return result;
}

const bodies: ReadonlySet<string> = new Set(['statement_block', 'class_body']);

/**
 * Whether a statement or member has a syntax error of its own. Those in the bodies inside it are the business of what stands there: a
 * function is read around them. What the grammar takes for an error may be a valid program, which only its own text gives back.
 */
export function isBroken(node: SyntaxNode): boolean {
  const waiting = bodies.has(node.type) ? [] : [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!next.hasError) continue;
    if (isErrorNode(next) || next.isMissing) return true;
    for (const child of next.children) if (child.hasError && !bodies.has(child.type)) waiting.push(child);
  }
  return false;
}

/** A type behind a colon. */
export function annotatedType(reader: ScriptReader, annotation: SyntaxNode): IrType {
  const [first] = annotation.children.filter((child) => child.isNamed && child.type !== 'comment');
  return first ? reader.type(first) : keepText(reader, annotation, 'a type');
}

/** `optional` belongs to the type; a parameter's or field's own type names `undefined` among its members. */
export const withUndefined = (type: IrType): IrType =>
  type.kind === 'optional'
    ? { kind: 'union', members: [type.inner, { kind: 'named', name: 'undefined' }], ...(type.span ? { span: type.span } : {}) }
    : type;
