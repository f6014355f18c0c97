import fc from 'fast-check';
import type { Declaration, ImportNode, TypeParameter } from '#domain/ir/nodes';
import { always, few, maybe, pythonType, some } from './python-arbitrary-type.ts';

/** Random imports and names for types in the normal form of Python. */

export const typeParameters: fc.Arbitrary<TypeParameter[] | undefined> = maybe(
  few(
    fc.oneof<fc.Arbitrary<TypeParameter>[]>(
      some<TypeParameter>({ name: fc.constantFrom('T', 'U'), constraint: maybe(pythonType) } as never),
      fc.record({ name: always('P'), modifiers: fc.constantFrom(['*'], ['**']) }),
    ),
    1,
  ),
);
/** `type Name[T] = …`. */
export const typeAlias = some<Extract<Declaration, { kind: 'type' }>>({
  kind: always('type'),
  name: always('Alias'),
  typeParameters,
  type: pythonType,
  alias: always(true),
  lazy: always(true),
} as never);
const plainImport: fc.Arbitrary<ImportNode> = some<ImportNode>({
  module: fc.constantFrom('os', 'os.path'),
  names: fc.constant([]),
  default: fc.constantFrom('a', undefined),
} as never);
export const importNode: fc.Arbitrary<ImportNode> = fc.oneof(
  plainImport,
  fc.record({
    module: fc.constantFrom('a.b', '.', '..c', '__future__', 'a_module_with_a_long_name'),
    names: few<string>(fc.constantFrom('d', 'e as f', 'another_long_name_of_something', 'yet_another_long_name'), 1, 4),
  }),
  fc.constant<ImportNode>({ module: 'a.b', names: ['*'] }),
);
