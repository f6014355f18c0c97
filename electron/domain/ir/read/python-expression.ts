import type { AssignmentOperator, BinaryOperator, DictionaryEntry, Expression, Pattern } from '../nodes.ts';
import { isPythonNumber } from '../print/python-literal.ts';
import { bitsInOrder, nameOutside, starOutside } from './python-binding.ts';
import { readComprehension } from './python-comprehension.ts';
import { readLambda } from './python-parameter.ts';
import { guarded, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { readString } from './python-string.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

const binaryOperators: Record<string, BinaryOperator> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '**': '**',
  '//': 'floorDivide',
  '@': 'matrixMultiply',
  '<<': '<<',
  '>>': '>>',
  '&': '&',
  '|': '|',
  '^': '^',
  and: 'and',
  or: 'or',
};
const comparisonOperators: Record<string, BinaryOperator> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '==': '==',
  '!=': '!=',
  in: 'in',
  'not in': 'notIn',
  is: 'is',
  'is not': 'isNot',
};

/** What stands in front of the `=` of an assignment with an operator; undefined where it is none. */
export const assignmentOperator = (text: string): AssignmentOperator | undefined =>
  binaryOperators[text.slice(0, -1)] as AssignmentOperator | undefined;

export function readExpression(reader: PythonReader, node: SyntaxNode): Expression {
  return guarded<Expression>(reader, node, () => {
    const read = expressionOf(reader, node);
    return starOutside(read.span ? read : { ...read, ...spanOf(node) });
  });
}

function expressionOf(reader: PythonReader, node: SyntaxNode): Expression {
  const read = (inner: SyntaxNode): Expression => readExpression(reader, inner);
  const all = (nodes: SyntaxNode[]): Expression[] => nodes.map(read);
  const field = (name: string): Expression => {
    const inner = childOf(node, name);
    return inner ? read(inner) : keepText(reader, node, 'an unfinished expression');
  };
  switch (node.type) {
    case 'identifier':
    case 'keyword_identifier':
      return { kind: 'name', name: textOf(node, reader.source) };
    case 'string':
    case 'concatenated_string':
      return readString(reader, node);
    case 'integer':
    case 'float': {
      const digits = textOf(node, reader.source);
      return isPythonNumber(digits) ? number(digits) : keepText(reader, node, 'a number of Python 2');
    }
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true' };
    case 'none':
      return { kind: 'null' };
    case 'ellipsis':
      return { kind: 'ellipsis' };
    case 'parenthesized_expression': {
      const [inner, ...others] = partsOf(node);
      return inner && others.length === 0 ? read(inner) : keepText(reader, node, 'an unfinished expression');
    }
    case 'attribute': {
      const name = childOf(node, 'attribute');
      return { kind: 'member', object: field('object'), name: name ? textOf(name, reader.source) : '' };
    }
    case 'subscript':
      return subscript(reader, node, field('value'));
    case 'call':
      return call(reader, node, field('function'));
    case 'binary_operator':
    case 'boolean_operator': {
      const operator = childOf(node, 'operator');
      const meaning = operator && binaryOperators[operator.type];
      if (!meaning) return keepText(reader, node, 'an operator that is not read');
      const reordered = meaning === '&' || meaning === '^' ? bitsInOrder(node, read) : null;
      if (reordered) return reordered;
      return { kind: 'binary', operator: meaning, left: field('left'), right: field('right') };
    }
    case 'comparison_operator':
      return comparison(reader, node);
    case 'not_operator':
      return { kind: 'unary', operator: 'not', operand: field('argument') };
    case 'unary_operator': {
      const operator = childOf(node, 'operator')?.type;
      return {
        kind: 'unary',
        operator: operator === '-' ? 'negate' : operator === '+' ? 'plus' : 'complement',
        operand: field('argument'),
      };
    }
    case 'conditional_expression': {
      const [yes, condition, no] = partsOf(node);
      if (!yes || !condition || !no) return keepText(reader, node, 'an unfinished expression');
      const whole: Extract<Expression, { kind: 'conditional' }> = {
        kind: 'conditional',
        condition: read(condition),
        yes: read(yes),
        no: read(no),
      };
      return yes.type === 'named_expression' ? nameOutside(whole) : whole;
    }
    case 'named_expression': {
      const name = childOf(node, 'name');
      const target: Pattern = name ? reader.pattern(name) : keepText(reader, node, 'an unfinished expression');
      return { kind: 'assignment', target, value: field('value') };
    }
    case 'lambda':
      return readLambda(reader, node);
    case 'list':
    case 'list_pattern':
      return { kind: 'list', items: all(partsOf(node)) };
    case 'set':
      return { kind: 'set', items: all(partsOf(node)) };
    case 'tuple':
    case 'tuple_pattern':
      return { kind: 'tupleLiteral', items: all(partsOf(node)) };
    case 'expression_list':
    case 'pattern_list':
      return tupleOf(all(partsOf(node)));
    case 'dictionary':
      return dictionary(reader, node);
    case 'list_splat':
    case 'list_splat_pattern':
    case 'parenthesized_list_splat':
    case 'dictionary_splat':
    case 'dictionary_splat_pattern': {
      const [operand] = partsOf(node);
      if (!operand) return keepText(reader, node, 'an unfinished expression');
      if (node.type === 'parenthesized_list_splat') return read(operand);
      return { kind: 'spread', operand: read(operand), form: node.type.startsWith('list') ? 'list' : 'map' };
    }
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return readComprehension(reader, node);
    case 'await': {
      const [operand] = partsOf(node);
      if (!operand) return keepText(reader, node, 'an unfinished expression');
      const awaited = read(operand);
      // The parser lets `**` hold tighter than `await`, Python does not.
      return operand.type === 'binary_operator' && awaited.kind === 'binary'
        ? { ...awaited, left: { kind: 'await', operand: awaited.left } }
        : { kind: 'await', operand: awaited };
    }
    case 'yield': {
      reader.yields = true;
      const [operand] = partsOf(node);
      const delegate = hasChild(node, 'from') ? { delegate: true } : {};
      return { kind: 'yield', ...(operand ? { operand: read(operand) } : {}), ...delegate };
    }
    default:
      return keepText(reader, node, `an expression of the kind "${node.type}"`);
  }
}

/** With a star among them values stand in parentheses, because parsers and older versions of Python read them nowhere else alike. */
const tupleOf = (items: Expression[]): Expression =>
  items.some(({ kind }) => kind === 'spread') && items.every(({ kind }) => kind !== 'range')
    ? { kind: 'tupleLiteral', items }
    : { kind: 'tuple', items };

function number(text: string): Expression {
  const digits = text.replaceAll('_', '');
  const imaginary = /j$/i.test(digits);
  const float = !imaginary && !/^0[xob]/i.test(digits) && /[.e]/i.test(digits);
  const known = Number(imaginary ? digits.slice(0, -1) : digits);
  const value = Number.isNaN(known) ? 0 : Math.min(known, Number.MAX_VALUE);
  const plain = Number.isSafeInteger(value) || float || imaginary ? String(value) : '';
  const canonical = float && !/[.e]/.test(plain) ? `${plain}.0` : imaginary ? `${plain}j` : plain;
  const form = imaginary ? ('imaginary' as const) : float ? ('float' as const) : undefined;
  return { kind: 'number', value, ...(form ? { form } : {}), ...(canonical === text ? {} : { source: text }) };
}

function subscript(reader: PythonReader, node: SyntaxNode, object: Expression): Expression {
  const indexes = childrenOf(node, 'subscript');
  const [only] = indexes;
  if (!only) return keepText(reader, node, 'an unfinished expression');
  // The comma behind a single index makes a tuple of it.
  const isTuple =
    indexes.length > 1 ||
    node.children.some((child) => child.type === ',' && child.startIndex >= only.endIndex) ||
    only.type === 'list_splat';
  if (only.type === 'slice' && !isTuple) return { kind: 'slice', object, ...rangeOf(reader, only) };
  const read = (index: SyntaxNode): Expression =>
    index.type === 'slice' ? { kind: 'range', ...rangeOf(reader, index), ...spanOf(index) } : readExpression(reader, index);
  return { kind: 'index', object, index: indexOf(indexes.map(read), isTuple) };
}

/** A star makes a tuple of a single index too. */
const indexOf = (indexes: Expression[], isTuple: boolean): Expression =>
  isTuple || indexes[0]?.kind === 'spread' ? tupleOf(indexes) : (indexes[0] as Expression);

function rangeOf(reader: PythonReader, node: SyntaxNode): { from?: Expression; to?: Expression; step?: Expression } {
  const range: { from?: Expression; to?: Expression; step?: Expression } = {};
  let part: 'from' | 'to' | 'step' = 'from';
  for (const child of node.children) {
    if (child.type === ':') part = part === 'from' ? 'to' : 'step';
    else if (child.isNamed && child.type !== 'comment' && child.type !== 'line_continuation') range[part] = readExpression(reader, child);
  }
  return range;
}

/** Arguments by position, then those with names, then `**` ones: from the first name on everything stands in `named` that a name follows. */
export function readArguments(
  reader: PythonReader,
  nodes: SyntaxNode[],
): { args: Expression[]; named?: { name: string; value: Expression }[] } {
  const args: Expression[] = [];
  const named: { name: string; value: Expression }[] = [];
  const lastNamed = nodes.findLastIndex((node) => node.type === 'keyword_argument');
  const firstNamed = nodes.findIndex((node) => node.type === 'keyword_argument' || node.type === 'dictionary_splat');
  nodes.forEach((node, position) => {
    const [name, value] = [childOf(node, 'name'), childOf(node, 'value')];
    if (node.type === 'keyword_argument' && name && value)
      named.push({ name: textOf(name, reader.source), value: readExpression(reader, value) });
    else if (position > firstNamed && firstNamed >= 0 && (position < lastNamed || node.type !== 'dictionary_splat'))
      named.push({ name: '', value: readExpression(reader, node) });
    else if (position === firstNamed && position < lastNamed) named.push({ name: '', value: readExpression(reader, node) });
    else args.push(readExpression(reader, node));
  });
  return { args, ...(named.length > 0 ? { named } : {}) };
}

function call(reader: PythonReader, node: SyntaxNode, callee: Expression): Expression {
  const holder = childOf(node, 'arguments');
  if (!holder) return keepText(reader, node, 'an unfinished call');
  if (holder.type === 'generator_expression') return { kind: 'call', callee, args: [readExpression(reader, holder)] };
  return { kind: 'call', callee, ...readArguments(reader, partsOf(holder)) };
}

/** `x is None` is the comparison with nothing that every language has; `x == None` is kept apart from it. */
function comparison(reader: PythonReader, node: SyntaxNode): Expression {
  const [first, ...operands] = partsOf(node).filter((child) => child.field !== 'operators');
  const operators = childrenOf(node, 'operators').map((child) => comparisonOperators[textOf(child, reader.source).replace(/\s+/g, ' ')]);
  if (!first || operands.length !== operators.length || operators.some((operator) => !operator))
    return keepText(reader, node, 'an operator that is not read');
  const left = readExpression(reader, first);
  const rest = operands.map((operand, at) => ({ operator: operators[at] as BinaryOperator, right: readExpression(reader, operand) }));
  const [only, second] = rest;
  if (!only || second) return { kind: 'comparison', first: left, rest };
  const { operator, right } = only;
  if (right.kind === 'null' && (operator === '==' || operator === '!=')) return { kind: 'comparison', first: left, rest };
  const neutral = right.kind === 'null' && operator === 'is' ? '==' : right.kind === 'null' && operator === 'isNot' ? '!=' : operator;
  return { kind: 'binary', operator: neutral, left, right };
}

function dictionary(reader: PythonReader, node: SyntaxNode): Expression {
  const entries: DictionaryEntry[] = [];
  for (const child of partsOf(node)) {
    const [key, value] = [childOf(child, 'key'), childOf(child, 'value')];
    const [operand] = partsOf(child);
    if (child.type === 'pair' && key && value) {
      const read = readExpression(reader, key);
      const plain = read.kind === 'string' && !read.form && read.source === undefined;
      entries.push({ key: plain ? read.value : read, value: readExpression(reader, value) });
    } else if (child.type === 'dictionary_splat' && operand) entries.push({ spread: readExpression(reader, operand) });
    else return keepText(reader, node, 'an unfinished dictionary');
  }
  return { kind: 'dictionary', entries };
}
