import type { Statement } from '../nodes.ts';
import { annotatedType, keepText, placed, type ScriptReader } from './script-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** `const a = 1, b = 2` as one statement for each name. */
export function readVariables(
  reader: ScriptReader,
  node: SyntaxNode,
  around: { exported?: boolean; ambient?: 'let' | 'const' | 'var' },
): Statement[] {
  const word = (childOf(node, 'kind') ?? node.children[0])?.type;
  if (word !== 'const' && word !== 'let' && word !== 'var') return [keepText(reader, node, 'a using declaration')];
  const declarators = node.children.filter((child) => child.type === 'variable_declarator');
  if (declarators.some((each) => hasChild(each, '!'))) return [keepText(reader, node, 'a variable that is said to be set')];
  return declarators.map((each): Statement => {
    const name = childOf(each, 'name');
    const value = childOf(each, 'value');
    const annotation = childOf(each, 'type');
    if (!name) return keepText(reader, each, 'an incomplete declaration');
    const type = annotation ? { type: annotatedType(reader, annotation) } : {};
    const exported = around.exported ? { exported: true } : {};
    const place = declarators.length === 1 ? node : each;
    const form = word === 'var' ? { form: 'var' as const } : {};
    if (!value) {
      const ambient = around.ambient ? { ambient: word as 'let' | 'const' | 'var' } : {};
      if (name.type !== 'identifier' || (word === 'const' && !around.ambient)) return keepText(reader, place, 'a constant without a value');
      return placed(place, {
        kind: 'declare',
        name: textOf(name, reader.source),
        ...type,
        ...(around.ambient ? {} : form),
        ...exported,
        ...ambient,
      });
    }
    if (around.ambient) return keepText(reader, place, 'a declared constant with a value');
    const mutable = word === 'const' ? {} : { mutable: true };
    if (name.type !== 'identifier')
      return placed(place, {
        kind: 'destructure',
        pattern: reader.pattern(name),
        value: reader.expression(value),
        ...type,
        ...mutable,
        ...form,
        ...exported,
      });
    return placed(place, {
      kind: 'let',
      names: [textOf(name, reader.source)],
      value: reader.expression(value),
      ...type,
      ...mutable,
      ...form,
      ...exported,
    });
  });
}
