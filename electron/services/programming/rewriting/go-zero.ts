import type { Expression, ModuleNode } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';

const numbers = /^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune|float(?:32|64)|complex(?:64|128))$/;

/** The zero value of a type of Go as an expression; null where it cannot be told from the file, and `var` has to give it. */
export function zeroValue(type: IrType, module: ModuleNode): Expression | null {
  switch (type.kind) {
    case 'string':
      return { kind: 'string', value: '' };
    case 'integer':
    case 'number':
    case 'float32':
    case 'fixed':
      return { kind: 'number', value: 0 };
    case 'boolean':
      return { kind: 'boolean', value: false };
    case 'pointer':
    case 'list':
    case 'map':
    case 'bytes':
    case 'function':
    case 'channel':
    case 'any':
    case 'unknown':
      return { kind: 'null' };
    case 'shape':
      return type.form === 'interface' ? { kind: 'null' } : { kind: 'composite', type, items: [] };
    case 'array':
      return { kind: 'composite', type, items: [] };
    case 'datetime':
      return { kind: 'composite', type, items: [] };
    case 'named':
      return ofName(type, module);
    default:
      return null;
  }
}

function ofName(type: Extract<IrType, { kind: 'named' }>, module: ModuleNode): Expression | null {
  if (type.name === 'error' || type.name === 'any') return { kind: 'null' };
  if (numbers.test(type.name)) return { kind: 'number', value: 0 };
  if (type.args) return null;
  for (const each of module.declarations) {
    if ((each.kind !== 'record' && each.kind !== 'interface' && each.kind !== 'type') || each.name !== type.name) continue;
    if (each.kind === 'record') return { kind: 'composite', type, items: [] };
    if (each.kind === 'interface') return { kind: 'null' };
    if (each.typeParameters) return null;
    const inner = each.type.kind === 'named' && each.type.name === type.name ? null : zeroValue(each.type, module);
    return inner?.kind === 'composite' ? { kind: 'composite', type, items: [] } : inner;
  }
  return null;
}
