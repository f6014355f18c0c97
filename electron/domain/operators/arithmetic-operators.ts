import { exact } from './integer-operators.ts';
import { type Operator, same } from './operator.ts';

export const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** Arithmetic that whole numbers and floats share, on one type of them. */
function arithmetic(type: 'integer' | 'number', keep: (value: number) => number | undefined): Record<string, Operator> {
  const two = `${type}, ${type} -> ${type}`;
  const end = type === 'integer' ? '' : 'Float';
  const compare = (code: string, evaluate: (left: number, right: number) => boolean, symmetric?: true): Operator => ({
    signature: `${type}, ${type} -> boolean`,
    evaluate,
    ...(symmetric ? { symmetric } : {}),
    ...same(code),
  });
  return {
    [`add${end}`]: { signature: two, evaluate: (a: number, b: number) => keep(a + b), symmetric: true, ...same('$0 + $1') },
    [`subtract${end}`]: { signature: two, evaluate: (a: number, b: number) => keep(a - b), ...same('$0 - $1') },
    [`multiply${end}`]: { signature: two, evaluate: (a: number, b: number) => keep(a * b), symmetric: true, ...same('$0 * $1') },
    [`negate${end}`]: { signature: `${type} -> ${type}`, evaluate: (a: number) => keep(0 - a), ...same('-$0') },
    [`absolute${end}`]: {
      signature: `${type} -> ${type}`,
      evaluate: (a: number) => Math.abs(a),
      script: 'Math.abs($0)',
      python: 'abs($0)',
      go: 'size := $0; if size < 0 { size = -size; }; size',
    },
    [`smaller${end}`]: {
      signature: two,
      evaluate: (a: number, b: number) => Math.min(a, b),
      symmetric: true,
      script: 'Math.min($0, $1)',
      python: 'min($0, $1)',
      go: 'smaller := $0; if $1 < smaller { smaller = $1; }; smaller',
    },
    [`larger${end}`]: {
      signature: two,
      evaluate: (a: number, b: number) => Math.max(a, b),
      symmetric: true,
      script: 'Math.max($0, $1)',
      python: 'max($0, $1)',
      go: 'larger := $0; if $1 > larger { larger = $1; }; larger',
    },
    [`less${end}`]: compare('$0 < $1', (a, b) => a < b),
    [`lessOrEqual${end}`]: compare('$0 <= $1', (a, b) => a <= b),
    [`greater${end}`]: compare('$0 > $1', (a, b) => a > b),
    [`greaterOrEqual${end}`]: compare('$0 >= $1', (a, b) => a >= b),
    [`equal${end}`]: compare('$0 == $1', (a, b) => a === b, true),
    [`different${end}`]: compare('$0 != $1', (a, b) => a !== b, true),
  };
}

const rounding = (
  evaluate: (value: number) => number | undefined,
  code: { script: string; python: string; go: string },
  rare?: number,
): Operator => ({ signature: 'number -> integer', evaluate, ...(rare ? { rare } : {}), ...code });

export const arithmeticOperators: Record<string, Operator> = {
  ...arithmetic('integer', exact),
  ...arithmetic('number', finite),
  squareFloat: { signature: 'number -> number', evaluate: (a: number) => finite(a * a), rare: 1, ...same('$0 * $0') },
  divideFloat: {
    signature: 'number, number -> number',
    evaluate: (a: number, b: number) => (b === 0 ? undefined : finite(a / b)),
    script: "check $1 != 0 'division by zero'; $0 / $1",
    python: '$0 / $1',
    go: "check $1 != 0 'division by zero'; $0 / $1",
  },
  floor: rounding((a) => exact(Math.floor(a)), { script: 'Math.floor($0)', python: 'math.floor($0)', go: 'int(math.Floor($0))' }),
  ceiling: rounding((a) => exact(Math.ceil(a)), { script: 'Math.ceil($0)', python: 'math.ceil($0)', go: 'int(math.Ceil($0))' }),
  truncate: rounding((a) => exact(Math.trunc(a)), { script: 'Math.trunc($0)', python: 'math.trunc($0)', go: 'int($0)' }, 1),
  /** Halves go up, everywhere. */
  round: rounding((a) => (Math.round(a) === Math.floor(a + 0.5) ? exact(Math.round(a)) : undefined), {
    script: 'Math.round($0)',
    python: 'math.floor($0 + 0.5)',
    go: 'int(math.Floor($0 + 0.5))',
  }),
  squareRoot: {
    signature: 'number -> number',
    evaluate: (a: number) => (a < 0 ? undefined : Math.sqrt(a)),
    script: "check $0 >= 0 'the number is negative'; Math.sqrt($0)",
    python: 'math.sqrt($0)',
    go: "check $0 >= 0 'the number is negative'; math.Sqrt($0)",
  },
};
