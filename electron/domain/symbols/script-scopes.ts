import { childOf, hasChild, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { TargetLanguage } from '../programming.ts';
import { createScopeBuilder, type ScopeBuilder } from './scope-builder.ts';
import { type ScopeTree, space } from './scope-tree.ts';
import { bindPattern, ownerOfVariable, scriptPattern } from './script-patterns.ts';
import type { ScriptSteps } from './script-steps.ts';
import { visitScriptType } from './script-type-scopes.ts';

const { value, type, namespace, all } = space;
const functions = new Set(
  'function_expression generator_function arrow_function method_definition method_signature abstract_method_signature call_signature construct_signature function_type constructor_type'.split(
    ' ',
  ),
);

/** Scopes of TypeScript and JavaScript. Works on broken source as far as there are nodes. */
export function scriptScopes(root: SyntaxNode, source: string, language: TargetLanguage): ScopeTree {
  const builder = createScopeBuilder(language, source);
  const module = builder.open('module', -1, root);
  const isModule = root.children.some(({ type: kind }) => kind === 'import_statement' || kind === 'export_statement');
  const variables = new Set([module]);
  const steps: ScriptSteps = {
    builder,
    source,
    stack: [{ node: root, scope: module }],
    variableScope(scope) {
      let id = scope;
      while (!variables.has(id)) id = builder.parentOf(id);
      return id;
    },
    // Scripts that are no modules let a function of a block be seen outside of it.
    hoistsFunctions: language === 'javascript' && !isModule,
    bodies: new Set(),
    conditionals: new Set(),
    openVariables(kind, parent, node) {
      const id = builder.open(kind, parent, node);
      variables.add(id);
      return id;
    },
    each(nodes, scope) {
      for (let at = nodes.length - 1; at >= 0; at -= 1) steps.stack.push({ node: nodes[at] as SyntaxNode, scope });
    },
  };
  for (let step = steps.stack.pop(); step !== undefined; step = steps.stack.pop()) {
    if (step.pattern) scriptPattern(steps, step.node, step.scope, step.pattern);
    else visit(steps, step.node, step.scope);
  }
  return builder.finish();
}

function visit(steps: ScriptSteps, node: SyntaxNode, scope: number): void {
  const { builder } = steps;
  const { children } = node;
  if (functions.has(node.type)) return openFunction(steps, node, scope);
  switch (node.type) {
    case 'identifier':
      return builder.use(scope, node);
    case 'type_identifier':
      return builder.use(scope, node, { spaces: type });
    case 'shorthand_property_identifier':
      return builder.use(scope, node, { form: 'shorthand' });
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature': {
      const name = childOf(node, 'name');
      if (name) bindFunction(steps, name, node, scope);
      return openFunction(steps, node, scope);
    }
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'class':
      return openClass(steps, node, scope);
    case 'enum_declaration':
      return openEnum(steps, node, scope);
    case 'internal_module':
    case 'module':
      return openNamespace(steps, node, scope);
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'for_in_statement':
      return declareVariables(steps, node, scope);
    case 'for_statement':
    case 'statement_block':
    case 'switch_body':
      return steps.each(children, builder.open('block', scope, node));
    case 'class_static_block':
      return steps.each(children, steps.openVariables('block', scope, node));
    case 'catch_clause': {
      const inner = builder.open('block', scope, node);
      const parameter = childOf(node, 'parameter');
      steps.each(
        children.filter((child) => child !== parameter),
        inner,
      );
      if (parameter) bindPattern(steps, parameter, inner, inner, { kind: 'variable', extent: parameter });
      return;
    }
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression': {
      const target = childOf(node, node.type === 'update_expression' ? 'argument' : 'left');
      steps.each(
        children.filter((child) => child !== target),
        scope,
      );
      if (target) steps.stack.push({ node: target, scope, pattern: { write: true } });
      return;
    }
    case 'labeled_statement': {
      const inner = builder.open('block', scope, node);
      const label = childOf(node, 'label');
      if (label) builder.bind(inner, label, 'label', { spaces: space.label });
      return steps.each(
        children.filter((child) => child !== label),
        inner,
      );
    }
    case 'statement_identifier':
      return builder.use(scope, node, { spaces: space.label });
    default:
      return visitRest(steps, node, scope);
  }
}

function visitRest(steps: ScriptSteps, node: SyntaxNode, scope: number): void {
  const { builder } = steps;
  const { children } = node;
  switch (node.type) {
    case 'import_clause':
    case 'namespace_import':
    case 'import_require_clause':
      for (const child of children) {
        if (child.type === 'identifier') builder.bind(scope, child, 'import', { spaces: all, extent: spanOf(node) });
        else steps.stack.push({ node: child, scope });
      }
      return;
    case 'import_specifier': {
      const alias = childOf(node, 'alias');
      const name = alias ?? childOf(node, 'name');
      if (name?.type === 'identifier')
        builder.bind(scope, name, 'import', { spaces: all, extent: spanOf(node), form: alias ? 'name' : 'import' });
      return;
    }
    case 'import_alias':
      for (const [at, child] of children.entries()) {
        if (child.type === 'identifier' && !children.slice(0, at).some((before) => before.type === '='))
          builder.bind(scope, child, 'import', { spaces: all, extent: spanOf(node) });
        else if (child.type === 'identifier') builder.use(scope, child, { spaces: all });
        else leftmost(builder, child, scope, namespace);
      }
      return;
    case 'export_statement': {
      // `export { x } from`: these are names of the other module.
      if (childOf(node, 'source')) return;
      for (const child of children.toReversed()) {
        if (child.type === 'identifier') builder.use(scope, child, { spaces: all });
        else steps.stack.push({ node: child, scope });
      }
      return;
    }
    case 'export_specifier': {
      const name = childOf(node, 'name');
      if (name?.type === 'identifier') builder.use(scope, name, { spaces: all, form: childOf(node, 'alias') ? 'name' : 'export' });
      return;
    }
    case 'nested_identifier':
      return leftmost(builder, node, scope, value);
    case 'jsx_opening_element':
    case 'jsx_closing_element':
    case 'jsx_self_closing_element': {
      const name = childOf(node, 'name');
      steps.each(
        children.filter((child) => child !== name || name.type !== 'identifier'),
        scope,
      );
      if (name?.type === 'identifier' && !/^[a-z]/.test(steps.source.charAt(name.startIndex))) builder.use(scope, name, { form: 'tag' });
      return;
    }
    default:
      return visitScriptType(steps, node, scope);
  }
}

const spanOf = (node: SyntaxNode) => ({ start: node.startIndex, end: node.endIndex });

function leftmost(builder: ScopeBuilder, node: SyntaxNode, scope: number, spaces: number): void {
  let first: SyntaxNode | undefined = node;
  while (first?.type === 'nested_identifier' || first?.type === 'member_expression') first = first.children[0];
  if (first?.type === 'identifier') builder.use(scope, first, { spaces });
}

function bindFunction(steps: ScriptSteps, name: SyntaxNode, node: SyntaxNode, scope: number): void {
  const options = { extent: spanOf(node) };
  const target = steps.hoistsFunctions ? steps.variableScope(scope) : scope;
  steps.builder.bind(ownerOfVariable(steps, target, name), name, 'function', options);
}

function openFunction(steps: ScriptSteps, node: SyntaxNode, outer: number): void {
  const { builder } = steps;
  const name = childOf(node, 'name');
  const own = name?.type === 'identifier' && /^(?:function_expression|generator_function)$/.test(node.type) ? name : null;
  let scope = outer;
  if (own) {
    scope = builder.open('block', outer, node);
    builder.bind(scope, own, 'function', { extent: spanOf(node) });
  }
  scope = steps.openVariables('function', scope, node);
  const body = childOf(node, 'body');
  const parameters = childOf(node, 'parameters');
  const inner: { node: SyntaxNode; scope: number }[] = [];
  for (const child of node.children) {
    if (child === name && name.type !== 'computed_property_name') continue;
    if (child.field === 'parameter' && child.type === 'identifier') builder.bind(scope, child, 'parameter');
    else if (child === name) inner.push({ node: child, scope: outer });
    else if (child === body && body.type === 'statement_block') {
      // Defaults of parameters do not see what the body declares.
      const separate = parameters?.children.some(({ type: kind, children }) => kind === 'assignment_pattern' || children.some(isDefault));
      const bodyScope = separate ? steps.openVariables('block', scope, body) : scope;
      if (separate) steps.bodies.add(bodyScope);
      for (const statement of body.children) inner.push({ node: statement, scope: bodyScope });
    } else inner.push({ node: child, scope });
  }
  for (const step of inner.toReversed()) steps.stack.push(step);
}

const isDefault = (node: SyntaxNode): boolean => node.field === 'value' || node.type.endsWith('_pattern');

function openClass(steps: ScriptSteps, node: SyntaxNode, outer: number): void {
  const { builder } = steps;
  const name = childOf(node, 'name');
  const scope = builder.open('class', outer, node);
  if (name) builder.bind(node.type === 'class' ? scope : outer, name, 'class', { spaces: value | type, extent: spanOf(node) });
  for (const child of node.children.toReversed())
    if (child !== name) steps.stack.push({ node: child, scope: child.type === 'decorator' ? outer : scope });
}

function openEnum(steps: ScriptSteps, node: SyntaxNode, outer: number): void {
  const { builder } = steps;
  const name = childOf(node, 'name');
  if (name) builder.bind(outer, name, 'enum', { spaces: all, extent: spanOf(node) });
  const body = childOf(node, 'body');
  if (!body) return;
  const scope = builder.open('block', outer, body);
  for (const member of body.children.toReversed()) {
    const key = member.type === 'enum_assignment' ? childOf(member, 'name') : member;
    if (key?.type === 'property_identifier') builder.bind(scope, key, 'member', { extent: spanOf(member), form: 'fixed' });
    if (member !== key) steps.each(member.children, scope);
  }
}

function openNamespace(steps: ScriptSteps, node: SyntaxNode, outer: number): void {
  const { builder } = steps;
  let name = childOf(node, 'name');
  while (name?.type === 'nested_identifier') name = name.children[0];
  if (name?.type === 'identifier') builder.bind(outer, name, 'namespace', { spaces: value | namespace, extent: spanOf(node) });
  const body = childOf(node, 'body');
  if (body) steps.each(body.children, steps.openVariables('block', outer, body));
}

function declareVariables(steps: ScriptSteps, node: SyntaxNode, outer: number): void {
  const { builder } = steps;
  const loop = node.type === 'for_in_statement';
  const scope = loop ? builder.open('block', outer, node) : outer;
  const isVar = hasChild(node, 'var');
  const kind = hasChild(node, 'const') || hasChild(node, 'using') ? 'constant' : 'variable';
  const target = isVar ? steps.variableScope(outer) : scope;
  const left = loop ? childOf(node, 'left') : undefined;
  for (const child of node.children.toReversed()) {
    if (child === left) {
      if (childOf(node, 'kind')) bindPattern(steps, child, scope, target, { kind, extent: child });
      else steps.stack.push({ node: child, scope, pattern: { write: true } });
    } else if (child.type === 'variable_declarator') {
      const name = childOf(child, 'name');
      steps.each(
        child.children.filter((part) => part !== name),
        scope,
      );
      if (name) bindPattern(steps, name, scope, target, { kind, extent: child });
    } else steps.stack.push({ node: child, scope });
  }
}
