import type { Value } from './term.ts';

/** A function that an operator is given: of an item, or of what there is so far and an item. */
export type Apply = (first: Value, second?: Value) => Value | undefined;

/**
 * One pure operation: its meaning, once, and how each language writes it. Whole numbers are exact up to 53 bits, positions of a text are
 * code points, a remainder has the sign of the divisor. Where the meaning is undefined, the code fails, or nothing is said of it.
 */
export interface Operator {
  /** `integer, integer -> integer`; `T` and `U` stand for any type, `T => U` is a function of an item. */
  signature: string;
  /** Undefined where there is no answer, or where the languages would not agree on it. */
  // biome-ignore lint/suspicious/noExplicitAny: the signature says what each operator is given.
  evaluate(...args: any[]): Value | undefined;
  /** The order of its two arguments does not matter. */
  symmetric?: true;
  /** How unlikely it is that somebody means it, where several fit: 0 for the common ones. */
  rare?: number;
  /** Code as `program.ts` reads it. */
  script: string;
  python: string;
  go: string;
}

/** The same code in every language. */
export const same = (code: string): Pick<Operator, 'script' | 'python' | 'go'> => ({ script: code, python: code, go: code });
