import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { DeclarationKind } from './scope-tree.ts';
import type { PatternUse, ScriptSteps } from './script-steps.ts';

/** Declares the names of a pattern in `target`; what it computes (defaults, keys) is read in `scope`. */
export function bindPattern(
  steps: ScriptSteps,
  node: SyntaxNode,
  scope: number,
  target: number,
  { kind, extent }: { kind: DeclarationKind; extent: SyntaxNode },
): void {
  steps.stack.push({ node, scope, pattern: { write: false, kind, target, extent } });
}

/** One step into a pattern: of a declaration or of an assignment. */
export function scriptPattern(steps: ScriptSteps, node: SyntaxNode, scope: number, pattern: PatternUse): void {
  const { builder, stack } = steps;
  const named = (name: SyntaxNode, form: 'name' | 'shorthand'): void => {
    if (pattern.write) return builder.use(scope, name, { writes: true, form });
    const extent = { start: pattern.extent.startIndex, end: pattern.extent.endIndex };
    builder.bind(ownerOfVariable(steps, pattern.target, name), name, pattern.kind, { form, extent });
  };
  switch (node.type) {
    case 'identifier':
      return named(node, 'name');
    case 'shorthand_property_identifier_pattern':
      return named(node, 'shorthand');
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
    case 'parenthesized_expression':
    case 'non_null_expression':
      for (const child of node.children.toReversed()) stack.push({ node: child, scope, pattern });
      return;
    case 'pair_pattern':
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const inner = childOf(node, node.type === 'pair_pattern' ? 'value' : 'left');
      for (const child of node.children.toReversed())
        stack.push(child === inner ? { node: child, scope, pattern } : { node: child, scope });
      return;
    }
    default:
      if (node.isNamed && node.type !== 'property_identifier') stack.push({ node, scope });
  }
}

/** A variable of a function that is called like a parameter is the parameter. */
export function ownerOfVariable({ builder, bodies }: ScriptSteps, scope: number, name: SyntaxNode): number {
  const parent = builder.parentOf(scope);
  return bodies.has(scope) && builder.isBound(parent, name) ? parent : scope;
}
