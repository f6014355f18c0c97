import type { Expression, Statement } from '../nodes.ts';
import { pushStatement } from './go-comment.ts';
import { valuesOf } from './go-parts.ts';
import { fieldParts, type GoReader, keepText, placed } from './go-reader.ts';
import { readType } from './go-type.ts';
import { childOf, childOfType, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** The group in parentheses, if there is one. */
export const groupOf = (node: SyntaxNode): SyntaxNode | undefined =>
  childOfType(node, 'var_spec_list') ?? (hasChild(node, '(') ? node : undefined);

/** The specifications inside parentheses with their comments, as statements. */
export function groupBody(reader: GoReader, group: SyntaxNode): Statement[] {
  const open = group.children.findIndex(({ type }) => type === '(');
  return reader.body(group.children.slice(open + 1), group.children[open]?.endIndex ?? group.startIndex);
}

/** `var` inside a function: a statement for each variable that gets its zero value, and one for each specification with values. */
export function readVariables(reader: GoReader, node: SyntaxNode): Statement[] {
  const group = groupOf(node);
  const read = group
    ? groupBody(reader, group)
    : node.children.filter(({ type }) => type === 'var_spec').flatMap((each) => readVariable(reader, each));
  const body: Statement[] = [];
  for (const statement of read) pushStatement(body, statement);
  return body;
}

/** Stands for the values of a constant that repeats the line before. */
export const isRepeated = (value: Expression): boolean => value.kind === 'tuple' && value.items.length === 0;

/** One specification of `var` or `const`. */
export function readVariable(reader: GoReader, node: SyntaxNode): Statement[] {
  if (node.children.some(({ type, isMissing }) => type === 'ERROR' || isMissing)) return [keepText(reader, node, 'a syntax error')];
  const names = fieldParts(node, 'name').map((name) => textOf(name, reader.source));
  const typeNode = childOf(node, 'type');
  const valueNode = childOf(node, 'value');
  const type = typeNode ? { type: readType(reader, typeNode) } : {};
  const constant = node.type === 'const_spec';
  if (valueNode || constant) {
    const value: Expression = valueNode ? valuesOf(reader, valueNode) : { kind: 'tuple', items: [] };
    return [placed(node, { kind: 'let', names, ...type, value, form: constant ? 'constant' : 'var' })];
  }
  if (!typeNode) return [keepText(reader, node, 'a variable')];
  return names.map((name) => placed(node, { kind: 'declare', name, ...type }));
}
