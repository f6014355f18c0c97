import type { TargetLanguage } from '../programming.ts';
import type { IrType } from './types.ts';

/** How whole numbers behave: a width in bits that wraps around, no limit, or 64-bit floats that are exact up to 53 bits. */
export type IntegerDomain = 'wrap8' | 'wrap16' | 'wrap32' | 'wrap64' | 'unbounded' | 'float64';

/**
 * What an operation means where the languages differ. A module has the semantics of the language it was read from; a node says only
 * where it differs (a JavaScript bigint, a Go `uint8`), so that a printer for another language knows what it must keep.
 */
export interface Semantics {
  integers: IntegerDomain;
  /** `/` on two whole numbers: `7 / 2` is 3.5, 3 towards zero, or 3 downwards. */
  division: 'real' | 'towardsZero' | 'down';
  /** The sign of a remainder that is not zero: that of the dividend (`-7 % 2` is -1) or of the divisor (1). */
  remainder: 'dividend' | 'divisor';
  /** Dividing a whole number by zero: a value such as Infinity, or an error. */
  divisionByZero: 'value' | 'error';
  /** What one position of a text is. */
  text: 'utf16' | 'codePoint' | 'byte';
  /** Which of `0`, `""`, empty collections count as false in a condition. */
  truth: 'boolean' | 'script' | 'python';
  /** Operands and arguments from left to right, or (Go) only calls in that order. */
  evaluation: 'leftToRight' | 'callsLeftToRight';
  errors: 'exceptions' | 'values';
  /** An index outside a list: nothing is found, or an error. Python's negative index counts from the end. */
  outside: 'undefined' | 'error' | 'errorNegativeFromEnd';
  equality: 'identity' | 'structure';
}

const script: Semantics = {
  integers: 'float64',
  division: 'real',
  remainder: 'dividend',
  divisionByZero: 'value',
  text: 'utf16',
  truth: 'script',
  evaluation: 'leftToRight',
  errors: 'exceptions',
  outside: 'undefined',
  equality: 'identity',
};

const profiles: Record<TargetLanguage, Semantics> = {
  typescript: script,
  javascript: script,
  python: {
    integers: 'unbounded',
    division: 'real',
    remainder: 'divisor',
    divisionByZero: 'error',
    text: 'codePoint',
    truth: 'python',
    evaluation: 'leftToRight',
    errors: 'exceptions',
    outside: 'errorNegativeFromEnd',
    equality: 'structure',
  },
  go: {
    integers: 'wrap64',
    division: 'towardsZero',
    remainder: 'dividend',
    divisionByZero: 'error',
    text: 'byte',
    truth: 'boolean',
    evaluation: 'callsLeftToRight',
    errors: 'values',
    outside: 'error',
    equality: 'structure',
  },
};

/** What a node means: its module's language, changed by what the node itself says. */
export function semanticsOf(language: TargetLanguage, node: { semantics?: Partial<Semantics> } = {}): Semantics {
  return node.semantics ? { ...profiles[language], ...node.semantics } : profiles[language];
}

/** What arithmetic on a type means where the type says more than the language: widths, bigint, floats. Null where it says nothing. */
export function semanticsOfType(type: IrType): Partial<Semantics> | null {
  switch (type.kind) {
    case 'fixed':
      return { integers: type.bits === 8 ? 'wrap8' : type.bits === 16 ? 'wrap16' : type.bits === 32 ? 'wrap32' : 'wrap64' };
    case 'bigint':
      return { integers: 'unbounded', division: 'towardsZero', divisionByZero: 'error' };
    case 'number':
    case 'float32':
      return { division: 'real', divisionByZero: 'value' };
    default:
      return null;
  }
}
