import { operators } from './catalogue.ts';
import type { Term, Value } from './term.ts';

/** What stands for the items of the functions around a term: the innermost one's. */
export type Items = readonly [Value | undefined, Value | undefined];
const none: Items = [undefined, undefined];

/** Whether an argument of an operator is a function of an item, by the places of its arguments. */
export const takesFunction = (operator: string, at: number): boolean =>
  (operators[operator]?.signature.split(' -> ')[0]?.split(',')[at] ?? '').includes('=>');

/** The value of a term, undefined where it has none. `choose` looks only at what it chooses. */
export function evaluate(term: Term, inputs: readonly Value[], items: Items = none): Value | undefined {
  switch (term.form) {
    case 'input':
      return inputs[term.index];
    case 'item':
      return items[term.place];
    case 'constant':
      return term.value;
    case 'apply': {
      if (term.operator === 'choose') {
        const [condition, yes, no] = term.args as [Term, Term, Term];
        const holds = evaluate(condition, inputs, items);
        return holds === undefined ? undefined : evaluate(holds ? yes : no, inputs, items);
      }
      const values: unknown[] = [];
      for (const [at, arg] of term.args.entries()) {
        if (takesFunction(term.operator, at)) values.push((first: Value, second?: Value) => evaluate(arg, inputs, [first, second]));
        else {
          const value = evaluate(arg, inputs, items);
          if (value === undefined) return undefined;
          values.push(value);
        }
      }
      return operators[term.operator]?.evaluate(...values);
    }
  }
}
