import type { Node } from 'web-tree-sitter';
import { nextLine, type RouteView } from './source-view.ts';

const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);

/** What the function of `node:http` answers: an `if` on the path or the match of a pattern, which names the method or refuses all others first. */
export function plainRoutes(root: Node): RouteView[] {
  const patterns = new Map(
    nodes(root.descendantsOfType('variable_declarator')).flatMap((node): [string, string][] => {
      const pattern = /^\/\^(.*)\$\/\.exec\(/s.exec(node.childForFieldName('value')?.text ?? '')?.[1];
      return pattern === undefined ? [] : [[node.childForFieldName('name')?.text ?? '', pathOf(pattern)]];
    }),
  );
  return nodes(root.descendantsOfType('if_statement')).flatMap((node): RouteView[] => {
    const condition = node.childForFieldName('condition')?.text ?? '';
    const inner = node.childForFieldName('consequence')?.namedChildren[0]?.childForFieldName('condition')?.text ?? '';
    const compared = /\.method === (['"`])([A-Z]+)\1 && /.exec(condition);
    const method = compared?.[2] ?? /^\(.*\.method !== (['"`])([A-Z]+)\1\)$/.exec(inner)?.[2];
    const found = /^\((?:.* && )?(?:(\w+) !== null|.*\.pathname === (['"`])([^'"`\\]*)\2)\)$/s.exec(condition);
    const path = found?.[1] === undefined ? found?.[3] : patterns.get(found[1]);
    return method && path !== undefined ? [{ method, path: decoded(path) }] : [];
  });
}

/** The path of a regular expression: groups are parameters. */
const pathOf = (pattern: string): string => pattern.replace(/\(\[\^\/\]\+\)/g, ':parameter').replace(/\\(.)/g, '$1');

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** A constant of a function's own block that is made by `new URL(…)`, on lines of its own. */
export function urlOf(body: Node, text: string): { name: string; at: number } | null {
  for (const statement of nodes(body.namedChildren)) {
    const name = /^const\s+(\w+)\s*(?::\s*URL\s*)?=\s*new URL\(/.exec(statement.text)?.[1];
    if (statement.type !== 'lexical_declaration' || !name) continue;
    const at = nextLine(text, statement.endIndex);
    return text.slice(statement.endIndex, at).trim() === '' && at <= body.endIndex ? { name, at } : null;
  }
  return null;
}
