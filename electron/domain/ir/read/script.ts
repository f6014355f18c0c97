/**
 * TypeScript and JavaScript. The NORMAL FORM, which `readScript` gives and which comes back from print and read as it was:
 *
 * - A module's imports at its head are in `imports`, with the comments in front of them; functions, classes, interfaces and types are
 *   declarations; all between them are `statements`, without blank lines at their ends. `entry` and `doc` of a module never come out.
 * - One statement for each variable: `const a = 1, b = 2` is two. `let` has one name; what is taken apart is a `destructure`.
 * - Branches and loops have braces; empty statements go. `while (true)` is a loop without a condition.
 * - A case of a switch that ends in `break` does not say so; a case that reaches the next one is `fallthrough`; cases that share a body
 *   are one case with several values.
 * - `throw new SomeError(message)` is `raise`, with `cause` where that is all there is behind the message; other throws are `throw`.
 * - `return` has at most one value; several are a list. A call has no named arguments; spreading is an argument of kind `spread`.
 * - Parentheses go where the tree says the same; `(a?.b).c` keeps them as a `sequence` of one. An arrow's expression is a body that
 *   returns it; `block` says that it was written with braces.
 * - A member's name in brackets that is a text and no word stands without them.
 * - A text has `source` where its value printed plainly would read otherwise; a number where its digits would.
 * - Interfaces of typed plain properties are records. `Array<T>` is a list, `T | undefined` is `optional` but for a parameter's or
 *   field's own type, where it is a union; a parameter that may be left out is `optional: true`. An async function's result stands
 *   without its promise.
 * - Sugar that only built modules have: `count`, `with`, `slice`, `comprehension`, `cast` in JavaScript, `record` values, `pathPattern`,
 *   `tuple`, named arguments, lets with several names.
 * - Documentation is `doc`; other comments are statements or members, those inside a statement in front of it.
 */
import type { TargetLanguage } from '../../programming.ts';
import { type Declaration, type ImportNode, irVersion, type ModuleNode, type Statement } from '../nodes.ts';
import { commentsOf } from './comments.ts';
import { opaqueModule } from './opaque.ts';
import { readClass } from './script-class.ts';
import { commentLine, readComment } from './script-comment.ts';
import { readDeclaration } from './script-declaration.ts';
import { readExpression } from './script-expression.ts';
import { readFunction, readPattern } from './script-function.ts';
import { readImport } from './script-import.ts';
import { commentTypes, type Item, type ScriptReader, withTails } from './script-reader.ts';
import { readItems, readStatements } from './script-statement.ts';
import { readType } from './script-type.ts';
import { lineBreaksBetween, type SyntaxNode } from './syntax-node.ts';

/** Reads a script whose tree the grammar of TypeScript, TSX or JavaScript made. Never throws. */
export function readScript(root: SyntaxNode, source: string, language: TargetLanguage): ModuleNode {
  if (root.type !== 'program') return opaqueModule(source, language, 'a syntax error');
  const reader: ScriptReader = {
    source,
    language,
    comments: commentsOf(root, commentTypes),
    parenthesised: new WeakSet(),
    unfinished: new WeakSet(),
    depth: 0,
    expression: (node) => readExpression(reader, node),
    pattern: (node) => readPattern(reader, node),
    statements: (nodes) => readStatements(reader, nodes),
    type: (node) => readType(reader, node),
    functionNode: (node) => readFunction(reader, node),
    classNode: (node) => readClass(reader, node),
    declaration: (node, doc) => readDeclaration(reader, node, doc),
  };
  const { imports, rest } = readImports(reader, withTails(root.children, source));
  return { version: irVersion, language, imports, declarations: grouped(readItems(reader, rest)) };
}

/** The imports at the head, up to the first thing that is none; comments behind the last one belong to what follows. */
function readImports(reader: ScriptReader, items: readonly Item[]): { imports: ImportNode[]; rest: readonly Item[] } {
  const imports: ImportNode[] = [];
  let [used, end] = [0, -1];
  let waiting: SyntaxNode[] = [];
  for (const [position, { node, end: codeEnd }] of items.entries()) {
    if (commentTypes.has(node.type)) {
      const last = imports.at(-1);
      const sameLine = last && end >= 0 && waiting.length === 0 && lineBreaksBetween(reader.source, end, node.endIndex) === 0;
      if (sameLine && last.trailing === undefined && reader.comments.take(node)) {
        last.trailing = commentLine(reader, node);
        used = position + 1;
      } else waiting.push(node);
      continue;
    }
    const read = node.type === 'import_statement' ? readImport(reader, node) : null;
    if (!read) break;
    const comments = [...waiting, ...reader.comments.within(node.startIndex, codeEnd)].map((comment) => headComment(reader, comment));
    imports.push(comments.length > 0 ? { ...read, comments } : read);
    for (const comment of waiting) reader.comments.take(comment);
    [used, end, waiting] = [position + 1, codeEnd, []];
  }
  return { imports, rest: items.slice(used) };
}

/** A comment of several lines keeps them, and is printed as a block again. */
function headComment(reader: ScriptReader, node: SyntaxNode): string {
  const { text, block } = readComment(reader, node);
  return block && text.includes('\n') ? text : commentLine(reader, node);
}

/** Puts what is no declaration of its own together. */
function grouped(body: readonly Statement[]): Declaration[] {
  const found: Declaration[] = [];
  let plain: Statement[] = [];
  const close = (): void => {
    while (plain.at(-1)?.kind === 'blank') plain.pop();
    while (plain[0]?.kind === 'blank') plain.shift();
    if (plain.length > 0) found.push({ kind: 'statements', body: plain });
    plain = [];
  };
  for (const statement of body) {
    if (statement.kind !== 'define' && statement.kind !== 'declaration' && statement.kind !== 'opaque') {
      plain.push(statement);
      continue;
    }
    close();
    found.push(statement.kind === 'define' ? statement.function : statement.kind === 'declaration' ? statement.declaration : statement);
    if (statement.trailing !== undefined) plain.push({ kind: 'comment', text: statement.trailing });
  }
  close();
  return found;
}
