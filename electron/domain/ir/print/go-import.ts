import { goString } from '../literals.ts';
import type { ImportNode } from '../nodes.ts';
import { goComment, goTrailing } from './go-text.ts';

const isStandard = (node: ImportNode): boolean => !node.module.includes('.');

/** `import "C"` first, because the comment on it is code; then the standard library and the rest, each in order of their paths. */
export function importOrder(nodes: readonly ImportNode[]): ImportNode[] {
  const rank = (node: ImportNode): number => (node.module === 'C' ? 0 : isStandard(node) ? 1 : 2);
  const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return [...nodes].sort(
    (left, right) => rank(left) - rank(right) || compare(left.module, right.module) || compare(left.default ?? '', right.default ?? ''),
  );
}

/** Imports in their order: `import "C"` alone, the others in one declaration. */
export function importsText(nodes: readonly ImportNode[], directives: boolean): string {
  const path = (node: ImportNode): string =>
    `${node.default ? `${node.default} ` : ''}${goString(node.module)}${goTrailing(node.trailing, directives)}`;
  const comments = (node: ImportNode, pad: string): string =>
    (node.comments ?? []).map((text) => goComment(text, pad, directives)).join('');
  const alone = (node: ImportNode): string => `${comments(node, '')}import ${path(node)}\n`;
  const ordered = importOrder(nodes);
  const rest = ordered.filter((node) => node.module !== 'C');
  const groups = [rest.filter(isStandard), rest.filter((node) => !isStandard(node))]
    .filter((group) => group.length > 0)
    .map((group) => group.map((node) => `${comments(node, '\t')}\t${path(node)}\n`).join(''));
  const parts = ordered.filter((node) => node.module === 'C').map(alone);
  const [only] = rest;
  if (only) parts.push(rest.length === 1 ? alone(only) : `import (\n${groups.join('\n')})\n`);
  return parts.join('\n');
}
