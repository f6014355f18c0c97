import type { Declaration, FunctionNode } from './declarations.ts';
import type { AssignmentOperator, Expression } from './expressions.ts';
import type { Opaque, Origin } from './origin.ts';
import type { Pattern } from './patterns.ts';
import type { IrType } from './types.ts';

/** A statement; `trailing` is the comment behind it on its line. */
export type Statement = StatementShape & Origin & { trailing?: string };

type StatementShape =
  /** `mutable` where it may be assigned again; `form` `var` for JavaScript's `var` and Go's `var x = …`, `constant` for Go's `const`. */
  | {
      kind: 'let';
      names: string[];
      value: Expression;
      type?: IrType;
      mutable?: boolean;
      form?: 'var' | 'constant';
      exported?: boolean;
    }
  /** A variable at its zero value (Go) or declared before its first assignment. */
  | { kind: 'declare'; name: string; type?: IrType; form?: 'var'; exported?: boolean; ambient?: 'let' | 'const' | 'var' }
  /** New names from the parts of a value: `const { a, b } = c`. */
  | { kind: 'destructure'; pattern: Pattern; value: Expression; type?: IrType; mutable?: boolean; form?: 'var'; exported?: boolean }
  /** `also` are further targets of the same value: Python's `a = b = value`, in the order they are written. */
  | { kind: 'assign'; target: Expression; operator?: AssignmentOperator | ''; value: Expression; also?: Expression[]; type?: IrType }
  /** Existing places from the parts of a value: `[a, b] = [b, a]`, `a, *b = c`. */
  | { kind: 'assignParts'; pattern: Pattern; value: Expression; also?: Pattern[] }
  | { kind: 'return'; values: Expression[] }
  | { kind: 'if'; before?: Statement; condition: Expression; then: Statement[]; otherwise?: Statement[] }
  /**
   * Over the items of a collection; `pattern` in place of a name that is taken apart. `over` `keys` is `for … in` of scripts and Go's
   * `for k := range`, `pairs` Go's `for k, v := range` with the name of the key in `key` (`_` where it is not wanted, which is the
   * default for Go).
   */
  | {
      kind: 'each';
      name: string;
      pattern?: Pattern;
      key?: string;
      over?: 'keys' | 'pairs' | 'times';
      /** How the variable comes to be: a new constant where nothing is said; `assigned` is an existing one. */
      declares?: 'let' | 'var' | 'assigned';
      source: Expression;
      body: Statement[];
      awaits?: boolean;
      /** Runs when the loop was not left by `break`. */
      otherwise?: Statement[];
    }
  /** Counts `name` from `from` up to, not including, `to`. */
  | { kind: 'count'; name: string; from: Expression; to: Expression; body: Statement[] }
  /** The loop with three parts. */
  | { kind: 'for'; start: Statement[]; condition?: Expression; update: Statement[]; body: Statement[] }
  | { kind: 'loop'; condition?: Expression; body: Statement[]; otherwise?: Statement[] }
  /** The body runs before the condition is looked at. */
  | { kind: 'repeat'; body: Statement[]; condition: Expression }
  /** A case without values is the default. A case that does not `fallthrough` leaves the switch at its end. */
  | {
      kind: 'switch';
      before?: Statement;
      subject?: Expression;
      cases: { values: Expression[]; isDefault?: boolean; body: Statement[]; fallthrough?: boolean; comments?: string[] }[];
    }
  /** Go's `switch x := y.(type)`; a null type is `nil`. */
  | {
      kind: 'typeSwitch';
      before?: Statement;
      name?: string;
      subject: Expression;
      cases: { types: (IrType | null)[]; isDefault?: boolean; body: Statement[]; comments?: string[] }[];
    }
  /** Go's `select`; a case without a communication is the default. */
  | { kind: 'select'; cases: { communication?: Statement; body: Statement[]; comments?: string[] }[] }
  | { kind: 'send'; channel: Expression; value: Expression }
  | { kind: 'expression'; value: Expression }
  /** An error of a named type with a message, in the language's own way. */
  | { kind: 'raise'; type?: string; message: Expression; cause?: Expression }
  /** Any value thrown; none is thrown again in a handler. */
  | { kind: 'throw'; value?: Expression; cause?: Expression }
  /** `types` are names of error types; none catches all. `typed` is the expression where it is not a list of dotted names. */
  | {
      kind: 'try';
      body: Statement[];
      catches: {
        types: string[];
        typed?: Expression;
        name: string | null;
        bare?: boolean;
        /** Python's `except*`, which takes its part of several errors. */
        group?: boolean;
        body: Statement[];
        comments?: string[];
      }[];
      /** Runs when nothing was thrown. */
      otherwise?: Statement[];
      always?: Statement[];
    }
  /** `also` are further resources of the same statement, acquired in order. */
  | {
      kind: 'with';
      resource: Expression;
      name: string | null;
      pattern?: Pattern;
      also?: { resource: Expression; name: string | null; pattern?: Pattern }[];
      async?: boolean;
      body: Statement[];
    }
  | { kind: 'defer'; call: Expression }
  /** Runs a call beside the rest: a goroutine. */
  | { kind: 'spawn'; call: Expression }
  /** Waits without end, so that what runs beside goes on. */
  | { kind: 'forever' }
  /** A function inside a function. */
  | { kind: 'define'; function: FunctionNode }
  /** A class, type, enumeration or import inside a function. */
  | { kind: 'declaration'; declaration: Declaration }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'labelled'; label: string; body: Statement }
  | { kind: 'break'; label?: string }
  | { kind: 'continue'; label?: string }
  | { kind: 'goto'; label: string }
  | { kind: 'assert'; condition: Expression; message?: Expression }
  | { kind: 'delete'; targets: Expression[] }
  /** Names that belong to an outer function or to the module. */
  | { kind: 'scope'; form: 'global' | 'nonlocal'; names: string[] }
  | { kind: 'comment'; text: string; block?: boolean }
  | { kind: 'blank' }
  | Opaque;
