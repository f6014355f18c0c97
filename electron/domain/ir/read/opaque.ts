import type { TargetLanguage } from '../../programming.ts';
import type { ModuleNode, Opaque, Origin } from '../nodes.ts';
import { irVersion } from '../nodes.ts';
import { type SyntaxNode, textOf } from './syntax-node.ts';

/**
 * Deeper than this a reader stops and keeps the rest as text, so that hostile nesting cannot use up the stack. One level of a reader is
 * several calls.
 */
export const deepest = 250;

/** A node that a reader keeps as text. */
export const opaqueOf = (node: SyntaxNode, source: string, language: TargetLanguage, reason: string): Opaque & Origin => ({
  kind: 'opaque',
  language,
  text: textOf(node, source),
  reason,
  span: { start: node.startIndex, end: node.endIndex },
});

/** A file of which nothing could be read. */
export function opaqueModule(source: string, language: TargetLanguage, reason: string): ModuleNode {
  const whole: Opaque & Origin = { kind: 'opaque', language, text: source, reason, span: { start: 0, end: source.length } };
  return { version: irVersion, language, imports: [], declarations: source.trim() === '' ? [] : [whole] };
}
