import type { Opaque, Origin } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { guarded, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

const plain: Record<string, IrType> = {
  str: { kind: 'string' },
  int: { kind: 'integer' },
  float: { kind: 'number' },
  bool: { kind: 'boolean' },
  bytes: { kind: 'bytes' },
  datetime: { kind: 'datetime' },
  Any: { kind: 'unknown' },
  NoReturn: { kind: 'never' },
};

const dotted = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** A type as text, on one line where that is safe: its lines say nothing, and a printer may put it anywhere. */
function keepType(reader: PythonReader, node: SyntaxNode, reason: string): Opaque & Origin {
  const kept = keepText(reader, node, reason);
  return /["'#\\]/.test(kept.text) ? kept : { ...kept, text: kept.text.replace(/\s*\n\s*/g, ' ') };
}

/** An annotation. `None` is nothing; as the result of a function the caller makes it void. */
export function readType(reader: PythonReader, node: SyntaxNode): IrType {
  return guarded<IrType>(reader, node, () => ({ ...typeOf(reader, node), ...spanOf(node) }));
}

function typeOf(reader: PythonReader, node: SyntaxNode): IrType {
  switch (node.type) {
    case 'type':
    case 'parenthesized_expression': {
      const [inner, ...others] = partsOf(node);
      return inner && others.length === 0 ? typeOf(reader, inner) : keepType(reader, node, 'a type');
    }
    case 'none':
      return { kind: 'nothing' };
    case 'identifier':
    case 'attribute':
    case 'member_type': {
      const name = textOf(node, reader.source);
      if (!dotted.test(name)) return keepType(reader, node, 'a type that is computed');
      return Object.hasOwn(plain, name) ? (plain[name] as IrType) : { kind: 'named', name };
    }
    case 'string': {
      const name = /^(["'])([^"'\\]*)\1$/.exec(textOf(node, reader.source))?.[2] ?? '';
      return dotted.test(name) ? { kind: 'named', name, quoted: true } : keepType(reader, node, 'a type in quotes');
    }
    case 'generic_type': {
      const [head, parameters] = partsOf(node);
      if (!head || !parameters) return keepType(reader, node, 'a type');
      return generic(reader, node, textOf(head, reader.source), partsOf(parameters));
    }
    case 'subscript': {
      const head = childOf(node, 'value');
      const args = node.children.filter((child) => child.field === 'subscript');
      if (!head) return keepType(reader, node, 'a type');
      return generic(reader, node, textOf(head, reader.source), args);
    }
    case 'union_type':
    case 'binary_operator':
      return bar(reader, node);
    default:
      return keepType(reader, node, 'a type that is computed');
  }
}

/** The members of `A | B | C`, whichever way the parser grouped them. */
function bar(reader: PythonReader, node: SyntaxNode): IrType {
  const members: SyntaxNode[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [left, right, third] = partsOf(next);
    if (next.type === 'type' && left && !right) waiting.push(left);
    else if (next.type !== 'union_type' && next.type !== 'binary_operator') members.push(next);
    else if (left && right && !third && hasChild(next, '|')) waiting.push(right, left);
    else return keepType(reader, node, 'a type that is computed');
  }
  const types = members.map((member) => readType(reader, member));
  return types.some((type) => type.kind === 'union' && type.form === 'bar')
    ? keepType(reader, node, 'a type that is computed')
    : { kind: 'union', members: types, form: 'bar' };
}

function generic(reader: PythonReader, node: SyntaxNode, head: string, args: SyntaxNode[]): IrType | (Opaque & Origin) {
  const odd = (): Opaque & Origin => keepType(reader, node, 'a type that is computed');
  if (!dotted.test(head) || args.length === 0) return odd();
  const unwrapped = args.map((arg) => (arg.type === 'type' && partsOf(arg).length === 1 ? (partsOf(arg)[0] as SyntaxNode) : arg));
  const [first, second] = unwrapped as [SyntaxNode, SyntaxNode | undefined];
  if (head === 'Literal') return literals(reader, unwrapped) ?? odd();
  if (head === 'tuple' && unwrapped.length === 2 && second?.type === 'ellipsis')
    return { kind: 'tuple', items: [readType(reader, first)], variadic: true };
  if (head === 'Callable' && unwrapped.length === 2 && second && first.type === 'list') {
    const parameters = partsOf(first).map((parameter) => ({ type: readType(reader, parameter) }));
    return { kind: 'function', parameters, result: readType(reader, second) };
  }
  if (head === 'Callable' && unwrapped.length === 2 && second && first.type === 'ellipsis')
    return { kind: 'function', parameters: [{ type: { kind: 'unknown' }, variadic: true }], result: readType(reader, second) };
  if (unwrapped.some((arg) => ['tuple', 'list_splat', 'splat_type', 'slice'].includes(arg.type))) return odd();
  const types = unwrapped.map((arg) => readType(reader, arg));
  const [one, two] = types as [IrType, IrType | undefined];
  if (types.length === 1) {
    if (head === 'list') return { kind: 'list', element: one };
    if (head === 'set') return { kind: 'set', element: one };
    if (head === 'Optional') return { kind: 'optional', inner: one };
  }
  if (head === 'dict' && types.length === 2 && two) return { kind: 'map', ...(one.kind === 'string' ? {} : { key: one }), value: two };
  if (head === 'tuple') return { kind: 'tuple', items: types };
  if (head === 'Union' && types.length > 1 && !types.every(({ kind }) => kind === 'literal')) return { kind: 'union', members: types };
  return { kind: 'named', name: head, args: types };
}

/** `Literal["a", "b"]`: a type of one value, or a union of such types. */
function literals(reader: PythonReader, args: SyntaxNode[]): IrType | null {
  const members: IrType[] = [];
  for (const arg of args) {
    const value = ['string', 'integer', 'true', 'false'].includes(arg.type) ? reader.expression(arg) : null;
    const isPlain =
      value !== null &&
      (value.kind === 'boolean' || ((value.kind === 'string' || value.kind === 'number') && !value.source && !value.form));
    if (!isPlain) return null;
    members.push({ kind: 'literal', value: (value as { value: string | number | boolean }).value, ...spanOf(arg) });
  }
  return members.length === 1 ? (members[0] as IrType) : { kind: 'union', members };
}
