import type { ClassNode, FunctionNode, Parameter } from './declarations.ts';
import type { Opaque, Origin } from './origin.ts';
import type { Pattern } from './patterns.ts';
import type { Statement } from './statements.ts';
import type { IrType } from './types.ts';

/**
 * Operators by what they mean, not how they are written: `==` compares values (`===` in scripts), `looseEquals` is JavaScript's `==`,
 * `is` is identity in Python and `instanceof` in scripts. `/` on whole numbers follows the module's semantics; `floorDivide` rounds down everywhere.
 */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | 'floorDivide'
  | 'matrixMultiply'
  | '<<'
  | '>>'
  | '>>>'
  | '&'
  | '|'
  | '^'
  /** Go's `&^`. */
  | 'clearBits'
  | '=='
  | '!='
  | 'looseEquals'
  | 'looseDiffers'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | 'coalesce'
  | 'in'
  | 'notIn'
  | 'is'
  | 'isNot';

export type UnaryOperator =
  | 'not'
  | 'negate'
  | 'plus'
  | 'complement'
  | 'address'
  | 'dereference'
  /** Go's `<-channel`. */
  | 'receive'
  | 'typeof'
  | 'void'
  | 'delete';

/** What `=` may carry in front: `+=` and its like. Empty or absent is plain assignment. */
export type AssignmentOperator = Exclude<
  BinaryOperator,
  '==' | '!=' | 'looseEquals' | 'looseDiffers' | '<' | '<=' | '>' | '>=' | 'in' | 'notIn' | 'is' | 'isNot'
>;

/** `for pattern in source` or `if condition` of a comprehension. */
export type ComprehensionClause =
  | { kind: 'for'; target: Pattern; source: Expression; async?: boolean }
  | { kind: 'if'; condition: Expression };

export type DictionaryEntry =
  /** A text is a constant key. */
  { key: string | Expression; value: Expression } | { spread: Expression } | { method: FunctionNode };

/** A piece of a text with values in it: literal text, a value, or a value with a format (`{x!r:>10}`). */
export type TemplatePart =
  | string
  | Expression
  | { kind: 'formatted'; value: Expression; conversion?: string; format?: TemplatePart[]; shown?: string };

export type Expression = ExpressionShape & Origin;

type ExpressionShape =
  /** `form` is how a literal was written where that is not the language's plain one; `source` its exact text where it cannot be told from the value. */
  | { kind: 'string'; value: string; form?: 'bytes' | 'raw' | 'lines' | 'rune'; source?: string }
  /** `source` keeps a spelling that the value does not give back: `0xff`, `1_000`, `1e-9`, digits beyond 53 bits. */
  | { kind: 'number'; value: number; form?: 'integer' | 'float' | 'bigint' | 'imaginary'; source?: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'regex'; pattern: string; flags: string }
  /** Also `this`, `super`, `undefined`, `import.meta`. */
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: Expression; name: string; optional?: boolean }
  | { kind: 'index'; object: Expression; index: Expression; optional?: boolean }
  | {
      kind: 'slice';
      object: Expression;
      from?: Expression | undefined;
      to?: Expression | undefined;
      step?: Expression;
      capacity?: Expression;
    }
  /** A range between the commas of a Python index: `a[1:2, ::3]`. */
  | { kind: 'range'; from?: Expression; to?: Expression; step?: Expression }
  | {
      kind: 'call';
      callee: Expression;
      args: Expression[];
      /** A value of kind `spread` has no name: Python's `f(**first, second=1)`. */
      named?: { name: string; value: Expression }[];
      /** The last argument is spread: Go's `f(xs...)`. Elsewhere an argument of kind `spread`. */
      spreadLast?: boolean;
      optional?: boolean;
      typeArguments?: IrType[];
    }
  | { kind: 'new'; callee: Expression; args: Expression[]; typeArguments?: IrType[] }
  /** `*items`, `...items`; `form` `map` for `**entries`. */
  | { kind: 'spread'; operand: Expression; form: 'list' | 'map' }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  /** Python's `a < b <= c`, in which b is evaluated once. */
  | { kind: 'comparison'; first: Expression; rest: { operator: BinaryOperator; right: Expression }[] }
  | { kind: 'unary'; operator: UnaryOperator; operand: Expression }
  /** An assignment where a value is expected: `a = b` in a script, `a := b` in Python. */
  | { kind: 'assignment'; target: Pattern; operator?: AssignmentOperator; value: Expression }
  | { kind: 'update'; operator: '++' | '--'; prefix: boolean; target: Expression }
  | { kind: 'conditional'; condition: Expression; yes: Expression; no: Expression }
  /** Values one after the other, of which the last counts: `(a, b)` in scripts. */
  | { kind: 'sequence'; items: Expression[] }
  | { kind: 'list'; items: Expression[]; element?: IrType }
  /** A place of a list that holds nothing: `[, a]`. */
  | { kind: 'hole' }
  | { kind: 'set'; items: Expression[] }
  /** Several values without parentheses, on a side of an assignment. */
  | { kind: 'tuple'; items: Expression[] }
  /** A tuple in parentheses, as an argument. */
  | { kind: 'tupleLiteral'; items: Expression[] }
  /** An object literal, a dict, a `map[string]any`. */
  | { kind: 'dictionary'; entries: DictionaryEntry[]; value?: IrType }
  /** A value of a named record: an object literal, a call with keywords, a composite literal. */
  | { kind: 'record'; type: IrType; fields: { name: string; value: Expression }[] }
  /** Go's `T{…}`; without a type inside another one. */
  | { kind: 'composite'; type: IrType | null; items: { key?: Expression; value: Expression }[] }
  | {
      kind: 'lambda';
      parameters: Parameter[];
      result?: IrType;
      async?: boolean;
      generator?: boolean;
      /** `function name() {}` where a value is expected; an arrow elsewhere. */
      form?: 'function';
      name?: string;
      typeParameters?: FunctionNode['typeParameters'];
      body: Statement[];
      /** An arrow whose body is a block although it only returns: `() => { return 1; }`. */
      block?: boolean;
    }
  | { kind: 'classExpression'; class: ClassNode }
  /** Text with values in it; with a tag a call of the tag. */
  /** In the form `adjacent` the parts are literals side by side, which the language joins: Python's `"a" f"{b}"`. */
  | { kind: 'template'; parts: TemplatePart[]; tag?: Expression; form?: 'raw' | 'lines' | 'adjacent' }
  /** A type where a value is expected: Go's `make([]int, n)`. */
  | { kind: 'typeValue'; type: IrType }
  /** A generic function with its types, not called: `f[int]`. */
  | { kind: 'instantiation'; callee: Expression; types: IrType[] }
  | { kind: 'await'; operand: Expression }
  /** `delegate` for `yield from` and `yield*`. */
  | { kind: 'yield'; operand?: Expression; delegate?: boolean }
  /** Changes the value in Go; only says something to the checker elsewhere. `const` for `as const`, `satisfies`, `nonNull` for `x!`. */
  | { kind: 'cast'; operand: Expression; type: IrType; form?: 'satisfies' }
  | { kind: 'constant'; operand: Expression }
  | { kind: 'nonNull'; operand: Expression }
  /** Go's `x.(T)`. */
  | { kind: 'typeAssertion'; operand: Expression; type: IrType }
  /** A collection built from another: `[item for name in source if condition]`. A map has a key. */
  | {
      kind: 'comprehension';
      form: 'list' | 'set' | 'map' | 'generator';
      key?: Expression;
      item: Expression;
      clauses: ComprehensionClause[];
    }
  | { kind: 'ellipsis' }
  /** A pattern for whole-path matching, given as literal pieces and capture groups of one path segment. */
  | { kind: 'pathPattern'; pieces: ({ literal: string } | { capture: 'segment' })[] }
  | Opaque;
