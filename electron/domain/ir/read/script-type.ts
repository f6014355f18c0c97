import type { IrType, TypeMember } from '../types.ts';
import { commentLine, docBefore, readComment } from './script-comment.ts';
import { reasonOf } from './script-expression.ts';
import { keyOf, stringValue } from './script-literal.ts';
import { annotatedType, guarded, keepText, parts, placed, type ScriptReader } from './script-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

type FunctionType = Extract<IrType, { kind: 'function' }>;

const plainTypes = new Set(['string', 'number', 'boolean', 'unknown', 'void', 'any', 'never']);
const wordTypes = new Map<string, IrType>([
  ['Date', { kind: 'datetime' }],
  ['bigint', { kind: 'bigint' }],
  ['Uint8Array', { kind: 'bytes' }],
]);
const undefinedType: IrType = { kind: 'named', name: 'undefined' };

export const readType = (reader: ScriptReader, node: SyntaxNode): IrType => guarded(reader, node, () => typeOf(reader, node));

function typeOf(reader: ScriptReader, written: SyntaxNode): IrType {
  const node = regrouped(written);
  const text = (): string => textOf(node, reader.source);
  const only = (): IrType => {
    const [first] = parts(node);
    return first ? reader.type(first) : keepText(reader, node, 'an incomplete type');
  };
  switch (node.type) {
    case 'predefined_type': {
      const word = text();
      if (plainTypes.has(word)) return placed(node, { kind: word } as IrType);
      return placed(node, { kind: 'named', name: word.replace(/\s+/g, ' ') });
    }
    case 'type_identifier':
      return placed(node, wordTypes.get(text()) ?? { kind: 'named', name: text() });
    case 'nested_type_identifier':
    case 'this_type':
    case 'identifier':
      return placed(node, { kind: 'named', name: text().replace(/\s+/g, '') });
    case 'literal_type':
      return readLiteral(reader, node);
    case 'parenthesized_type':
      return only();
    case 'generic_type':
      return readGeneric(reader, node);
    case 'array_type':
      return placed(node, { kind: 'list', element: only() });
    case 'readonly_type': {
      const inner = only();
      if (inner.kind !== 'list') return keepText(reader, node, 'a read-only tuple');
      return placed(node, { ...inner, readonly: true });
    }
    case 'union_type':
      return readUnion(reader, node);
    case 'intersection_type':
      return placed(node, { kind: 'intersection', members: flattened(node, 'intersection_type').map(reader.type) });
    case 'tuple_type': {
      const items = parts(node);
      const rest = items.at(-1)?.type === 'rest_type';
      if (items.some((item, at) => /_parameter$|^optional_type$/.test(item.type) || (item.type === 'rest_type' && at < items.length - 1)))
        return keepText(reader, node, 'a tuple with names');
      const types = items.map((item) => reader.type(item.type === 'rest_type' ? (parts(item)[0] ?? item) : item));
      return placed(node, rest ? { kind: 'tuple', items: types, variadic: true } : { kind: 'tuple', items: types });
    }
    case 'function_type':
      return readSignature(reader, node) ?? keepText(reader, node, 'a function type with types of its own');
    case 'object_type': {
      if (parts(node).some((child) => child.type === 'index_signature' && child.children.some(({ type }) => type === 'mapped_type_clause')))
        return keepText(reader, node, 'a mapped type');
      return placed(node, { kind: 'shape', form: 'object', members: readTypeMembers(reader, node) });
    }
    case 'index_type_query':
      return placed(node, { kind: 'keyof', inner: only() });
    case 'type_query': {
      const [first] = parts(node);
      const [value, args] = first?.type === 'instantiation_expression' ? parts(first) : [first];
      if (!value || !/^(?:identifier|member_expression|this)$/.test(value.type)) return keepText(reader, node, 'the type of an expression');
      const types = args ? { args: parts(args).map(reader.type) } : {};
      const name = textOf(value, reader.source);
      if (!/^[\p{ID_Continue}$.]+$/u.test(name)) return keepText(reader, node, 'the type of an expression');
      return placed(node, { kind: 'query', name, ...types });
    }
    case 'lookup_type': {
      const [object, index] = parts(node);
      if (!object || !index) return keepText(reader, node, 'an incomplete type');
      return placed(node, { kind: 'indexed', object: reader.type(object), index: reader.type(index) });
    }
    case 'conditional_type': {
      const [check, limit, yes, no] = ['left', 'right', 'consequence', 'alternative'].map((field) => childOf(node, field));
      if (!check || !limit || !yes || !no) return keepText(reader, node, 'an incomplete type');
      const read = { check: reader.type(check), extends: reader.type(limit), yes: reader.type(yes), no: reader.type(no) };
      return placed(node, { kind: 'conditionalType', ...read });
    }
    case 'infer_type': {
      const [name, constraint] = parts(node);
      if (!name) return keepText(reader, node, 'an incomplete type');
      return placed(node, {
        kind: 'infer',
        name: textOf(name, reader.source),
        ...(constraint ? { constraint: reader.type(constraint) } : {}),
      });
    }
    case 'asserts': {
      const [inner] = parts(node);
      if (inner?.type === 'type_predicate') return placed(node, { ...readPredicate(reader, inner), asserts: true });
      return placed(node, { kind: 'predicate', name: inner ? textOf(inner, reader.source) : 'this', asserts: true });
    }
    case 'type_predicate':
      return readPredicate(reader, node);
    default:
      return keepText(reader, node, reasonOf(node));
  }
}

function readPredicate(reader: ScriptReader, node: SyntaxNode): Extract<IrType, { kind: 'predicate' }> {
  const name = childOf(node, 'name');
  const type = childOf(node, 'type');
  return placed(node, {
    kind: 'predicate',
    name: name ? textOf(name, reader.source) : 'this',
    ...(type ? { type: reader.type(type) } : {}),
  });
}

function readLiteral(reader: ScriptReader, node: SyntaxNode): IrType {
  const [inner] = parts(node);
  const text = textOf(node, reader.source);
  switch (inner?.type) {
    case 'null':
      return placed(node, { kind: 'nothing' });
    case 'undefined':
      return placed(node, undefinedType);
    case 'true':
    case 'false':
      return placed(node, { kind: 'literal', value: inner.type === 'true' });
    case 'string': {
      const value = stringValue(reader, inner);
      return value === null ? keepText(reader, node, 'a string with an octal escape') : placed(node, { kind: 'literal', value });
    }
    default: {
      const value = Number(text);
      if (!Number.isFinite(value) || String(value) !== text) return keepText(reader, node, 'a number of another kind');
      return placed(node, { kind: 'literal', value });
    }
  }
}

function readGeneric(reader: ScriptReader, node: SyntaxNode): IrType {
  const name = childOf(node, 'name');
  const list = childOf(node, 'type_arguments');
  if (!name || !list) return keepText(reader, node, 'an incomplete type');
  const args = parts(list).map(reader.type);
  const [first, second] = args;
  const word = textOf(name, reader.source).replace(/\s+/g, '');
  if (word === 'Array' && args.length === 1 && first) return placed(node, { kind: 'list', element: first });
  if (word === 'Set' && args.length === 1 && first) return placed(node, { kind: 'set', element: first });
  if (word === 'Record' && args.length === 2 && first?.kind === 'string' && second) return placed(node, { kind: 'map', value: second });
  if (word === 'Map' && args.length === 2 && first && second) return placed(node, { kind: 'map', key: first, value: second });
  return placed(node, { kind: 'named', name: word, args });
}

const looseness: Record<string, number> = { intersection_type: 1, union_type: 2, conditional_type: 3 };

/**
 * The grammar takes `readonly` to bind looser than `&`, `|` and `extends`; it belongs to the list behind it. Gives the node as it should
 * be, the same where it is right.
 */
function regrouped(node: SyntaxNode): SyntaxNode {
  const members = parts(node);
  const last = node.type === 'readonly_type' ? members[0] : node.type === 'conditional_type' ? undefined : members.at(-1);
  if (!last || !(node.type === 'readonly_type' || (node.type in looseness && last.type === 'readonly_type'))) return node;
  const inner = regrouped(last);
  const own = looseness[node.type] ?? 0;
  const [first] = parts(inner);
  if (!first || (looseness[inner.type] ?? 0) <= own) return node;
  const children = node.children.map((child) => (child === last ? first : child));
  const closer = { ...regrouped({ ...node, endIndex: first.endIndex, children }), field: first.field };
  return {
    ...inner,
    startIndex: node.startIndex,
    field: node.field,
    children: inner.children.map((child) => (child === first ? closer : child)),
  };
}

/** The members of a union or an intersection, which the grammar nests on the left, and where `readonly` is put right on the right. */
const flattened = (node: SyntaxNode, type: string): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  const waiting: SyntaxNode[] = [node];
  // Without recursion: a union may be as long as its source.
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    const next = regrouped(current);
    if (next.type === type) waiting.push(...parts(next).reverse());
    else found.push(next);
  }
  return found;
};

/** `T | undefined` is what may be missing; where more is in the union `undefined` is one of its members. */
function readUnion(reader: ScriptReader, node: SyntaxNode): IrType {
  const members = flattened(node, 'union_type').map(reader.type);
  const [first, second] = members;
  const missing = second?.kind === 'named' && second.name === 'undefined';
  if (members.length === 2 && first && missing && !joined(first) && first.kind !== 'optional')
    return placed(node, { kind: 'optional', inner: first });
  return placed(node, { kind: 'union', members });
}

const joined = (type: IrType): boolean => type.kind === 'opaque' || type.kind === 'union';

/** The parameters and result of a function type; null where it has type parameters, which the node has no place for. */
function readSignature(reader: ScriptReader, node: SyntaxNode): FunctionType | null {
  const list = childOf(node, 'parameters');
  const result = childOf(node, 'return_type');
  if (!list || childOf(node, 'type_parameters')) return null;
  const parameters: FunctionType['parameters'] = [];
  for (const child of parts(list)) {
    const pattern = childOf(child, 'pattern');
    const annotation = childOf(child, 'type');
    const rest = pattern?.type === 'rest_pattern';
    const name = rest ? parts(pattern)[0] : pattern;
    if (!annotation || !name || !/^(?:identifier|this)$/.test(name.type)) return null;
    parameters.push({
      name: textOf(name, reader.source),
      type: annotatedType(reader, annotation),
      ...(rest ? { variadic: true } : {}),
      ...(child.type === 'optional_parameter' ? { optional: true } : {}),
    });
  }
  const read = !result ? null : /_annotation$/.test(result.type) ? annotatedType(reader, result) : reader.type(result);
  return placed(node, { kind: 'function' as const, parameters, result: read });
}

/** What stands between the braces of an interface or an object type. */
export function readTypeMembers(reader: ScriptReader, node: SyntaxNode): TypeMember[] {
  const members: TypeMember[] = [];
  const { children } = node;
  for (const [position, child] of children.entries()) {
    if (!child.isNamed) continue;
    if (child.type === 'comment') {
      const next = children[position + 1];
      if (next && takesDoc(next) && docBefore(reader, child, next) !== null) continue;
      if (reader.comments.take(child)) members.push(commentMember(reader, child));
      continue;
    }
    const before = children[position - 1];
    const doc = before && takesDoc(child) ? docBefore(reader, before, child) : null;
    if (doc !== null && before) reader.comments.take(before);
    const member = guarded(reader, child, () => readTypeMember(reader, child, doc));
    const inside = reader.comments.within(child.startIndex, child.endIndex).map((comment) => commentMember(reader, comment));
    members.push(...inside, member);
  }
  return members;
}

const takesDoc = (node: SyntaxNode): boolean => /^(?:property|method|call)_signature$/.test(node.type) && !node.hasError;

const commentMember = (reader: ScriptReader, node: SyntaxNode): TypeMember => {
  const { text, block } = readComment(reader, node);
  return placed(node, { kind: 'comment', text: block ? commentLine(reader, node) : text });
};

function readTypeMember(reader: ScriptReader, node: SyntaxNode, doc: string | null): TypeMember {
  const documentation = doc === null ? {} : { doc };
  const nameNode = childOf(node, 'name');
  const name = nameNode ? keyOf(reader, nameNode) : '';
  const optional = hasChild(node, '?') ? { optional: true } : {};
  switch (node.type) {
    case 'property_signature': {
      if (typeof name !== 'string') return documented(reader, node, doc, 'a member with an unusual name');
      const annotation = childOf(node, 'type');
      const type = annotation ? annotatedType(reader, annotation) : null;
      const readonly = hasChild(node, 'readonly') ? { readonly: true } : {};
      return placed(node, { kind: 'property', name, type, ...optional, ...readonly, ...documentation });
    }
    case 'method_signature':
    case 'call_signature': {
      const accessor = hasChild(node, 'get') || hasChild(node, 'set');
      const type = accessor ? null : readSignature(reader, node);
      if (typeof name !== 'string' || !type) return documented(reader, node, doc, 'a method with types of its own');
      return placed(node, { kind: 'method', name, type, ...optional, ...documentation });
    }
    case 'index_signature': {
      const parameter = childOf(node, 'name');
      const key = childOf(node, 'index_type');
      const value = childOf(node, 'type');
      if (!parameter || !key || !value || childOf(node, 'sign')) return keepText(reader, node, 'a mapped type');
      const readonly = hasChild(node, 'readonly') ? { readonly: true } : {};
      const read = { parameter: textOf(parameter, reader.source), key: reader.type(key), value: annotatedType(reader, value) };
      return placed(node, { kind: 'index', ...read, ...readonly });
    }
    default:
      return documented(reader, node, doc, reasonOf(node));
  }
}

/** A member kept as text takes its documentation with it, which was taken from among the comments. */
function documented(reader: ScriptReader, node: SyntaxNode, doc: string | null, reason: string): TypeMember {
  const kept = keepText(reader, node, reason);
  return doc === null ? kept : { ...kept, text: `/** ${doc.replace(/\s*\n\s*/g, ' ')} */ ${kept.text}` };
}
