import type { IrType } from '../types.ts';
import { refuse } from './refuse.ts';

export function printScriptType(type: IrType): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'void':
      return type.kind;
    case 'integer':
      return 'number';
    case 'datetime':
      return 'Date';
    case 'list': {
      const element = printScriptType(type.element);
      return /^[\w.]+(\[\])*$/.test(element) ? `${element}[]` : `Array<${element}>`;
    }
    case 'map':
      return `Record<string, ${printScriptType(type.value)}>`;
    case 'optional':
      return `${printScriptType(type.inner)} | undefined`;
    case 'fallible':
    case 'pointer':
      return printScriptType(type.inner);
    case 'named':
      return type.args?.length ? `${type.name}<${type.args.map(printScriptType).join(', ')}>` : type.name;
    default:
      return refuse('TypeScript', type);
  }
}
