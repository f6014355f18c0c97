import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { ScopeBuilder } from './scope-builder.ts';

/** What the walk over Go shares: a stack instead of recursion, because a tree may be as deep as its source is long. */
export interface GoSteps {
  builder: ScopeBuilder;
  source: string;
  /** What the named types of the file are made of. */
  types: ReadonlyMap<string, SyntaxNode>;
  /** `literal`: the braces of a composite literal, with the type they make; null where it cannot be told. */
  stack: { node: SyntaxNode; scope: number; literal?: SyntaxNode | null }[];
  /** Visits nodes in their order. */
  each(nodes: readonly SyntaxNode[], scope: number): void;
}

/** Types that a file declares, at whatever depth. Two of one name in different functions are told apart by nobody here. */
export function typesOf(root: SyntaxNode, source: string): Map<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'type_spec' || node.type === 'type_alias') {
      const [name, type] = [childOf(node, 'name'), childOf(node, 'type')];
      if (name && type) found.set(source.slice(name.startIndex, name.endIndex), type);
    }
    for (const child of node.children) if (child.isNamed) waiting.push(child);
  }
  return found;
}

export function openLiteral(steps: GoSteps, node: SyntaxNode, scope: number): void {
  const type = childOf(node, 'type') ?? null;
  const body = childOf(node, 'body');
  if (body) steps.stack.push({ node: body, scope, literal: type });
  if (type) steps.stack.push({ node: type, scope });
}

/** The braces of a literal. A bare key is a field of a struct and a value in a map or array. */
export function literalKeys(steps: GoSteps, body: SyntaxNode, scope: number, type: SyntaxNode | null): void {
  const made = underlying(steps, type);
  const hasValues = made !== null && /^(?:map|slice|array|implicit_length_array)_type$/.test(made.type);
  const element = (field: 'key' | 'value'): SyntaxNode | null =>
    made === null ? null : made.type === 'map_type' ? (childOf(made, field) ?? null) : (childOf(made, 'element') ?? null);
  for (const child of body.children.toReversed()) {
    if (child.type === 'keyed_element') {
      const [key, value] = [childOf(child, 'key'), childOf(child, 'value')];
      if (value) part(steps, value, scope, element('value'));
      const isField = !hasValues && key?.children[0]?.type === 'identifier';
      if (key && !isField) part(steps, key, scope, element('key'));
    } else if (child.type === 'literal_element') part(steps, child, scope, element('value'));
    else steps.stack.push({ node: child, scope });
  }
}

function part(steps: GoSteps, element: SyntaxNode, scope: number, type: SyntaxNode | null): void {
  for (const child of element.children.toReversed())
    steps.stack.push(child.type === 'literal_value' ? { node: child, scope, literal: type } : { node: child, scope });
}

function underlying({ types, source }: GoSteps, type: SyntaxNode | null): SyntaxNode | null {
  let found = type;
  for (let count = 0; found !== null && count < 20; count += 1) {
    if (found.type === 'pointer_type' || found.type === 'parenthesized_type') found = found.children.find((child) => child.isNamed) ?? null;
    else if (found.type === 'generic_type') found = childOf(found, 'type') ?? null;
    else if (found.type === 'type_identifier') found = types.get(source.slice(found.startIndex, found.endIndex)) ?? null;
    else return found;
  }
  return null;
}
