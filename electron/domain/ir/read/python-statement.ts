import type { Declaration, Expression, ImportNode, Pattern, Statement } from '../nodes.ts';
import { readClassLike, readTypeParameters } from './python-class.ts';
import { readCompound } from './python-compound.ts';
import { assignmentOperator } from './python-expression.ts';
import { dottedName, guarded, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** One statement of the source: mostly one node, several where a line imports several modules. */
export function readStatement(reader: PythonReader, node: SyntaxNode): Statement[] {
  // What is broken anywhere in a line says nothing certain about the rest of it.
  const isLine = !node.children.some((child) => child.type === 'block' || child.field === 'definition');
  if (node.hasError && isLine) return [keepText(reader, node, 'a syntax error')];
  const read = guarded<{ kind: 'several'; statements: Statement[] }>(reader, node, () => ({
    kind: 'several',
    statements: statementOf(reader, node),
  }));
  if (read.kind === 'opaque') return [read];
  return read.statements.map((statement) => (statement.span ? statement : { ...statement, ...spanOf(node) }));
}

function statementOf(reader: PythonReader, node: SyntaxNode): Statement[] {
  const read = (inner: SyntaxNode): Expression => reader.expression(inner);
  const parts = partsOf(node);
  const [first, second] = parts;
  if (goesOverLines(reader, node)) return [keepText(reader, node, 'statements that the parser took for one')];
  switch (node.type) {
    case 'expression_statement':
      return [expressionStatement(reader, node, parts)];
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement': {
      const imports = readImport(reader, node);
      return imports
        ? imports.map((entry) => ({ kind: 'declaration', declaration: { kind: 'import', import: entry, ...spanOf(node) } }))
        : [keepText(reader, node, 'an unfinished import')];
    }
    case 'return_statement':
      return [
        {
          kind: 'return',
          values: first ? returned(read(first)) : [],
        },
      ];
    case 'pass_statement':
      return [{ kind: 'block', body: [] }];
    case 'break_statement':
      return [{ kind: 'break' }];
    case 'continue_statement':
      return [{ kind: 'continue' }];
    case 'delete_statement':
      return [{ kind: 'delete', targets: (first?.type === 'expression_list' ? partsOf(first) : parts).map(read) }];
    case 'assert_statement':
      if (!first) return [keepText(reader, node, 'an unfinished assertion')];
      return [{ kind: 'assert', condition: read(first), ...(second ? { message: read(second) } : {}) }];
    case 'global_statement':
    case 'nonlocal_statement':
      return [
        {
          kind: 'scope',
          form: node.type === 'global_statement' ? 'global' : 'nonlocal',
          names: parts.map((name) => textOf(name, reader.source)),
        },
      ];
    case 'raise_statement':
      return [raiseStatement(reader, node, parts)];
    case 'type_alias_statement':
      return [typeStatement(reader, node)];
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      return definition(reader, node);
    default:
      return [readCompound(reader, node)];
  }
}

/** Several values, but one where they are a tuple. */
const returned = (value: Expression): Expression[] => (value.kind === 'tuple' && value.items.length > 1 ? value.items : [value]);

function expressionStatement(reader: PythonReader, node: SyntaxNode, parts: SyntaxNode[]): Statement {
  const [first, second] = parts;
  if (!first) return keepText(reader, node, 'an unfinished statement');
  if (first.type === 'assignment') return assignment(reader, first);
  if (first.type === 'augmented_assignment') return augmented(reader, first);
  if (!second && !hasChild(node, ',')) return { kind: 'expression', value: reader.expression(first) };
  const items = parts.map((part) => reader.expression(part));
  // Parsers may take it for targets of the next line, so it is printed in parentheses.
  return { kind: 'expression', value: { kind: 'tupleLiteral', items, ...spanOf(node) } };
}

const simple = /^(?:expression|return|assert|delete|raise)_statement$/;

/** The parser may take `a, b` and `[c] = d` on the next line for one list of targets; Python takes them for two statements. */
function goesOverLines(reader: PythonReader, statement: SyntaxNode): boolean {
  if (!simple.test(statement.type) || !reader.source.slice(statement.startIndex, statement.endIndex).includes('\n')) return false;
  let [depth, end] = [0, statement.startIndex];
  const waiting = [statement];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type !== 'string' && node.children.length > 0) {
      waiting.push(...node.children.toReversed());
      continue;
    }
    // A backslash in front of a line break continues the line; it is a node only in some places.
    if (depth === 0 && /(?<!\\\r?)\n/.test(reader.source.slice(end, node.startIndex))) return true;
    if (/^[([{]$/.test(node.type)) depth += 1;
    else if (/^[)\]}]$/.test(node.type)) depth -= 1;
    end = node.endIndex;
  }
  return false;
}

function augmented(reader: PythonReader, node: SyntaxNode): Statement {
  const [left, operator, right] = [childOf(node, 'left'), childOf(node, 'operator'), childOf(node, 'right')];
  const meaning = operator && assignmentOperator(operator.type);
  if (!left || !right || !meaning) return keepText(reader, node, 'an unfinished assignment');
  return { kind: 'assign', target: reader.expression(left), operator: meaning, value: reader.expression(right) };
}

/** `a: T = b` and `a = b = c`. A plain name that is assigned to is not told apart from one that is declared by it. */
function assignment(reader: PythonReader, node: SyntaxNode): Statement {
  const targets: SyntaxNode[] = [];
  let current: SyntaxNode | undefined = node;
  let type: SyntaxNode | undefined;
  for (; current?.type === 'assignment'; current = childOf(current, 'right')) {
    const left = childOf(current, 'left');
    if (!left) return keepText(reader, node, 'an unfinished assignment');
    targets.push(left);
    type ??= childOf(current, 'type');
  }
  const [target] = targets as [SyntaxNode];
  if (type) return annotated(reader, node, target, type, targets.length === 1 ? current : null);
  if (!current || current.type === 'augmented_assignment') return keepText(reader, node, 'an unfinished assignment');
  const patterns = targets.map((each) => reader.pattern(each));
  const value = reader.expression(current);
  const plain = patterns.every(({ kind }) => kind === 'name' || kind === 'place');
  const [pattern, ...also] = patterns as [Pattern, ...Pattern[]];
  if (!plain) return { kind: 'assignParts', pattern, value, ...(also.length > 0 ? { also } : {}) };
  const [place, ...others] = patterns.map(targetOf) as [Expression, ...Expression[]];
  return { kind: 'assign', target: place, value, ...(others.length > 0 ? { also: others } : {}) };
}

const targetOf = (pattern: Pattern): Expression =>
  pattern.kind === 'place' ? pattern.target : (pattern as Extract<Expression, { kind: 'name' }>);

function annotated(
  reader: PythonReader,
  node: SyntaxNode,
  target: SyntaxNode,
  type: SyntaxNode,
  value: SyntaxNode | undefined | null,
): Statement {
  if (value === null || !['identifier', 'attribute', 'subscript'].includes(target.type))
    return keepText(reader, node, 'an annotation in parentheses');
  if (value) return { kind: 'assign', target: reader.expression(target), type: reader.type(type), value: reader.expression(value) };
  if (target.type !== 'identifier') return keepText(reader, node, 'an annotation of a place');
  return { kind: 'declare', name: textOf(target, reader.source), type: reader.type(type) };
}

/** `raise Type(message)` says what every language can say; anything else is a value that is thrown. */
function raiseStatement(reader: PythonReader, node: SyntaxNode, parts: SyntaxNode[]): Statement {
  const causeNode = childOf(node, 'cause');
  const [value, extra] = parts.filter((part) => part !== causeNode);
  if (extra || (!value && causeNode)) return keepText(reader, node, 'a raise with several values');
  if (!value) return { kind: 'throw' };
  if (value.type === 'expression_list') return keepText(reader, node, 'a raise with several values');
  const thrown = reader.expression(value);
  const cause = causeNode ? { cause: reader.expression(causeNode) } : {};
  const type = thrown.kind === 'call' ? dottedName(thrown.callee) : null;
  if (thrown.kind === 'call' && type && thrown.args.length === 1 && !thrown.named && /(^|\.)[A-Z]\w*$/.test(type)) {
    const [message] = thrown.args as [Expression];
    const plain = message.kind !== 'spread' && !(message.kind === 'comprehension' && message.form === 'generator');
    if (plain) return { kind: 'raise', type, message, ...cause };
  }
  return { kind: 'throw', value: thrown, ...cause };
}

function readImport(reader: PythonReader, node: SyntaxNode): ImportNode[] | null {
  const text = (inner: SyntaxNode): string => textOf(inner, reader.source).replace(/\s+/g, '');
  const names = childrenOf(node, 'name').map((entry) => {
    const [name, alias] = [childOf(entry, 'name'), childOf(entry, 'alias')];
    return { name: text(name ?? entry), alias: alias ? text(alias) : undefined };
  });
  if (node.type === 'import_statement') {
    if (names.length === 0) return null;
    return names.map(({ name, alias }) => ({ module: name, names: [], ...(alias ? { default: alias } : {}), ...spanOf(node) }));
  }
  const from = childOf(node, 'module_name');
  const module = node.type === 'future_import_statement' ? '__future__' : from ? text(from) : '';
  const imported = hasChild(node, 'wildcard_import') ? ['*'] : names.map(({ name, alias }) => (alias ? `${name} as ${alias}` : name));
  return module === '' || imported.length === 0 ? null : [{ module, names: imported, ...spanOf(node) }];
}

/** `type Name[T] = …`. */
function typeStatement(reader: PythonReader, node: SyntaxNode): Statement {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  const head = left && partsOf(left)[0];
  const [name, generics] = head?.type === 'generic_type' ? partsOf(head) : [head];
  const parameters = readTypeParameters(reader, generics);
  if (name?.type !== 'identifier' || !right || !parameters) return keepText(reader, node, 'a type statement');
  const typeParameters = parameters.length > 0 ? { typeParameters: parameters } : {};
  const declaration: Declaration = {
    kind: 'type',
    name: textOf(name, reader.source),
    ...typeParameters,
    type: reader.type(right),
    alias: true,
    lazy: true,
    ...spanOf(node),
  };
  return { kind: 'declaration', declaration };
}

/** A function or class inside a block, with the decorators in front of it. */
function definition(reader: PythonReader, node: SyntaxNode): Statement[] {
  const read = readDefinition(reader, node);
  if (read.kind === 'function') return [{ kind: 'define', function: read }];
  return read.kind === 'opaque' ? [read] : [{ kind: 'declaration', declaration: read }];
}

function readDefinition(reader: PythonReader, node: SyntaxNode): Declaration {
  const inner = node.type === 'decorated_definition' ? childOf(node, 'definition') : node;
  const header = inner?.children.filter((child) => child.type !== 'block') ?? [];
  if (!inner || inner.isMissing || header.some((child) => child.hasError)) return keepText(reader, node, 'a syntax error');
  const decorators: Expression[] = [];
  for (const child of node === inner ? [] : partsOf(node)) {
    const [value] = partsOf(child);
    if (child.type === 'decorator' && value) decorators.push(reader.expression(value));
  }
  const read = inner.type === 'function_definition' ? reader.functionNode(inner, decorators) : readClassLike(reader, inner, decorators);
  return read.kind === 'opaque' ? keepText(reader, node, read.reason) : { ...read, ...spanOf(node) };
}
