import fc from 'fast-check';
import type { Expression, Pattern } from '#domain/ir/nodes';
import type { Tied } from './script-arbitrary.ts';
import { few, maybe, node, plainName } from './script-words.ts';

/** Random patterns in the normal form of scripts: names that are bound, and places that are assigned to. */
export function patternArbitraries(tied: Tied, key: fc.Arbitrary<string | Expression>) {
  const named = plainName.map((each): Pattern => ({ kind: 'name', name: each }));
  const placed = tied.place.filter(({ kind }) => kind !== 'name').map((each): Pattern => ({ kind: 'place', target: each }));
  const withDefault = (pattern: fc.Arbitrary<Pattern>): fc.Arbitrary<Pattern> =>
    fc
      .tuple(pattern, maybe(tied.expression, 4))
      .map(([drawn, fallback]) => (fallback ? ({ ...drawn, default: fallback } as Pattern) : drawn));
  const empty = fc.constantFrom<Pattern>({ kind: 'listPattern', items: [] }, { kind: 'recordPattern', fields: [] });
  const compound = (inner: fc.Arbitrary<Pattern>): fc.Arbitrary<Pattern>[] => [
    fc
      .tuple(few(fc.option(withDefault(inner), { freq: 4 })), maybe(node<Pattern>({ kind: 'restPattern', target: inner }), 4))
      .map(([items, last]): Pattern => ({ kind: 'listPattern', items: last ? [...items, last] : items })),
    node<Pattern>({ kind: 'recordPattern', fields: few(node({ key, target: withDefault(inner) })), rest: maybe(named) }),
  ];
  const nesting = { maxDepth: 3, depthIdentifier: 'script' } as const;
  return {
    targetParts: fc.oneof(nesting, empty, ...compound(tied.target)),
    bindingParts: fc.oneof(nesting, empty, ...compound(tied.binding)),
    placed,
    target: fc.oneof(nesting, named, placed, tied.targetParts),
    binding: fc.oneof(nesting, named, tied.bindingParts),
  };
}
