import type { Node } from 'web-tree-sitter';
import { depthAt, type Framework, type ImportView, lineStart, nextLine, type ServerView, type SourceView } from './source-view.ts';
import { plainRoutes, urlOf } from './view-script-plain.ts';

type Found = Pick<SourceView, 'form' | 'imports' | 'importsAt' | 'declared' | 'routes' | 'server' | 'appendAt' | 'hasEntry' | 'package'>;

const unquoted = (node: Node | null | undefined): string => (node?.text ?? '').replace(/^['"`]|['"`]$/g, '');
const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);

/** Imports, top-level names, routes and the server of a TypeScript or JavaScript file. */
export function viewScript(root: Node, text: string, indent: string): Found {
  const imports = scriptImports(root);
  const esm = root.namedChildren.some((node) => node?.type === 'import_statement' || node?.type === 'export_statement');
  const form = !esm && /\brequire\(/.test(text) ? 'require' : 'module';
  const last = imports.at(-1);
  const firstCode = nodes(root.namedChildren).find(
    (node) => node.type !== 'comment' && node.type !== 'hash_bang_line' && !/^['"]use /.test(node.text),
  );
  const importsAt = last ? nextLine(text, last.end) : firstCode ? lineStart(text, firstStart(firstCode)) : text.length;
  const server = scriptServer(root, text, indent);
  return {
    form,
    imports,
    importsAt,
    declared: nodes(root.namedChildren).flatMap(declaredBy),
    routes: [...scriptRoutes(root), ...plainRoutes(root)],
    server,
    appendAt: text.length,
    hasEntry: server !== null,
    package: null,
  };
}

function scriptImports(root: Node): ImportView[] {
  const found: ImportView[] = [];
  for (const node of nodes(root.namedChildren)) {
    if (node.type === 'import_statement') {
      const clause = nodes(node.namedChildren).find((child) => child.type === 'import_clause');
      const list = clause ? nodes(clause.namedChildren) : [];
      const named = list.find((child) => child.type === 'named_imports');
      const alias =
        list.find((child) => child.type === 'identifier') ?? list.find((child) => child.type === 'namespace_import')?.namedChildren[0];
      found.push({
        module: unquoted(node.childForFieldName('source')),
        names: named
          ? nodes(named.namedChildren)
              .filter((child) => child.type === 'import_specifier')
              .map((child) => child.childForFieldName('name')?.text ?? '')
          : [],
        alias: alias?.text ?? null,
        start: node.startIndex,
        end: node.endIndex,
        namesEnd: named ? (nodes(named.namedChildren).at(-1)?.endIndex ?? null) : null,
        typeOnly: /^import\s+type\b/.test(node.text),
      });
    }
    if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
      for (const declarator of nodes(node.namedChildren)) {
        const value = declarator.childForFieldName('value');
        if (value?.type !== 'call_expression' || value.childForFieldName('function')?.text !== 'require') continue;
        const target = declarator.childForFieldName('name');
        found.push({
          module: unquoted(value.childForFieldName('arguments')?.namedChildren[0]),
          names: target?.type === 'object_pattern' ? nodes(target.namedChildren).map((child) => child.text) : [],
          alias: target?.type === 'identifier' ? target.text : null,
          start: node.startIndex,
          end: node.endIndex,
          namesEnd: target?.type === 'object_pattern' ? (nodes(target.namedChildren).at(-1)?.endIndex ?? null) : null,
          typeOnly: false,
        });
      }
    }
  }
  return found;
}

function declaredBy(node: Node): string[] {
  if (node.type === 'export_statement')
    return node.childForFieldName('declaration') ? declaredBy(node.childForFieldName('declaration') as Node) : [];
  if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
    return nodes(node.namedChildren).map((child) => child.childForFieldName('name')?.text ?? '');
  }
  return node.childForFieldName('name') ? [node.childForFieldName('name')?.text ?? ''] : [];
}

function scriptRoutes(root: Node): { method: string; path: string }[] {
  return nodes(root.descendantsOfType('call_expression')).flatMap((call) => {
    const callee = call.childForFieldName('function');
    const method = callee?.type === 'member_expression' ? (callee.childForFieldName('property')?.text ?? '') : '';
    const first = call.childForFieldName('arguments')?.namedChildren[0];
    if (!/^(?:get|post|put|patch|delete|head|options|all)$/.test(method) || first?.type !== 'string') return [];
    return [{ method: method.toUpperCase(), path: unquoted(first) }];
  });
}

const makers: [RegExp, Framework][] = [
  [/^express(?:\.Router)?\(|^(?:express\.)?Router\(/, 'express'],
  [/^(?:await\s+)?(?:fastify|Fastify)\(/, 'fastify'],
  [/^new\s+Hono\s*(?:<[^()]*>)?\(/, 'hono'],
];

function scriptServer(root: Node, text: string, indent: string): ServerView | null {
  for (const declarator of nodes(root.descendantsOfType('variable_declarator'))) {
    const value = declarator.childForFieldName('value')?.text ?? '';
    const framework = makers.find(([pattern]) => pattern.test(value))?.[1];
    const variable = declarator.childForFieldName('name')?.text;
    const statement = declarator.parent?.parent?.type === 'export_statement' ? declarator.parent.parent : declarator.parent;
    if (!framework || !variable || !statement?.parent) continue;
    if (framework === 'express' && !/\bexpress\b/.test(text)) continue;
    const siblings = nodes(statement.parent.namedChildren).filter((node) => node.startIndex > statement.startIndex);
    const before = siblings.find((node) => endsRoutes(node, variable));
    const at = before
      ? aboveComments(before, text)
      : statement.parent.type === 'program'
        ? text.length
        : lineStart(text, statement.parent.endIndex - 1);
    return { framework, variable, at, depth: depthAt(text, statement.startIndex, indent) };
  }
  return plainServer(root, text, indent);
}

/** Listening, returning or exporting the app, and whatever answers all that is left: a route behind one of these is never reached. */
function endsRoutes(node: Node, variable: string): boolean {
  if (node.type === 'return_statement') return true;
  if (node.type === 'export_statement')
    return new RegExp(`\\b${escaped(variable)}\\b`).test(node.text) && !node.childForFieldName('declaration');
  if (!/^(?:expression_statement|lexical_declaration|variable_declaration|if_statement|try_statement)$/.test(node.type)) return false;
  if (/^module\.exports\b/.test(node.text)) return true;
  if (new RegExp(`(?:^|[^\\w.])${escaped(variable)}\\s*\\.\\s*listen\\s*\\(`).test(node.text)) return true;
  if (/\bcreateServer\s*\(|\bserver\.listen\s*\(|^(?:\w+\.)?serve\s*\(/.test(node.text)) return true;
  if (new RegExp(`^${escaped(variable)}\\s*\\.\\s*(?:all|use|get)\\s*\\(\\s*['"\`](?:\\*|/\\*)`).test(node.text)) return true;
  if (!new RegExp(`^${escaped(variable)}\\s*\\.\\s*(?:use|setErrorHandler|setNotFoundHandler)\\s*\\(`).test(node.text)) return false;
  const call = node.namedChildren[0];
  const handler = call?.childForFieldName('arguments')?.namedChildren[0];
  const parameters = handler?.childForFieldName('parameters')?.namedChildren.length ?? 0;
  return /^(?:arrow_function|function_expression|function)$/.test(handler?.type ?? '') && (parameters === 2 || parameters === 4);
}

const escaped = (name: string): string => name.replace(/[$]/g, '\\$&');

/** The start of the line of the comments that stand directly above a statement. */
function aboveComments(node: Node, text: string): number {
  return lineStart(text, firstStart(node));
}

function firstStart(node: Node): number {
  let first = node;
  while (first.previousNamedSibling?.type === 'comment' && first.startPosition.row - first.previousNamedSibling.endPosition.row <= 1) {
    const comment = first.previousNamedSibling;
    // A comment at the end of the line of another statement belongs to that statement.
    if (comment.previousSibling && comment.previousSibling.endPosition.row === comment.startPosition.row) break;
    first = comment;
  }
  return first.startIndex;
}

function plainServer(root: Node, text: string, indent: string): ServerView | null {
  for (const call of nodes(root.descendantsOfType('call_expression'))) {
    if (!/(?:^|\.)createServer$/.test(call.childForFieldName('function')?.text ?? '')) continue;
    const handler = nodes(call.childForFieldName('arguments')?.namedChildren ?? []).find((node) => /function/.test(node.type));
    const body = handler?.childForFieldName('body');
    const names = nodes(handler?.childForFieldName('parameters')?.namedChildren ?? []).map(
      (node) => (node.childForFieldName('pattern') ?? node).text,
    );
    const [request, response] = names;
    if (body?.type !== 'statement_block' || !request || !response || !/^\w+$/.test(request + response)) continue;
    const at = nextLine(text, body.startIndex);
    if (at > body.endIndex) continue;
    const depth = depthAt(text, body.startIndex, indent) + 1;
    const url = urlOf(body, text);
    return { framework: 'node:http', variable: '', at, depth, request, response, scope: body.text, ...(url ? { url } : {}) };
  }
  return null;
}
