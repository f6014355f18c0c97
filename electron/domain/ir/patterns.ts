import type { Expression } from './expressions.ts';
import type { Opaque, Origin } from './origin.ts';

/** What a value is taken apart into: a name, a place, or names inside a list or a record. */
export type Pattern = PatternShape & Origin;

type PatternShape =
  | { kind: 'name'; name: string; default?: Expression }
  /** A member or an element that is assigned to. */
  | { kind: 'place'; target: Expression; default?: Expression }
  /** `[a, , b, ...rest]`; Python's `a, (b, *c)`. Null is a place that is skipped. */
  | { kind: 'listPattern'; items: (Pattern | null)[]; default?: Expression; form?: 'tuple' | 'parentheses' }
  /** `*rest`, `...rest` inside a list or record pattern. */
  | { kind: 'restPattern'; target: Pattern }
  | { kind: 'recordPattern'; fields: { key: string | Expression; target: Pattern }[]; rest?: Pattern; default?: Expression }
  | Opaque;
