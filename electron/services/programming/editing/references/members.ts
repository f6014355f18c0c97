import type { Span } from '#domain/ir/origin';
import type { EditSource } from '../edit-source.ts';
import { type AnyNode, walk } from '../walk.ts';

/** `a.b.c` as its names; null where something else than names is in it. */
function dotted(node: AnyNode): string[] | null {
  const names: string[] = [];
  let at: AnyNode | undefined = node;
  while (at?.kind === 'member') {
    names.unshift(String(at['name']));
    at = at['object'] as AnyNode | undefined;
  }
  return at?.kind === 'name' ? [String(at['name']), ...names] : null;
}

/** Where a name is read of a module that is known under a dotted name: in values, and in types such as `users.User`. */
export function memberPlaces({ module, view }: EditSource, owner: string, name: string, isOwner: (at: number) => boolean): Span[] {
  const whole = `${owner}.${name}`;
  const places: Span[] = [];
  for (const { node } of walk(module)) {
    const { span } = node;
    if (!span || !isOwner(span.start)) continue;
    const own = node.kind === 'member' && node['name'] === name && dotted(node)?.join('.') === whole;
    if (own) places.push({ start: span.end - name.length, end: span.end });
    const type = (node.kind === 'named' || node.kind === 'query') && node['name'] === whole;
    const start = span.start + view.text.slice(span.start, span.end).indexOf(whole) + owner.length + 1;
    if (type && start > span.start + owner.length) places.push({ start, end: start + name.length });
  }
  return places.filter(({ start, end }) => view.text.slice(start, end) === name);
}

/** Whether a name at a place is the one that a declaration makes. */
export const standsFor =
  ({ scopes }: EditSource, declaration: number) =>
  (at: number): boolean =>
    scopes.occurrences.some(({ start, targets }) => start === at && targets.includes(declaration));
