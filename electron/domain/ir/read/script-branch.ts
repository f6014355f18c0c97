import { endsInJump } from '../jumps.ts';
import type { Expression, Statement } from '../nodes.ts';
import { tailOf } from './comments.ts';
import { commentLine, readComment, takesTrailing } from './script-comment.ts';
import { annotatedType, commentTypes, keepText, placed, type ScriptReader } from './script-reader.ts';
import { childOf, childrenOf, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

type Case = Extract<Statement, { kind: 'switch' }>['cases'][number];

/**
 * A switch. A `break` at the end of a case goes, where the case does not leave by itself before it; a case that reaches the next one
 * says so. Cases that share a body are one case with several values.
 */
export function readSwitch(reader: ScriptReader, node: SyntaxNode): Statement {
  const subject = childOf(node, 'value');
  const body = childOf(node, 'body');
  if (!subject || !body) return keepText(reader, node, 'an incomplete statement');
  const cases: Case[] = [];
  const value = reader.expression(subject);
  let comments: SyntaxNode[] = [];
  let end = 0;
  for (const child of body.children) {
    if (child.type === 'comment' && !reader.comments.take(child)) continue;
    if (child.type === 'comment') {
      const ended = cases.at(-1)?.body.at(-1);
      const oneLine = lineBreaksBetween(reader.source, end, child.endIndex) === 0 && ended?.span?.end === end;
      const text = commentLine(reader, child);
      if (oneLine && comments.length === 0 && text !== '' && ended && takesTrailing(ended)) ended.trailing = text;
      else comments.push(child);
    }
    if (child.type !== 'switch_case' && child.type !== 'switch_default') continue;
    end = tailOf(child, commentTypes).end;
    const tested = childOf(child, 'value');
    const read = readCase(reader, child, tested ? [reader.expression(tested)] : []);
    const before = cases.at(-1);
    if (before && comments.length === 0 && before.body.length === 0 && before.fallthrough && tested && before.isDefault !== true) {
      before.values.push(...read.values);
      before.body = read.body;
      if (!read.fallthrough) delete before.fallthrough;
    } else cases.push(comments.length > 0 ? { ...read, comments: comments.map((each) => commentLine(reader, each)) } : read);
    comments = [];
  }
  const last = cases.at(-1);
  // Comments behind the last case stay in it, at its end.
  if (comments.length > 0 && last) last.body.push(...comments.map((each) => readComment(reader, each)));
  return placed(node, { kind: 'switch', subject: value, cases });
}

function readCase(reader: ScriptReader, node: SyntaxNode, values: Expression[]): Case {
  const colon = node.children.findIndex((child) => child.type === ':');
  const body = reader.statements(node.children.slice(colon + 1));
  const last = body.at(-1);
  const breaks = last?.kind === 'break' && last.label === undefined && last.trailing === undefined;
  if (breaks && !endsInJump(body.slice(0, -1))) {
    body.pop();
    while (body.at(-1)?.kind === 'blank') body.pop();
    return { values, ...(values.length === 0 ? { isDefault: true } : {}), body };
  }
  return { values, ...(values.length === 0 ? { isDefault: true } : {}), body, ...(endsInJump(body) ? {} : { fallthrough: true }) };
}

export function readTry(reader: ScriptReader, node: SyntaxNode): Statement {
  const body = childOf(node, 'body');
  const handler = childOf(node, 'handler');
  const finalizer = childOf(node, 'finalizer');
  if (!body) return keepText(reader, node, 'an incomplete statement');
  const parameter = handler && childOf(handler, 'parameter');
  if (parameter && parameter.type !== 'identifier') return keepText(reader, node, 'a caught value that is taken apart');
  const annotation = handler && childOf(handler, 'type');
  const block = (owner: SyntaxNode | undefined): Statement[] => {
    const [inner] = owner ? childrenOf(owner, 'body') : [];
    return inner ? reader.statements(inner.children) : [];
  };
  const tried = reader.statements(body.children);
  return placed(node, {
    kind: 'try',
    body: tried,
    catches: handler
      ? [
          {
            types: [],
            ...(annotation ? { typed: placed(annotation, { kind: 'typeValue' as const, type: annotatedType(reader, annotation) }) } : {}),
            name: parameter ? textOf(parameter, reader.source) : null,
            body: block(handler),
          },
        ]
      : [],
    ...(finalizer ? { always: block(finalizer) } : {}),
  });
}
