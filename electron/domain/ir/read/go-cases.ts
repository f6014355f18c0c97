import type { Statement } from '../nodes.ts';
import { commentText } from './go-comment.ts';
import { beforeOf } from './go-parts.ts';
import { fieldParts, type GoReader, keepText, placed, unwrapped } from './go-reader.ts';
import { readType } from './go-type.ts';
import { childOf, type SyntaxNode, textOf } from './syntax-node.ts';

interface Clause {
  node: SyntaxNode;
  body: Statement[];
  comments: { comments?: string[] };
  fallthrough: { fallthrough?: boolean };
}

const caseTypes = new Set(['expression_case', 'type_case', 'communication_case', 'default_case']);

const columnOf = (node: SyntaxNode, source: string): number => node.startIndex - source.lastIndexOf('\n', node.startIndex - 1);

/** Nodes behind the colon of a case. */
function behindColon(node: SyntaxNode): SyntaxNode[] {
  const colon = node.children.findIndex(({ type }) => type === ':');
  return node.children.slice(colon + 1).flatMap((child) => (child.type === 'statement_list' ? [...child.children] : [child]));
}

/**
 * The cases of a switch. A comment as deep as the word `case` belongs to the case under it, which is how gofmt takes it; any other belongs
 * to the statements above it. An empty line in front of a case stands at the end of the one before.
 */
function clausesOf(reader: GoReader, node: SyntaxNode, falls = false): Clause[] {
  const rows: { node: SyntaxNode; items: SyntaxNode[]; above: SyntaxNode[] }[] = [];
  let loose: SyntaxNode[] = [];
  let open = false;
  for (const child of node.children) {
    if (child.type === '{') open = true;
    if (open && child.type === 'comment') {
      const last = rows.at(-1);
      if (last) last.items.push(child);
      else loose.push(child);
    } else if (caseTypes.has(child.type)) {
      const last = rows.at(-1);
      const above = last ? takeAbove(reader, last.items, child) : loose;
      loose = [];
      rows.push({ node: child, items: behindColon(child), above });
    }
  }
  // Comments are given out to cases before the bodies in front of them are read.
  const comments = rows.map(({ above }) => {
    const texts = above.filter((comment) => reader.comments.take(comment)).map((comment) => commentText(comment, reader.source));
    return texts.length > 0 ? { comments: [texts.join('\n')] } : {};
  });
  return rows.map(({ node: own, items }, position): Clause => {
    const colon = own.children.find(({ type }) => type === ':');
    const body = reader.body(items, colon?.endIndex ?? own.startIndex);
    const end = items.findLast((item) => item.isNamed)?.endIndex ?? colon?.endIndex ?? own.endIndex;
    const next = rows[position + 1];
    const start = next?.above[0]?.startIndex ?? next?.node.startIndex;
    const fallthrough = falls ? takeFallthrough(body) : {};
    if (
      start !== undefined &&
      body.length + ('fallthrough' in fallthrough ? 1 : 0) > 0 &&
      /\n[ \t\r]*\n/.test(reader.source.slice(end, start))
    )
      body.push({ kind: 'blank' });
    return { node: own, body, comments: comments[position] ?? {}, fallthrough };
  });
}

/** The comments at the end of a case that belong to the next one. */
function takeAbove(reader: GoReader, items: SyntaxNode[], next: SyntaxNode): SyntaxNode[] {
  const above: SyntaxNode[] = [];
  for (let last = items.at(-1); last !== undefined; last = items.at(-1)) {
    if (last.type !== 'comment') {
      if (last.isNamed) break;
      items.pop();
      continue;
    }
    const line = reader.source.slice(reader.source.lastIndexOf('\n', last.startIndex - 1) + 1, last.startIndex);
    if (line.trim() !== '' || columnOf(last, reader.source) !== columnOf(next, reader.source)) break;
    above.unshift(items.pop() as SyntaxNode);
  }
  return above;
}

function takeFallthrough(body: Statement[]): { fallthrough?: boolean } {
  const at = body.findLastIndex((statement) => statement.kind === 'opaque' && statement.text === 'fallthrough');
  if (at < 0 || body.slice(at + 1).some(({ kind }) => kind !== 'comment' && kind !== 'blank')) return {};
  const [taken] = body.splice(at, 1);
  if (body[at]?.kind === 'blank' || body[at] === undefined) {
    if (body[at - 1]?.kind === 'blank') body.splice(at - 1, 1);
  }
  if (taken?.trailing !== undefined) {
    const last = body.at(-1);
    if (last?.kind === 'comment') last.text = `${last.text}\n${taken.trailing}`;
    else body.push({ kind: 'comment', text: taken.trailing });
  }
  return { fallthrough: true };
}

export function readSwitch(reader: GoReader, node: SyntaxNode): Statement {
  const value = childOf(node, 'value');
  const before = beforeOf(reader, node);
  const subject = value ? { subject: reader.expression(value) } : {};
  const cases = clausesOf(reader, node, true).map(({ node: own, body, comments, fallthrough }) => {
    const list = childOf(own, 'value');
    const values = list ? fieldless(list).map((each) => reader.expression(each)) : [];
    return { values, ...(own.type === 'default_case' ? { isDefault: true } : {}), body, ...fallthrough, ...comments };
  });
  return placed(node, { kind: 'switch', ...before, ...subject, cases });
}

const fieldless = (list: SyntaxNode): SyntaxNode[] =>
  list.type === 'expression_list' ? list.children.filter((child) => child.isNamed && child.type !== 'comment') : [list];

export function readTypeSwitch(reader: GoReader, node: SyntaxNode): Statement {
  const value = childOf(node, 'value');
  const alias = childOf(node, 'alias');
  if (!value) return keepText(reader, node, 'a type switch');
  const before = beforeOf(reader, node);
  const cases = clausesOf(reader, node).map(({ node: own, body, comments }) => ({
    types: fieldParts(own, 'type').map((type) => (textOf(unwrapped(type), reader.source) === 'nil' ? null : readType(reader, type))),
    ...(own.type === 'default_case' ? { isDefault: true } : {}),
    body,
    ...comments,
  }));
  const name = alias ? { name: textOf(alias, reader.source) } : {};
  return placed(node, { kind: 'typeSwitch', ...before, ...name, subject: reader.expression(value), cases });
}

export function readSelect(reader: GoReader, node: SyntaxNode): Statement {
  const cases = clausesOf(reader, node).map(({ node: own, body, comments }) => {
    const communication = childOf(own, 'communication');
    const [statement] = communication ? reader.statement(communication) : [];
    return { ...(statement ? { communication: statement } : {}), body, ...comments };
  });
  return cases.length === 0 ? placed(node, { kind: 'forever' }) : placed(node, { kind: 'select', cases });
}
