import type { AssignmentOperator, Declaration, Expression, Statement } from '../nodes.ts';
import { isChained } from '../print/go-statement.ts';
import { readSelect, readSwitch, readTypeSwitch } from './go-cases.ts';
import { commentRun, hoisted, pushStatement } from './go-comment.ts';
import { operatorOf } from './go-expression.ts';
import { readFor } from './go-loop.ts';
import { beforeOf, blockOf, targetsOf, valuesOf } from './go-parts.ts';
import { brokenHead, type GoReader, guarded, keepText, parts, placed } from './go-reader.ts';
import { readVariable, readVariables } from './go-variable.ts';
import { childOf, childOfType, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

/** The children of a block with the statements of the list inside it and the comments around that list in one row. */
function flat(items: readonly SyntaxNode[]): SyntaxNode[] {
  return items.flatMap((item) => (item.type === 'statement_list' ? [...item.children] : [item]));
}

export function readBody(reader: GoReader, items: readonly SyntaxNode[], from: number): Statement[] {
  const nodes = flat(items);
  const body: Statement[] = [];
  let end = from;
  const gap = (start: number): void => {
    if (body.length > 0 && body.at(-1)?.kind !== 'blank' && lineBreaksBetween(reader.source, end, start) === 2)
      body.push({ kind: 'blank' });
  };
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at] as SyntaxNode;
    if (node.type === 'comment') {
      const last = body.at(-1);
      const beside =
        last && last.kind !== 'comment' && last.kind !== 'blank' && lineBreaksBetween(reader.source, end, node.startIndex) === 0;
      if (beside && !textOf(node, reader.source).includes('\n')) {
        const [comment] = hoisted(reader, node.startIndex, node.endIndex);
        if (comment?.kind === 'comment') last.trailing = last.trailing === undefined ? comment.text : `${last.trailing} ${comment.text}`;
        end = node.endIndex;
        at += 1;
        continue;
      }
      const run = commentRun(reader, nodes, at);
      if (run) {
        gap(run.start);
        pushStatement(body, { kind: 'comment', text: run.text, span: { start: run.start, end: run.end } });
        end = run.end;
      }
      at = run ? Math.max(run.next, at + 1) : at + 1;
      continue;
    }
    at += 1;
    if (!node.isNamed || node.type === 'empty_statement') continue;
    gap(node.startIndex);
    const read = reader.statement(node);
    for (const statement of hoisted(reader, node.startIndex, node.endIndex)) pushStatement(body, statement);
    for (const statement of read) pushStatement(body, statement);
    end = node.endIndex;
  }
  while (body.at(-1)?.kind === 'blank') body.pop();
  return body;
}

/**
 * Go ends a statement at the end of a line; the parser takes a block on the next one for the braces of a literal: `x := f[T]`, `{ … }`.
 */
function hasBlockBehind(node: SyntaxNode, source: string): boolean {
  let last: SyntaxNode | undefined = node;
  while (last && last.type !== 'composite_literal') {
    const inner: SyntaxNode | undefined = last.children.at(-1);
    last = inner?.endIndex === node.endIndex ? inner : undefined;
  }
  const [type, body] = last ? [childOf(last, 'type'), childOf(last, 'body')] : [];
  return type != null && body != null && source.slice(type.endIndex, body.startIndex).includes('\n');
}

export function readStatement(reader: GoReader, node: SyntaxNode): Statement[] {
  if (node.hasError && brokenHead(node)) return [keepText(reader, node, 'a syntax error')];
  if (hasBlockBehind(node, reader.source)) return [keepText(reader, node, 'a block that the parser takes for a literal')];
  if (node.type === 'var_declaration') return readVariables(reader, node);
  if (node.type === 'var_spec' || node.type === 'const_spec') return readVariable(reader, node);
  if (node.type === 'const_declaration' || node.type === 'type_declaration')
    return reader.declarations(node).flatMap((declaration): Statement[] => {
      // One constant outside a group is a statement of its own.
      const [only] = declaration.kind === 'statements' ? declaration.body : [];
      if (only) return [only];
      // A comment above a statement is a statement.
      const { doc, ...bare } = { doc: undefined, ...declaration };
      const above: Statement[] = doc === undefined ? [] : [{ kind: 'comment', text: doc }];
      return [...above, placed(node, { kind: 'declaration', declaration: bare as Declaration })];
    });
  return [guarded(reader, node, () => statementOf(reader, node))];
}

function statementOf(reader: GoReader, node: SyntaxNode): Statement {
  const child = (field: string): Expression => {
    const found = childOf(node, field);
    return found ? reader.expression(found) : keepText(reader, node, `a ${node.type}`);
  };
  const only = (): Expression => {
    const [found] = parts(node);
    return found ? reader.expression(found) : keepText(reader, node, `a ${node.type}`);
  };
  const label = (): { label?: string } => {
    const name = childOfType(node, 'label_name');
    return name ? { label: textOf(name, reader.source) } : {};
  };
  switch (node.type) {
    case 'expression_statement':
      return placed(node, { kind: 'expression', value: only() });
    case 'short_var_declaration':
      return shortVariable(reader, node);
    case 'assignment_statement':
      return assignment(reader, node);
    case 'receive_statement':
      return received(reader, node);
    case 'inc_statement':
    case 'dec_statement':
      return placed(node, {
        kind: 'assign',
        target: only(),
        operator: node.type === 'inc_statement' ? '+' : '-',
        value: { kind: 'number', value: 1 },
      });
    case 'send_statement':
      return placed(node, { kind: 'send', channel: child('channel'), value: child('value') });
    case 'return_statement': {
      const list = childOfType(node, 'expression_list');
      return placed(node, { kind: 'return', values: list ? parts(list).map((each) => reader.expression(each)) : [] });
    }
    case 'if_statement':
      return ifOf(reader, node);
    case 'for_statement':
      return readFor(reader, node);
    case 'expression_switch_statement':
      return readSwitch(reader, node);
    case 'type_switch_statement':
      return readTypeSwitch(reader, node);
    case 'select_statement':
      return readSelect(reader, node);
    case 'go_statement':
      return placed(node, { kind: 'spawn', call: only() });
    case 'defer_statement':
      return placed(node, { kind: 'defer', call: only() });
    case 'block':
      return placed(node, { kind: 'block', body: blockOf(reader, node) });
    case 'labeled_statement':
      return labelled(reader, node);
    case 'break_statement':
      return placed(node, { kind: 'break', ...label() });
    case 'continue_statement':
      return placed(node, { kind: 'continue', ...label() });
    case 'goto_statement': {
      const { label: name } = label();
      return name === undefined ? keepText(reader, node, 'a jump') : placed(node, { kind: 'goto', label: name });
    }
    case 'fallthrough_statement':
      // A case takes it away from its end.
      return keepText(reader, node, 'a fallthrough that does not end a case');
    default:
      return keepText(reader, node, `a statement of kind ${node.type}`);
  }
}

function shortVariable(reader: GoReader, node: SyntaxNode): Statement {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return keepText(reader, node, 'a short variable declaration');
  const names = left.type === 'expression_list' ? parts(left) : [left];
  if (!names.every(({ type }) => type === 'identifier' || type === 'iota')) return keepText(reader, node, 'a short variable declaration');
  return placed(node, { kind: 'let', names: names.map((name) => textOf(name, reader.source)), value: valuesOf(reader, right) });
}

function assignment(reader: GoReader, node: SyntaxNode): Statement {
  const [left, right, sign] = [childOf(node, 'left'), childOf(node, 'right'), childOf(node, 'operator')];
  if (!left || !right || !sign) return keepText(reader, node, 'an assignment');
  const text = textOf(sign, reader.source);
  const targets = parts(left);
  if (targets.length > 1 && text === '=')
    return placed(node, { kind: 'assignParts', pattern: targetsOf(reader, left), value: valuesOf(reader, right) });
  const [target] = targets;
  const operator = text === '=' ? undefined : operatorOf(text.slice(0, -1));
  if (!target || (text !== '=' && !operator)) return keepText(reader, node, 'an assignment');
  return placed(node, {
    kind: 'assign',
    target: reader.expression(target),
    ...(operator ? { operator: operator as AssignmentOperator } : {}),
    value: valuesOf(reader, right),
  });
}

/** What a case of a `select` receives. */
function received(reader: GoReader, node: SyntaxNode): Statement {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!right) return keepText(reader, node, 'a receive statement');
  if (!left) return placed(node, { kind: 'expression', value: reader.expression(right) });
  if (node.children.some(({ type }) => type === ':=')) return shortVariable(reader, node);
  const targets = parts(left);
  const [only] = targets;
  if (only && targets.length === 1)
    return placed(node, { kind: 'assign', target: reader.expression(only), value: reader.expression(right) });
  return placed(node, { kind: 'assignParts', pattern: targetsOf(reader, left), value: reader.expression(right) });
}

function ifOf(reader: GoReader, node: SyntaxNode): Statement {
  const condition = childOf(node, 'condition');
  if (!condition) return keepText(reader, node, 'an if statement');
  const alternative = childOf(node, 'alternative');
  const chained = alternative?.type === 'if_statement';
  const otherwise = chained ? reader.statement(alternative) : alternative ? blockOf(reader, alternative) : undefined;
  // Without something behind it, an `if` alone in its braces would read as `else if`.
  const [first] = otherwise ?? [];
  if (!chained && otherwise?.length === 1 && first && isChained(first)) otherwise.push({ kind: 'blank' });
  return placed(node, {
    kind: 'if',
    ...beforeOf(reader, node),
    condition: reader.expression(condition),
    then: blockOf(reader, childOf(node, 'consequence')),
    ...(otherwise ? { otherwise } : {}),
  });
}

function labelled(reader: GoReader, node: SyntaxNode): Statement {
  const name = childOf(node, 'label');
  const inner = parts(node).find((part) => part !== name);
  if (!name) return keepText(reader, node, 'a label');
  const read = inner && inner.type !== 'empty_statement' ? reader.statement(inner) : [];
  if (read.length > 1) return keepText(reader, node, 'a label in front of several declarations');
  return placed(node, { kind: 'labelled', label: textOf(name, reader.source), body: read[0] ?? { kind: 'blank' } });
}
