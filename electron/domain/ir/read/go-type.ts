import type { Parameter, TypeParameter } from '../nodes.ts';
import type { IrType, TypeMember } from '../types.ts';
import { commentRun, commentText } from './go-comment.ts';
import { fieldParts, type GoReader, guarded, keepText, parts, placed, unwrapped } from './go-reader.ts';
import { childOf, hasChild, lineBreaksBetween, type SyntaxNode, textOf } from './syntax-node.ts';

const basic: Record<string, IrType> = {
  string: { kind: 'string' },
  int: { kind: 'integer' },
  float64: { kind: 'number' },
  float32: { kind: 'float32' },
  bool: { kind: 'boolean' },
  any: { kind: 'unknown' },
  int8: { kind: 'fixed', bits: 8, signed: true },
  int16: { kind: 'fixed', bits: 16, signed: true },
  int32: { kind: 'fixed', bits: 32, signed: true },
  int64: { kind: 'fixed', bits: 64, signed: true },
  uint: { kind: 'fixed', bits: 'word', signed: false },
  uint8: { kind: 'fixed', bits: 8, signed: false },
  uint16: { kind: 'fixed', bits: 16, signed: false },
  uint32: { kind: 'fixed', bits: 32, signed: false },
  uint64: { kind: 'fixed', bits: 64, signed: false },
  uintptr: { kind: 'fixed', bits: 'pointer', signed: false },
};

/** The type that Go knows without a declaration; `byte`, `rune`, `error` and what comes from a package are named. */
export const basicType = (name: string): IrType | undefined => (Object.hasOwn(basic, name) ? basic[name] : undefined);

/** What converts when it is called: the basic types and the other names of them. */
export const isConversion = (name: string): boolean =>
  name !== 'any' && (basicType(name) !== undefined || name === 'byte' || name === 'rune');

export const conversionType = (name: string): IrType => basicType(name) ?? { kind: 'named', name };

export function readType(reader: GoReader, node: SyntaxNode): IrType {
  const inner = unwrapped(node);
  return guarded(reader, inner, () => typeOf(reader, inner));
}

function typeOf(reader: GoReader, node: SyntaxNode): IrType {
  const inner = (field: string): IrType => {
    const child = childOf(node, field);
    return child ? readType(reader, child) : keepText(reader, node, 'a type');
  };
  const only = (): IrType => {
    const [child] = parts(node);
    return child ? readType(reader, child) : keepText(reader, node, 'a type');
  };
  switch (node.type) {
    case 'identifier':
    case 'type_identifier': {
      const name = textOf(node, reader.source);
      return placed(node, basicType(name) ?? { kind: 'named', name });
    }
    case 'qualified_type':
      return placed(node, { kind: 'named', name: qualifiedName(reader, node) });
    case 'generic_type': {
      const base = childOf(node, 'type');
      const args = childOf(node, 'type_arguments');
      if (!base || !args) return keepText(reader, node, 'a generic type');
      const generic = withArguments(
        readType(reader, base),
        parts(args).map((each) => readType(reader, each)),
      );
      return generic ? placed(node, generic) : keepText(reader, node, 'a generic type');
    }
    case 'pointer_type':
      return placed(node, { kind: 'pointer', inner: only() });
    case 'negated_type':
      return placed(node, { kind: 'underlying', inner: only() });
    case 'type_elem':
    case 'type_constraint': {
      const members = parts(node).map((each) => readType(reader, each));
      return members.length === 1 ? (members[0] as IrType) : placed(node, { kind: 'union', members });
    }
    case 'slice_type': {
      const element = inner('element');
      return placed(node, element.kind === 'named' && element.name === 'byte' ? { kind: 'bytes' } : { kind: 'list', element });
    }
    case 'implicit_length_array_type':
      return placed(node, { kind: 'array', element: inner('element'), length: { kind: 'ellipsis' } });
    case 'array_type': {
      const length = childOf(node, 'length');
      if (!length) return keepText(reader, node, 'an array type');
      return placed(node, { kind: 'array', element: inner('element'), length: reader.expression(length) });
    }
    case 'map_type': {
      const key = inner('key');
      return placed(node, { kind: 'map', ...(key.kind === 'string' ? {} : { key }), value: inner('value') });
    }
    case 'channel_type':
      return channelOf(reader, node);
    case 'function_type':
      return placed(node, signatureOf(reader, node));
    case 'struct_type': {
      const list = node.children.find(({ type }) => type === 'field_declaration_list');
      return placed(node, { kind: 'shape', form: 'struct', members: list ? membersOf(reader, list) : [] });
    }
    case 'interface_type':
      return placed(node, { kind: 'shape', form: 'interface', members: membersOf(reader, node) });
    default:
      return keepText(reader, node, `a type of kind ${node.type}`);
  }
}

/** In `~[]T[int]` the arguments belong to the last name, which the parser sees the other way around. */
function withArguments(type: IrType, args: IrType[]): IrType | null {
  if (type.kind === 'named') return type.args ? null : { ...type, args };
  if (type.kind === 'underlying' || type.kind === 'pointer') {
    const inner = withArguments(type.inner, args);
    return inner && { ...type, inner };
  }
  if (type.kind === 'map') {
    const value = withArguments(type.value, args);
    return value && { ...type, value };
  }
  if (type.kind !== 'list' && type.kind !== 'array' && type.kind !== 'channel') return null;
  const element = withArguments(type.element, args);
  return element && { ...type, element };
}

/** In `chan <- chan T` the arrow belongs to the `chan` on its left, which the parser sees the other way around. */
function channelOf(reader: GoReader, node: SyntaxNode): IrType {
  const signs: { isArrow: boolean; node: SyntaxNode }[] = [];
  let element: SyntaxNode | undefined = node;
  while (element?.type === 'channel_type') {
    for (const { type } of element.children) if (type === '<-' || type === 'chan') signs.push({ isArrow: type === '<-', node: element });
    element = childOf(element, 'value');
  }
  let type: IrType = element ? readType(reader, element) : keepText(reader, node, 'a channel without an element');
  const made: { node: SyntaxNode; direction: 'both' | 'send' | 'receive' }[] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at] as { isArrow: boolean; node: SyntaxNode };
    const follows = signs[at + 1]?.isArrow === !sign.isArrow;
    made.push({ node: sign.node, direction: sign.isArrow ? 'receive' : follows ? 'send' : 'both' });
    if (follows) at += 1;
  }
  for (const { node: own, direction } of made.reverse()) type = placed(own, { kind: 'channel', element: type, direction });
  return type;
}

function qualifiedName(reader: GoReader, node: SyntaxNode): string {
  return parts(node)
    .map((part) => textOf(part, reader.source))
    .join('.');
}

type FunctionType = Extract<IrType, { kind: 'function' }>;

function signatureOf(reader: GoReader, node: SyntaxNode): FunctionType {
  const list = childOf(node, 'parameters');
  const parameters = (list ? parametersOf(reader, list) : []).map(({ name, type, variadic }) => ({
    ...(name === '' ? {} : { name }),
    type: type ?? ({ kind: 'unknown' } as const),
    ...(variadic ? { variadic: true } : {}),
  }));
  return { kind: 'function', parameters, result: resultOf(reader, node) ?? null };
}

/** The parameters of a list, each with its own type; without a name it is empty. */
export function parametersOf(reader: GoReader, list: SyntaxNode): Parameter[] {
  return parts(list).flatMap((node): Parameter[] => {
    const typeNode = childOf(node, 'type');
    const type = typeNode ? readType(reader, typeNode) : keepText(reader, node, 'a parameter');
    const variadic = node.type === 'variadic_parameter_declaration' ? { variadic: 'list' as const } : {};
    const names = fieldParts(node, 'name');
    if (names.length === 0) return [placed(node, { name: '', type, ...variadic })];
    return names.map((name) => placed(node, { name: textOf(name, reader.source), type, ...variadic }));
  });
}

/** One result is its type; several, or with names, are `results`. */
export function resultOf(reader: GoReader, node: SyntaxNode): IrType | undefined {
  const result = childOf(node, 'result');
  if (!result) return undefined;
  if (result.type !== 'parameter_list') return readType(reader, result);
  const items = parametersOf(reader, result).map(({ name, type = { kind: 'unknown' } }): { name?: string; type: IrType } =>
    name === '' ? { type } : { name, type },
  );
  const [only] = items;
  if (only === undefined) return undefined;
  if (items.length === 1 && only.name === undefined) return only.type;
  const results: IrType = { kind: 'results', items };
  return placed(result, results);
}

export function typeParametersOf(reader: GoReader, node: SyntaxNode): { typeParameters?: TypeParameter[] } {
  const list = childOf(node, 'type_parameters');
  if (!list) return {};
  const typeParameters = parts(list).flatMap((each): TypeParameter[] => {
    const typeNode = childOf(each, 'type');
    const constraint = typeNode ? readType(reader, typeNode) : keepText(reader, each, 'a type parameter');
    return fieldParts(each, 'name').map((name) => ({ name: textOf(name, reader.source), constraint }));
  });
  return { typeParameters };
}

/** The members of a struct or an interface with their comments. */
export function membersOf(reader: GoReader, list: SyntaxNode): TypeMember[] {
  const members: TypeMember[] = [];
  let doc: { text: string; start: number; end: number; blank: boolean } | null = null;
  let end = list.children.find(({ type }) => type === '{')?.endIndex ?? list.startIndex;
  const isBlank = (start: number): boolean => members.length > 0 && lineBreaksBetween(reader.source, end, start) === 2;
  const flush = (): void => {
    if (doc)
      members.push({ kind: 'comment', text: doc.text, ...(doc.blank ? { blank: true } : {}), span: { start: doc.start, end: doc.end } });
    doc = null;
  };
  for (let at = 0; at < list.children.length; ) {
    const node = list.children[at] as SyntaxNode;
    if (node.type === 'comment') {
      const last = members.at(-1);
      if (
        last &&
        last.kind !== 'comment' &&
        !doc &&
        lineBreaksBetween(reader.source, end, node.startIndex) === 0 &&
        !textOf(node, reader.source).includes('\n')
      ) {
        if (reader.comments.take(node))
          last.trailing = [last.trailing, commentText(node, reader.source)].filter((text) => text !== undefined).join(' ');
        end = node.endIndex;
        at += 1;
        continue;
      }
      const blank: boolean = isBlank(node.startIndex) || (doc !== null && lineBreaksBetween(reader.source, end, node.startIndex) === 2);
      const run = commentRun(reader, list.children, at);
      if (run) {
        flush();
        doc = { ...run, blank };
        end = run.end;
      }
      at = run ? Math.max(run.next, at + 1) : at + 1;
      continue;
    }
    at += 1;
    if (!node.isNamed) continue;
    const held = doc as { text: string; start: number; end: number; blank: boolean } | null;
    const away = held !== null && lineBreaksBetween(reader.source, held.end, node.startIndex) === 2;
    const read = memberOf(reader, node);
    const inside = reader.comments.within(node.startIndex, node.endIndex).map((comment) => commentText(comment, reader.source));
    const takesDoc = read[0]?.kind === 'property' || read[0]?.kind === 'method';
    if (held && (away || !takesDoc)) flush();
    const texts = [...(held && !away && takesDoc ? [held.text] : []), ...inside];
    const text = texts.join('\n');
    const blank = held && !away ? takesDoc && held.blank : members.length > 0 && (away || isBlank(node.startIndex));
    read.forEach((member, position) => {
      const first = position === 0;
      if (first && texts.length > 0 && (member.kind === 'property' || member.kind === 'method')) member.doc = text;
      if (first && blank) member.blank = true;
      if (first && texts.length > 0 && !takesDoc)
        members.push({ kind: 'comment', text, span: { start: node.startIndex, end: node.startIndex } });
      members.push(member);
    });
    doc = null;
    end = node.endIndex;
  }
  flush();
  return members;
}

function memberOf(reader: GoReader, node: SyntaxNode): TypeMember[] {
  if (node.type === 'method_elem') {
    const name = childOf(node, 'name');
    if (name && !node.children.some(({ type }) => type === 'ERROR'))
      return [placed(node, { kind: 'method', name: textOf(name, reader.source), type: placed(node, signatureOf(reader, node)) })];
  }
  if (node.type === 'type_elem') return [placed(node, { kind: 'embedded', type: readType(reader, node) })];
  const typeNode = childOf(node, 'type');
  if (node.type !== 'field_declaration' || !typeNode || node.children.some(({ type, isMissing }) => type === 'ERROR' || isMissing))
    return [keepText(reader, node, 'a syntax error')];
  const tagNode = childOf(node, 'tag');
  const tag = tagNode ? { tag: tagOf(reader, tagNode) } : {};
  const names = fieldParts(node, 'name');
  const type = readType(reader, typeNode);
  if (names.length === 0) {
    const pointer: IrType = hasChild(node, '*') ? placed(node, { kind: 'pointer', inner: type }) : type;
    return [placed(node, { kind: 'embedded', type: pointer, ...tag })];
  }
  return names.map((name) => placed(node, { kind: 'property', name: textOf(name, reader.source), type, ...tag }));
}

function tagOf(reader: GoReader, node: SyntaxNode): string {
  const literal = reader.expression(node);
  return literal.kind === 'string' ? literal.value : textOf(node, reader.source);
}
