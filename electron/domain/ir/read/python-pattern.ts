import type { Pattern } from '../nodes.ts';
import { guarded, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** What is assigned to: names, places and lists of them. */
export function readPattern(reader: PythonReader, node: SyntaxNode): Pattern {
  return guarded<Pattern>(reader, node, () => {
    const items = (): Pattern[] => partsOf(node).map((item) => readPattern(reader, item));
    const [only] = partsOf(node);
    switch (node.type) {
      case 'identifier':
        return { kind: 'name', name: textOf(node, reader.source), ...spanOf(node) };
      case 'as_pattern_target':
      case 'parenthesized_expression':
        return only ? readPattern(reader, only) : keepText(reader, node, 'an unfinished pattern');
      case 'pattern_list':
      case 'expression_list':
        return { kind: 'listPattern', items: items(), form: 'tuple', ...spanOf(node) };
      case 'tuple_pattern':
      case 'tuple': {
        // Parentheses around one name are no tuple.
        const single = partsOf(node).length === 1 && !hasChild(node, ',');
        return single && only ? readPattern(reader, only) : { kind: 'listPattern', items: items(), form: 'parentheses', ...spanOf(node) };
      }
      case 'list_pattern':
      case 'list':
        return { kind: 'listPattern', items: items(), ...spanOf(node) };
      case 'list_splat_pattern':
      case 'list_splat':
        return only
          ? { kind: 'restPattern', target: readPattern(reader, only), ...spanOf(node) }
          : keepText(reader, node, 'an unfinished pattern');
      case 'attribute':
      case 'subscript':
        return { kind: 'place', target: reader.expression(node), ...spanOf(node) };
      default:
        return keepText(reader, node, 'a target that is not read');
    }
  });
}
