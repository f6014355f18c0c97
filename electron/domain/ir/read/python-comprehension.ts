import type { ComprehensionClause, Expression } from '../nodes.ts';
import { keepText, type PythonReader, partsOf } from './python-reader.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode } from './syntax-node.ts';

const forms = {
  list_comprehension: 'list',
  set_comprehension: 'set',
  dictionary_comprehension: 'map',
  generator_expression: 'generator',
} as const;

export function readComprehension(reader: PythonReader, node: SyntaxNode): Expression {
  const form = forms[node.type as keyof typeof forms];
  const body = childOf(node, 'body');
  const clauses: ComprehensionClause[] = [];
  for (const child of partsOf(node)) {
    const [left, right] = [childOf(child, 'left'), childrenOf(child, 'right')];
    const [condition] = partsOf(child);
    if (child.type === 'for_in_clause' && left && right.length === 1) {
      const source = reader.expression(right[0] as SyntaxNode);
      clauses.push({ kind: 'for', target: reader.pattern(left), source, ...(hasChild(child, 'async') ? { async: true } : {}) });
    } else if (child.type === 'if_clause' && condition) clauses.push({ kind: 'if', condition: reader.expression(condition) });
    else if (child !== body) return keepText(reader, node, 'an unfinished comprehension');
  }
  const [key, value] = body && form === 'map' ? [childOf(body, 'key'), childOf(body, 'value')] : [undefined, body];
  if (!value) return keepText(reader, node, 'an unfinished comprehension');
  return {
    kind: 'comprehension',
    form,
    ...(key ? { key: reader.expression(key) } : {}),
    item: reader.expression(value),
    clauses,
  };
}
