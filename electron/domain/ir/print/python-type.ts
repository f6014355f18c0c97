import { pythonString } from '../literals.ts';
import type { IrType } from '../types.ts';
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
export function printPythonType(type: IrType): string {
  const known = plain[type.kind];
  if (known !== undefined) return known;
  const all = (types: IrType[]): string => types.map(printPythonType).join(', ');
  switch (type.kind) {
    case 'list':
    case 'array':
      return `list[${printPythonType(type.element)}]`;
    case 'set':
      return `set[${printPythonType(type.element)}]`;
    case 'map':
      return `dict[${type.key ? printPythonType(type.key) : 'str'}, ${printPythonType(type.value)}]`;
    case 'tuple':
      return type.items.length === 0 ? 'tuple[()]' : `tuple[${all(type.items)}${type.variadic ? ', ...' : ''}]`;
    case 'results':
      return `tuple[${all(type.items.map((item) => item.type))}]`;
    case 'optional':
      return `Optional[${printPythonType(type.inner)}]`;
    case 'union': {
      if (type.form === 'bar') return type.members.map(printPythonType).join(' | ');
      const literals = type.members.filter((member) => member.kind === 'literal');
      if (literals.length === type.members.length) return `Literal[${literals.map(({ value }) => literalText(value)).join(', ')}]`;
      return `Union[${all(type.members)}]`;
    }
    case 'literal':
      return `Literal[${literalText(type.value)}]`;
    case 'function': {
      const parameters = type.parameters.some(({ variadic }) => variadic)
        ? '...'
        : `[${all(type.parameters.map((parameter) => parameter.type))}]`;
      return `Callable[${parameters}, ${type.result ? printPythonType(type.result) : 'None'}]`;
    }
    case 'fallible':
    case 'pointer':
      return printPythonType(type.inner);
    case 'named':
      if (type.quoted) return pythonString(type.name, '"');
      return type.args?.length ? `${type.name}[${all(type.args)}]` : type.name;
    case 'opaque':
      return type.language === 'python' ? type.text : refuse('Python', type);
    default:
      return refuse('Python', type);
  }
}
