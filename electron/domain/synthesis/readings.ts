import { evaluate } from '../operators/evaluate.ts';
import { type Example, keyOf, type Term, type Value } from '../operators/term.ts';
import { costOf } from './ranking.ts';

/** An input on which terms that fit the examples do not agree, with what the chosen one gives and what another one would. */
export interface OpenReading {
  inputs: readonly Value[];
  chosen: Value;
  other: Value;
}

/** Values beside a value: shorter, longer, turned around, of the other sign. */
function near(value: Value): Value[] {
  if (typeof value === 'number') return [value + 1, value * 2, -value - 1, 0];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return [`${value} ${value}`, value.toUpperCase(), Array.from(value).reverse().join(''), value.slice(1)];
  return [[...value].reverse(), [...value, ...value], value.slice(1), value.slice(0, 1)];
}

/** Inputs like those of the examples, in a fixed order. */
export function furtherInputs(examples: readonly Example[]): Value[][] {
  return examples.flatMap(({ inputs }) =>
    inputs.flatMap((value, at) => near(value).map((other) => inputs.map((each, place) => (place === at ? other : each)))),
  );
}

/** The first further input on which a term as likely as the first gives something else; null where there is none. */
export function openReading(terms: readonly Term[], examples: readonly Example[]): OpenReading | null {
  const [chosen, ...others] = terms;
  if (!chosen) return null;
  const rivals = others.filter((each) => costOf(each) < costOf(chosen) + 0.5).slice(0, 20);
  for (const inputs of furtherInputs(examples)) {
    const value = evaluate(chosen, inputs);
    if (value === undefined) continue;
    for (const rival of rivals) {
      const other = evaluate(rival, inputs);
      if (other !== undefined && keyOf(other) !== keyOf(value)) return { inputs, chosen: value, other };
    }
  }
  return null;
}
