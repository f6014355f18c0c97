import type { Expression, Pattern, Statement } from '../nodes.ts';
import { commentsBetween, commentText, spacedComments } from './python-block.ts';
import { dottedName, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { bodyOf } from './python-tidy.ts';
import { childOf, childOfType, hasChild, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

type Try = Extract<Statement, { kind: 'try' }>;
type Resource = { resource: Expression; name: string | null; pattern?: Pattern };

/** Statements that hold statements. */
export function readCompound(reader: PythonReader, node: SyntaxNode): Statement {
  const inHeader = node.children.find((child) => child.hasError && child.type !== 'block' && !child.type.endsWith('_clause'));
  if (inHeader) return keepText(reader, node, 'a syntax error');
  switch (node.type) {
    case 'if_statement':
      return ifStatement(reader, node);
    case 'for_statement': {
      const [left, right, body] = [childOf(node, 'left'), childOf(node, 'right'), childOf(node, 'body')];
      if (!left || !right || !body) break;
      const pattern = reader.pattern(left);
      const source = reader.expression(right);
      const target = pattern.kind === 'name' ? { name: pattern.name } : { name: '', pattern };
      const awaits = hasChild(node, 'async') ? { awaits: true } : {};
      return { kind: 'each', ...target, source, ...awaits, ...headed(reader, node, body), ...otherwise(reader, node) };
    }
    case 'while_statement': {
      const [test, body] = [childOf(node, 'condition'), childOf(node, 'body')];
      if (!test || !body) break;
      const read = reader.expression(test);
      const condition = read.kind === 'boolean' && read.value ? {} : { condition: read };
      return { kind: 'loop', ...condition, ...headed(reader, node, body), ...otherwise(reader, node) };
    }
    case 'with_statement':
      return withStatement(reader, node);
    case 'try_statement':
      return tryStatement(reader, node);
    case 'match_statement':
      return keepText(reader, node, 'a match statement');
    case 'print_statement':
    case 'exec_statement':
      return keepText(reader, node, 'a statement of Python 2');
    default:
      return keepText(reader, node, `a statement of the kind "${node.type}"`);
  }
  return keepText(reader, node, 'an unfinished statement');
}

/** A body and the comment behind the line that opens it; further comments in front of the body are its first statements. */
export function headed(reader: PythonReader, node: SyntaxNode, body: SyntaxNode): { body: Statement[]; trailing?: string } {
  const colon = node.children.findLast((child) => child.type === ':' && child.startIndex < body.startIndex);
  const first = node.children.find((child) => child.type === 'comment' && child.startIndex > (colon?.startIndex ?? 0));
  const behind =
    first && colon && first.startIndex < body.startIndex && lineBreaksBetween(reader.source, colon.endIndex, first.startIndex) === 0;
  const trailing = behind && reader.comments.take(first) ? { trailing: commentText(reader, first) } : {};
  return { body: blockOf(reader, colon?.endIndex ?? body.startIndex, body), ...trailing };
}

/** The statements of a block, with the comments between its head and its first one. */
function blockOf(reader: PythonReader, from: number, body: SyntaxNode): Statement[] {
  const before = spacedComments(reader, from, body.startIndex);
  reader.level += 1;
  const statements = reader.statements(body.children);
  reader.level -= 1;
  return bodyOf([...before, ...statements]);
}

/** Comments in front of `elif`, `else`, `except` and `finally` end the body before. */
const endingWith = (reader: PythonReader, body: Statement[], from: SyntaxNode, clause: SyntaxNode): Statement[] =>
  bodyOf([...body, ...spacedComments(reader, from.endIndex, clause.startIndex)]);

function clauseBody(reader: PythonReader, clause: SyntaxNode): Statement[] {
  const block = childOf(clause, 'consequence') ?? childOf(clause, 'body') ?? childOfType(clause, 'block');
  if (!block || clause.hasError) {
    const errors = clause.children.some((child) => child.hasError && child.type !== 'block');
    if (!block || errors) return [keepText(reader, clause, 'a syntax error')];
  }
  const colon = clause.children.findLast((child) => child.type === ':' && child.startIndex < block.startIndex);
  return blockOf(reader, colon?.endIndex ?? block.startIndex, block);
}

function otherwise(reader: PythonReader, node: SyntaxNode): { otherwise?: Statement[] } {
  const clause = childOfType(node, 'else_clause');
  return clause ? { otherwise: clauseBody(reader, clause) } : {};
}

function ifStatement(reader: PythonReader, node: SyntaxNode): Statement {
  const clauses = node.children.filter((child) => child.type === 'elif_clause' || child.type === 'else_clause');
  const [test, body] = [childOf(node, 'condition'), childOf(node, 'consequence')];
  if (!test || !body || clauses.some((clause) => clause.type === 'elif_clause' && !childOf(clause, 'condition')))
    return keepText(reader, node, 'an unfinished statement');
  if (clauses.some((clause) => clause.children.some((child) => child.hasError && child.type !== 'block')))
    return keepText(reader, node, 'a syntax error');
  if (clauses.length > 100) return keepText(reader, node, 'more than 100 branches');
  const condition = reader.expression(test);
  const inHeader = commentsBetween(reader, node.startIndex, test.endIndex);
  const head = headed(reader, node, body);
  const bodies: { condition?: Expression; body: Statement[]; trailing?: string; clause: SyntaxNode }[] = [];
  let before: SyntaxNode = body;
  let then = head.body;
  for (const clause of clauses) {
    then = endingWith(reader, then, before, clause);
    const last = bodies.at(-1);
    if (last) last.body = then;
    else head.body = then;
    const branch = childOf(clause, 'condition');
    const block = childOf(clause, 'consequence');
    if (branch && block) {
      const read = reader.expression(branch);
      const hoisted = commentsBetween(reader, clause.startIndex, branch.endIndex);
      const entry = headed(reader, clause, block);
      then = bodyOf([...hoisted, ...entry.body]);
      bodies.push({ ...entry, body: then, condition: read, clause });
    } else {
      then = clauseBody(reader, clause);
      bodies.push({ body: then, clause });
    }
    before = clause;
  }
  let rest: Statement[] | undefined;
  for (const { condition: test, body: branch, trailing, clause } of bodies.reverse()) {
    if (!test) rest = branch;
    else {
      const inner: Statement = { kind: 'if', condition: test, then: branch, ...(rest ? { otherwise: rest } : {}), ...spanOf(clause) };
      rest = [trailing === undefined ? inner : { ...inner, trailing }];
    }
  }
  const { body: first, ...trailing } = head;
  return { kind: 'if', condition, then: bodyOf([...inHeader, ...first]), ...(rest ? { otherwise: rest } : {}), ...trailing };
}

function withStatement(reader: PythonReader, node: SyntaxNode): Statement {
  const [clause, body] = [childOfType(node, 'with_clause'), childOf(node, 'body')];
  let items = clause ? partsOf(clause) : [];
  const single = items.length === 1 ? childOf(items[0] as SyntaxNode, 'value') : undefined;
  // Parentheses around several resources read as a tuple of them.
  if (single?.type === 'tuple' && partsOf(single).some((part) => part.type === 'as_pattern')) items = partsOf(single);
  const resources = items.map((item) => resourceOf(reader, childOf(item, 'value') ?? item));
  const [first, ...also] = resources;
  if (!body || !first) return keepText(reader, node, 'an unfinished statement');
  const async = hasChild(node, 'async') ? { async: true } : {};
  return { kind: 'with', ...first, ...(also.length > 0 ? { also } : {}), ...async, ...headed(reader, node, body) };
}

function resourceOf(reader: PythonReader, node: SyntaxNode): Resource {
  const target = childOfType(node, 'as_pattern_target');
  const [value] = partsOf(node);
  if (node.type !== 'as_pattern' || !target || !value) return { resource: reader.expression(node), name: null };
  const pattern = reader.pattern(target);
  const resource = reader.expression(value);
  return pattern.kind === 'name' ? { resource, name: pattern.name } : { resource, name: null, pattern };
}

function tryStatement(reader: PythonReader, node: SyntaxNode): Statement {
  const body = childOf(node, 'body');
  const clauses = partsOf(node).filter((child) => child.type.endsWith('_clause'));
  if (!body) return keepText(reader, node, 'an unfinished statement');
  // In Python 2 the second is a name, since 3.14 a type.
  if (clauses.some((clause) => hasChild(clause, ','))) return keepText(reader, node, 'an except clause with several values');
  const head = headed(reader, node, body);
  const read: Try = { kind: 'try', body: head.body, catches: [] };
  let before: SyntaxNode = body;
  let current = head.body;
  let keep = (statements: Statement[]): void => {
    read.body = statements;
  };
  for (const clause of clauses) {
    keep(endingWith(reader, current, before, clause));
    before = clause;
    if (clause.type === 'except_clause') {
      const caught = { ...catchOf(reader, clause), ...(hasChild(clause, '*') ? { group: true } : {}) };
      read.catches.push(caught);
      current = caught.body;
      keep = (statements) => {
        caught.body = statements;
      };
    } else {
      current = clauseBody(reader, clause);
      const name = clause.type === 'else_clause' ? 'otherwise' : 'always';
      keep = (statements) => {
        read[name] = statements;
      };
      keep(current);
    }
  }
  return head.trailing === undefined ? read : { ...read, trailing: head.trailing };
}

/** `except Exception` catches all that a program should; `except:` really all. */
function catchOf(reader: PythonReader, clause: SyntaxNode): Try['catches'][number] {
  const value = childOf(clause, 'value') ?? partsOf(clause).find((child) => child.type !== 'block');
  const target = value && value.type === 'as_pattern' ? childOfType(value, 'as_pattern_target') : childOf(clause, 'alias');
  const caught = value?.type === 'as_pattern' ? partsOf(value)[0] : value;
  if (clause.children.some((child) => child.hasError && child.type !== 'block'))
    return { types: [], name: null, body: [keepText(reader, clause, 'a syntax error')] };
  const name = target ? textOf(target, reader.source) : null;
  if (!caught) return { types: [], name, bare: true, body: clauseBody(reader, clause) };
  const read = reader.expression(caught);
  const inHeader = commentsBetween(reader, clause.startIndex, caught.endIndex);
  const body = bodyOf([...inHeader, ...clauseBody(reader, clause)]);
  const items = read.kind === 'tupleLiteral' && read.items.length > 1 ? read.items : [read];
  const types = items.map(dottedName);
  if (types.some((type) => type === null)) return { types: [], typed: read, name, body };
  return { types: types.length === 1 && types[0] === 'Exception' ? [] : (types as string[]), name, body };
}
