import type { Node } from 'web-tree-sitter';
import { nextLine, type RouteView } from './source-view.ts';

const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);

/** What the function of `node:http` answers: an `if` that compares the method, and the path or the match of a pattern with it. */
export function plainRoutes(root: Node): RouteView[] {
  const patterns = new Map(
    nodes(root.descendantsOfType('variable_declarator')).flatMap((node): [string, string][] => {
      const pattern = /^\/\^(.*)\$\/\.exec\(/s.exec(node.childForFieldName('value')?.text ?? '')?.[1];
      return pattern === undefined ? [] : [[node.childForFieldName('name')?.text ?? '', pathOf(pattern)]];
    }),
  );
  return nodes(root.descendantsOfType('if_statement')).flatMap((node): RouteView[] => {
    const condition = node.childForFieldName('condition')?.text ?? '';
    const found = /\.method === (['"`])([A-Z]+)\1 && (?:(\w+) !== null|.*\.pathname === (['"`])([^'"`\\]*)\4)\)$/s.exec(condition);
    const path = found?.[3] === undefined ? found?.[5] : patterns.get(found[3]);
    return found?.[2] && path !== undefined ? [{ method: found[2], path: decoded(path) }] : [];
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
