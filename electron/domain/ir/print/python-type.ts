import { pythonString } from '../literals.ts';
import type { IrType } from '../types.ts';
import { type Doc, flat, group } from './python-layout.ts';
import { refuse } from './refuse.ts';

const plain: Partial<Record<IrType['kind'], string>> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  float32: 'float',
  fixed: 'int',
  bigint: 'int',
  boolean: 'bool',
  bytes: 'bytes',
  datetime: 'datetime',
  unknown: 'Any',
  any: 'Any',
  void: 'None',
  nothing: 'None',
  never: 'NoReturn',
};

const literalText = (value: string | number | boolean): string =>
  typeof value === 'string' ? pythonString(value, '"') : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);

/** Types in the notation that Python 3.9 can evaluate: `Optional[X]`, not `X | None` unless the author wrote that. */
export const printPythonType = (type: IrType): string => flat(typeDoc(type));

/** A type where it stands as a value, so that a long one is broken over lines like any other value. */
export function typeDoc(type: IrType): Doc {
  const known = plain[type.kind];
  if (known !== undefined) return known;
  const of = (head: string, args: Doc[]): Doc => [head, group('[', args, ']', args.length === 1 ? { bare: true } : {})];
  switch (type.kind) {
    case 'list':
    case 'array':
      return of('list', [typeDoc(type.element)]);
    case 'set':
      return of('set', [typeDoc(type.element)]);
    case 'map':
      return of('dict', [type.key ? typeDoc(type.key) : 'str', typeDoc(type.value)]);
    case 'tuple':
      return type.items.length === 0 ? 'tuple[()]' : of('tuple', [...type.items.map(typeDoc), ...(type.variadic ? ['...'] : [])]);
    case 'results':
      return of(
        'tuple',
        type.items.map((item) => typeDoc(item.type)),
      );
    case 'optional':
      return of('Optional', [typeDoc(type.inner)]);
    case 'union': {
      if (type.form === 'bar')
        return { operands: type.members.map((member, at): Doc => (at === 0 ? typeDoc(member) : ['| ', typeDoc(member)])) };
      const literals = type.members.filter((member) => member.kind === 'literal');
      if (literals.length < type.members.length) return of('Union', type.members.map(typeDoc));
      return of(
        'Literal',
        literals.map(({ value }) => literalText(value)),
      );
    }
    case 'literal':
      return of('Literal', [literalText(type.value)]);
    case 'function': {
      const parameters = type.parameters.some(({ variadic }) => variadic)
        ? '...'
        : group(
            '[',
            type.parameters.map((parameter) => typeDoc(parameter.type)),
            ']',
          );
      return of('Callable', [parameters, type.result ? typeDoc(type.result) : 'None']);
    }
    case 'fallible':
    case 'pointer':
      return typeDoc(type.inner);
    case 'named':
      if (type.quoted) return pythonString(type.name, '"');
      return type.args?.length ? of(type.name, type.args.map(typeDoc)) : type.name;
    case 'opaque':
      return type.language === 'python' ? type.text : refuse('Python', type);
    default:
      return refuse('Python', type);
  }
}
