import { operators } from '../operators/catalogue.ts';
import { partsOf, sizeOf, type Term } from '../operators/term.ts';

/** How far-fetched a term is: its size, what is rare in it and the constants that were taken from the examples. */
export function costOf(term: Term): number {
  let cost = sizeOf(term);
  for (const each of partsOf(term)) {
    if (each.form === 'constant' && each.mined) cost += 0.6;
    if (each.form === 'apply') cost += each.operator === 'choose' ? 1 : 0.5 * (operators[each.operator]?.rare ?? 0);
  }
  return cost;
}

/** The likeliest first; where two cost the same, the first that was found. */
export function rank(terms: readonly Term[]): Term[] {
  return terms
    .map((term, at) => ({ term, at, cost: costOf(term) }))
    .sort((left, right) => left.cost - right.cost || left.at - right.at)
    .map(({ term }) => term);
}
