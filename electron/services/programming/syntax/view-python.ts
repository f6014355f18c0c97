import type { Node } from 'web-tree-sitter';
import { depthAt, type ImportView, lineStart, nextLine, type ServerView, type SourceView } from './source-view.ts';
import { classRoutes, classServer } from './view-python-class.ts';

type Found = Pick<SourceView, 'form' | 'imports' | 'importsAt' | 'declared' | 'routes' | 'server' | 'appendAt' | 'hasEntry' | 'package'>;
const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);
const unquoted = (text: string): string => text.replace(/^[rbfuRBFU]*['"]+|['"]+$/g, '');

/** Imports, top-level names, routes and the server of a Python file. */
export function viewPython(root: Node, text: string, indent: string): Found {
  const top = nodes(root.namedChildren);
  const imports = top.flatMap(importOf);
  const last = imports.at(-1);
  const firstCode = top.find(
    (node) => node.type !== 'comment' && !(node.type === 'expression_statement' && node.namedChildren[0]?.type === 'string'),
  );
  const guard = top.find((node) => node.type === 'if_statement' && /^if\s+__name__\s*==/.test(node.text));
  const runs = top.find((node) => node.type === 'expression_statement' && /^(?:\w+\.run|uvicorn\.run|main)\(/.test(node.text));
  const entry = guard ?? runs;
  return {
    form: 'module',
    imports,
    importsAt: last ? nextLine(text, Math.max(last.start, last.end - 1)) : firstCode ? lineStart(text, firstCode.startIndex) : text.length,
    declared: top.flatMap(declaredBy),
    routes: [...pythonRoutes(root), ...classRoutes(root)],
    server: pythonServer(root, text, indent, entry ? startWithComments(entry, text) : text.length) ?? classServer(root, text, indent),
    appendAt: entry ? startWithComments(entry, text) : text.length,
    hasEntry: entry !== undefined,
    package: null,
  };
}

function startWithComments(node: Node, text: string): number {
  let first = node;
  while (first.previousNamedSibling?.type === 'comment' && first.startPosition.row - first.previousNamedSibling.startPosition.row === 1)
    first = first.previousNamedSibling;
  return lineStart(text, first.startIndex);
}

function importOf(node: Node): ImportView[] {
  const base = { start: node.startIndex, end: node.endIndex, namesEnd: null, typeOnly: false };
  if (node.type === 'import_statement') {
    return nodes(node.namedChildren).map((child) => ({
      ...base,
      module: child.childForFieldName('name')?.text ?? child.text,
      names: [],
      alias: child.childForFieldName('alias')?.text ?? child.text,
    }));
  }
  if (node.type !== 'import_from_statement' && node.type !== 'future_import_statement') return [];
  const module = node.childForFieldName('module_name')?.text ?? '__future__';
  const names = nodes(node.childrenForFieldName('name'));
  const last = names.at(-1);
  return [
    {
      ...base,
      module,
      names: names.map((child) => child.childForFieldName('name')?.text ?? child.text),
      alias: null,
      namesEnd: last ? last.endIndex : null,
    },
  ];
}

function declaredBy(node: Node): string[] {
  if (node.type === 'decorated_definition') return declaredBy(node.childForFieldName('definition') ?? node);
  if (node.type === 'function_definition' || node.type === 'class_definition') return [node.childForFieldName('name')?.text ?? ''];
  const inner = node.namedChildren[0];
  return node.type === 'expression_statement' && inner?.type === 'assignment' ? [inner.childForFieldName('left')?.text ?? ''] : [];
}

function pythonRoutes(root: Node): { method: string; path: string }[] {
  return nodes(root.descendantsOfType('decorator')).flatMap((decorator) => {
    const call = decorator.namedChildren[0];
    const property = call?.childForFieldName('function')?.childForFieldName('attribute')?.text ?? '';
    const args = nodes(call?.childForFieldName('arguments')?.namedChildren ?? []);
    const path = args[0]?.type === 'string' ? unquoted(args[0].text) : null;
    if (path === null) return [];
    if (/^(?:get|post|put|patch|delete|head|options)$/.test(property)) return [{ method: property.toUpperCase(), path }];
    if (property !== 'route' && property !== 'api_route') return [];
    const listed = args.find((node) => node.type === 'keyword_argument' && node.text.startsWith('methods'));
    const methods = listed ? [...listed.text.matchAll(/['"](\w+)['"]/g)].map((match) => (match[1] ?? '').toUpperCase()) : ['GET'];
    return methods.map((method) => ({ method, path }));
  });
}

function pythonServer(root: Node, text: string, indent: string, end: number): ServerView | null {
  for (const assignment of nodes(root.descendantsOfType('assignment'))) {
    const maker = /^(?:flask\.|fastapi\.)?(Flask|Blueprint|FastAPI|APIRouter)\(/.exec(
      assignment.childForFieldName('right')?.text ?? '',
    )?.[1];
    const variable = assignment.childForFieldName('left')?.text ?? '';
    if (!maker || !/^\w+$/.test(variable)) continue;
    const statement = assignment.parent ?? assignment;
    const block = statement.parent;
    const depth = depthAt(text, statement.startIndex, indent);
    let at = end;
    if (block && block.type !== 'module') {
      const stop = nodes(block.namedChildren).find(
        (node) => node.startIndex > statement.startIndex && /^(?:return\b|\w+\.run\()/.test(node.text),
      );
      at = stop ? startWithComments(stop, text) : nextLine(text, block.endIndex - 1);
    }
    const framework = maker === 'Flask' || maker === 'Blueprint' ? 'flask' : 'fastapi';
    return { framework, variable, at, depth, usesRoute: framework === 'flask' && /\.route\(/.test(text) };
  }
  return null;
}
