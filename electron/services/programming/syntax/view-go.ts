import type { Node } from 'web-tree-sitter';
import { type ImportView, lineStart, nextLine, type RouteView, type ServerView, type SourceView } from './source-view.ts';

type Found = Pick<SourceView, 'form' | 'imports' | 'importsAt' | 'declared' | 'routes' | 'server' | 'appendAt' | 'hasEntry' | 'package'>;
const nodes = (list: (Node | null)[]): Node[] => list.filter((node): node is Node => node !== null);
const unquoted = (text: string): string => text.replace(/^["`]|["`]$/g, '');

/** Imports, top-level names, routes and the server of a Go file. */
export function viewGo(root: Node, text: string): Found {
  const top = nodes(root.namedChildren);
  const clause = top.find((node) => node.type === 'package_clause');
  const imports = nodes(root.descendantsOfType('import_spec')).map((spec): ImportView => {
    const inList = spec.parent?.type === 'import_spec_list';
    return {
      module: unquoted(spec.childForFieldName('path')?.text ?? ''),
      names: [],
      alias: spec.childForFieldName('name')?.text ?? null,
      start: spec.startIndex,
      end: spec.endIndex,
      namesEnd: inList ? spec.endIndex : null,
      typeOnly: false,
    };
  });
  const lastImport = top.filter((node) => node.type === 'import_declaration').at(-1);
  const declared = top.flatMap((node) => {
    if (node.type === 'function_declaration') return [node.childForFieldName('name')?.text ?? ''];
    if (/^(?:type|const|var)_declaration$/.test(node.type)) {
      return nodes(node.descendantsOfType(['type_spec', 'const_spec', 'var_spec'])).map(
        (spec) => spec.childForFieldName('name')?.text ?? '',
      );
    }
    return [];
  });
  return {
    form: 'module',
    imports,
    importsAt: lastImport ? nextLine(text, lastImport.endIndex) : clause ? nextLine(text, clause.endIndex) : 0,
    declared,
    routes: /"github\.com\/gin-gonic\/gin"/.test(text) ? ginRoutes(root) : goRoutes(root, text),
    server: goServer(root, text),
    appendAt: text.length,
    hasEntry: declared.includes('main'),
    package: clause?.namedChildren[0]?.text ?? null,
  };
}

function goRoutes(root: Node, text: string): RouteView[] {
  return nodes(root.descendantsOfType('call_expression')).flatMap((call) => {
    const first = call.childForFieldName('arguments')?.namedChildren[0];
    if (!/\.Handle(?:Func)?$/.test(call.childForFieldName('function')?.text ?? '') || !first || !/string_literal/.test(first.type))
      return [];
    const pattern = unquoted(first.text);
    const method = /^([A-Z]+) (.*)$/.exec(pattern);
    const handler = goHandler(root, text, call.childForFieldName('arguments')?.namedChildren[1]?.text ?? '');
    return [{ method: method?.[1] ?? '*', path: method?.[2] ?? pattern, ...(handler ? { handler } : {}) }];
  });
}

/** The function of this file that has the name, if it is one that answers requests. */
function goHandler(root: Node, text: string, name: string): RouteView['handler'] | null {
  const declared = nodes(root.namedChildren).find(
    (node) => node.type === 'function_declaration' && node.childForFieldName('name')?.text === name,
  );
  const body = declared?.childForFieldName('body');
  const parameters = /^\(\s*(\w+) http\.ResponseWriter,\s*(\w+) \*http\.Request\s*,?\s*\)$/.exec(
    declared?.childForFieldName('parameters')?.text ?? '',
  );
  const [, response, request] = parameters ?? [];
  if (!body || !response || !request || response === '_' || request === '_') return null;
  const at = nextLine(text, body.startIndex);
  if (at > body.endIndex) return null;
  const allow = new RegExp(`\\b${response}\\.Header\\(\\)\\.Set\\("Allow", [\\w.", +]+(?=\\))`).exec(body.text);
  return { at, response, request, allowEnd: allow ? body.startIndex + allow.index + allow[0].length : null, body: body.text };
}

const ginVerb = /\.(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** `router.GET("/path", handler)` */
const ginRoutes = (root: Node): RouteView[] =>
  nodes(root.descendantsOfType('call_expression')).flatMap((call) => {
    const method = ginVerb.exec(call.childForFieldName('function')?.text ?? '')?.[1];
    const first = call.childForFieldName('arguments')?.namedChildren[0];
    return method && first && /string_literal/.test(first.type) ? [{ method, path: unquoted(first.text) }] : [];
  });

/** The router of gin: a new route stands behind the last one, or behind what is set up before the routes. */
function ginServer(statements: Node[], block: Node, text: string): ServerView | null {
  const maker = statements.find((node) => /:=\s*gin\.(?:Default|New)\(/.test(node.text));
  const variable = /^(\w+)/.exec(maker?.text ?? '')?.[1];
  if (!maker || !variable) return null;
  const set = statements.filter((node) => new RegExp(`^${variable}\\.(?!Run)[A-Z]\\w*(?:\\(|\\s*=)`).test(node.text));
  const at = nextLine(text, (set.at(-1) ?? maker).endIndex);
  return at > block.endIndex ? null : { framework: 'gin', variable, at, depth: 1 };
}

function goServer(root: Node, text: string): ServerView | null {
  for (const block of nodes(root.descendantsOfType('block'))) {
    const statements = nodes(block.namedChildren).flatMap((node) => (node.type === 'statement_list' ? nodes(node.namedChildren) : [node]));
    const gin = ginServer(statements, block, text);
    if (gin) return gin;
    const maker = statements.find((node) => /:=\s*http\.NewServeMux\(\)/.test(node.text));
    const listens = statements.findIndex((node) => /\bhttp\.(?:ListenAndServe|Serve)\w*\(|&?http\.Server\{/.test(node.text));
    const variable = maker ? (/^(\w+)/.exec(maker.text)?.[1] ?? 'mux') : 'http';
    const routes = statements.filter((node) => new RegExp(`^${variable}\\.Handle(?:Func)?\\(`).test(node.text));
    if (!maker && listens < 0 && routes.length === 0) continue;
    // A mux of its own is handed to the server; DefaultServeMux serves only where nil is given.
    if (!maker && routes.length === 0 && !/,\s*nil\s*\)/.test(statements[listens]?.text ?? '')) continue;
    const last = routes.at(-1) ?? maker;
    const before = statements[listens];
    const at = last ? nextLine(text, last.endIndex) : before ? lineStart(text, before.startIndex) : nextLine(text, block.startIndex);
    if (at > block.endIndex) continue;
    return { framework: 'net/http', variable, at, depth: 1 };
  }
  return null;
}
