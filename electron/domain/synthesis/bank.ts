import { type Instance, operators } from '../operators/catalogue.ts';
import { evaluate, type Items } from '../operators/evaluate.ts';
import { keyOf, type Term, type TermType, type Value } from '../operators/term.ts';

/** A term and its values, one for each place at which terms are compared. */
export interface Entry {
  term: Term;
  values: readonly Value[];
}

/** Where terms are compared: inputs, and the items of the function around where there is one. */
export interface Place {
  inputs: readonly Value[];
  items: Items;
}

/** How many terms may still be tried, shared by all banks of a search. */
export interface Budget {
  left: number;
  expired?: () => boolean;
}

/** Terms by size and type; of those that no place tells apart only the first is kept. */
export interface Bank {
  places: readonly Place[];
  of(type: TermType, size: number): readonly Entry[];
}

export interface BankOptions {
  places: readonly Place[];
  leaves: readonly Term[];
  instances: readonly Instance[];
  budget: Budget;
  /** Bodies of functions of an item that have a size. */
  bodies?: (item: TermType, gives: TermType, size: number) => readonly Term[];
  /** Sees each term with its values, undefined where it has none. Keeps the term where it gives false. */
  seen?: (term: Term, values: readonly (Value | undefined)[]) => boolean;
  /** Types that are wanted of a size; others are not made. */
  wanted?: (type: TermType, size: number) => boolean;
}

export interface GrowingBank extends Bank {
  /** Makes the terms of the next size. False where the budget ended. */
  grow(): boolean;
}

const constantOnly = (term: Term): boolean => term.form === 'constant' || (term.form === 'apply' && term.args.every(constantOnly));

export function createBank(options: BankOptions): GrowingBank {
  const { places, leaves, instances, budget } = options;
  const bySize: Map<TermType, Entry[]>[] = [];
  const known = new Map<TermType, Set<string>>();
  const of = (type: TermType, size: number): readonly Entry[] => bySize[size]?.get(type) ?? [];

  const add = (term: Term, values: readonly (Value | undefined)[], size: number): void => {
    if (options.seen?.(term, values)) return;
    if (values.includes(undefined)) return;
    const { type } = term;
    const key = (values as readonly Value[]).map(keyOf).join('|');
    const keys = known.get(type) ?? new Set<string>();
    known.set(type, keys);
    if (keys.has(key)) return;
    keys.add(key);
    const level = bySize[size] as Map<TermType, Entry[]>;
    const entries = level.get(type);
    if (entries) entries.push({ term, values: values as readonly Value[] });
    else level.set(type, [{ term, values: values as readonly Value[] }]);
  };

  /** All ways to fill the arguments from `at` on with `left` nodes. */
  const fill = (instance: Instance, args: Arg[], left: number, size: number): boolean => {
    const at = args.length;
    const wanted = instance.takes[at];
    if (wanted === undefined) return apply(instance, args, size);
    const isLast = at === instance.takes.length - 1;
    const most = left - (instance.takes.length - 1 - at);
    for (let count = isLast ? left : 1; count <= most; count += 1) {
      if (typeof wanted === 'string') {
        for (const entry of of(wanted, count)) {
          args.push(entry);
          const went = fill(instance, args, left - count, size);
          args.pop();
          if (!went) return false;
        }
      } else if (options.bodies) {
        for (const term of options.bodies(wanted.item, wanted.gives, count)) {
          args.push({ term, values: null });
          const went = fill(instance, args, left - count, size);
          args.pop();
          if (!went) return false;
        }
      }
    }
    return true;
  };

  const apply = (instance: Instance, args: readonly Arg[], size: number): boolean => {
    const operator = operators[instance.name];
    if (!operator) return true;
    if (budget.left <= 0) return false;
    if (budget.left % 1_024 === 0 && budget.expired?.()) budget.left = 0;
    const [first, second] = args;
    // `a + b` once, a constant behind what varies, and nothing of constants alone.
    if (operator.symmetric && first?.term.form === 'constant') return true;
    if (args.length > 1 && /^(?:less|greater)/.test(instance.name) && first?.term.form === 'constant') return true;
    if (args.every((each) => constantOnly(each.term))) return true;
    if (operator.symmetric && second && second.term.form !== 'constant' && first && keyOfTerm(first.term) > keyOfTerm(second.term))
      return true;
    budget.left -= 1;
    const values = places.map((place, at) => {
      const given = args.map((each) =>
        each.values === null ? (item: Value, other?: Value) => evaluate(each.term, place.inputs, [item, other]) : each.values[at],
      );
      return operator.evaluate(...given);
    });
    add({ form: 'apply', operator: instance.name, args: args.map(({ term }) => term), type: instance.gives }, values, size);
    return true;
  };

  return {
    places,
    of,
    grow() {
      const size = bySize.length === 0 ? 1 : bySize.length;
      if (bySize.length === 0) bySize.push(new Map());
      bySize.push(new Map());
      if (size === 1) {
        for (const term of leaves)
          add(
            term,
            places.map(({ inputs, items }) => evaluate(term, inputs, items)),
            1,
          );
        return true;
      }
      for (const instance of instances) {
        if (instance.takes.length > size - 1 || options.wanted?.(instance.gives, size) === false) continue;
        if (!fill(instance, [], size - 1, size)) return false;
      }
      return true;
    },
  };
}

type Arg = { term: Term; values: readonly Value[] | null };

const keys = new WeakMap<Term, string>();
/** A text of a term that orders it among others. */
function keyOfTerm(term: Term): string {
  const key = keys.get(term) ?? JSON.stringify(term);
  keys.set(term, key);
  return key;
}

/** The items of all lists of a type that the entries have at a place. */
export function itemsOf(bank: Bank, type: TermType, sizes: number, most: number): Place[] {
  const found = new Map<string, Place>();
  for (let size = 1; size <= sizes; size += 1)
    for (const entry of bank.of(`${type}[]`, size))
      for (const [at, value] of entry.values.entries())
        for (const item of (value as readonly Value[]).slice(0, 8)) {
          const key = `${at}:${keyOf(item)}`;
          if (found.size < most && !found.has(key)) found.set(key, { inputs: bank.places[at]?.inputs ?? [], items: [item, undefined] });
        }
  return [...found.values()];
}
