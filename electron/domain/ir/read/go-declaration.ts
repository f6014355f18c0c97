import type { Declaration, FieldNode, Statement } from '../nodes.ts';
import type { IrType, TypeMember } from '../types.ts';
import { commentRun, commentText } from './go-comment.ts';
import { brokenHead, type GoReader, guarded, keepText, parts, placed, spanOf } from './go-reader.ts';
import { parametersOf, readType, resultOf, typeParametersOf } from './go-type.ts';
import { groupBody, groupOf, isRepeated, readVariable } from './go-variable.ts';
import { childOf, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

/** A comment that stands alone between declarations. */
export const commentDeclaration = (text: string, start: number, end: number): Declaration => ({
  kind: 'statements',
  body: [{ kind: 'comment', text, span: { start, end } }],
  span: { start, end },
});

/** What a node at the top of a file, or a constant or type inside a function, declares. */
export function readDeclarations(reader: GoReader, node: SyntaxNode): Declaration[] {
  if (node.hasError && brokenHead(node)) return [keepText(reader, node, 'a syntax error')];
  switch (node.type) {
    case 'function_declaration':
    case 'method_declaration':
      return [guarded(reader, node, () => functionOf(reader, node))];
    case 'type_declaration':
      return typesOf(reader, node);
    case 'const_declaration':
      return [guarded(reader, node, () => constantsOf(reader, node))];
    case 'var_declaration': {
      const group = groupOf(node);
      if (group) return [placed(node, { kind: 'statements', body: groupBody(reader, group), grouped: true })];
      const body = node.children.filter(({ type }) => type === 'var_spec').flatMap((each) => readVariable(reader, each));
      return [placed(node, { kind: 'statements', body })];
    }
    default:
      return [keepText(reader, node, node.type === 'ERROR' ? 'a syntax error' : `a declaration of kind ${node.type}`)];
  }
}

function functionOf(reader: GoReader, node: SyntaxNode): Declaration {
  const name = childOf(node, 'name');
  const list = childOf(node, 'parameters');
  if (!name || !list) return keepText(reader, node, 'a function');
  const receiverNode = childOf(node, 'receiver');
  const receivers = receiverNode ? parametersOf(reader, receiverNode) : [];
  const [receiver] = receivers;
  if (receiverNode && (receivers.length !== 1 || !receiver)) return keepText(reader, node, 'a receiver');
  const body = childOf(node, 'body');
  const result = resultOf(reader, node);
  return placed(node, {
    kind: 'function',
    name: textOf(name, reader.source),
    ...typeParametersOf(reader, node),
    ...(receiver ? { receiver } : {}),
    parameters: parametersOf(reader, list),
    ...(result ? { result } : {}),
    body: body ? reader.body(body.children, body.startIndex + 1) : [],
    ...(body ? {} : { bodyless: true }),
  });
}

/** Constants outside a group are a statement, those in one keep their lines. */
function constantsOf(reader: GoReader, node: SyntaxNode): Declaration {
  const group = groupOf(node);
  if (!group) {
    const body = node.children.filter(({ type }) => type === 'const_spec').flatMap((each) => readVariable(reader, each));
    const [only] = body;
    if (only?.kind !== 'let' || isRepeated(only.value)) return keepText(reader, node, 'a constant without a value');
    return placed(node, { kind: 'statements', body });
  }
  const body = groupBody(reader, group);
  const entries = entriesOf(body);
  return entries ? placed(node, { kind: 'constants', entries }) : keepText(reader, node, 'a group of constants');
}

type Entry = Extract<Declaration, { kind: 'constants' }>['entries'][number];

/** The lines of a group; null where one is kept as text. */
function entriesOf(body: Statement[]): Entry[] | null {
  const entries: Entry[] = [];
  let doc: { text: string; blank: boolean } | null = null;
  let blank = false;
  const flush = (): void => {
    if (doc) entries.push({ names: [], doc: doc.text, ...(doc.blank ? { blank: true } : {}) });
    doc = null;
  };
  for (const statement of body) {
    if (statement.kind === 'blank') {
      flush();
      blank = true;
      continue;
    }
    if (statement.kind === 'comment') doc = { text: statement.text, blank };
    else if (statement.kind === 'let') {
      const { names, type, value, trailing } = statement;
      const held = doc as { text: string; blank: boolean } | null;
      const values = isRepeated(value) ? {} : { values: value.kind === 'tuple' ? value.items : [value] };
      entries.push({
        names,
        ...(type ? { type } : {}),
        ...values,
        ...(held ? { doc: held.text } : {}),
        ...(trailing === undefined ? {} : { trailing }),
        ...((held ? held.blank : blank) ? { blank: true } : {}),
      });
      doc = null;
    } else return null;
    blank = false;
  }
  flush();
  return entries;
}

/** The types of a declaration, each with the comment above it; a comment behind one is added to that. */
function typesOf(reader: GoReader, node: SyntaxNode): Declaration[] {
  const made: Declaration[] = [];
  let doc: { text: string; start: number; end: number } | null = null;
  let end = node.startIndex;
  const flush = (): void => {
    if (doc) made.push(commentDeclaration(doc.text, doc.start, doc.end));
    doc = null;
  };
  for (let at = 0; at < node.children.length; ) {
    const child = node.children[at] as SyntaxNode;
    if (child.type === 'comment') {
      const last = made.at(-1);
      if (last && !doc && lineBreaksBetween(reader.source, end, child.startIndex) === 0) {
        if (reader.comments.take(child)) addDoc(last, commentText(child, reader.source));
        at += 1;
        continue;
      }
      const run = commentRun(reader, node.children, at);
      if (run) {
        flush();
        doc = run;
      }
      at = run ? Math.max(run.next, at + 1) : at + 1;
      continue;
    }
    at += 1;
    if (!child.isNamed) continue;
    const held = doc as { text: string; start: number; end: number } | null;
    const attached = held !== null && lineBreaksBetween(reader.source, held.end, child.startIndex) < 2;
    if (!attached) flush();
    const declared = guarded(reader, child, () => typeOf(reader, child));
    made.push({ ...declared, span: spanOf(parts(node).filter(({ type }) => type !== 'comment').length === 1 ? node : child) });
    if (held && attached) addDoc(declared, held.text, made);
    doc = null;
    end = child.endIndex;
  }
  flush();
  return made;
}

/** Adds a line to what is said about a declaration. */
export function addDoc(node: Declaration, text: string, among?: Declaration[]): void {
  const target = among?.at(-1) ?? node;
  if (
    target.kind === 'type' ||
    target.kind === 'record' ||
    target.kind === 'constants' ||
    target.kind === 'function' ||
    (target.kind === 'statements' && target.grouped)
  )
    target.doc = target.doc === undefined ? text : `${target.doc}\n${text}`;
  else if (target.kind === 'statements') {
    const first = target.body[0];
    if (first?.kind === 'comment') first.text = `${text}\n${first.text}`;
    else target.body.unshift({ kind: 'comment', text });
  } else among?.splice(-1, 0, commentDeclaration(text, node.span?.start ?? 0, node.span?.start ?? 0));
}

function typeOf(reader: GoReader, node: SyntaxNode): Declaration {
  const nameNode = childOf(node, 'name');
  const typeNode = childOf(node, 'type');
  if (!nameNode || !typeNode) return keepText(reader, node, 'a type declaration');
  const name = textOf(nameNode, reader.source);
  const parameters = typeParametersOf(reader, node);
  const type: IrType = readType(reader, typeNode);
  const alias = node.type === 'type_alias';
  const fields = !alias && !parameters.typeParameters && type.kind === 'shape' && type.form === 'struct' ? fieldsOf(type.members) : null;
  if (fields) return { kind: 'record', name, form: 'class', fields };
  return { kind: 'type', name, ...parameters, type, alias };
}

/** The members of a struct as the fields of a record; null where there is more than named fields and their comments. */
function fieldsOf(members: TypeMember[]): FieldNode[] | null {
  const fields: FieldNode[] = [];
  for (const member of members) {
    if (member.kind !== 'property' || member.blank || member.trailing !== undefined || !member.type) return null;
    const { name, type, tag = '', doc, span } = member;
    const key = /(?:^| )json:"([^",]*)/.exec(tag)?.[1];
    fields.push({
      name,
      type,
      optional: false,
      key: key === undefined || key === '' || key === '-' ? name : key,
      ...(tag === `json:"${key}"` && key !== '' && key !== '-' ? {} : { tag }),
      ...(doc === undefined ? {} : { doc }),
      ...(span ? { span } : {}),
    });
  }
  return fields;
}
