import type { BinaryOperator, DictionaryEntry, Expression, UnaryOperator } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { applied, behind, callOf, conversionOf, genericOf, typeNodes } from './go-call.ts';
import { readNumber, readString } from './go-literal.ts';
import { fieldParts, type GoReader, guarded, keepText, parts, placed, unwrapped } from './go-reader.ts';
import { meaningOf } from './go-semantics.ts';
import { basicType, parametersOf, readType, resultOf } from './go-type.ts';
import { childOf, type SyntaxNode, textOf } from './syntax-node.ts';

const binaries: Record<string, BinaryOperator> = {
  '||': 'or',
  '&&': 'and',
  '&^': 'clearBits',
};
const sameSign = new Set<string>(['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '|', '^', '&', '<<', '>>']);

export const operatorOf = (text: string): BinaryOperator | undefined =>
  binaries[text] ?? (sameSign.has(text) ? (text as BinaryOperator) : undefined);

const unaries: Record<string, UnaryOperator> = {
  '!': 'not',
  '-': 'negate',
  '+': 'plus',
  '^': 'complement',
  '&': 'address',
  '*': 'dereference',
  '<-': 'receive',
};

export function readExpression(reader: GoReader, node: SyntaxNode): Expression {
  const inner = unwrapped(node);
  return guarded(reader, inner, () => expressionOf(reader, inner));
}

function expressionOf(reader: GoReader, node: SyntaxNode): Expression {
  const child = (field: string): Expression => {
    const found = childOf(node, field);
    return found ? readExpression(reader, found) : keepText(reader, node, `a ${node.type}`);
  };
  const maybe = (field: string): Expression | undefined => (childOf(node, field) ? child(field) : undefined);
  switch (node.type) {
    case 'identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'iota':
    case 'blank_identifier':
      return placed(node, { kind: 'name', name: textOf(node, reader.source) });
    case 'type_identifier':
      return placed(node, typeArgument(reader, node));
    case 'nil':
      return placed(node, { kind: 'null' });
    case 'true':
    case 'false':
      return placed(node, { kind: 'boolean', value: node.type === 'true' });
    case 'int_literal':
    case 'float_literal':
    case 'imaginary_literal':
      return readNumber(reader, node);
    case 'interpreted_string_literal':
    case 'raw_string_literal':
    case 'rune_literal':
      return readString(reader, node);
    case 'selector_expression':
      return behind(node, child('operand'), (object) => ({
        kind: 'member',
        object,
        name: textOf(childOf(node, 'field') ?? node, reader.source),
      }));
    case 'index_expression':
      return behind(node, child('operand'), (object) => ({ kind: 'index', object, index: child('index') }));
    case 'slice_expression': {
      const [from, to, capacity] = [maybe('start'), maybe('end'), maybe('capacity')];
      return behind(node, child('operand'), (object) => ({
        kind: 'slice',
        object,
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(capacity ? { capacity } : {}),
      }));
    }
    case 'type_assertion_expression': {
      const type = childOf(node, 'type');
      if (!type) return keepText(reader, node, 'a type assertion');
      return behind(node, child('operand'), (operand) => ({ kind: 'typeAssertion', operand, type: readType(reader, type) }));
    }
    case 'unary_expression': {
      const operator = unaries[textOf(childOf(node, 'operator') ?? node, reader.source)];
      if (!operator) return keepText(reader, node, 'an operator');
      const operand = child('operand');
      return placed(node, { kind: 'unary', operator, operand, ...meaningOf(operator, operand) });
    }
    case 'binary_expression': {
      const operator = operatorOf(textOf(childOf(node, 'operator') ?? node, reader.source));
      if (!operator) return keepText(reader, node, 'an operator');
      const [left, right] = [child('left'), child('right')];
      return placed(node, { kind: 'binary', operator, left, right, ...meaningOf(operator, left, right) });
    }
    case 'call_expression':
      return callOf(reader, node);
    case 'type_conversion_expression':
      return conversionOf(reader, node);
    case 'type_instantiation_expression': {
      const callee = childOf(node, 'type');
      if (!callee) return keepText(reader, node, 'a generic value');
      const args = parts(node).filter((each) => each !== callee);
      return applied(reader, node, genericOf(reader, callee), args);
    }
    case 'generic_type': {
      const base = childOf(node, 'type');
      const args = childOf(node, 'type_arguments');
      if (!base || !args) return keepText(reader, node, 'a generic value');
      return applied(reader, node, genericOf(reader, base), parts(args));
    }
    case 'composite_literal':
      return compositeOf(reader, node);
    case 'literal_value':
      return placed(node, { kind: 'composite', type: null, items: itemsOf(reader, node) });
    case 'func_literal': {
      const list = childOf(node, 'parameters');
      const body = childOf(node, 'body');
      const result = resultOf(reader, node);
      return placed(node, {
        kind: 'lambda',
        parameters: list ? parametersOf(reader, list) : [],
        ...(result ? { result } : {}),
        body: body ? reader.body(body.children, body.startIndex + 1) : [],
      });
    }
    default:
      if (typeNodes.has(node.type)) return placed(node, { kind: 'typeValue', type: readType(reader, node) });
      return keepText(reader, node, `an expression of kind ${node.type}`);
  }
}

/** A name where a type may stand: `new(T)`. */
function typeArgument(reader: GoReader, node: SyntaxNode): Expression {
  const name = textOf(node, reader.source);
  return basicType(name) ? { kind: 'typeValue', type: readType(reader, node) } : { kind: 'name', name };
}

type Item = Extract<Expression, { kind: 'composite' }>['items'][number];

/** The braces of a literal. */
function itemsOf(reader: GoReader, node: SyntaxNode): Item[] {
  const value = (element: SyntaxNode | undefined): Expression => {
    const inner = element?.type === 'literal_element' ? parts(element)[0] : element;
    return inner ? readExpression(reader, inner) : keepText(reader, node, 'an item of a literal');
  };
  return parts(node).map((item): Item => {
    if (item.type !== 'keyed_element') return { value: value(item) };
    const [key, held] = [childOf(item, 'key'), childOf(item, 'value')];
    if (!key || !held) return { value: keepText(reader, item, 'an item of a literal') };
    return { key: value(key), value: value(held) };
  });
}

/** A slice without keys is a list, a map with texts as keys a dictionary; all else keeps its type and keys. */
function compositeOf(reader: GoReader, node: SyntaxNode): Expression {
  const [typeNode] = fieldParts(node, 'type');
  const body = childOf(node, 'body');
  if (!typeNode || !body) return keepText(reader, node, 'a literal');
  const items = itemsOf(reader, body);
  const type: IrType = readType(reader, typeNode);
  if (type.kind === 'list' && items.every(({ key }) => key === undefined))
    return placed(node, { kind: 'list', items: items.map(({ value }) => value), element: type.element });
  if (type.kind === 'bytes' && items.every(({ key }) => key === undefined))
    return placed(node, { kind: 'list', items: items.map(({ value }) => value), element: { kind: 'named', name: 'byte' } });
  if (type.kind === 'map' && type.key === undefined && items.every(({ key }) => key !== undefined)) {
    const entries = items.map(({ key, value }): DictionaryEntry => {
      const plain = key?.kind === 'string' && key.form === undefined && key.source === undefined;
      return { key: plain ? key.value : (key as Expression), value };
    });
    return placed(node, { kind: 'dictionary', entries, value: type.value });
  }
  return placed(node, { kind: 'composite', type, items });
}
