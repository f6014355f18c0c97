import { type Declaration, type ImportNode, irVersion, type ModuleNode, type Statement } from '../nodes.ts';
import { commentsOf } from './comments.ts';
import { opaqueModule } from './opaque.ts';
import { readBlock } from './python-block.ts';
import { readFunction, takeDoc } from './python-class.ts';
import { readExpression } from './python-expression.ts';
import { readPattern } from './python-pattern.ts';
import { lineStarts, type PythonReader, pythonIndentation } from './python-reader.ts';
import { readStatement } from './python-statement.ts';
import { tidyLines, trimmed } from './python-tidy.ts';
import { readType } from './python-type.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** For Python a tab goes to the next column that 8 divides, for the parser it is 8 columns: it sees other blocks. */
const mixedIndentation = /^(?: {8})* {1,7}\t+[^\s#]/m;

/**
 * Reads Python from its syntax tree.
 *
 * NORMAL FORM, what comes out of this reader. Not among it, because another node prints the same: `let` (an `assign`), `count` (an
 * `each` over `range`), `record` expressions and `new` (a `call`), `cast`, `pathPattern`, `typeValue`, `accessor` (decorators), `coalesce`
 * (`or`), `defer`, `if` with `before`, negative numbers (`negate`), a type parameter's constraint as text, a `raise` without a type.
 * A tuple with a star in it, or that is a statement, is a `tupleLiteral`. A text with values has the form `lines` only where its text goes
 * over lines, and needs no other quotes in its braces than around them. A `type` is lazy: any other alias is an `assign`.
 * A class becomes an `enum` or a `record` only where that prints the same class. `except Exception` has no types, `while True` no
 * condition. A body that is `pass` alone is empty; another `pass` is an empty `block`. `x is None` is `==` with null; `x == None` is a
 * `comparison`. From the first keyword on, arguments that a keyword follows stand in `named`.
 *
 * What the parser's grammar binds otherwise than Python does is put right here (python-binding.ts); where it runs two lines together or
 * has no rule, the lines stay text.
 *
 * What is normalised, so that it does not come back as it was written: quotes, prefixes and escapes that a formatter may change too;
 * the indentation, with which the lines of a docstring move;
 * optional parentheses, commas, semicolons, backslashes and line breaks; `else: if` for `elif`; `import a, b` as two imports; the last
 * colon of `a[b:c:]`; blanks in comments; more than one empty line; comments inside an expression, which go in front of its statement.
 */
export function readPython(root: SyntaxNode, source: string): ModuleNode {
  if (mixedIndentation.test(source)) return opaqueModule(source.trimEnd(), 'python', 'tabs behind blanks in an indentation');
  const reader: PythonReader = {
    source,
    lines: lineStarts(source),
    comments: commentsOf(root, new Set(['comment'])),
    unit: pythonIndentation(root, source).length,
    level: 0,
    depth: 0,
    yields: false,
    inClass: false,
    expression: (node) => readExpression(reader, node),
    pattern: (node) => readPattern(reader, node),
    type: (node) => readType(reader, node),
    statements: (nodes) => readBlock(reader, nodes, readStatement),
    functionNode: (node, decorators) => readFunction(reader, node, decorators),
  };
  const { header, rest } = headerOf(reader.statements(root.children));
  const { doc, body } = takeDoc(rest, 0);
  // A comment between the header and the docstring belongs to what follows; then the docstring stays where it is.
  const documented = doc !== undefined && rest[0]?.kind === 'expression';
  const { imports, statements } = importsOf(documented ? body : rest);
  return {
    version: irVersion,
    language: 'python',
    ...(header.length > 0 ? { header } : {}),
    ...(documented ? { doc } : {}),
    imports,
    declarations: declarationsOf(statements),
  };
}

/** The comments at the head of a file that an empty line or a docstring ends. */
function headerOf(statements: Statement[]): { header: string[]; rest: Statement[] } {
  const at = statements.findIndex(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const first = statements[at];
  const head = at < 0 ? statements : statements.slice(0, at);
  const isDoc = first?.kind === 'expression' && first.value.kind === 'string' && takeDoc([first], 0).doc !== undefined;
  const end = at < 0 || isDoc ? head.length : head.findLastIndex(({ kind }) => kind === 'blank') + 1;
  const groups: string[][] = [];
  let open = false;
  for (const statement of head.slice(0, end)) {
    if (statement.kind !== 'comment') open = false;
    else if (open) groups.at(-1)?.push(statement.text);
    else {
      groups.push([statement.text]);
      open = true;
    }
  }
  return { header: groups.map((group) => group.join('\n')), rest: trimmed(statements.slice(end)) };
}

/** The imports at the head of a module with the comments in front of them; statements that are not among them are left. */
function importsOf(statements: Statement[]): { imports: ImportNode[]; statements: Statement[] } {
  const imports: ImportNode[] = [];
  let done = 0;
  let comments: string[] = [];
  for (const [at, statement] of statements.entries()) {
    if (statement.kind === 'comment') comments.push(statement.text);
    else if (statement.kind === 'declaration' && statement.declaration.kind === 'import') {
      const trailing = statement.trailing === undefined ? {} : { trailing: statement.trailing };
      imports.push({ ...statement.declaration.import, ...(comments.length > 0 ? { comments } : {}), ...trailing });
      comments = [];
      done = at + 1;
    } else if (statement.kind !== 'blank') break;
  }
  return { imports, statements: trimmed(statements.slice(done)) };
}

/** Definitions stand alone; what stands between them is one node of statements. */
function declarationsOf(statements: Statement[]): Declaration[] {
  const declarations: Declaration[] = [];
  let body: Statement[] = [];
  const close = (): void => {
    const kept = tidyLines(body, false);
    if (kept.length > 0) declarations.push({ kind: 'statements', body: kept });
    body = [];
  };
  for (const statement of statements) {
    const own = declarationOf(statement);
    if (own === null) body.push(statement);
    else {
      close();
      declarations.push(own);
    }
  }
  body = trimmed(body);
  close();
  return declarations;
}

function declarationOf(statement: Statement): Declaration | null {
  if (statement.trailing !== undefined) return null;
  if (statement.kind === 'define') return statement.function;
  if (statement.kind === 'declaration') return statement.declaration;
  if (statement.kind !== 'if' || statement.otherwise || statement.condition.kind !== 'binary') return null;
  const { left, operator, right } = statement.condition;
  const isEntry =
    operator === '==' && left.kind === 'name' && left.name === '__name__' && right.kind === 'string' && right.value === '__main__';
  if (!isEntry || right.form || right.source !== undefined) return null;
  return { kind: 'entry', body: statement.then, ...(statement.span ? { span: statement.span } : {}) };
}
