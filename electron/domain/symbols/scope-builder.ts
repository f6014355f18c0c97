import type { SyntaxNode } from '../ir/read/syntax-node.ts';
import type { TargetLanguage } from '../programming.ts';
import {
  type Declaration,
  type DeclarationKind,
  type Occurrence,
  type OccurrenceForm,
  type Scope,
  type ScopeKind,
  type ScopeTree,
  type Span,
  space,
} from './scope-tree.ts';

interface Found {
  span: Span;
  name: string;
  scope: number;
  spaces: number;
  form: OccurrenceForm;
}
interface Binding extends Found {
  kind: DeclarationKind;
  extent: Span;
  visibleFrom: number;
  role: 'declares' | 'writes';
}
interface Use extends Found {
  role: 'writes' | 'reads';
}
interface Growing extends Scope {
  names: Map<string, number[]>;
  /** Names that Python's `global` and `nonlocal` send elsewhere. */
  redirected: Map<string, 'global' | 'nonlocal'>;
}

export interface BindOptions {
  spaces?: number;
  form?: OccurrenceForm;
  /** The whole declaration; the name alone when not said. */
  extent?: Span;
  visibleFrom?: number;
  /** A later assignment to what may exist already (Python). */
  role?: 'declares' | 'writes';
  /** The name, where it is not the text at the place. */
  name?: string;
}
export interface UseOptions {
  spaces?: number;
  form?: OccurrenceForm;
  writes?: boolean;
}

/**
 * Collects what a walk over a tree finds and resolves it at the end, when all declarations are known: names may be used before they
 * are declared.
 */
export function createScopeBuilder(language: TargetLanguage, source: string) {
  const scopes: Growing[] = [];
  const bindings: Binding[] = [];
  const uses: Use[] = [];
  const python = language === 'python';
  const nameOf = (span: Span): string => {
    const text = source.slice(span.start, span.end);
    // Python reads identifiers in NFKC; other languages compare them as they are.
    return python && /[^\0-\x7f]/.test(text) ? text.normalize('NFKC') : text;
  };

  function open(kind: ScopeKind, parent: number, node: SyntaxNode): number {
    const id = scopes.length;
    scopes.push({ id, kind, parent, start: node.startIndex, end: node.endIndex, names: new Map(), redirected: new Map() });
    return id;
  }
  const spanOf = (node: SyntaxNode): Span => ({ start: node.startIndex, end: node.endIndex });

  return {
    open,
    kindOf: (scope: number): ScopeKind => (scopes[scope] as Growing).kind,
    parentOf: (scope: number): number => (scopes[scope] as Growing).parent,
    redirect(scope: number, node: SyntaxNode, where: 'global' | 'nonlocal'): void {
      (scopes[scope] as Growing).redirected.set(nameOf(spanOf(node)), where);
    },
    /** Whether something of this name was bound in this very scope before. */
    isBound: (scope: number, node: SyntaxNode): boolean => {
      const name = nameOf(spanOf(node));
      return (scopes[scope] as Growing).names.has(name);
    },
    bind(scope: number, node: SyntaxNode | Span, kind: DeclarationKind, options: BindOptions = {}): void {
      const span = 'startIndex' in node ? spanOf(node) : node;
      if (span.start === span.end) return;
      const name = options.name ?? nameOf(span);
      const known = scopes[scope] as Growing;
      if (!known.names.has(name)) known.names.set(name, []);
      bindings.push({
        span,
        name,
        scope,
        kind,
        spaces: options.spaces ?? space.value,
        form: options.form ?? 'name',
        extent: options.extent ?? span,
        visibleFrom: options.visibleFrom ?? 0,
        role: options.role ?? 'declares',
      });
    },
    use(scope: number, node: SyntaxNode, options: UseOptions = {}): void {
      const span = spanOf(node);
      if (span.start === span.end) return;
      uses.push({
        span,
        name: nameOf(span),
        scope,
        spaces: options.spaces ?? space.value,
        form: options.form ?? 'name',
        role: options.writes ? 'writes' : 'reads',
      });
    },
    finish: (): ScopeTree => resolveAll(language, scopes, bindings, uses),
  };
}
export type ScopeBuilder = ReturnType<typeof createScopeBuilder>;

function resolveAll(language: TargetLanguage, scopes: Growing[], bindings: Binding[], uses: Use[]): ScopeTree {
  const declarations: (Declaration & { spaces: number; visibleFrom: number })[] = [];
  const occurrences: Occurrence[] = [];
  for (const scope of scopes) scope.names.clear();
  const at = (id: number): Growing => scopes[id] as Growing;

  const enclosingOwner = (from: number, name: string): number => {
    for (let id = at(from).parent; id > 0; id = at(id).parent)
      if (at(id).kind === 'function' && at(id).names.has(name) && !at(id).redirected.has(name)) return id;
    return from;
  };
  const ownerOf = (binding: Binding): number => {
    const redirected = at(binding.scope).redirected.get(binding.name);
    return redirected === undefined ? binding.scope : redirected === 'global' ? 0 : enclosingOwner(binding.scope, binding.name);
  };
  const declare = (binding: Binding): void => {
    const owner = ownerOf(binding);
    const known = at(owner).names.get(binding.name) ?? [];
    at(owner).names.set(binding.name, known);
    const same = known.map((id) => declarations[id] as (typeof declarations)[number]).find((each) => (each.spaces & binding.spaces) !== 0);
    const { span, name, kind, spaces, extent, visibleFrom, scope, form } = binding;
    if (same) {
      same.spaces |= spaces;
      same.visibleFrom = Math.min(same.visibleFrom, visibleFrom);
    } else {
      known.push(declarations.length);
      declarations.push({ id: declarations.length, name, kind, spaces, scope: owner, span, extent, visibleFrom });
    }
    const role = binding.role === 'writes' && !same && owner === scope ? 'declares' : binding.role;
    occurrences.push({ ...span, name, scope, spaces, form, role, targets: [same?.id ?? declarations.length - 1] });
  };
  // What is sent elsewhere finds its owner only when all that stay are known.
  const stays = (binding: Binding): boolean => !at(binding.scope).redirected.has(binding.name);
  for (const binding of bindings) if (stays(binding)) declare(binding);
  for (const binding of bindings) if (!stays(binding)) declare(binding);

  const lookUp = (use: Use): number[] => {
    const { name, spaces, span } = use;
    for (let id = use.scope, first = true; id >= 0; id = at(id).parent, first = false) {
      const scope = at(id);
      const redirected = scope.redirected.get(name);
      if (redirected !== undefined) {
        const owner = redirected === 'global' ? 0 : enclosingOwner(id, name);
        return (at(owner).names.get(name) ?? []).slice();
      }
      if (scope.names.size === 0) continue;
      // The names of a Python class are seen by its own statements alone, not by its methods.
      if (language === 'python' && scope.kind === 'class' && !first) continue;
      const known = scope.names.get(name);
      if (known === undefined) continue;
      const fitting = known.filter((declared) => ((declarations[declared] as Declaration).spaces & spaces) !== 0);
      const found = fitting.filter((declared) => (declarations[declared] as Declaration).visibleFrom <= span.start);
      if (found.length > 0) return found;
      // Before a class of Python binds the name it is the module's, whatever functions lie between.
      if (fitting.length > 0 && language === 'python' && scope.kind === 'class') id = firstBelow(scopes, id);
    }
    return [];
  };
  for (const use of uses) {
    const { span, name, scope, spaces, form, role } = use;
    occurrences.push({ ...span, name, scope, spaces, form, role, targets: lookUp(use) });
  }
  occurrences.sort((a, b) => a.start - b.start || a.end - b.end);
  const plain = scopes.map(({ id, kind, parent, start, end }) => ({ id, kind, parent, start, end }));
  return { language, scopes: plain, declarations, occurrences };
}

/** The scope directly below the module on the way up from a scope: going on from there reaches the module next. */
function firstBelow(scopes: readonly Growing[], from: number): number {
  let id = from;
  while ((scopes[id]?.parent ?? 0) > 0) id = (scopes[id] as Growing).parent;
  return id;
}
