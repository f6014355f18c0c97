import type { Declaration, Expression, Statement } from '../nodes.ts';
import { readSwitch, readTry } from './script-branch.ts';
import { commentLine, docBefore, hoisted, readComment, takesTrailing } from './script-comment.ts';
import { assignmentOperator, reasonOf } from './script-expression.ts';
import {
  commentTypes,
  endOf,
  guarded,
  type Item,
  isBroken,
  keepText,
  parts,
  placed,
  type ScriptReader,
  withTails,
} from './script-reader.ts';
import { readVariables } from './script-variable.ts';
import { childOf, hasChild, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

const documented = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_signature',
  'class_declaration',
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'internal_module',
  'module',
  'export_statement',
  'ambient_declaration',
]);

/** What has no name where it is exported by default. */
const defaults = new Set(['function_expression', 'generator_function', 'class']);

/**
 * Statements in their order with comments and blank lines between them (one for any number). A comment on the line of a statement's end
 * is its `trailing`; comments inside a statement come to stand in front of it.
 */
export const readStatements = (reader: ScriptReader, nodes: readonly SyntaxNode[]): Statement[] =>
  readItems(reader, withTails(nodes, reader.source));

/** The same for nodes whose ends are known. */
export function readItems(reader: ScriptReader, items: readonly Item[]): Statement[] {
  const found: Statement[] = [];
  let end = -1;
  for (const [position, { node, end: last }] of items.entries()) {
    if (!node.isNamed && node.type !== 'ERROR') continue;
    const breaks = end < 0 ? 0 : lineBreaksBetween(reader.source, end, node.startIndex);
    const before = items[position - 1]?.node;
    const next = items[position + 1]?.node;
    if (commentTypes.has(node.type)) {
      const isDoc = next !== undefined && takesDoc(next) && docBefore(reader, node, next) !== null;
      if (breaks > 1) found.push({ kind: 'blank' });
      if (!isDoc && reader.comments.take(node)) addComment(reader, found, node, end >= 0 && breaks === 0);
    } else if (node.type === 'empty_statement') {
      found.push(...hoisted(reader, node.startIndex, last));
      continue;
    } else {
      const doc = before && takesDoc(node) ? docBefore(reader, before, node) : null;
      if (doc !== null && before) reader.comments.take(before);
      else if (breaks > 1) found.push({ kind: 'blank' });
      const { tail } = endOf(node, reader.source);
      const held = tail.filter((comment) => reader.comments.take(comment));
      const read = readStatement(reader, node, doc ?? undefined);
      // What was kept as text has them in it.
      const kept = read.length === 1 && read[0]?.kind === 'opaque' ? (read[0].span?.end ?? 0) : 0;
      for (const comment of held) if (comment.startIndex >= kept) reader.comments.leave(comment);
      found.push(...hoisted(reader, node.startIndex, last), ...read);
    }
    end = last;
  }
  while (found.at(-1)?.kind === 'blank') found.pop();
  return found;
}

/** Whether a declaration has a place for documentation; `export const` and the like do not. */
function takesDoc(node: SyntaxNode): boolean {
  if (node.type !== 'export_statement' && node.type !== 'ambient_declaration') return documented.has(node.type);
  const inner = childOf(node, 'declaration') ?? childOf(node, 'value') ?? node.children.find((child) => documented.has(child.type));
  return inner !== undefined && (documented.has(inner.type) || defaults.has(inner.type)) && !node.hasError;
}

function addComment(reader: ScriptReader, found: Statement[], node: SyntaxNode, sameLine: boolean): void {
  const last = found.at(-1);
  const line = commentLine(reader, node);
  const oneLine = lineBreaksBetween(reader.source, node.startIndex, node.endIndex) === 0;
  if (sameLine && oneLine && last && takesTrailing(last) && line !== '') last.trailing = line;
  else found.push(readComment(reader, node));
}

/** One statement; more than one where a declaration has several variables, none where there is nothing to keep. */
function readStatement(reader: ScriptReader, node: SyntaxNode, doc: string | undefined): Statement[] {
  const read = isBroken(node) ? keepText(reader, node, 'a syntax error') : guarded(reader, node, () => statementOf(reader, node, doc));
  return Array.isArray(read) ? read : [read];
}

function statementOf(reader: ScriptReader, node: SyntaxNode, doc: string | undefined): Statement | Statement[] {
  const expression = (field: string): Expression => {
    const child = childOf(node, field);
    return child ? reader.expression(child) : keepText(reader, node, 'an incomplete statement');
  };
  const body = (field: string): Statement[] => bodyOf(reader, childOf(node, field));
  const label = (): { label?: string } => {
    const name = childOf(node, 'label');
    return name ? { label: textOf(name, reader.source) } : {};
  };
  const only = (): Expression | undefined => {
    const [first] = parts(node);
    return first ? reader.expression(first) : undefined;
  };
  switch (node.type) {
    case 'expression_statement':
      return readExpressionStatement(reader, node);
    case 'lexical_declaration':
    case 'variable_declaration':
      return readVariables(reader, node, {});
    case 'return_statement': {
      const value = only();
      return placed(node, { kind: 'return', values: value ? [value] : [] });
    }
    case 'if_statement': {
      const otherwise = childOf(node, 'alternative');
      const rest = otherwise ? parts(otherwise)[0] : undefined;
      const condition = expression('condition');
      const then = body('consequence');
      return placed(node, { kind: 'if', condition, then, ...(otherwise ? { otherwise: bodyOf(reader, rest) } : {}) });
    }
    case 'for_statement':
      return readFor(reader, node);
    case 'for_in_statement':
      return readEach(reader, node);
    case 'while_statement': {
      const condition = expression('condition');
      const endless = condition.kind === 'boolean' && condition.value;
      return placed(node, { kind: 'loop', ...(endless ? {} : { condition }), body: body('body') });
    }
    case 'do_statement':
      return placed(node, { kind: 'repeat', body: body('body'), condition: expression('condition') });
    case 'switch_statement':
      return readSwitch(reader, node);
    case 'try_statement':
      return readTry(reader, node);
    case 'throw_statement':
      return readThrow(reader, node);
    case 'labeled_statement': {
      const inner = childOf(node, 'body');
      const [first, ...more] = inner ? readStatements(reader, [inner]) : [];
      if (!first || more.length > 0) return keepText(reader, node, 'a label before no statement');
      return placed(node, { kind: 'labelled', label: label().label ?? '', body: first });
    }
    case 'break_statement':
      return placed(node, { kind: 'break', ...label() });
    case 'continue_statement':
      return placed(node, { kind: 'continue', ...label() });
    case 'statement_block':
      return placed(node, { kind: 'block', body: readStatements(reader, node.children) });
    case 'function_declaration':
    case 'generator_function_declaration': {
      const read = reader.functionNode(node);
      return placed(node, { kind: 'define', function: doc === undefined ? read : { ...read, doc } });
    }
    default: {
      const declaration = documented.has(node.type) || node.type === 'import_statement' ? reader.declaration(node, doc) : null;
      if (declaration === null) return keepText(reader, node, reasonOf(node));
      return declaration.kind === 'statements' ? declaration.body : fromDeclaration(node, declaration);
    }
  }
}

const fromDeclaration = (node: SyntaxNode, declaration: Declaration): Statement =>
  declaration.kind === 'opaque' ? declaration : placed(node, { kind: 'declaration', declaration });

/** The statements of a branch or loop, with braces or without. */
export function bodyOf(reader: ScriptReader, node: SyntaxNode | undefined): Statement[] {
  if (!node) return [];
  return node.type === 'statement_block' ? readStatements(reader, node.children) : readStatements(reader, [node]);
}

function readExpressionStatement(reader: ScriptReader, node: SyntaxNode): Statement | Statement[] {
  const [written] = parts(node);
  if (!written) return [];
  if (written.type === 'internal_module') return keepText(reader, node, 'a namespace');
  // A statement that begins with a brace is a block, in which the grammar takes a label for a key.
  if (reader.source[node.startIndex] === '{') return keepText(reader, node, 'a label in a block');
  const inner = assignmentIn(written) ?? written;
  if (inner.type === 'assignment_expression' || inner.type === 'augmented_assignment_expression') {
    const left = childOf(inner, 'left');
    const right = childOf(inner, 'right');
    if (!left || !right || hasChild(inner, 'using') || inner.children.some((child) => child.type === 'ERROR'))
      return keepText(reader, node, 'a using declaration');
    const operator = assignmentOperator(childOf(inner, 'operator')?.type ?? '=');
    if (left.type === 'array_pattern' || left.type === 'object_pattern')
      return placed(node, { kind: 'assignParts', pattern: reader.pattern(left), value: reader.expression(right) });
    const target = reader.expression(left);
    return placed(node, { kind: 'assign', target, ...(operator ? { operator } : {}), value: reader.expression(right) });
  }
  return placed(node, { kind: 'expression', value: reader.expression(inner) });
}

/** `({ a } = b)` needs its parentheses, others have them for no reason. */
function assignmentIn(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'parenthesized_expression') return /assignment_expression$/.test(node.type) ? node : undefined;
  const [inner] = parts(node);
  return inner && assignmentIn(inner);
}

function readFor(reader: ScriptReader, node: SyntaxNode): Statement {
  const initializer = childOf(node, 'initializer');
  const conditions = node.children.filter((child) => child.field === 'condition' && child.isNamed && child.type !== 'empty_statement');
  const increment = childOf(node, 'increment');
  let start: Statement[] = [];
  if (initializer && initializer.type !== 'empty_statement')
    start = /_declaration$/.test(initializer.type)
      ? readVariables(reader, initializer, {})
      : [placed(initializer, { kind: 'expression', value: reader.expression(initializer) })];
  if (start.some((each) => each.kind === 'opaque')) return keepText(reader, node, 'an unusual start of a loop');
  const [condition] = conditions;
  return placed(node, {
    kind: 'for',
    start,
    ...(condition ? { condition: reader.expression(unwrapped(condition)) } : {}),
    update: increment ? [placed(increment, { kind: 'expression', value: reader.expression(increment) })] : [],
    body: bodyOf(reader, childOf(node, 'body')),
  });
}

const unwrapped = (node: SyntaxNode): SyntaxNode => (node.type === 'expression_statement' ? (parts(node)[0] ?? node) : node);

function readEach(reader: ScriptReader, node: SyntaxNode): Statement {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right || childOf(node, 'value')) return keepText(reader, node, 'an unusual loop');
  const word = childOf(node, 'kind')?.type;
  if (word !== undefined && !/^(?:const|let|var)$/.test(word)) return keepText(reader, node, 'a using declaration');
  const plain = left.type === 'identifier';
  const declares =
    word === 'const' ? {} : { declares: word === undefined ? ('assigned' as const) : word === 'let' ? ('let' as const) : ('var' as const) };
  return placed(node, {
    kind: 'each',
    name: plain ? textOf(left, reader.source) : '',
    ...(plain ? {} : { pattern: reader.pattern(left) }),
    ...(childOf(node, 'operator')?.type === 'in' ? { over: 'keys' as const } : {}),
    ...declares,
    source: reader.expression(right),
    body: bodyOf(reader, childOf(node, 'body')),
    ...(hasChild(node, 'await') ? { awaits: true } : {}),
  });
}

function readThrow(reader: ScriptReader, node: SyntaxNode): Statement {
  const [inner] = parts(node);
  if (!inner) return keepText(reader, node, 'an incomplete statement');
  const value = reader.expression(inner);
  if (value.kind === 'new' && value.callee.kind === 'name' && /^[A-Z]\w*(?:Error|Exception)$|^Error$/.test(value.callee.name)) {
    const [message, options] = value.args;
    const only = options?.kind === 'dictionary' && options.entries.length === 1 ? options.entries[0] : undefined;
    const cause = only && 'key' in only && only.key === 'cause' ? only.value : undefined;
    const fits = value.args.length === 1 || (value.args.length === 2 && cause !== undefined);
    const type = value.callee.name === 'Error' ? {} : { type: value.callee.name };
    if (fits && message && message.kind !== 'spread' && !value.typeArguments)
      return placed(node, { kind: 'raise', ...type, message, ...(cause ? { cause } : {}) });
  }
  return placed(node, { kind: 'throw', value });
}
