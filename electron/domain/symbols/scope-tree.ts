import type { TargetLanguage } from '../programming.ts';

/** Offsets are UTF-16 units of the source; `end` is the first that does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ScopeKind = 'module' | 'function' | 'block' | 'class' | 'comprehension' | 'type';

/** In which of a language's separate worlds of names something lives: bits. Python and Go have values and labels alone. */
export const space = { value: 1, type: 2, namespace: 4, label: 8, all: 7 } as const;

export type DeclarationKind =
  | 'variable'
  | 'constant'
  | 'parameter'
  | 'function'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'member'
  | 'namespace'
  | 'import'
  | 'typeParameter'
  | 'label';

/**
 * How the name is written at a place, which decides how another name is written there: as it is; as the shorthand of an object or a
 * pattern (`{ x }`); in the list of an import or export (`import { x }`); as the path of a Go import; as a tag; or in a form that
 * cannot carry another name (`import a.b` of Python, a key that may be a field of a Go struct or a variable).
 */
export type OccurrenceForm = 'name' | 'shorthand' | 'import' | 'export' | 'path' | 'tag' | 'fixed';

/** A place where a name stands. */
export interface Occurrence extends Span {
  readonly name: string;
  readonly scope: number;
  readonly spaces: number;
  readonly form: OccurrenceForm;
  /** What it does: makes the name, gives it another value, or reads it. */
  readonly role: 'declares' | 'writes' | 'reads';
  /** Declarations it stands for: none where the name comes from elsewhere, several where an export names a value and a type. */
  readonly targets: readonly number[];
}

export interface Declaration {
  readonly id: number;
  readonly name: string;
  readonly kind: DeclarationKind;
  readonly spaces: number;
  readonly scope: number;
  /** The name at the first place that makes it, and the whole declaration around that. */
  readonly span: Span;
  readonly extent: Span;
  /** From which offset on it can be seen in its own scope; 0 where it is seen in all of it. */
  readonly visibleFrom: number;
}

export interface Scope extends Span {
  readonly id: number;
  readonly kind: ScopeKind;
  /** -1 for the module. */
  readonly parent: number;
}

/** What the names of one source stand for: plain data. Scope 0 is the module; parents come before their children. */
export interface ScopeTree {
  readonly language: TargetLanguage;
  readonly scopes: readonly Scope[];
  readonly declarations: readonly Declaration[];
  /** In the order of the source. */
  readonly occurrences: readonly Occurrence[];
}
