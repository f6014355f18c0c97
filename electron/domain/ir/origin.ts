import type { TargetLanguage } from '../programming.ts';
import type { Semantics } from './semantics.ts';

/** A range of the text that was read: offsets in UTF-16 units, `end` behind the last. */
export interface Span {
  start: number;
  end: number;
}

/** What every node may carry beside its own fields. Both are absent on nodes that were built rather than read. */
export interface Origin {
  span?: Span;
  /** Where the node means something else than its module's language would make of it. */
  semantics?: Partial<Semantics>;
}

/**
 * Source that the reader has no node for, kept as it was written. It prints in its own language only; anywhere else it is a gap that
 * the printer refuses with the reason.
 */
export interface Opaque {
  kind: 'opaque';
  language: TargetLanguage;
  text: string;
  /** What it is in words: "a match statement". */
  reason: string;
}
