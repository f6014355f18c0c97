/** A value of a term: a whole number or a float, a text, a truth value, or a list of them. */
export type Value = number | string | boolean | readonly Value[];

/** Types of terms as plans name them: `integer`, `number`, `string`, `boolean`, and lists of these such as `string[]`. */
export type TermType = string;

/**
 * A pure expression over the inputs of a function. `item` is the variable of the innermost function that an operator is given, `place` 1
 * the second one: what a fold has so far is 0, and the item that it comes to is 1.
 */
export type Term =
  | { form: 'input'; index: number; type: TermType }
  | { form: 'item'; place: 0 | 1; type: TermType }
  /** `mined` where it was taken from the examples and is not one that every search tries. */
  | { form: 'constant'; value: Value; type: TermType; mined: boolean }
  | { form: 'apply'; operator: string; args: readonly Term[]; type: TermType };

/** What a function gives for some input. */
export interface Example {
  inputs: readonly Value[];
  output: Value;
}

/** Nodes of a term. */
export const sizeOf = (term: Term): number => (term.form === 'apply' ? term.args.reduce((sum, each) => sum + sizeOf(each), 1) : 1);

export const elementOf = (type: TermType): TermType => type.replace(/\[\]$/, '');

/** Every term in it, itself first. */
export function partsOf(term: Term): Term[] {
  return term.form === 'apply' ? [term, ...term.args.flatMap(partsOf)] : [term];
}

/** A text of a value that no other value has; -0 is 0. */
export function keyOf(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object') return `[${value.map(keyOf).join()}]`;
  return value === 0 ? '0' : String(value);
}

/** Floats are the same where they differ by no more than rounding. */
export function isSame(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number')
    return left === right || Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right), 1e-3);
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return left.length === right.length && left.every((each, at) => isSame(each, right[at] as Value));
}
