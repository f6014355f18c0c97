import type { SyntaxNode } from '../ir/read/syntax-node.ts';
import { bindTarget, type PythonSteps } from './python-targets.ts';

/** One step into the pattern of a `case`: a bare name is bound, a dotted one and that of a class are read. */
export function bindCase(steps: PythonSteps, node: SyntaxNode, scope: number): void {
  const { builder, stack } = steps;
  const inside = (children: readonly SyntaxNode[]): void => {
    for (const child of children.toReversed()) if (child.isNamed) stack.push({ node: child, scope, pattern: 'case' });
  };
  switch (node.type) {
    case 'dotted_name':
      if (node.children.length === 1) bindTarget(steps, node.children[0] as SyntaxNode, scope, node);
      else if (node.children[0]?.type === 'identifier') builder.use(scope, node.children[0]);
      return;
    case 'identifier':
      return bindTarget(steps, node, scope, node);
    case 'class_pattern': {
      const [name, ...parts] = node.children;
      if (name?.children[0]?.type === 'identifier') builder.use(scope, name.children[0]);
      return inside(parts);
    }
    case 'keyword_pattern':
      return inside(node.children.slice(1));
    default:
      return inside(node.children);
  }
}
