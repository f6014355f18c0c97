import type { Expression } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { type GoReader, keepText, parts, placed, unwrapped } from './go-reader.ts';
import { basicType, conversionType, isConversion, readType } from './go-type.ts';
import { childOf, childOfType, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** Calls, conversions and what stands in brackets behind a value, which look alike to a parser that does not know the types. */

/** Nodes that are a type wherever they stand. */
export const typeNodes = new Set([
  'qualified_type',
  'generic_type',
  'pointer_type',
  'parenthesized_type',
  'slice_type',
  'array_type',
  'map_type',
  'channel_type',
  'function_type',
  'struct_type',
  'interface_type',
  'negated_type',
]);

/** What the parser took for a type as a value, where it can be one: the index of a list looks like the argument of a generic function. */
function valueOfType(reader: GoReader, node: SyntaxNode): Expression | null {
  const at = (value: Expression): Expression => placed(node, value);
  switch (node.type) {
    case 'type_identifier': {
      const name = textOf(node, reader.source);
      if (name === 'nil') return at({ kind: 'null' });
      if (name === 'true' || name === 'false') return at({ kind: 'boolean', value: name === 'true' });
      return basicType(name) || isConversion(name) ? null : at({ kind: 'name', name });
    }
    case 'qualified_type': {
      const [first, second] = parts(node);
      if (!first || !second) return null;
      const object: Expression = placed(first, { kind: 'name', name: textOf(first, reader.source) });
      return at({ kind: 'member', object, name: textOf(second, reader.source) });
    }
    case 'pointer_type': {
      const [inner] = parts(node);
      const operand = inner ? valueOfType(reader, inner) : null;
      return operand && at({ kind: 'unary', operator: 'dereference', operand });
    }
    case 'type_elem':
    case 'parenthesized_type': {
      const [inner, ...more] = parts(node);
      return inner && more.length === 0 ? valueOfType(reader, inner) : null;
    }
    case 'generic_type': {
      const base = childOf(node, 'type');
      const args = childOf(node, 'type_arguments');
      const object = base ? genericOf(reader, base) : null;
      return object && args ? applied(reader, node, object, parts(args)) : null;
    }
    default:
      return typeNodes.has(node.type) ? null : reader.expression(node);
  }
}

/**
 * What stands behind a value: a point, brackets, arguments. In `*(*T)(x).y` they belong to the conversion, not to what it points to, which
 * the parser sees the other way around.
 */
export function behind(node: SyntaxNode, value: Expression, build: (value: Expression) => Expression): Expression {
  const [operand] = node.children;
  if (value.kind !== 'unary' || operand?.type === 'parenthesized_expression') return placed(node, build(value));
  return placed(node, { ...value, operand: behind(node, value.operand, build) });
}

/** What has brackets behind it: the types that Go knows take none, so that their names are those of values. */
export const genericOf = (reader: GoReader, node: SyntaxNode): Expression =>
  node.type === 'type_identifier'
    ? placed(node, { kind: 'name', name: textOf(node, reader.source) })
    : (valueOfType(reader, node) ?? keepText(reader, node, 'a generic value'));

/** `f[x]`: an element where one argument may be a value, else a generic function with its types. */
export function applied(reader: GoReader, node: SyntaxNode, callee: Expression, args: readonly SyntaxNode[]): Expression {
  const [only] = args;
  const index = only && args.length === 1 ? valueOfType(reader, only) : null;
  if (index) return behind(node, callee, (object) => ({ kind: 'index', object, index }));
  const types = args.map((each) => readType(reader, each));
  return behind(node, callee, (value) => ({ kind: 'instantiation', callee: value, types }));
}

export function callOf(reader: GoReader, node: SyntaxNode): Expression {
  const functionNode = childOf(node, 'function');
  const list = childOf(node, 'arguments');
  if (!functionNode || !list) return keepText(reader, node, 'a call');
  const typeList = childOf(node, 'type_arguments');
  const argumentNodes = parts(list);
  const last = argumentNodes.at(-1);
  const spreadLast = last?.type === 'variadic_argument' || childOfType(list, '...') !== undefined;
  const args = argumentNodes.map((each) => reader.expression(each.type === 'variadic_argument' ? (parts(each)[0] ?? each) : each));
  const [only] = args;
  const type = only && args.length === 1 && !spreadLast && !typeList ? convertedType(reader, functionNode) : null;
  if (type && only) return placed(node, { kind: 'cast', type, operand: only });
  return behind(node, reader.expression(functionNode), (plain) =>
    called(node, typeList ? applied(reader, functionNode, plain, parts(typeList)) : plain, args, spreadLast),
  );
}

/** The type that a value is converted to: a basic type, or in parentheses a pointer to one. */
function convertedType(reader: GoReader, node: SyntaxNode): IrType | null {
  const inner = unwrapped(node);
  if (inner.type === 'identifier') {
    const name = textOf(inner, reader.source);
    return isConversion(name) ? placed(inner, conversionType(name)) : null;
  }
  const operand = inner.type === 'unary_expression' && inner !== node && hasChild(inner, '*') ? childOf(inner, 'operand') : undefined;
  const pointed = operand ? convertedPointer(reader, operand) : null;
  return pointed && placed<IrType>(inner, { kind: 'pointer', inner: pointed });
}

/** What a pointer points to, where the parser took it for a value. */
function convertedPointer(reader: GoReader, node: SyntaxNode): IrType | null {
  const inner = unwrapped(node);
  const operand = inner.type === 'unary_expression' && hasChild(inner, '*') ? childOf(inner, 'operand') : undefined;
  if (!operand) return convertedType(reader, inner);
  const pointed = convertedPointer(reader, operand);
  return pointed && placed<IrType>(inner, { kind: 'pointer', inner: pointed });
}

/** A generic function that is called keeps its types in the call. */
function called(node: SyntaxNode, callee: Expression, args: Expression[], spreadLast: boolean): Expression {
  const spread = spreadLast ? { spreadLast: true } : {};
  if (callee.kind === 'instantiation')
    return placed(node, { kind: 'call', callee: callee.callee, args, typeArguments: callee.types, ...spread });
  return placed(node, { kind: 'call', callee, args, ...spread });
}

/** `[]byte(x)`; what looks like a generic type may also be a generic function or an element that is called. */
export function conversionOf(reader: GoReader, node: SyntaxNode): Expression {
  const typeNode = childOf(node, 'type');
  const operandNode = childOf(node, 'operand');
  if (!typeNode || !operandNode) return keepText(reader, node, 'a conversion');
  const operand = reader.expression(operandNode);
  return convertedTo(reader, node, typeNode, operand);
}

/** `*T(x)` and `<-chan T(x)` without parentheses take the value of a conversion, which the parser sees the other way around. */
function convertedTo(reader: GoReader, node: SyntaxNode, typeNode: SyntaxNode, operand: Expression): Expression {
  const inner = unwrapped(typeNode);
  if (inner.type === 'generic_type') return called(node, reader.expression(inner), [operand], false);
  const [pointed] = typeNode.type === 'pointer_type' ? parts(typeNode) : [];
  if (pointed) return placed(node, { kind: 'unary', operator: 'dereference', operand: convertedTo(reader, node, pointed, operand) });
  const type = readType(reader, typeNode);
  if (typeNode.type !== 'channel_type' || type.kind !== 'channel' || type.direction !== 'receive')
    return placed(node, { kind: 'cast', type, operand });
  return placed(node, {
    kind: 'unary',
    operator: 'receive',
    operand: placed(node, { kind: 'cast', type: { ...type, direction: 'both' }, operand }),
  });
}
