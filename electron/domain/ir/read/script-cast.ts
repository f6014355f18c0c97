import type { BinaryOperator, Expression } from '../nodes.ts';
import { scriptRank } from '../print/script-rank.ts';
import { keepText, parts, placed, type ScriptReader } from './script-reader.ts';
import { childOf, type SyntaxNode } from './syntax-node.ts';

/*
 * The grammar takes `as` to bind looser than every operator, and tighter than `await`. It stands with `<`: `a && b as T` is
 * `a && (b as T)`, `await a as T` is `(await a) as T`. What follows puts that right.
 */

const isCast = (node: SyntaxNode | undefined): boolean => node?.type === 'as_expression' || node?.type === 'satisfies_expression';

/** The rank of `<` and of `as`. */
const relational = 10;

/** `value as T`, `value satisfies T`, `value as const`. */
export function readCast(reader: ScriptReader, node: SyntaxNode): Expression {
  const [operand] = parts(node);
  if (!operand) return keepText(reader, node, 'an incomplete expression');
  return innermost(reader, reader.expression(operand), wrapper(reader, node));
}

function wrapper(reader: ScriptReader, node: SyntaxNode): (operand: Expression) => Expression {
  const [, type] = parts(node);
  if (!type) return (operand) => placed(node, { kind: 'constant', operand });
  const read = reader.type(type);
  const form = node.type === 'as_expression' ? {} : { form: 'satisfies' as const };
  return (operand) => placed(node, { kind: 'cast', operand, type: read, ...form });
}

/** Puts `wrap` around the last operand that operators looser than `as` leave to it. */
function innermost(reader: ScriptReader, value: Expression, wrap: (inner: Expression) => Expression): Expression {
  if (value.kind !== 'binary' || reader.parenthesised.has(value) || scriptRank(value, true) >= relational) return wrap(value);
  return { ...value, right: innermost(reader, value.right, wrap) };
}

/** `left operator right`, where the grammar may have left a looser operator in front of an `as` or a `!` on the left. */
export function joined(reader: ScriptReader, node: SyntaxNode, left: Expression, operator: BinaryOperator, right: Expression): Expression {
  // `a as b.c.D | E`, in which the grammar takes what is behind the type for a value.
  const cut = left.kind === 'cast' && !isCast(childOf(node, 'left')) && !reader.parenthesised.has(left);
  if (cut && (operator === '|' || operator === '&')) return keepText(reader, node, 'a type with a long name');
  // `#a in b < c` is `(#a in b) < c`.
  if (operator === 'in' && right.kind === 'binary' && scriptRank(right, true) <= relational && !reader.parenthesised.has(right))
    return { ...right, left: joined(reader, node, left, operator, right.left) };
  const whole = placed(node, { kind: 'binary' as const, operator, left, right });
  // `a ** b as T` is `(a ** b) as T`, and so with `a + await b as T`.
  if (scriptRank(whole, true) >= relational) {
    const outside = outsideOf(reader, right, (inner) => joined(reader, node, left, operator, inner));
    if (outside) return placed(node, outside);
  }
  return regrouped(reader, whole);
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function regrouped(reader: ScriptReader, whole: Binary): Expression {
  const { left } = whole;
  if (left.kind !== 'binary' || reader.parenthesised.has(left) || scriptRank(left, true) >= scriptRank(whole, true)) return whole;
  return { ...whole, operator: left.operator, left: left.left, right: regrouped(reader, { ...whole, left: left.right }) };
}

/** Puts what the grammar put around a cast inside it; null where the value is no cast, or stands in parentheses. */
export function outsideOf(reader: ScriptReader, value: Expression, wrap: (inner: Expression) => Expression): Expression | null {
  if ((value.kind !== 'cast' && value.kind !== 'constant') || reader.parenthesised.has(value)) return null;
  return { ...value, operand: outsideOf(reader, value.operand, wrap) ?? wrap(value.operand) };
}

export function readAwait(reader: ScriptReader, node: SyntaxNode): Expression {
  const [operand] = parts(node);
  return awaited(reader, node, operand);
}

function awaited(reader: ScriptReader, node: SyntaxNode, operand: SyntaxNode | undefined): Expression {
  if (!operand) return keepText(reader, node, 'an incomplete expression');
  if (!isCast(operand)) {
    const wrap = (inner: Expression): Expression => placed(node, { kind: 'await', operand: inner });
    const read = reader.expression(operand);
    return outsideOf(reader, read, wrap) ?? wrap(read);
  }
  return wrapper(reader, operand)(awaited(reader, node, parts(operand)[0]));
}
