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
  return innermost(reader.expression(operand), operand, wrapper(reader, node));
}

function wrapper(reader: ScriptReader, node: SyntaxNode): (operand: Expression) => Expression {
  const [, type] = parts(node);
  if (!type) return (operand) => placed(node, { kind: 'constant', operand });
  const read = reader.type(type);
  const form = node.type === 'as_expression' ? {} : { form: 'satisfies' as const };
  return (operand) => placed(node, { kind: 'cast', operand, type: read, ...form });
}

/** Puts `wrap` around the last operand that operators looser than `as` leave to it. */
function innermost(value: Expression, node: SyntaxNode | undefined, wrap: (inner: Expression) => Expression): Expression {
  let bare = node;
  while (bare && isCast(bare)) bare = parts(bare)[0];
  if (bare?.type !== 'binary_expression' || value.kind !== 'binary' || scriptRank(value, true) >= relational) return wrap(value);
  return { ...value, right: innermost(value.right, childOf(bare, 'right'), wrap) };
}

/** `left operator right`, where the grammar may have left a looser operator in front of an `as` on the left. */
export function joined(node: SyntaxNode, left: Expression, operator: BinaryOperator, right: Expression): Expression {
  const whole = placed(node, { kind: 'binary' as const, operator, left, right });
  if (!isCast(childOf(node, 'left')) || left.kind !== 'binary') return whole;
  return regrouped(whole, left);
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function regrouped(whole: Binary, left: Binary): Expression {
  if (scriptRank(left, true) >= scriptRank(whole, true)) return whole;
  const inner = { ...whole, left: left.right };
  return { ...whole, operator: left.operator, left: left.left, right: left.right.kind === 'binary' ? regrouped(inner, left.right) : inner };
}

export function readAwait(reader: ScriptReader, node: SyntaxNode): Expression {
  const [operand] = parts(node);
  return awaited(reader, node, operand);
}

function awaited(reader: ScriptReader, node: SyntaxNode, operand: SyntaxNode | undefined): Expression {
  if (!operand) return keepText(reader, node, 'an incomplete expression');
  if (!isCast(operand)) return placed(node, { kind: 'await', operand: reader.expression(operand) });
  return wrapper(reader, operand)(awaited(reader, node, parts(operand)[0]));
}
