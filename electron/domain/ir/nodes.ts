import type { IrType } from './types.ts';

/** Raised when the shape of a node changes, because plans and modules are stored as JSON. */
export const irVersion = 1;

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | 'coalesce' | 'in' | 'is';

export interface Parameter {
  name: string;
  type?: IrType | undefined;
  default?: Expression | undefined;
}

export type Expression =
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: Expression; name: string; optional?: boolean }
  | { kind: 'index'; object: Expression; index: Expression }
  | { kind: 'slice'; object: Expression; from?: Expression | undefined; to?: Expression | undefined }
  | { kind: 'call'; callee: Expression; args: Expression[]; named?: { name: string; value: Expression }[]; spreadLast?: boolean }
  | { kind: 'new'; callee: Expression; args: Expression[] }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'unary'; operator: 'not' | 'negate' | 'address' | 'dereference'; operand: Expression }
  | { kind: 'conditional'; condition: Expression; yes: Expression; no: Expression }
  | { kind: 'list'; items: Expression[]; element?: IrType }
  | { kind: 'tuple'; items: Expression[] }
  /** A tuple in parentheses, as an argument. */
  | { kind: 'tupleLiteral'; items: Expression[] }
  /** An object with text keys: an object literal, a dict, a `map[string]any`. */
  | { kind: 'dictionary'; entries: { key: string; value: Expression }[]; value?: IrType }
  /** A value of a named record: an object literal, a call with keywords, a composite literal. */
  | { kind: 'record'; type: IrType; fields: { name: string; value: Expression }[] }
  | { kind: 'lambda'; parameters: Parameter[]; result?: IrType; async?: boolean; body: Statement[] }
  /** Text with values in it. */
  | { kind: 'template'; parts: (string | Expression)[] }
  /** A type where a value is expected: Go's `make([]int, n)`. */
  | { kind: 'typeValue'; type: IrType }
  | { kind: 'await'; operand: Expression }
  | { kind: 'cast'; operand: Expression; type: IrType }
  /** A list built from another: `[item for name in source if condition]`. */
  | { kind: 'comprehension'; item: Expression; name: string; source: Expression; condition?: Expression; form: 'list' | 'generator' }
  /** A pattern for whole-path matching, given as literal pieces and capture groups of one path segment. */
  | { kind: 'pathPattern'; pieces: ({ literal: string } | { capture: 'segment' })[] };

export type Statement =
  | { kind: 'let'; names: string[]; value: Expression; type?: IrType; mutable?: boolean }
  /** A variable at its zero value (Go) or declared before its first assignment. */
  | { kind: 'declare'; name: string; type: IrType }
  | { kind: 'assign'; target: Expression; operator?: '+' | '-' | '*' | ''; value: Expression }
  | { kind: 'return'; values: Expression[] }
  | { kind: 'if'; before?: Statement; condition: Expression; then: Statement[]; otherwise?: Statement[] }
  | { kind: 'each'; name: string; source: Expression; body: Statement[]; awaits?: boolean }
  /** Counts `name` from `from` up to, not including, `to`. */
  | { kind: 'count'; name: string; from: Expression; to: Expression; body: Statement[] }
  | { kind: 'loop'; condition?: Expression; body: Statement[] }
  | { kind: 'expression'; value: Expression }
  | { kind: 'raise'; type?: string; message: Expression; cause?: Expression }
  | { kind: 'try'; body: Statement[]; catches: { types: string[]; name: string | null; body: Statement[] }[]; always?: Statement[] }
  | { kind: 'with'; resource: Expression; name: string; body: Statement[] }
  | { kind: 'defer'; call: Expression }
  /** Runs a call beside the rest: a goroutine. */
  | { kind: 'spawn'; call: Expression }
  /** Waits without end, so that what runs beside goes on. */
  | { kind: 'forever' }
  /** A function inside a function. */
  | { kind: 'define'; function: FunctionNode }
  | { kind: 'break' }
  | { kind: 'continue' }
  | { kind: 'comment'; text: string }
  | { kind: 'blank' };

export interface FunctionNode {
  kind: 'function';
  name: string;
  typeParameters?: { name: string; constraint: string }[];
  receiver?: Parameter;
  parameters: Parameter[];
  result?: IrType | undefined;
  body: Statement[];
  doc?: string | undefined;
  async?: boolean;
  exported?: boolean;
  decorators?: Expression[];
}

export interface FieldNode {
  name: string;
  type: IrType;
  optional: boolean;
  /** The key in JSON, where it differs from the name or the target writes tags. */
  key: string;
}

export type Declaration =
  | FunctionNode
  | {
      kind: 'record';
      name: string;
      form: 'interface' | 'class' | 'model';
      fields: FieldNode[];
      doc?: string | undefined;
      exported?: boolean;
    }
  | { kind: 'class'; name: string; bases: Expression[]; methods: FunctionNode[]; doc?: string | undefined }
  | { kind: 'statements'; body: Statement[] }
  /** Runs only when the file is the program: `if __name__ == "__main__"`, `func main`, plain statements. */
  | { kind: 'entry'; body: Statement[] };

/** `import module`, `import names from module`, `import alias from module`. A type import costs nothing when the program runs. */
export interface ImportNode {
  module: string;
  names: string[];
  default?: string;
  typeOnly?: boolean;
}

export interface ModuleNode {
  version: typeof irVersion;
  /** Go's package; unused elsewhere. */
  package?: string;
  imports: ImportNode[];
  declarations: Declaration[];
}
