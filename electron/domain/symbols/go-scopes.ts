import { childOf, childrenOf, hasChild, type SyntaxNode } from '../ir/read/syntax-node.ts';
import { bindGoImport } from './go-imports.ts';
import { type GoSteps, literalKeys, openLiteral, typesOf } from './go-literal-keys.ts';
import { createScopeBuilder } from './scope-builder.ts';
import { type DeclarationKind, type ScopeTree, space } from './scope-tree.ts';

const blocks = new Set(
  'block if_statement for_statement expression_switch_statement type_switch_statement select_statement expression_case default_case type_case communication_case'.split(
    ' ',
  ),
);

/** Scopes of one file of Go; what other files of its package declare is unresolved. Works on broken source as far as there are nodes. */
export function goScopes(root: SyntaxNode, source: string): ScopeTree {
  const builder = createScopeBuilder('go', source);
  const steps: GoSteps = {
    builder,
    source,
    types: typesOf(root, source),
    stack: [{ node: root, scope: builder.open('module', -1, root) }],
    each(nodes, scope) {
      for (let at = nodes.length - 1; at >= 0; at -= 1) steps.stack.push({ node: nodes[at] as SyntaxNode, scope });
    },
  };
  for (let step = steps.stack.pop(); step !== undefined; step = steps.stack.pop()) {
    if (step.literal !== undefined) literalKeys(steps, step.node, step.scope, step.literal);
    else visit(steps, step.node, step.scope);
  }
  return builder.finish();
}

function visit(steps: GoSteps, node: SyntaxNode, scope: number): void {
  const { builder } = steps;
  const { children } = node;
  if (blocks.has(node.type)) return openBlock(steps, node, scope);
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
      return use(steps, node, scope);
    case 'label_name':
      return builder.use(scope, node, { spaces: space.label });
    case 'package_clause':
      return;
    case 'import_spec':
      return bindGoImport(builder, steps.source, node, scope);
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal':
      return openFunction(steps, node, scope);
    case 'function_type':
    case 'method_elem':
      return steps.each(children, builder.open('type', scope, node));
    case 'const_spec':
    case 'var_spec':
      return declare(steps, node, scope, node.type === 'const_spec' ? 'constant' : 'variable', node.endIndex);
    case 'parameter_declaration':
    case 'variadic_parameter_declaration':
      return declare(steps, node, scope, 'parameter', 0);
    case 'type_parameter_declaration':
      return declare(steps, node, scope, 'typeParameter', 0);
    case 'type_spec':
    case 'type_alias': {
      const name = childOf(node, 'name');
      if (name) bind(steps, name, scope, 'type', node, name.startIndex);
      return steps.each(
        children.filter((child) => child !== name),
        childOf(node, 'type_parameters') ? builder.open('type', scope, node) : scope,
      );
    }
    case 'short_var_declaration':
    case 'range_clause':
    case 'receive_statement':
      return declareShort(steps, node, scope);
    case 'assignment_statement':
    case 'inc_statement':
    case 'dec_statement':
      return assign(steps, node, scope);
    case 'labeled_statement': {
      const label = childOf(node, 'label');
      let owner = scope;
      while (owner > 0 && builder.kindOf(owner) !== 'function') owner = builder.parentOf(owner);
      if (label) builder.bind(owner, label, 'label', { spaces: space.label });
      return steps.each(
        children.filter((child) => child !== label),
        scope,
      );
    }
    case 'composite_literal':
      return openLiteral(steps, node, scope);
    default:
      return steps.each(children, scope);
  }
}

function use({ builder, source }: GoSteps, node: SyntaxNode, scope: number, writes = false): void {
  if (source.slice(node.startIndex, node.endIndex) !== '_') builder.use(scope, node, { writes });
}

/** A name of the package is seen in all of it; one of a function from its declaration on. */
function bind(steps: GoSteps, name: SyntaxNode, scope: number, kind: DeclarationKind, extent: SyntaxNode, visibleFrom: number): void {
  if (steps.source.slice(name.startIndex, name.endIndex) === '_') return;
  steps.builder.bind(scope, name, kind, {
    extent: { start: extent.startIndex, end: extent.endIndex },
    visibleFrom: scope === 0 ? 0 : visibleFrom,
    role: steps.builder.isBound(scope, name) ? 'writes' : 'declares',
  });
}

function declare(steps: GoSteps, node: SyntaxNode, scope: number, kind: DeclarationKind, visibleFrom: number): void {
  const names = childrenOf(node, 'name');
  for (const name of names) if (name.isNamed) bind(steps, name, scope, kind, node, visibleFrom);
  steps.each(
    node.children.filter((child) => !names.includes(child)),
    scope,
  );
}

function declareShort(steps: GoSteps, node: SyntaxNode, scope: number): void {
  const left = childOf(node, 'left');
  if (node.type !== 'short_var_declaration' && !hasChild(node, ':=')) return assign(steps, node, scope);
  for (const name of left?.children ?? []) {
    if (name.type === 'identifier') bind(steps, name, scope, 'variable', node, node.endIndex);
    else steps.stack.push({ node: name, scope });
  }
  steps.each(
    node.children.filter((child) => child !== left),
    scope,
  );
}

function assign(steps: GoSteps, node: SyntaxNode, scope: number): void {
  const left = childOf(node, 'left');
  const single = node.type === 'inc_statement' || node.type === 'dec_statement';
  for (const child of node.children.toReversed()) {
    if (child === left) {
      for (const target of child.children.toReversed()) {
        if (target.type === 'identifier') use(steps, target, scope, true);
        else steps.stack.push({ node: target, scope });
      }
    } else if (single && child.type === 'identifier') use(steps, child, scope, true);
    else steps.stack.push({ node: child, scope });
  }
}

function openBlock(steps: GoSteps, node: SyntaxNode, outer: number): void {
  const scope = steps.builder.open('block', outer, node);
  const alias = node.type === 'type_switch_statement' ? childOf(node, 'alias') : undefined;
  const value = childOf(node, 'value');
  for (const name of alias?.children ?? [])
    if (name.type === 'identifier') bind(steps, name, scope, 'variable', alias as SyntaxNode, (value ?? name).endIndex);
  steps.each(
    node.children.filter((child) => child !== alias),
    scope,
  );
}

function openFunction(steps: GoSteps, node: SyntaxNode, outer: number): void {
  const { builder, source } = steps;
  const name = childOf(node, 'name');
  // Nobody can name `init`, and a package may have several.
  if (node.type === 'function_declaration' && name && source.slice(name.startIndex, name.endIndex) !== 'init')
    bind(steps, name, outer, 'function', node, 0);
  const scope = builder.open('function', outer, node);
  const receiver = childOf(node, 'receiver');
  if (receiver) bindReceiver(steps, receiver, scope);
  for (const child of node.children.toReversed()) {
    if (child === name || child === receiver) continue;
    // Parameters and the body's own names are of one scope.
    if (child.field === 'body') steps.each(child.children, scope);
    else steps.stack.push({ node: child, scope });
  }
}

/** `func (r *T[K])` declares `r` and `K`. */
function bindReceiver(steps: GoSteps, receiver: SyntaxNode, scope: number): void {
  for (const parameter of receiver.children) {
    for (const name of childrenOf(parameter, 'name')) bind(steps, name, scope, 'parameter', parameter, 0);
    let type = childOf(parameter, 'type');
    while (type && /^(?:pointer|parenthesized)_type$/.test(type.type)) type = type.children.find((child) => child.isNamed);
    if (type?.type === 'generic_type') {
      for (const argument of childOf(type, 'type_arguments')?.children ?? [])
        for (const name of argument.children) if (name.type === 'type_identifier') bind(steps, name, scope, 'typeParameter', name, 0);
      type = childOf(type, 'type');
    }
    if (type) steps.stack.push({ node: type, scope });
  }
}
