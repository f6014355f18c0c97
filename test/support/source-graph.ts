import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A source file by its path from the project's folder, `/` between names. */
export interface Source {
  path: string;
  text: string;
}

/** One import, of whatever form: declaration, re-export, `import()`, `require()`, or a type that is looked up with `import('…')`. */
export interface Import {
  from: string;
  line: number;
  /** As written. */
  specifier: string;
  /** The file of ours that is meant, or undefined for a package or a `node:` module. */
  target: string | undefined;
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean;
}

const skipped = new Set(['node_modules', 'dist', 'out', 'results', 'fixtures', 'starter']);
const code = /\.(ts|mjs|cjs|js|svelte)$/;

/** All code of the project but what is generated and the fixtures. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) => walk(root, folder));
}

function walk(root: string, folder: string): Source[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(root, place);
    return code.test(entry.name) ? [{ path: place, text: readFileSync(path.join(root, place), 'utf8') }] : [];
  });
}

/**
 * The imports of the sources, with what they mean.
 *
 * @param aliases the `imports` of package.json: `#domain/*` → `./electron/domain/*.ts`
 */
export function importsOf(sources: Source[], aliases: Record<string, string>): Import[] {
  const known = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) =>
    scriptsOf(source).flatMap(({ text, line }) =>
      parse(text).map(({ at, specifier, typeOnly }) => ({
        from: source.path,
        line: line + at,
        specifier,
        target: resolve(source.path, specifier, aliases, known),
        typeOnly,
      })),
    ),
  );
}

interface Script {
  text: string;
  /** Number of the script's first line in its file, from 1. */
  line: number;
}

/** The scripts of a Svelte component, and its markup as a script of nothing but the `import()` calls in it; other files whole. */
function scriptsOf({ path: place, text }: Source): Script[] {
  if (!place.endsWith('.svelte')) return [{ text, line: 1 }];
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const scripts: Script[] = [];
  const markup = text.replace(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g, (whole: string, tag: string, body: string, offset: number) => {
    scripts.push({ text: body, line: lineAt(offset + tag.length) });
    return whole.replace(/[^\n]/g, ' ');
  });
  for (const match of markup.matchAll(/\bimport\(\s*(['"])[^'"\n]+\1\s*\)/g)) scripts.push({ text: match[0], line: lineAt(match.index) });
  return scripts;
}

interface Found {
  /** Lines from the start of the script. */
  at: number;
  specifier: string;
  typeOnly: boolean;
}

function parse(text: string): Found[] {
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: Found[] = [];
  const add = (node: ts.Node, literal: ts.Node | undefined, typeOnly: boolean) => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    found.push({ at: file.getLineAndCharacterOfPosition(node.getStart(file)).line, specifier: literal.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    // `import { type A }` leaves an empty import behind, so only `import type` counts as one that vanishes.
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isExternalModuleReference(node)) add(node, node.expression, false);
    else if (ts.isCallExpression(node) && isModuleCall(node.expression)) add(node, node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isModuleCall = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

function resolve(from: string, specifier: string, aliases: Record<string, string>, known: Set<string>): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), bare));
  for (const [alias, target] of Object.entries(aliases)) {
    const [before = '', after] = alias.split('*');
    if (after === undefined ? bare !== alias : !bare.startsWith(before)) continue;
    const file = path.posix.normalize(target.replace('*', bare.slice(before.length)));
    return known.has(file) || !known.has(file.replace(/\.ts$/, '.svelte.ts')) ? file : file.replace(/\.ts$/, '.svelte.ts');
  }
  return undefined;
}

/** The groups of files that import each other in a circle, by imports that exist at run time. */
export function cyclesOf(imports: Import[]): string[][] {
  const edges = new Map<string, Set<string>>();
  for (const { from, target, typeOnly } of imports) {
    if (target === undefined || typeOnly) continue;
    edges.set(from, (edges.get(from) ?? new Set()).add(target));
  }
  return stronglyConnected(edges).filter((group) => group.length > 1 || edges.get(group[0] ?? '')?.has(group[0] ?? ''));
}

/** Strongly connected components (Tarjan 1972). */
function stronglyConnected(edges: Map<string, Set<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const groups: string[][] = [];
  const visit = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    let low = number;
    stack.push(node);
    open.add(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.has(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(node, low);
    if (low === number) {
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) open.delete(member);
      groups.push(group.sort());
    }
    return low;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return groups;
}
