import type { Node } from 'web-tree-sitter';
import { depthAt, lineStart, nextLine, type RouteView, type ServerView } from './source-view.ts';

const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);

/** Classes on `http.server`, which answer in a method for each HTTP method. */
const handlerClasses = (root: Node): Node[] =>
  nodes(root.descendantsOfType('class_definition')).filter((node) =>
    /\b(?:BaseHTTPRequestHandler|SimpleHTTPRequestHandler)\b/.test(node.childForFieldName('superclasses')?.text ?? ''),
  );

const methodsOf = (node: Node): Node[] =>
  nodes(node.childForFieldName('body')?.namedChildren ?? []).filter((each) => each.type === 'function_definition');
const nameOf = (node: Node): string => node.childForFieldName('name')?.text ?? '';

/** The routes that such methods compare the path with; a segment that is not compared is a parameter. */
export function classRoutes(root: Node): RouteView[] {
  return handlerClasses(root)
    .flatMap(methodsOf)
    .flatMap((node) => {
      const own = /^do_([A-Z]+)$/.exec(nameOf(node))?.[1];
      return nodes(node.descendantsOfType('if_statement')).flatMap((each) => {
        const condition = each.childForFieldName('condition')?.text ?? '';
        const inner = each.childForFieldName('consequence')?.namedChildren[0]?.childForFieldName('condition')?.text ?? '';
        // A method that answers all compares which one it is with the path, or refuses the others first.
        const named = /\bself\.command == (['"])([A-Z]+)\1/.exec(condition)?.[2] ?? /^self\.command != (['"])([A-Z]+)\1$/.exec(inner)?.[2];
        const method = own ?? named;
        return method ? pathOf(condition).map((path) => ({ method, path })) : [];
      });
    });
}

function pathOf(condition: string): string[] {
  const whole = /\bpath\)? == (['"])([^'"\\]*)\1/.exec(condition)?.[2];
  if (whole !== undefined) return [whole];
  const length = Number(/^\(?\s*len\(parts\) == (\d{1,2})\b/.exec(condition)?.[1] ?? 0);
  if (length < 2) return [];
  const literals = new Map(
    [...condition.matchAll(/parts\[(\d+)\]\)? == (['"])([^'"\\]*)\2/g)].map((match) => [Number(match[1]), match[3]]),
  );
  return [Array.from({ length: length - 1 }, (_, at) => `/${literals.get(at + 1) ?? ':parameter'}`).join('')];
}

/** The first such class: where its next method belongs, and in each method the place in front of the answer to all that is left. */
export function classServer(root: Node, text: string, indent: string): ServerView | null {
  const [owner] = handlerClasses(root);
  const body = owner?.childForFieldName('body');
  const last = nodes(body?.namedChildren ?? []).at(-1);
  if (!owner || !body || !last) return null;
  const methods: NonNullable<ServerView['methods']> = {};
  for (const method of methodsOf(owner)) {
    const block = method.childForFieldName('body');
    const statements = nodes(block?.namedChildren ?? []).filter((each) => each.type !== 'comment');
    const first = statements[0];
    // A method on one line has no place for another statement.
    if (!block || !first || first.startPosition.row === method.startPosition.row) continue;
    const documented = first.type === 'expression_statement' && first.namedChildren[0]?.type === 'string';
    const end = statements.at(-1);
    const answersRest = end && end !== first && /^self\.send_\w+\(\s*(?:404|HTTPStatus\.NOT_FOUND)\b/.test(end.text);
    const at = answersRest
      ? lineStart(text, end.startIndex)
      : documented
        ? nextLine(text, Math.max(first.startIndex, first.endIndex - 1))
        : lineStart(text, first.startIndex);
    const before = (place: number) => text.slice(block.startIndex, Math.max(place, block.startIndex));
    const branch = statements.find((each) => each.type === 'if_statement');
    const early = branch ? lineStart(text, branch.startIndex) : at;
    methods[nameOf(method)] = { at, before: before(at), first: { at: early, before: before(early) } };
  }
  const at = nextLine(text, last.endIndex - 1);
  return { framework: 'http.server', variable: nameOf(owner), at, depth: depthAt(text, owner.startIndex, indent) + 1, methods };
}
