import { childOf, childOfType, type SyntaxNode } from '../ir/read/syntax-node.ts';
import { space } from './scope-tree.ts';
import { bindPattern } from './script-patterns.ts';
import type { ScriptSteps } from './script-steps.ts';

const { type, namespace } = space;

/** What types and parameters of a script declare and use; anything else is visited part by part. */
export function visitScriptType(steps: ScriptSteps, node: SyntaxNode, scope: number): void {
  const { builder } = steps;
  const { children } = node;
  switch (node.type) {
    case 'interface_declaration':
    case 'type_alias_declaration': {
      const name = childOf(node, 'name');
      const extent = { start: node.startIndex, end: node.endIndex };
      if (name) builder.bind(scope, name, node.type === 'interface_declaration' ? 'interface' : 'type', { spaces: type, extent });
      return steps.each(without(children, name), builder.open('type', scope, node));
    }
    case 'type_parameter': {
      const name = childOf(node, 'name');
      if (name) builder.bind(scope, name, 'typeParameter', { spaces: type, extent: { start: node.startIndex, end: node.endIndex } });
      return steps.each(without(children, name), scope);
    }
    case 'formal_parameters':
      // In JavaScript a parameter is a pattern by itself.
      for (const child of children.toReversed()) {
        if (/^(?:identifier|.*_pattern)$/.test(child.type)) bindPattern(steps, child, scope, scope, { kind: 'parameter', extent: child });
        else steps.stack.push({ node: child, scope });
      }
      return;
    case 'required_parameter':
    case 'optional_parameter': {
      const pattern = childOf(node, 'pattern');
      steps.each(without(children, pattern), scope);
      if (pattern) bindPattern(steps, pattern, scope, scope, { kind: 'parameter', extent: node });
      return;
    }
    case 'conditional_type': {
      const inner = builder.open('type', scope, node);
      steps.conditionals.add(inner);
      for (const child of children.toReversed())
        steps.stack.push({ node: child, scope: child.field === 'left' || child.field === 'alternative' ? scope : inner });
      return;
    }
    case 'infer_type': {
      let owner = scope;
      while (owner > 0 && !steps.conditionals.has(owner)) owner = builder.parentOf(owner);
      const name = childOfType(node, 'type_identifier');
      if (name) builder.bind(owner, name, 'typeParameter', { spaces: type });
      return steps.each(without(children, name), scope);
    }
    case 'object_type': {
      const mapped = children.some((child) => childOfType(child, 'mapped_type_clause'));
      return steps.each(children, mapped ? builder.open('type', scope, node) : scope);
    }
    case 'mapped_type_clause': {
      const name = childOf(node, 'name');
      if (name) builder.bind(scope, name, 'typeParameter', { spaces: type });
      return steps.each(without(children, name), scope);
    }
    case 'index_signature': {
      const name = childOf(node, 'name');
      if (name?.type !== 'identifier') return steps.each(children, scope);
      const inner = builder.open('type', scope, node);
      builder.bind(inner, name, 'parameter');
      return steps.each(without(children, name), inner);
    }
    case 'nested_type_identifier': {
      let first = childOf(node, 'module');
      while (first?.type === 'nested_identifier') first = first.children[0];
      if (first?.type === 'identifier') builder.use(scope, first, { spaces: namespace });
      return;
    }
    default:
      return steps.each(children, scope);
  }
}

const without = (children: readonly SyntaxNode[], left: SyntaxNode | undefined): SyntaxNode[] => children.filter((child) => child !== left);
