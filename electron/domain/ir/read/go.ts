import type { Declaration, ImportNode, ModuleNode, Statement } from '../nodes.ts';
import { irVersion } from '../nodes.ts';
import { importOrder } from '../print/go-import.ts';
import { commentsOf } from './comments.ts';
import { commentRun, commentText, hoisted } from './go-comment.ts';
import { addDoc, commentDeclaration, readDeclarations } from './go-declaration.ts';
import { readExpression } from './go-expression.ts';
import { commented, readImports } from './go-import.ts';
import { type GoReader, keepText, spanOf } from './go-reader.ts';
import { readBody, readStatement } from './go-statement.ts';
import { readType } from './go-type.ts';
import { childOfType, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

/**
 * A Go file as a module.
 *
 * Normal form, which is what comes out and what prints and reads as itself:
 * - Sugar never comes out: `optional`, `fallible`, `void`, `datetime`, `set` and `bigint` types, `record`, `template`, `new`, `raise`,
 *   `define`, `repeat`, `for` without a start and an update, `each` over `times`, `assign` to a tuple (`assignParts` instead), `interface`
 *   declarations (`type` instead), `entry` (a `function` named main).
 * - `byte`, `rune` and `error` are named types, but `[]byte` is `bytes`; a call of a basic type, or in parentheses of a pointer to one, is a
 *   `cast`. `f[x]` is an `index` where `x` may be a value, and an `instantiation` where it can only be a type.
 * - An operation says in `semantics` what it means where a conversion in it shows a type that is not one of 64 bits.
 * - The prefix of `*T(x).y` and `<-chan T(x)` is outside of the conversion, and an arrow belongs to the `chan` on its left, as in Go.
 * - `[]T{…}` without keys is a `list`, `map[string]T{…}` a `dictionary`, any other literal a `composite`. A struct of named fields without
 *   empty lines and comments behind fields is a `record`, any other type a `type`.
 * - `else { if … }` has an empty line behind its only statement, which tells it from `else if`.
 * - `mutable` is never said: all variables of Go are.
 * - `for i := a; i < b; i++` is a `count` where `b` is a number, a name or the length of one and nothing inside changes `i` or `b`.
 *
 * Normalised, which the tokens of what is printed show: parentheses that precedence does not need, separators and trailing commas,
 * `x += 1` to `x++`, `var a, b T` to one line a variable, groups of variables inside functions and groups of types taken apart, parameters
 * and fields of one type (parameters share it, fields do not), imports sorted into one group, empty statements left out,
 * `for ; c; {}` to `for c {}`, prefixes and exponents of numbers in small letters, zeros that lead an imaginary number, the quotes of tags,
 * raw strings with carriage returns. Comments are lines behind `//` without what cannot be seen; those inside an expression stand in front
 * of its statement, in the order in which they came, and those inside a declaration above it, apart from its documentation.
 * Text of a comment is never set anew: where a block comment becomes documentation, gofmt would still set its headings and lists.
 *
 * Never throws; what is broken, nested too deep or unknown is kept as text.
 */
export function readGo(root: SyntaxNode, source: string): ModuleNode {
  const reader: GoReader = {
    source,
    comments: commentsOf(root, new Set(['comment'])),
    depth: 0,
    expression: (node) => readExpression(reader, node),
    type: (node) => readType(reader, node),
    body: (items, from) => readBody(reader, items, from),
    statement: (node) => readStatement(reader, node),
    declarations: (node) => readDeclarations(reader, node),
  };
  const module: ModuleNode = { version: irVersion, language: 'go', imports: [], declarations: [] };
  const nodes = root.type === 'ERROR' ? [root] : root.children;
  const at = readHead(reader, nodes, module);
  readRest(reader, nodes.slice(at), module);
  module.imports = importOrder(module.imports);
  for (const statement of hoisted(reader, 0, source.length)) module.declarations.push({ kind: 'statements', body: [statement] });
  return module;
}

/** Everything up to the package: the licence, build constraints, the comment on the package. Returns where the rest starts. */
function readHead(reader: GoReader, nodes: readonly SyntaxNode[], module: ModuleNode): number {
  const place = nodes.findIndex(({ type }) => type === 'package_clause');
  const clause = nodes[place];
  if (!clause || clause.hasError || nodes.slice(0, place).some(({ type, isNamed }) => isNamed && type !== 'comment')) return 0;
  const header: string[] = [];
  for (let at = 0; at < place; ) {
    const run = commentRun(reader, nodes.slice(0, place), at);
    if (run) {
      if (lineBreaksBetween(reader.source, run.end, clause.startIndex) < 2) module.doc = run.text;
      else header.push(run.text);
    }
    at = run ? run.next : at + 1;
  }
  if (header.length > 0) module.header = header;
  const name = childOfType(clause, 'package_identifier');
  if (name) module.package = textOf(name, reader.source);
  return place + 1;
}

/** A comment that waits for the declaration under it. */
interface Waiting {
  text: string;
  start: number;
  end: number;
}

function readRest(reader: GoReader, nodes: readonly SyntaxNode[], module: ModuleNode): void {
  const { declarations } = module;
  let waiting: Waiting | null = null;
  let end = nodes[0]?.startIndex ?? 0;
  let imported = false;
  const flush = (): void => {
    if (waiting) declarations.push(commentDeclaration(waiting.text, waiting.start, waiting.end));
    waiting = null;
  };
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at] as SyntaxNode;
    if (node.type === 'comment') {
      const isBehind = imported ? behindImport(reader, module.imports.at(-1), end, node) : behind(reader, declarations.at(-1), end, node);
      if (at > 0 && !waiting && isBehind) {
        at += 1;
        continue;
      }
      const run = commentRun(reader, nodes, at);
      if (run) {
        flush();
        waiting = run;
      }
      at = run ? Math.max(run.next, at + 1) : at + 1;
      continue;
    }
    at += 1;
    if (!node.isNamed) continue;
    const held = waiting as Waiting | null;
    const attached = held !== null && lineBreaksBetween(reader.source, held.end, node.startIndex) < 2 ? held : null;
    if (!attached) flush();
    waiting = null;
    if (node.type === 'import_declaration') {
      const imports = declarations.every(isComment) ? readImports(reader, node, attached ? [attached.text] : []) : null;
      imported = imports !== null;
      if (imports) addImports(module.imports, imports, reader, node);
      else declarations.push(keepText(reader, node, 'an import behind other declarations'));
    } else {
      const gap = lineBreaksBetween(reader.source, end, attached?.start ?? node.startIndex) < 2;
      declare(reader, node, attached, gap, declarations);
      imported = false;
    }
    end = node.endIndex;
  }
  flush();
}

const isComment = (node: Declaration): boolean => node.kind === 'statements' && node.body.every(({ kind }) => kind === 'comment');

/** Comments inside an import that belong to none of its parts stand above the first. */
function addImports(imports: ImportNode[], added: ImportNode[], reader: GoReader, node: SyntaxNode): void {
  const [comment] = hoisted(reader, node.startIndex, node.endIndex);
  const [first] = added;
  if (comment?.kind === 'comment' && first) added[0] = commented(first, [...(first.comments ?? []), comment.text]);
  imports.push(...added);
}

/** Whether a comment stands behind an import on its line, and is taken for it. */
function behindImport(reader: GoReader, last: ImportNode | undefined, end: number, node: SyntaxNode): boolean {
  if (!last || lineBreaksBetween(reader.source, end, node.startIndex) > 0 || textOf(node, reader.source).includes('\n')) return false;
  if (reader.comments.take(node))
    last.trailing = [last.trailing, commentText(node, reader.source)].filter((text) => text !== undefined).join(' ');
  return true;
}

/** Whether a comment stands behind the last declaration on its line, and is taken for it. */
function behind(reader: GoReader, last: Declaration | undefined, end: number, node: SyntaxNode): boolean {
  if (!last || last.kind === 'function' || last.kind === 'opaque') return false;
  if (lineBreaksBetween(reader.source, end, node.startIndex) > 0 || textOf(node, reader.source).includes('\n')) return false;
  const statement = last.kind === 'statements' && !last.grouped ? last.body.at(-1) : undefined;
  if (statement?.kind === 'comment') return false;
  if (!reader.comments.take(node)) return true;
  const text = commentText(node, reader.source);
  if (statement) statement.trailing = statement.trailing === undefined ? text : `${statement.trailing} ${text}`;
  else addDoc(last, text);
  return true;
}

const wordOf = (body: Statement[]): string | null => {
  const kinds = body.map((statement) => (statement.kind === 'let' ? statement.form : statement.kind === 'declare' ? 'var' : null));
  return kinds.length > 0 && kinds.every((kind) => kind !== null && kind === kinds[0]) ? (kinds[0] ?? null) : null;
};

/** Adds what a node declares, with the comment above it; variables line by line under each other stay together. */
function declare(reader: GoReader, node: SyntaxNode, above: Waiting | null, near: boolean, declarations: Declaration[]): void {
  const read = reader.declarations(node);
  const inside = hoisted(reader, node.startIndex, node.endIndex);
  const doc = above?.text ?? '';
  const [first] = read;
  const last = declarations.at(-1);
  const isPlain = (each: Declaration | undefined): each is Extract<Declaration, { kind: 'statements' }> =>
    each?.kind === 'statements' && !each.grouped;
  if (doc === '' && inside.length === 0 && near && read.length === 1 && isPlain(first) && isPlain(last)) {
    const word = wordOf(first.body);
    if (word !== null && word === wordOf(last.body.slice(-1))) {
      last.body.push(...first.body);
      if (last.span) last.span.end = spanOf(node).end;
      return;
    }
  }
  for (const comment of inside) declarations.push({ kind: 'statements', body: [comment], ...(comment.span ? { span: comment.span } : {}) });
  if (above) {
    if (read.length !== 1 || !first) declarations.push(commentDeclaration(doc, above.start, above.end));
    else addDoc(first, doc, read);
  }
  declarations.push(...read);
}
