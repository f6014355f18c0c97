import type { FunctionNode, ModuleNode } from '#domain/ir/nodes';
import type { DeclarationKind, ScopeTree, Span } from '#domain/symbols/scope-tree';
import { functionsOf } from '../rewriting/visit.ts';
import type { EditPlace, FoundDeclaration, LambdaNode, TargetKind } from './edit-source.ts';
import { type AnyNode, contains, type Visited, walk } from './walk.ts';

/** What a declaration of a scope is as a target; null for what cannot be one. */
function kindOf(kind: DeclarationKind): TargetKind | null {
  switch (kind) {
    case 'variable':
    case 'constant':
      return 'variable';
    case 'parameter':
      return 'parameter';
    case 'function':
      return 'function';
    case 'class':
      return 'class';
    case 'interface':
    case 'type':
    case 'enum':
    case 'namespace':
      return 'type';
    default:
      return null;
  }
}

const named = ({ node }: Visited, name: string): boolean =>
  node['name'] === name ||
  (Array.isArray(node['names']) && node['names'].includes(name)) ||
  (node.kind === 'assign' && (node['target'] as AnyNode)?.['name'] === name);

const callableOf = (node: AnyNode | null): FunctionNode | LambdaNode | null => {
  if (node?.kind === 'function') return node as unknown as FunctionNode;
  if (node?.kind === 'define') return node['function'] as FunctionNode;
  const value = node?.['value'] as AnyNode | undefined;
  return value?.kind === 'lambda' ? (value as unknown as LambdaNode) : null;
};

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * The declarations that `target` can name in a file: those of the top level where there are some, else those inside functions and the
 * methods. Lines that the user means decide between several of them.
 */
export function findDeclarations(
  module: ModuleNode,
  scopes: ScopeTree,
  text: string,
  place: Pick<EditPlace, 'target' | 'lines' | 'kinds'>,
): FoundDeclaration[] {
  const { target, lines, kinds } = place;
  if (target === null) return [];
  const [first = '', second] = target.split('.');
  const name = second ?? first;
  const container = second === undefined ? null : first;
  const visited = [...walk(module)].filter((each) => each.node.span !== undefined && named(each, name));
  const isMeant = (each: FoundDeclaration): boolean =>
    kinds === undefined || kinds.includes(each.kind) || (each.callable !== null && kinds.includes('function'));
  const declared = [...(container === null ? ofScopes(visited, scopes, text, name) : []), ...methods(visited, text, name)].filter(isMeant);
  // Nothing that changes names may take a property for a declaration.
  const held = declared.length === 0 && kinds?.includes('method') ? heldFunctions(module, text, name) : [];
  const all = within([...declared, ...held], container);
  const meant = lines ? all.filter((each) => each.line >= lines.from && each.line <= lines.to) : [];
  // Lines inside a declaration mean that one: the innermost.
  const around = lines
    ? all.filter((each) => reaches(each, text, lines)).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))
    : [];
  if (meant.length > 0) return meant;
  if (around[0]) return [around[0]];
  const outer = all.filter((each) => each.topLevel);
  return outer.length > 0 ? outer : all;
}

/** Those of a container; people also name the object by which they call a method: `counter.increment` for the class `Counter`. */
function within(found: readonly FoundDeclaration[], container: string | null): FoundDeclaration[] {
  if (container === null) return [...found];
  const exact = found.filter((each) => each.container === container);
  if (exact.length > 0) return exact;
  const type = container.charAt(0).toUpperCase() + container.slice(1);
  return found.filter((each) => each.container === type);
}

/** Functions that a field of a class or a property of an object holds. */
function heldFunctions(module: ModuleNode, text: string, name: string): FoundDeclaration[] {
  return functionsOf(module)
    .filter((each) => each.name === name)
    .flatMap(({ node, span, owner }): FoundDeclaration[] => {
      const start = node.kind === 'lambda' ? text.lastIndexOf(name, span.start) : text.indexOf(name, span.start);
      if (start < 0) return [];
      const nameSpan = { start, end: start + name.length };
      const whole = { start: Math.min(start, span.start), end: span.end };
      const line = lineOf(text, start);
      const own = node.kind === 'function' ? node : null;
      return [
        { name, kind: 'method', id: null, node: own, callable: node, container: owner, span: whole, nameSpan, line, topLevel: false },
      ];
    });
}

const reaches = ({ span }: FoundDeclaration, text: string, { from, to }: { from: number; to: number }): boolean =>
  lineOf(text, span.start) <= from && to <= lineOf(text, span.end);

function ofScopes(visited: readonly Visited[], scopes: ScopeTree, text: string, name: string): FoundDeclaration[] {
  return scopes.declarations.flatMap((declaration) => {
    const kind = declaration.name === name ? kindOf(declaration.kind) : null;
    if (kind === null) return [];
    const own = smallest(visited.filter(({ node }) => contains(node.span, declaration.span)));
    const isClassMember = scopes.scopes[declaration.scope]?.kind === 'class';
    const node = own?.node ?? null;
    // Methods of a Python class are names of its scope too.
    if (isClassMember && callableOf(node)) return [];
    return {
      name,
      kind,
      id: declaration.id,
      node: node as FoundDeclaration['node'],
      callable: callableOf(node),
      container: null,
      span: node?.span ? joined(node.span, declaration.extent) : declaration.extent,
      nameSpan: declaration.span,
      line: lineOf(text, declaration.span.start),
      topLevel: declaration.scope === 0,
    };
  });
}

const joined = (left: Span, right: Span): Span => ({ start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) });

function smallest(found: readonly Visited[]): Visited | undefined {
  let best: Visited | undefined;
  const size = ({ node }: Visited): number => (node.span?.end ?? 0) - (node.span?.start ?? 0);
  for (const each of found) if (!best || size(each) <= size(best)) best = each;
  return best;
}

function methods(visited: readonly Visited[], text: string, name: string): FoundDeclaration[] {
  return visited.flatMap(({ node, parent, role }): FoundDeclaration[] => {
    if (node.kind !== 'function' || !node.span) return [];
    const method = node as unknown as FunctionNode;
    const owner = role === 'members' && parent?.node.kind === 'class' ? String(parent.node['name']) : receiverOf(method);
    if (owner === null) return [];
    const nameSpan = nameIn(text, name, bodyless(method), node.span);
    if (nameSpan === null) return [];
    const { span } = node;
    const line = lineOf(text, nameSpan.start);
    return [{ name, kind: 'method', id: null, node: method, callable: method, container: owner, span, nameSpan, line, topLevel: false }];
  });
}

function receiverOf({ receiver }: FunctionNode): string | null {
  const type = receiver?.type?.kind === 'pointer' ? receiver.type.inner : receiver?.type;
  return type?.kind === 'named' ? type.name : null;
}

/** Where the body of a function begins at the latest: its name stands before that. */
const bodyless = ({ body, span }: FunctionNode): number => body[0]?.span?.start ?? span?.end ?? 0;

/** The name of a method in its head: what a bracket follows. */
function nameIn(text: string, name: string, before: number, span: Span): Span | null {
  const head = text.slice(span.start, before);
  for (let at = head.indexOf(name); at >= 0; at = head.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!/[\p{L}\p{N}_$.@]/u.test(head.charAt(at - 1)) && /^\s*[(<[?]/.test(head.slice(end)))
      return { start: span.start + at, end: span.start + end };
  }
  return null;
}
