import type { Expression } from './expressions.ts';
import type { Opaque, Origin } from './origin.ts';

/**
 * Language-neutral types. `integer` is the language's own whole number (a JavaScript number, a Python int, a Go int), which agree up to
 * 53 bits; `fixed` has a width. `number` is a 64-bit float. `named` refers to a declaration or to a type of a library and is printed as
 * it stands.
 */
export type IrType = TypeShape & Origin;

type TypeShape =
  | { kind: 'string' }
  | { kind: 'integer' }
  | { kind: 'number' }
  | { kind: 'boolean' }
  | { kind: 'datetime' }
  | { kind: 'unknown' }
  | { kind: 'void' }
  /** `undefined`/`null` in TypeScript, `None` in Python, where it is one member of a union. */
  | { kind: 'nothing' }
  | { kind: 'any' }
  | { kind: 'never' }
  | { kind: 'bytes' }
  | { kind: 'bigint' }
  | { kind: 'float32' }
  /** An integer of a width; `pointer` is as wide as an address. */
  | { kind: 'fixed'; bits: 8 | 16 | 32 | 64 | 'word' | 'pointer'; signed: boolean }
  | { kind: 'list'; element: IrType; readonly?: boolean }
  | { kind: 'array'; element: IrType; length: Expression }
  /** Keys are texts where none are named. */
  | { kind: 'map'; key?: IrType; value: IrType }
  | { kind: 'set'; element: IrType }
  | { kind: 'tuple'; items: IrType[]; variadic?: boolean }
  /** `form` `bar` is Python's `A | B` where `Union[A, B]` is the older way to write it. */
  | { kind: 'union'; members: IrType[]; form?: 'bar' }
  | { kind: 'intersection'; members: IrType[] }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'optional'; inner: IrType }
  /** Go's `(T, error)`, a promise elsewhere only when the function is async. */
  | { kind: 'fallible'; inner: IrType }
  /** Several results: Go's `(int, string)`. Names only where the source gives them. */
  | { kind: 'results'; items: { name?: string; type: IrType }[] }
  | { kind: 'function'; parameters: { name?: string; type: IrType; variadic?: boolean; optional?: boolean }[]; result: IrType | null }
  | { kind: 'channel'; element: IrType; direction: 'both' | 'send' | 'receive' }
  /** `quoted` is a name that Python looks up later: `"Node"`. */
  | { kind: 'named'; name: string; args?: IrType[]; quoted?: boolean }
  /** A reference to a value of a named type: Go's pointer, the plain type elsewhere. */
  | { kind: 'pointer'; inner: IrType }
  /** All types that are built on this one: `~T` in a constraint of Go. */
  | { kind: 'underlying'; inner: IrType }
  /** A type without a name of its own: `{ a: string }`, `struct { a int }`, `interface { M() }`. */
  | { kind: 'shape'; form: 'object' | 'struct' | 'interface'; members: TypeMember[] }
  /** What only TypeScript's checker computes: `keyof T`, `typeof a.b`, `T[K]`, `A extends B ? C : D`, `infer U`, `x is T`. */
  | { kind: 'keyof'; inner: IrType }
  | { kind: 'query'; name: string; args?: IrType[] }
  | { kind: 'indexed'; object: IrType; index: IrType }
  | { kind: 'conditionalType'; check: IrType; extends: IrType; yes: IrType; no: IrType }
  | { kind: 'infer'; name: string; constraint?: IrType }
  | { kind: 'predicate'; name: string; asserts?: boolean; type?: IrType }
  | Opaque;

/** A part of an interface, a struct or an object type. */
export type TypeMember = (
  | { kind: 'property'; name: string; type: IrType | null; optional?: boolean; readonly?: boolean; tag?: string; doc?: string }
  /** A method's signature; without a name it is the call signature. */
  | { kind: 'method'; name: string; type: Extract<IrType, { kind: 'function' }>; optional?: boolean; doc?: string }
  /** Go's embedded type, or one alternative of a constraint; `~` as `underlying`. */
  | { kind: 'embedded'; type: IrType; underlying?: boolean; tag?: string }
  | { kind: 'index'; parameter: string; key: IrType; value: IrType; readonly?: boolean }
  | { kind: 'comment'; text: string }
  | Opaque
) &
  Origin & {
    /** The comment behind it on its line. */
    trailing?: string;
    /** An empty line stands in front of it. */
    blank?: boolean;
  };

export const stringType: IrType = { kind: 'string' };
export const integerType: IrType = { kind: 'integer' };
export const booleanType: IrType = { kind: 'boolean' };
export const unknownType: IrType = { kind: 'unknown' };
export const voidType: IrType = { kind: 'void' };
export const listOf = (element: IrType): IrType => ({ kind: 'list', element });
export const optional = (inner: IrType): IrType => ({ kind: 'optional', inner });
export const named = (name: string, ...args: IrType[]): IrType =>
  args.length > 0 ? { kind: 'named', name, args } : { kind: 'named', name };
export const pointerTo = (inner: IrType): IrType => ({ kind: 'pointer', inner });
