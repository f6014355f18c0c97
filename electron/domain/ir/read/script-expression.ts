import type { AssignmentOperator, BinaryOperator, DictionaryEntry, Expression, Opaque, UnaryOperator } from '../nodes.ts';
import { joined, outsideOf, readAwait, readCast } from './script-cast.ts';
import { readCall, readInstantiation, readMember, readNew, readNonNull, readSubscript, readUpdate } from './script-chain.ts';
import { keyOf, readNumber, readRegex, readString, readTemplate } from './script-literal.ts';
import { guarded, keepText, parts, placed, type ScriptReader } from './script-reader.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

const binaryOperators: Record<string, BinaryOperator> = {
  '===': '==',
  '!==': '!=',
  '==': 'looseEquals',
  '!=': 'looseDiffers',
  '&&': 'and',
  '||': 'or',
  '??': 'coalesce',
  instanceof: 'is',
};
for (const same of ['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^', '<', '<=', '>', '>=', 'in'] as const)
  binaryOperators[same] = same;

const unaryOperators: Record<string, UnaryOperator> = {
  '!': 'not',
  '-': 'negate',
  '+': 'plus',
  '~': 'complement',
  typeof: 'typeof',
  void: 'void',
  delete: 'delete',
};

/** The operator in front of `=`, undefined for plain assignment. */
export const assignmentOperator = (text: string): AssignmentOperator | undefined =>
  binaryOperators[text.slice(0, -1)] as AssignmentOperator | undefined;

export const readExpression = (reader: ScriptReader, node: SyntaxNode): Expression =>
  guarded(reader, node, () => expressionOf(reader, node));

function expressionOf(reader: ScriptReader, node: SyntaxNode): Expression {
  const { source } = reader;
  const field = (name: string): Expression => {
    const child = childOf(node, name);
    return child ? reader.expression(child) : keepText(reader, node, 'an incomplete expression');
  };
  const only = (): Expression => {
    const [first] = parts(node);
    return first ? reader.expression(first) : keepText(reader, node, 'an incomplete expression');
  };
  switch (node.type) {
    case 'identifier':
    case 'this':
    case 'super':
    case 'import':
    case 'undefined':
    case 'private_property_identifier':
    case 'shorthand_property_identifier':
    case 'meta_property':
      return placed(node, { kind: 'name', name: textOf(node, source).replace(/\s+/g, '') });
    case 'null':
      return placed(node, { kind: 'null' });
    case 'true':
    case 'false':
      return placed(node, { kind: 'boolean', value: node.type === 'true' });
    case 'string':
      return readString(reader, node);
    case 'number':
      return readNumber(reader, node);
    case 'regex':
      return readRegex(reader, node);
    case 'template_string':
      return readTemplate(reader, node);
    case 'parenthesized_expression': {
      const inner = only();
      reader.parenthesised.add(inner);
      return inner;
    }
    case 'member_expression':
      return readMember(reader, node);
    case 'subscript_expression':
      return readSubscript(reader, node);
    case 'call_expression':
      return readCall(reader, node);
    case 'new_expression':
      return readNew(reader, node);
    case 'spread_element':
      return placed(node, { kind: 'spread', operand: only(), form: 'list' });
    case 'binary_expression': {
      const operator = binaryOperators[childOf(node, 'operator')?.type ?? ''];
      if (!operator) return keepText(reader, node, 'an unusual operator');
      return joined(reader, node, field('left'), operator, field('right'));
    }
    case 'unary_expression': {
      const operator = unaryOperators[childOf(node, 'operator')?.type ?? ''];
      if (!operator) return keepText(reader, node, 'an unusual operator');
      const wrap = (operand: Expression): Expression => placed(node, { kind: 'unary', operator, operand });
      const operand = field('argument');
      return outsideOf(reader, operand, wrap) ?? wrap(operand);
    }
    case 'update_expression':
      return readUpdate(reader, node);
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      const left = childOf(node, 'left');
      if (!left || hasChild(node, 'using')) return keepText(reader, node, 'a using declaration');
      const operator = assignmentOperator(childOf(node, 'operator')?.type ?? '=');
      return placed(node, { kind: 'assignment', target: reader.pattern(left), ...(operator ? { operator } : {}), value: field('right') });
    }
    case 'ternary_expression':
      return placed(node, { kind: 'conditional', condition: field('condition'), yes: field('consequence'), no: field('alternative') });
    case 'sequence_expression':
      return placed(node, { kind: 'sequence', items: sequenceItems(node).map(reader.expression) });
    case 'array':
      return placed(node, { kind: 'list', items: readItems(reader, node) });
    case 'object':
      return readObject(reader, node);
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
      return readLambda(reader, node);
    case 'class':
      return placed(node, { kind: 'classExpression', class: reader.classNode(node) });
    case 'await_expression':
      return readAwait(reader, node);
    case 'yield_expression': {
      const operand = parts(node).length > 0 ? { operand: only() } : {};
      return placed(node, { kind: 'yield', ...operand, ...(hasChild(node, '*') ? { delegate: true } : {}) });
    }
    case 'non_null_expression':
      return readNonNull(reader, node);
    case 'as_expression':
    case 'satisfies_expression':
      return readCast(reader, node);
    case 'instantiation_expression':
      return readInstantiation(reader, node);
    default:
      return keepText(reader, node, reasonOf(node));
  }
}

/** Left-leaning pairs in some grammars, one list in others. */
const sequenceItems = (node: SyntaxNode): SyntaxNode[] =>
  parts(node).flatMap((child) => (child.type === 'sequence_expression' ? sequenceItems(child) : [child]));

const reasons: Record<string, string> = {
  jsx_element: 'JSX',
  jsx_self_closing_element: 'JSX',
  jsx_fragment: 'JSX',
  type_assertion: 'a type in front of its value',
};
/** What a node is in words: the name that the grammar gives it. */
export const reasonOf = (node: SyntaxNode): string => reasons[node.type] ?? node.type.replaceAll('_', ' ');

/** The items of a list; a comma with nothing in front of it is a hole. */
function readItems(reader: ScriptReader, node: SyntaxNode): Expression[] {
  const items: Expression[] = [];
  let expected = true;
  for (const child of node.children) {
    if (child.type === ',') {
      if (expected) items.push(placed(child, { kind: 'hole' }));
      expected = true;
    } else if (child.isNamed && child.type !== 'comment') {
      items.push(reader.expression(child));
      expected = false;
    }
  }
  return items;
}

function readObject(reader: ScriptReader, node: SyntaxNode): Expression {
  const entries: DictionaryEntry[] = [];
  for (const child of parts(node)) {
    const entry = readEntry(reader, child);
    if (!entry) return keepText(reader, node, 'an object with an unusual key');
    entries.push(entry);
  }
  return placed(node, { kind: 'dictionary', entries });
}

function readEntry(reader: ScriptReader, node: SyntaxNode): DictionaryEntry | null {
  switch (node.type) {
    case 'shorthand_property_identifier': {
      const name = textOf(node, reader.source);
      return { key: name, value: placed(node, { kind: 'name', name }) };
    }
    case 'spread_element': {
      const [inner] = parts(node);
      return inner ? { spread: reader.expression(inner) } : null;
    }
    case 'method_definition':
      return { method: reader.functionNode(node) };
    case 'pair': {
      const key = childOf(node, 'key');
      const value = childOf(node, 'value');
      const name = key && keyOf(reader, key);
      if (!key || !value || name === null || name === undefined) return null;
      // `{ __proto__: x }` sets what the object inherits from, which no key of data does, and `{ ['__proto__']: x }` does not.
      if (name === '__proto__') return { key: keepText(reader, key, 'what an object inherits from'), value: reader.expression(value) };
      const data = typeof name !== 'string' && name.kind === 'string' && name.value === '__proto__';
      return { key: data ? '__proto__' : name, value: reader.expression(value) };
    }
    default:
      return null;
  }
}

function readLambda(reader: ScriptReader, node: SyntaxNode): Expression | Opaque {
  const body = childOf(node, 'body');
  if (!body) return keepText(reader, node, 'a function without a body');
  // The grammar takes `() => { a: {} }` for an object.
  if (body.type === 'object') return keepText(reader, node, 'a label in a block');
  const { parameters, typeParameters, result, async, generator, name, body: statements } = reader.functionNode(node);
  const [first] = statements;
  const returns = statements.length === 1 && first?.kind === 'return' && first.values.length === 1 && first.trailing === undefined;
  return placed(node, {
    kind: 'lambda',
    parameters,
    ...(result ? { result } : {}),
    ...(async ? { async } : {}),
    ...(generator ? { generator } : {}),
    ...(node.type === 'arrow_function' ? {} : { form: 'function' as const }),
    ...(name === '' ? {} : { name }),
    ...(typeParameters ? { typeParameters } : {}),
    body: statements,
    ...(node.type === 'arrow_function' && body.type === 'statement_block' && returns ? { block: true } : {}),
  });
}
