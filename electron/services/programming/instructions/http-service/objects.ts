import { text } from '#domain/ir/build';
import type { Expression } from '#domain/ir/nodes';

/** An object literal. A plain key `__proto__` would set the prototype of a script's object instead of a property. */
export const objectOf = (entries: readonly [string, Expression][]): Expression => ({
  kind: 'dictionary',
  entries: entries.map(([key, value]) => ({ key: key === '__proto__' ? text(key) : key, value })),
});
