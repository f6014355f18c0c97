import type { IrType } from '#domain/ir/types';

/** Which spelling of types a Python can read: names of typing, `list[int]` (3.9), `int | None` (3.10). */
export type PythonTypes = 'typing' | 'generic' | 'bar';

const pythonPlain: Record<string, string> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  bytes: 'bytes',
  void: 'None',
  nothing: 'None',
};

/** A type as Python writes it, with the names of `typing` that it needs. */
export function pythonType(type: IrType, spelling: PythonTypes): { text: string; names: string[] } {
  const simple = pythonPlain[type.kind];
  if (simple !== undefined) return { text: simple, names: [] };
  if (type.kind === 'list') {
    const inner = pythonType(type.element, spelling);
    return spelling === 'typing'
      ? { text: `List[${inner.text}]`, names: ['List', ...inner.names] }
      : { text: `list[${inner.text}]`, names: inner.names };
  }
  if (type.kind === 'optional') {
    const inner = pythonType(type.inner, spelling);
    return spelling === 'bar'
      ? { text: `${inner.text} | None`, names: inner.names }
      : { text: `Optional[${inner.text}]`, names: ['Optional', ...inner.names] };
  }
  return { text: type.kind === 'named' ? type.name : 'object', names: [] };
}

const scriptPlain: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  void: 'void',
  nothing: 'null',
};

/** A type as TypeScript and JSDoc write it. */
export function scriptType(type: IrType): string {
  const simple = scriptPlain[type.kind];
  if (simple !== undefined) return simple;
  if (type.kind === 'list') return type.element.kind === 'optional' ? `(${scriptType(type.element)})[]` : `${scriptType(type.element)}[]`;
  if (type.kind === 'optional') return `${scriptType(type.inner)} | null`;
  return type.kind === 'named' ? type.name : 'unknown';
}
