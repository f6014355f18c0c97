import type { Node, TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode } from '#domain/ir/read/syntax-node';

type Growing = { -readonly [Key in keyof SyntaxNode]: SyntaxNode[Key] } & { children: SyntaxNode[] };

/**
 * A tree as plain data, which stays when the parser's own tree is freed. Walks with a cursor and without recursion: a tree may be as
 * deep as its source is long.
 */
export function copyTree(root: Node): SyntaxNode {
  const cursor = root.walk();
  const top = nodeAt(cursor);
  const parents: Growing[] = [];
  let current = top;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      parents.push(current);
    } else {
      while (!cursor.gotoNextSibling()) {
        const parent = parents.pop();
        if (parent === undefined) {
          cursor.delete();
          return top;
        }
        if (current.hasError) parent.hasError = true;
        current = parent;
        cursor.gotoParent();
        if (parents.length === 0) {
          cursor.delete();
          return top;
        }
      }
      if (current.hasError) (parents.at(-1) as Growing).hasError = true;
    }
    current = nodeAt(cursor);
    (parents.at(-1) as Growing).children.push(current);
  }
}

function nodeAt(cursor: TreeCursor): Growing {
  const type = cursor.nodeType;
  const isMissing = cursor.nodeIsMissing;
  return {
    type,
    startIndex: cursor.startIndex,
    endIndex: cursor.endIndex,
    isNamed: cursor.nodeIsNamed,
    isMissing,
    hasError: isMissing || type === 'ERROR',
    field: cursor.currentFieldName,
    children: [],
  };
}
