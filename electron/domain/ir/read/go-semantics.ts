import type { BinaryOperator, Expression, Origin, UnaryOperator } from '../nodes.ts';
import { semanticsOfType } from '../semantics.ts';
import type { IrType } from '../types.ts';

const arithmetic = new Set<BinaryOperator | UnaryOperator>(['+', '-', '*', '/', '%', '&', '|', '^', 'clearBits', 'negate', 'complement']);
/** Their result has the type of what is shifted. */
const shifts = new Set<BinaryOperator | UnaryOperator>(['<<', '>>']);

/** The other names that Go has for basic types. */
const aliases: Record<string, IrType> = {
  byte: { kind: 'fixed', bits: 8, signed: false },
  rune: { kind: 'fixed', bits: 32, signed: true },
};

/**
 * What an operation means where it is plain to see that its type is not one of 64 bits: an operand is a conversion, or an operation on one.
 * Both operands of an operation have the same type in Go, so that one says it for both.
 */
export function meaningOf(operator: BinaryOperator | UnaryOperator, left: Expression, right: Expression = left): Pick<Origin, 'semantics'> {
  const semantics = shifts.has(operator) ? shown(left) : arithmetic.has(operator) ? (shown(left) ?? shown(right)) : undefined;
  return semantics ? { semantics } : {};
}

function shown(operand: Expression): Origin['semantics'] {
  if (operand.kind === 'binary' || operand.kind === 'unary') return operand.semantics;
  if (operand.kind !== 'cast') return undefined;
  const { type } = operand;
  const semantics = semanticsOfType((type.kind === 'named' && !type.args ? aliases[type.name] : undefined) ?? type);
  return semantics && semantics.integers !== 'wrap64' ? semantics : undefined;
}
