/**
 * Language-neutral types. `integer` is a whole number that fits 53 bits (so that a JavaScript number, a Python int and a Go int agree),
 * `number` a 64-bit float. `named` refers to a declaration or to a type of the target's library and is printed as it stands.
 */
export type IrType =
  | { kind: 'string' }
  | { kind: 'integer' }
  | { kind: 'number' }
  | { kind: 'boolean' }
  | { kind: 'datetime' }
  | { kind: 'unknown' }
  | { kind: 'void' }
  | { kind: 'list'; element: IrType }
  | { kind: 'map'; value: IrType }
  | { kind: 'optional'; inner: IrType }
  /** Go's `(T, error)`, a promise elsewhere only when the function is async. */
  | { kind: 'fallible'; inner: IrType }
  | { kind: 'named'; name: string; args?: IrType[] }
  /** A reference to a value of a named type: Go's pointer, the plain type elsewhere. */
  | { kind: 'pointer'; inner: IrType };

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
