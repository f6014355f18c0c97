import type { Expression, Pattern, Statement } from '../nodes.ts';
import { type GoReader, parts, placed } from './go-reader.ts';
import { childOf, type SyntaxNode } from './syntax-node.ts';

export const blockOf = (reader: GoReader, node: SyntaxNode | undefined): Statement[] =>
  node ? reader.body(node.children, node.startIndex + 1) : [];

/** Several values on one side, or the only one. */
export function valuesOf(reader: GoReader, list: SyntaxNode): Expression {
  const items = list.type === 'expression_list' ? parts(list) : [list];
  const values = items.map((each) => reader.expression(each));
  return values.length === 1 ? (values[0] as Expression) : placed(list, { kind: 'tuple', items: values });
}

/** Places on the left of `=`, which may be names, members, elements or what a pointer points to. */
export function targetsOf(reader: GoReader, list: SyntaxNode): Pattern {
  const items = parts(list).map((each): Pattern => {
    const target = reader.expression(each);
    return target.kind === 'name' ? placed(each, { kind: 'name', name: target.name }) : placed(each, { kind: 'place', target });
  });
  return placed(list, { kind: 'listPattern', items, form: 'tuple' });
}

/** The statement in front of a condition. */
export function beforeOf(reader: GoReader, node: SyntaxNode): { before?: Statement } {
  const initializer = childOf(node, 'initializer');
  const [before] = initializer ? reader.statement(initializer) : [];
  return before ? { before } : {};
}
