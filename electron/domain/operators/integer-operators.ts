import { type Operator, same } from './operator.ts';
import type { Value } from './term.ts';

/** Whole numbers stay exact, so that no language wraps or rounds. */
export const exact = (value: number): number | undefined => (Number.isSafeInteger(value) ? value + 0 : undefined);

const gcd = (left: number, right: number): number => (right === 0 ? Math.abs(left) : gcd(right, left % right));
const notZero = "check $1 != 0 'division by zero'; ";
const notNegative = "check $1 >= 0 'the exponent is negative'; ";
const euclid = 'a := $0; b := $1; while b != 0 { rest := a % b; a = b; b = rest };';

const range = (from: number, to: number): Value | undefined =>
  to - from > 5_000 ? undefined : Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
const counted = (from: string, to: string, python: string): Pick<Operator, 'script' | 'python' | 'go'> => ({
  script: `numbers := empty; for number in ${from} : ${to} { numbers.push(number); }; numbers`,
  python: `list(range(${python}))`,
  go: `numbers := empty; for number in ${from} : ${to} { numbers = append(numbers, number); }; numbers`,
});

export const integerOperators: Record<string, Operator> = {
  floorDivide: {
    signature: 'integer, integer -> integer',
    evaluate: (a: number, b: number) => (b === 0 ? undefined : exact(Math.floor(a / b))),
    script: `${notZero}Math.floor($0 / $1)`,
    python: '$0 // $1',
    go: `${notZero}quotient := $0 / $1; if $0 % $1 != 0 && ($0 < 0) != ($1 < 0) { quotient -= 1; }; quotient`,
  },
  modulo: {
    signature: 'integer, integer -> integer',
    evaluate: (a: number, b: number) => (b === 0 ? undefined : exact(a - b * Math.floor(a / b))),
    script: `${notZero}(($0 % $1) + $1) % $1`,
    python: '$0 % $1',
    go: `${notZero}($0 % $1 + $1) % $1`,
  },
  divides: {
    signature: 'integer, integer -> boolean',
    evaluate: (a: number, b: number) => (b === 0 ? undefined : a % b === 0),
    script: `${notZero}$0 % $1 == 0`,
    python: '$0 % $1 == 0',
    go: `${notZero}$0 % $1 == 0`,
  },
  isEven: { signature: 'integer -> boolean', evaluate: (a: number) => a % 2 === 0, ...same('$0 % 2 == 0') },
  isOdd: { signature: 'integer -> boolean', evaluate: (a: number) => a % 2 !== 0, ...same('$0 % 2 != 0') },
  square: { signature: 'integer -> integer', evaluate: (a: number) => exact(a * a), rare: 1, ...same('$0 * $0') },
  power: {
    signature: 'integer, integer -> integer',
    evaluate: (a: number, b: number) => (b < 0 || b > 64 ? undefined : exact(a ** b)),
    rare: 1,
    script: `${notNegative}$0 ** $1`,
    python: `${notNegative}$0 ** $1`,
    go: `${notNegative}power := 1; for i in 0 : $1 { power *= $0; }; power`,
  },
  gcd: {
    signature: 'integer, integer -> integer',
    evaluate: gcd,
    symmetric: true,
    rare: 2,
    script: `${euclid} Math.abs(a)`,
    python: 'math.gcd($0, $1)',
    go: `${euclid} if a < 0 { a = -a; }; a`,
  },
  sign: {
    signature: 'integer -> integer',
    evaluate: (a: number) => Math.sign(a) + 0,
    rare: 1,
    script: 'Math.sign($0)',
    python: '($0 > 0) - ($0 < 0)',
    go: 'sign := 0; if $0 > 0 { sign = 1; }; if $0 < 0 { sign = -1; }; sign',
  },
  range: { signature: 'integer -> integer[]', evaluate: (n: number) => range(0, n), ...counted('0', '$0', '$0') },
  rangeFromOne: { signature: 'integer -> integer[]', evaluate: (n: number) => range(1, n + 1), ...counted('1', '$0 + 1', '1, $0 + 1') },
  rangeBetween: {
    signature: 'integer, integer -> integer[]',
    evaluate: (a: number, b: number) => range(a, b + 1),
    rare: 1,
    ...counted('$0', '$1 + 1', '$0, $1 + 1'),
  },
  digits: {
    signature: 'integer -> integer[]',
    evaluate: (n: number) => (n < 0 ? undefined : Array.from(String(n), Number)),
    rare: 1,
    script: "check $0 >= 0 'the number is negative'; Array.from(String($0), Number)",
    python: "check $0 >= 0 'the number is negative'; [int(digit) for digit in str($0)]",
    go: "check $0 >= 0 'the number is negative'; digits := empty; for digit in strconv.Itoa($0) { digits = append(digits, int(digit - `0`)); }; digits",
  },
  integerToText: {
    signature: 'integer -> string',
    evaluate: (n: number) => String(n),
    script: 'String($0)',
    python: 'str($0)',
    go: 'strconv.Itoa($0)',
  },
  binary: {
    signature: 'integer -> string',
    evaluate: (n: number) => (n < 0 ? undefined : n.toString(2)),
    rare: 2,
    script: "check $0 >= 0 'the number is negative'; $0.toString(2)",
    python: "check $0 >= 0 'the number is negative'; format($0, 'b')",
    go: "check $0 >= 0 'the number is negative'; strconv.FormatInt(int64($0), 2)",
  },
  hexadecimal: {
    signature: 'integer -> string',
    evaluate: (n: number) => (n < 0 ? undefined : n.toString(16)),
    rare: 2,
    script: "check $0 >= 0 'the number is negative'; $0.toString(16)",
    python: "check $0 >= 0 'the number is negative'; format($0, 'x')",
    go: "check $0 >= 0 'the number is negative'; strconv.FormatInt(int64($0), 16)",
  },
  divide: {
    signature: 'integer, integer -> number',
    evaluate: (a: number, b: number) => (b === 0 ? undefined : a / b),
    script: `${notZero}$0 / $1`,
    python: '$0 / $1',
    go: `${notZero}float64($0) / float64($1)`,
  },
  toFloat: { signature: 'integer -> number', evaluate: (a: number) => a, script: '$0', python: '$0', go: 'float64($0)' },
};
