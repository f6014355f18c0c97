import type { ClassMember, ClassNode, Expression, FunctionNode } from '../nodes.ts';
import { docBefore, hoisted, readComment } from './script-comment.ts';
import { reasonOf } from './script-expression.ts';
import { readDecorators, readFunction, readTypeParameters } from './script-function.ts';
import { keyOf } from './script-literal.ts';
import { annotatedType, endOf, guarded, isBroken, keepText, parts, placed, type ScriptReader, withTails } from './script-reader.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

export function readClass(reader: ScriptReader, node: SyntaxNode): ClassNode {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body');
  const decorators = childrenOf(node, 'decorator');
  const heritage = node.children.find((child) => child.type === 'class_heritage');
  const modifiers = node.type === 'abstract_class_declaration' ? ['abstract'] : [];
  return placed(node, {
    kind: 'class',
    name: name ? textOf(name, reader.source) : '',
    ...readTypeParameters(reader, node),
    ...readHeritage(reader, heritage),
    members: body ? readMembers(reader, body) : [],
    ...(decorators.length > 0 ? { decorators: readDecorators(reader, decorators) } : {}),
    ...(modifiers.length > 0 ? { modifiers } : {}),
  });
}

function readHeritage(reader: ScriptReader, node: SyntaxNode | undefined): Pick<ClassNode, 'bases' | 'baseArguments' | 'implements'> {
  if (!node) return { bases: [] };
  const clause = node.children.find((child) => child.type === 'extends_clause');
  const types = node.children.find((child) => child.type === 'implements_clause');
  const base = clause ? childOf(clause, 'value') : node.children.find((child) => child.isNamed && !/_clause$|^comment$/.test(child.type));
  const args = clause && childOf(clause, 'type_arguments');
  return {
    bases: base ? [reader.expression(base)] : [],
    ...(args ? { baseArguments: parts(args).map(reader.type) } : {}),
    ...(types ? { implements: parts(types).map(reader.type) } : {}),
  };
}

/** Members in their order; comments that document none are members of their own. */
function readMembers(reader: ScriptReader, node: SyntaxNode): ClassMember[] {
  const members: ClassMember[] = [];
  let waiting: SyntaxNode[] = [];
  const children = withTails(node.children, reader.source).map((each) => each.node);
  for (const [position, child] of children.entries()) {
    if (!child.isNamed) continue;
    if (child.type === 'decorator') {
      waiting.push(child);
      continue;
    }
    if (child.type === 'comment') {
      const next = children[position + 1];
      const isDoc = next && takesDoc(next) && docBefore(reader, child, next) !== null;
      if (!isDoc && reader.comments.take(child)) members.push(readComment(reader, child));
      continue;
    }
    const before = children[position - waiting.length - 1];
    const first = waiting[0] ?? child;
    const doc = before && takesDoc(first) && takesDoc(child) ? docBefore(reader, before, first) : null;
    if (doc !== null && before) reader.comments.take(before);
    const { end, tail } = endOf(child, reader.source);
    const held = tail.filter((comment) => reader.comments.take(comment));
    const member = isBroken(child) ? keepText(reader, child, 'a syntax error') : guarded(reader, child, () => readMember(reader, child));
    for (const comment of held)
      if (comment.startIndex >= (member.span?.end ?? 0) || member.kind !== 'opaque') reader.comments.leave(comment);
    const inside = hoisted(reader, first.startIndex, end);
    const decorators = waiting.length > 0 ? readDecorators(reader, waiting) : [];
    waiting = [];
    members.push(...inside, dressed(member, doc, decorators));
  }
  return members;
}

const takesDoc = (node: SyntaxNode): boolean =>
  /^(?:method_definition|(?:abstract_)?method_signature|public_field_definition|field_definition|decorator)$/.test(node.type) &&
  !node.hasError;

function dressed(member: ClassMember, doc: string | null, decorators: Expression[]): ClassMember {
  if (member.kind !== 'function' && member.kind !== 'field') return member;
  const all = [...decorators, ...(member.decorators ?? [])];
  return { ...member, ...(doc === null ? {} : { doc }), ...(all.length > 0 ? { decorators: all } : {}) };
}

function readMember(reader: ScriptReader, node: SyntaxNode): ClassMember {
  switch (node.type) {
    case 'method_definition':
    case 'method_signature':
    case 'abstract_method_signature': {
      const read: FunctionNode = readFunction(reader, node);
      return read.computed?.kind === 'opaque' ? keepText(reader, node, 'a member with an unusual name') : read;
    }
    case 'public_field_definition':
    case 'field_definition':
      return readField(reader, node);
    case 'class_static_block': {
      const body = childOf(node, 'body');
      return placed(node, { kind: 'code', body: body ? reader.statements(body.children) : [], form: 'static' });
    }
    case 'index_signature': {
      const parameter = childOf(node, 'name');
      const key = childOf(node, 'index_type');
      const value = childOf(node, 'type');
      if (!parameter || !key || !value) return keepText(reader, node, 'a mapped type');
      const readonly = hasChild(node, 'readonly') ? { readonly: true } : {};
      const read = { parameter: textOf(parameter, reader.source), key: reader.type(key), value: annotatedType(reader, value) };
      const modifiers = hasChild(node, 'static') ? { modifiers: ['static'] } : {};
      return placed(node, { kind: 'index', member: placed(node, { kind: 'index', ...read, ...readonly }), ...modifiers });
    }
    default:
      return keepText(reader, node, reasonOf(node));
  }
}

const fieldWords = /^(?:accessibility_modifier|override_modifier|static|abstract|readonly|declare|accessor)$/;

function readField(reader: ScriptReader, node: SyntaxNode): ClassMember {
  const nameNode = childOf(node, 'name') ?? childOf(node, 'property');
  const key = nameNode ? keyOf(reader, nameNode) : null;
  if (key === null || !nameNode) return keepText(reader, node, 'a member with an unusual name');
  const plain = typeof key === 'string' && (nameNode.type !== 'string' || /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key));
  const annotation = childOf(node, 'type');
  const value = childOf(node, 'value');
  const words = node.children.filter((child) => child !== nameNode && fieldWords.test(child.type));
  const decorators = childrenOf(node, 'decorator');
  return placed(node, {
    kind: 'field',
    name: plain ? (key as string) : '',
    ...(plain ? {} : { computed: typeof key === 'string' ? placed(nameNode, { kind: 'string' as const, value: key }) : key }),
    ...(annotation ? { type: annotatedType(reader, annotation) } : {}),
    ...(value ? { value: reader.expression(value) } : {}),
    ...(hasChild(node, '?') ? { optional: true } : {}),
    ...(hasChild(node, '!') ? { definite: true } : {}),
    ...(words.length > 0 ? { modifiers: words.map((word) => textOf(word, reader.source)) } : {}),
    ...(decorators.length > 0 ? { decorators: readDecorators(reader, decorators) } : {}),
  });
}
