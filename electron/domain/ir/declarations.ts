import type { TargetLanguage } from '../programming.ts';
import type { Expression } from './expressions.ts';
import type { Opaque, Origin } from './origin.ts';
import type { Pattern } from './patterns.ts';
import type { Statement } from './statements.ts';
import type { IrType, TypeMember } from './types.ts';

/** Raised when the shape of a node changes, because plans and modules are stored as JSON. */
export const irVersion = 2;

export interface Parameter extends Origin {
  name: string;
  type?: IrType | undefined;
  default?: Expression | undefined;
  /** In place of a name: the argument is taken apart. */
  pattern?: Pattern;
  /** Takes the remaining arguments as a list, or (Python's `**`) those with names. */
  variadic?: 'list' | 'map';
  /** May be left out without a default: `name?`. */
  optional?: boolean;
  /** Python: only by position (before `/`), only by name (behind `*`). */
  only?: 'position' | 'name';
  /** `readonly`, `private` and the like of a constructor's parameter. */
  modifiers?: string[];
  decorators?: Expression[];
}

export interface TypeParameter {
  name: string;
  /** A type, or its text where it was built. */
  constraint?: string | IrType;
  default?: IrType;
  /** `const`, `in`, `out`. */
  modifiers?: string[];
}

/** `static`, `private`, `protected`, `public`, `abstract`, `override`, `readonly`, `declare`, `default` as they were written. */
type Modifiers = string[];

export interface FunctionNode extends Origin {
  kind: 'function';
  name: string;
  /** A method whose name is computed or not an identifier: `[Symbol.iterator]`, `'a b'`. */
  computed?: Expression;
  typeParameters?: TypeParameter[];
  receiver?: Parameter;
  parameters: Parameter[];
  result?: IrType | undefined;
  body: Statement[];
  /** The comment behind the line that the function begins with. */
  trailing?: string;
  /** A signature without a body: an overload, an abstract method, an external function. */
  bodyless?: boolean;
  doc?: string | undefined;
  async?: boolean;
  generator?: boolean;
  accessor?: 'get' | 'set';
  exported?: boolean;
  modifiers?: Modifiers;
  decorators?: Expression[];
  optional?: boolean;
}

export interface FieldNode extends Origin {
  name: string;
  type: IrType;
  optional: boolean;
  /** The key in JSON, where it differs from the name or the target writes tags. */
  key: string;
  default?: Expression;
  readonly?: boolean;
  /** Go's tag as it stands where it is not the JSON key alone. */
  tag?: string;
  doc?: string;
}

/** What stands in the body of a class. */
export type ClassMember =
  | FunctionNode
  | ({
      kind: 'field';
      name: string;
      computed?: Expression;
      type?: IrType;
      value?: Expression;
      optional?: boolean;
      definite?: boolean;
      modifiers?: Modifiers;
      decorators?: Expression[];
      doc?: string;
    } & Origin)
  | ({ kind: 'index'; member: Extract<TypeMember, { kind: 'index' }>; modifiers?: Modifiers } & Origin)
  /** Statements of a Python class body, or a static block. */
  | ({ kind: 'code'; body: Statement[]; form?: 'static' } & Origin)
  | ({ kind: 'comment'; text: string; block?: boolean } & Origin)
  | (Opaque & Origin);

export interface ClassNode extends Origin {
  kind: 'class';
  name: string;
  typeParameters?: TypeParameter[];
  bases: Expression[];
  /** Types of the base class: `extends Base<T>`. */
  baseArguments?: IrType[];
  /** Keywords of a Python class: `metaclass=M`. */
  named?: { name: string; value: Expression }[];
  implements?: IrType[];
  members: ClassMember[];
  /** The comment behind the line that the class begins with. */
  trailing?: string;
  decorators?: Expression[];
  modifiers?: Modifiers;
  exported?: boolean;
  doc?: string | undefined;
}

export type Declaration =
  | FunctionNode
  | ClassNode
  | ({
      kind: 'record';
      name: string;
      form: 'interface' | 'class' | 'model';
      fields: FieldNode[];
      doc?: string | undefined;
      exported?: boolean;
    } & Origin)
  | ({
      kind: 'interface';
      name: string;
      typeParameters?: TypeParameter[];
      extends?: IrType[];
      members: TypeMember[];
      exported?: boolean;
      modifiers?: Modifiers;
      doc?: string;
    } & Origin)
  /** `type Name = …` (an alias) or Go's `type Name …` (a type of its own). */
  | ({
      kind: 'type';
      name: string;
      typeParameters?: TypeParameter[];
      type: IrType;
      alias: boolean;
      /** Python's `type Name = …`, of which the type is looked at when it is asked for. */
      lazy?: boolean;
      exported?: boolean;
      modifiers?: Modifiers;
      doc?: string;
    } & Origin)
  | ({
      kind: 'enum';
      name: string;
      members: { name: string; value?: Expression; doc?: string }[];
      exported?: boolean;
      modifiers?: Modifiers;
      doc?: string;
    } & Origin)
  /** Go's group of constants, in which a line without values repeats the one before with the next `iota`. */
  | ({
      kind: 'constants';
      /** Without names an entry is a comment alone; `blank` is an empty line in front of it. */
      entries: { names: string[]; type?: IrType; values?: Expression[]; doc?: string; trailing?: string; blank?: boolean }[];
      doc?: string;
    } & Origin)
  | ({ kind: 'namespace'; name: string; declarations: Declaration[]; exported?: boolean; modifiers?: Modifiers; doc?: string } & Origin)
  /** `grouped` where Go writes one `var ( … )` around them, with its comment in `doc`. */
  | ({ kind: 'statements'; body: Statement[]; grouped?: boolean; doc?: string } & Origin)
  /** Runs only when the file is the program: `if __name__ == "__main__"`, `func main`, plain statements. */
  | ({ kind: 'entry'; body: Statement[] } & Origin)
  /** An import that does not stand with the others at the head of the module. */
  | ({ kind: 'import'; import: ImportNode } & Origin)
  /** `export { a as b } from 'm'`, `export * as n from 'm'`; without names and star an empty list. */
  | ({
      kind: 'export';
      names: { name: string; as?: string; typeOnly?: boolean }[];
      star?: true | string;
      module?: string;
      typeOnly?: boolean;
    } & Origin)
  | ({ kind: 'exportDefault'; value: Expression | FunctionNode | ClassNode } & Origin)
  | (Opaque & Origin);

/**
 * `import module`, `import names from module`, `import alias from module`. A name may be `name as alias`. A type import costs nothing
 * when the program runs.
 */
export interface ImportNode extends Origin {
  module: string;
  names: string[];
  /** `* as alias` of scripts; the alias of a module in Python and Go stands in `default`. */
  namespace?: string;
  default?: string;
  typeOnly?: boolean;
  comments?: string[];
  trailing?: string;
}

export interface ModuleNode {
  version: typeof irVersion;
  /** Whose semantics the module has; absent on modules that were built, which mean the same in every target. */
  language?: TargetLanguage;
  /** Go's package; unused elsewhere. */
  package?: string;
  /** The docstring or the comment at the head of the file. */
  doc?: string;
  /** Comments in front of that one, each with an empty line behind it: a licence, Go's build constraints. */
  header?: string[];
  imports: ImportNode[];
  declarations: Declaration[];
}
