import type { ImportNode } from '#domain/ir/nodes';
import type { EditSource, FoundDeclaration } from '../edit-source.ts';
import { type AnyNode, contains, walk } from '../walk.ts';
import { memberPlaces, standsFor } from './members.ts';
import { createUses, doubt, type References, wordIn } from './uses.ts';

const extensions = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');

/** A path without `.` and `..`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The file that a module of an import is: by its path, else, for a name that a project gives its folders, the only file that ends so. */
export function resolveScript(module: string, from: string, paths: ReadonlySet<string>): string | null {
  const relative = module.startsWith('.');
  const tail = relative ? normal(`${from.slice(0, from.lastIndexOf('/') + 1)}${module}`) : module.replace(/^(?:[#@~][^/]*|src)\//, '');
  if (!relative && tail === module) return null;
  const bases = [tail, withoutExtension(tail)];
  const candidates = bases.flatMap((base) => extensions.flatMap((extension) => [`${base}${extension}`, `${base}/index${extension}`]));
  if (relative) return candidates.find((path) => paths.has(path)) ?? null;
  const found = [...paths].filter((path) => candidates.some((each) => path === each || path.endsWith(`/${each}`)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether the file gives the name to others, under the name itself. */
export function isExported({ module }: EditSource, { name, node }: Pick<FoundDeclaration, 'name' | 'node'>): boolean {
  if ((node as { exported?: boolean } | null)?.exported) return true;
  return module.declarations.some(
    (each) =>
      each.kind === 'export' && each.module === undefined && each.names.some((entry) => entry.name === name && (entry.as ?? name) === name),
  );
}

export function scriptReferences(source: EditSource, declaration: FoundDeclaration, others: readonly EditSource[]): References {
  const { name } = declaration;
  if (!isExported(source, declaration)) return { files: [], doubts: [] };
  const paths = new Set(source.paths);
  const uses = createUses();
  const doubts: References['doubts'] = [];
  /** The files that give it to others under its own name. */
  const givers = new Set([source.view.path]);
  const done = new Set<string>();
  const gives = (module: string, from: string): boolean => {
    const path = resolveScript(module, from, paths);
    return path !== null && givers.has(path);
  };
  for (let size = 0; size < givers.size; ) {
    size = givers.size;
    for (const other of others) readFile(other);
  }
  return { files: uses.all(), doubts };

  function readFile(other: EditSource): void {
    const { path, text } = other.view;
    const once = (key: string): boolean => !done.has(`${path} ${key}`) && done.add(`${path} ${key}`) !== undefined;
    const read = new Set<number>();
    for (const { node } of walk(other.module)) {
      const { module, names } = node as { module?: unknown; names?: unknown };
      if (typeof module !== 'string' || !Array.isArray(names) || !node.span || node.kind === 'import') continue;
      if (!gives(module, path)) continue;
      read.add(node.span.start);
      if (once(String(node.span.start))) fromModule(other, node);
    }
    // Modules that are asked for by a call while the program runs.
    for (const { node, parent } of walk(other.module)) {
      if (node.kind !== 'string' || !node.span || !gives(String(node['value']), path)) continue;
      if (parent?.node.kind === 'call' && text.slice(node.span.end).length > 0 && once(`call ${node.span.start}`))
        doubts.push(doubt(path, name, 'loads the module by a call', '通过调用加载该模块'));
    }
    for (const { node } of walk(other.module))
      if (
        node.kind === 'opaque' &&
        node.span &&
        /\b(?:import|require)\b/.test(String(node['text'])) &&
        gives(moduleIn(String(node['text'])), path)
      )
        if (once(`opaque ${node.span.start}`))
          doubts.push(doubt(path, name, 'imports the module in an unusual form', '以不常见的形式导入该模块'));
  }

  function fromModule(other: EditSource, node: AnyNode): void {
    const { path, text } = other.view;
    const span = node.span as { start: number; end: number };
    const use = uses.of(other);
    if (node.kind === 'export') {
      const { star } = node as { star?: true | string };
      if (star === true) givers.add(path);
      else if (typeof star === 'string') doubts.push(doubt(path, name, 'gives the whole module to others', '整体转出了该模块'));
      for (const entry of node['names'] as { name: string; as?: string }[]) {
        if (entry.name !== name) continue;
        const place = wordBefore(text, name, span, entry.as);
        if (place) use.places.push(place);
        if ((entry.as ?? name) === name) givers.add(path);
      }
      return;
    }
    const read = node as unknown as ImportNode;
    for (const word of read.names) {
      const [own = '', alias] = word.replace(/^type /, '').split(' as ');
      if (own !== name) continue;
      const bound = other.scopes.declarations.find(
        (each) => each.kind === 'import' && each.name === (alias ?? own) && contains(span, each.extent),
      );
      if (!bound) continue;
      if (alias === undefined) use.bindings.push(bound.id);
      else {
        use.aliases.push(bound.id);
        const place = wordIn(text, name, { start: bound.extent.start, end: bound.span.start });
        if (place) use.places.push(place);
      }
      const exports = other.scopes.occurrences.some(({ form, targets }) => form === 'export' && targets.includes(bound.id));
      if (exports && alias === undefined) givers.add(path);
    }
    if (read.namespace === undefined) return;
    const bound = other.scopes.declarations.find(
      (each) => each.kind === 'import' && each.name === read.namespace && contains(span, each.span),
    );
    if (!bound) return;
    use.places.push(...memberPlaces(other, read.namespace, name, standsFor(other, bound.id)));
    const whole = other.scopes.occurrences.filter(({ targets, role }) => targets.includes(bound.id) && role === 'reads');
    if (whole.some(({ end }) => !/^\s*\??\./.test(text.slice(end, end + 20))) && text.includes(`'${name}'`))
      doubts.push(doubt(path, name, 'uses the whole module as a value', '把整个模块当作值使用'));
  }
}

const moduleIn = (text: string): string => /['"]([^'"]+)['"]\s*\)?\s*;?\s*$/.exec(text)?.[1] ?? '';

/** The name in a list of exports, in front of its `as` where it has one. */
function wordBefore(text: string, name: string, span: { start: number; end: number }, as: string | undefined) {
  const braces = text.indexOf('}', span.start);
  const list = text.slice(span.start, braces);
  const own = name.replaceAll('$', '\\$');
  const match = new RegExp(`(?<![\\w$])${own}(?![\\w$])${as ? `(?=\\s+as\\s)` : '(?!\\s+as\\s)'}`).exec(list);
  return match ? { start: span.start + match.index, end: span.start + match.index + name.length } : null;
}
