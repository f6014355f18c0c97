import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import { bindCase } from './python-cases.ts';
import { bindImports } from './python-imports.ts';
import { bindTarget, type PythonSteps } from './python-targets.ts';
import { createScopeBuilder } from './scope-builder.ts';
import type { ScopeTree } from './scope-tree.ts';

/** Scopes of Python: functions, classes and comprehensions. Works on broken source as far as there are nodes. */
export function pythonScopes(root: SyntaxNode, source: string): ScopeTree {
  const builder = createScopeBuilder('python', source);
  const steps: PythonSteps = {
    builder,
    source,
    stack: [{ node: root, scope: builder.open('module', -1, root) }],
    each(nodes, scope) {
      for (let at = nodes.length - 1; at >= 0; at -= 1) steps.stack.push({ node: nodes[at] as SyntaxNode, scope });
    },
  };
  for (let step = steps.stack.pop(); step !== undefined; step = steps.stack.pop()) {
    if (step.pattern === 'target') bindTarget(steps, step.node, step.scope, step.extent ?? step.node);
    else if (step.pattern === 'case') bindCase(steps, step.node, step.scope);
    else visit(steps, step.node, step.scope);
  }
  return builder.finish();
}

function visit(steps: PythonSteps, node: SyntaxNode, scope: number): void {
  const { builder, stack } = steps;
  const { children } = node;
  const target = (field: string, extent: SyntaxNode = node): void => {
    const found = childOf(node, field);
    steps.each(
      children.filter((child) => child !== found),
      scope,
    );
    if (found) stack.push({ node: found, scope, pattern: 'target', extent });
  };
  switch (node.type) {
    case 'identifier':
      return builder.use(scope, node);
    case 'function_definition':
    case 'lambda':
      return openFunction(steps, node, scope);
    case 'class_definition':
      return openClass(steps, node, scope);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return openComprehension(steps, node, scope);
    case 'assignment':
      return target('left');
    case 'augmented_assignment':
      return target('left');
    case 'for_statement':
    case 'for_in_clause':
      return target('left', childOf(node, 'left'));
    case 'named_expression': {
      const name = childOf(node, 'name');
      let owner = scope;
      while (builder.kindOf(owner) === 'comprehension') owner = builder.parentOf(owner);
      if (name) bindTarget(steps, name, owner, name);
      return steps.each(
        children.filter((child) => child !== name),
        scope,
      );
    }
    case 'as_pattern': {
      const alias = childOf(node, 'alias');
      steps.each(
        children.filter((child) => child !== alias),
        scope,
      );
      for (const child of alias?.children ?? []) stack.push({ node: child, scope, pattern: 'target', extent: child });
      return;
    }
    case 'delete_statement':
      for (const child of children.toReversed()) stack.push({ node: child, scope, pattern: 'target', extent: child });
      return;
    case 'global_statement':
    case 'nonlocal_statement':
      for (const child of children) {
        if (child.type !== 'identifier') continue;
        if (scope > 0) builder.redirect(scope, child, node.type === 'global_statement' ? 'global' : 'nonlocal');
        builder.use(scope, child);
      }
      return;
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      return bindImports(steps, node, scope);
    case 'keyword_argument': {
      const value = childOf(node, 'value');
      return value && steps.each([value], scope);
    }
    case 'attribute': {
      const object = childOf(node, 'object');
      return object && steps.each([object], scope);
    }
    case 'case_pattern':
      stack.push({ node, scope, pattern: 'case' });
      return;
    case 'type_alias_statement': {
      const left = childOf(node, 'left');
      const inner = openParameters(steps, scope, node, left && parametersBelow(left));
      const right = childOf(node, 'right');
      if (right) steps.each([right], inner);
      const name = left && leftIdentifier(left);
      if (name) bindTarget(steps, name, scope, node);
      return;
    }
    default:
      return steps.each(children, scope);
  }
}

/** A scope for type parameters, or the scope itself where there are none. */
function openParameters(steps: PythonSteps, scope: number, node: SyntaxNode, parameters: SyntaxNode | undefined): number {
  if (!parameters) return scope;
  const inner = steps.builder.open('type', scope, node);
  for (const child of parameters.children) {
    if (!child.isNamed) continue;
    const name = leftIdentifier(child);
    if (!name) continue;
    steps.builder.bind(inner, name, 'typeParameter', { extent: { start: child.startIndex, end: child.endIndex } });
    for (const part of child.children[0]?.children ?? []) if (!holds(part, name)) steps.stack.push({ node: part, scope: inner });
  }
  return inner;
}

const holds = (node: SyntaxNode, inner: SyntaxNode): boolean => node.startIndex <= inner.startIndex && inner.endIndex <= node.endIndex;
const parametersBelow = (type: SyntaxNode): SyntaxNode | undefined =>
  type.children[0]?.children.find((child) => child.type === 'type_parameter');

function leftIdentifier(node: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined = node;
  while (found && found.type !== 'identifier') found = found.children.find((child) => child.isNamed);
  return found;
}

function openFunction(steps: PythonSteps, node: SyntaxNode, outer: number): void {
  const { builder, stack } = steps;
  const name = childOf(node, 'name');
  if (name) bindTarget(steps, name, outer, node, 'function');
  const around = openParameters(steps, outer, node, childOf(node, 'type_parameters'));
  const scope = builder.open('function', around, node);
  const body = childOf(node, 'body');
  const result = childOf(node, 'return_type');
  if (body) stack.push({ node: body, scope });
  if (result) stack.push({ node: result, scope: around });
  for (const parameter of childOf(node, 'parameters')?.children.toReversed() ?? []) {
    let pattern: SyntaxNode | undefined = parameter;
    if (/parameter$/.test(parameter.type)) {
      pattern = childOf(parameter, 'name') ?? parameter.children.find((child) => child.isNamed);
      // Defaults and annotations are evaluated where the function is made.
      steps.each(
        parameter.children.filter((child) => child !== pattern),
        around,
      );
    }
    if (pattern?.isNamed) bindParameter(steps, pattern, scope, parameter);
  }
}

function bindParameter(steps: PythonSteps, pattern: SyntaxNode, scope: number, parameter: SyntaxNode): void {
  const extent = { start: parameter.startIndex, end: parameter.endIndex };
  if (pattern.type === 'identifier') steps.builder.bind(scope, pattern, 'parameter', { extent });
  else if (/_pattern$/.test(pattern.type)) for (const child of pattern.children) bindParameter(steps, child, scope, parameter);
}

function openClass(steps: PythonSteps, node: SyntaxNode, outer: number): void {
  const name = childOf(node, 'name');
  if (name) bindTarget(steps, name, outer, node, 'class');
  const parameters = childOf(node, 'type_parameters');
  const around = openParameters(steps, outer, node, parameters);
  const scope = steps.builder.open('class', around, node);
  for (const child of node.children.toReversed())
    if (child !== name && child !== parameters) steps.stack.push({ node: child, scope: child.field === 'body' ? scope : around });
}

function openComprehension(steps: PythonSteps, node: SyntaxNode, outer: number): void {
  const scope = steps.builder.open('comprehension', outer, node);
  const first = node.children.find((child) => child.type === 'for_in_clause');
  for (const child of node.children.toReversed()) {
    if (child !== first) {
      steps.stack.push({ node: child, scope });
      continue;
    }
    // The first source of a comprehension is evaluated outside of it.
    for (const part of child.children.toReversed()) {
      if (part.field === 'left') steps.stack.push({ node: part, scope, pattern: 'target', extent: part });
      else steps.stack.push({ node: part, scope: part.field === 'right' ? outer : scope });
    }
  }
}
