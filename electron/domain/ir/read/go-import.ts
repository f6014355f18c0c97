import type { ImportNode } from '../nodes.ts';
import { commentRun, commentText } from './go-comment.ts';
import { type GoReader, parts, placed } from './go-reader.ts';
import { childOf, childOfType, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

/** An import with comments above it; the parts stand in one order, so that equal imports are equal as JSON. */
export function commented(node: ImportNode, comments: string[]): ImportNode {
  const { trailing, ...rest } = node;
  const joined = { ...rest, comments: [comments.join('\n')] };
  return trailing === undefined ? joined : { ...joined, trailing };
}

/** The imports of one declaration; `above` is the comment on it. Null where one cannot be read. */
export function readImports(reader: GoReader, node: SyntaxNode, above: string[]): ImportNode[] | null {
  const list = childOfType(node, 'import_spec_list');
  const children = list ? list.children : node.children;
  const imports: ImportNode[] = [];
  let comments = [...above];
  let end = node.startIndex;
  for (let at = 0; at < children.length; ) {
    const child = children[at] as SyntaxNode;
    if (child.type === 'comment') {
      const last = imports.at(-1);
      if (last && lineBreaksBetween(reader.source, end, child.startIndex) === 0) {
        if (reader.comments.take(child))
          last.trailing = [last.trailing, commentText(child, reader.source)].filter((text) => text !== undefined).join(' ');
        at += 1;
        continue;
      }
      const run = commentRun(reader, children, at);
      if (run) comments.push(run.text);
      at = run ? Math.max(run.next, at + 1) : at + 1;
      continue;
    }
    at += 1;
    if (!child.isNamed) continue;
    const path = childOf(child, 'path');
    const literal = path ? reader.expression(path) : undefined;
    if (child.type !== 'import_spec' || literal?.kind !== 'string' || literal.value.includes('\ufffd')) return null;
    const name = childOf(child, 'name');
    imports.push(
      placed(child, {
        module: literal.value,
        names: [],
        ...(name ? { default: textOf(name, reader.source) } : {}),
        ...(comments.length > 0 ? { comments: [comments.join('\n')] } : {}),
      }),
    );
    comments = [];
    end = child.endIndex;
  }
  const last = imports.at(-1);
  if (comments.length > 0 && last) {
    imports[imports.length - 1] = commented(last, [...(last.comments ?? []), ...comments]);
  } else if (comments.length > 0) return parts(node).length === 0 ? null : imports;
  return imports;
}
