import { instances } from '../operators/catalogue.ts';
import { type Example, elementOf, isSame, partsOf, sizeOf, type Term, type TermType, type Value } from '../operators/term.ts';
import { type Bank, type Budget, createBank, type GrowingBank, itemsOf } from './bank.ts';
import { constantsOf } from './constants.ts';
import { costOf, rank } from './ranking.ts';

export interface Task {
  parameters: readonly TermType[];
  result: TermType;
  examples: readonly Example[];
}

export interface Limits {
  /** Nodes of a term. */
  size: number;
  /** Terms that are tried. */
  terms: number;
  /** Ends a search that takes too long on a busy machine; what was found by then is given. */
  expired?: () => boolean;
}

export const usualLimits: Limits = { size: 7, terms: 600_000 };

export interface Found {
  /** Terms that give every output, the likeliest first. */
  terms: Term[];
  tried: number;
  /** Everything up to the limit of size was tried. */
  whole: boolean;
}

const mostSolutions = 300;

/** Types of values between the inputs and the output. */
function typesOf(task: Task): TermType[] {
  const all = [...task.parameters, task.result];
  const bases = new Set(all.map((type) => type.replace(/(?:\[\])+$/, '')));
  bases.add('integer');
  bases.add('boolean');
  if (bases.has('string') === false && all.some((type) => type === 'string[]')) bases.add('string');
  const nested = all.filter((type) => type.endsWith('[][]')).map(elementOf);
  return [...bases, ...nested];
}

/**
 * Terms that give the output of every example, by trying them in the order of their size: the same for the same task. A term that is a
 * table of constants is none. Terms that leave a parameter out are given only where none uses all.
 */
export function search(task: Task, limits: Limits = usualLimits): Found {
  const { examples } = task;
  const types = typesOf(task);
  const budget: Budget = { left: limits.terms, ...(limits.expired && { expired: limits.expired }) };
  const inputs = task.parameters.map((type, index): Term => ({ form: 'input', index, type }));
  const constants = constantsOf(
    examples,
    types.filter((type) => elementOf(type) === type),
  );
  const all = instances(types);
  const simple = all.filter((each) => each.takes.every((type) => typeof type === 'string'));
  const targets = examples.map(({ output }) => output);
  const solutions: Term[] = [];
  const branches: { term: Term; fits: number }[] = [];
  const seenBranches = new Set<number>();
  const mines = (term: Term): number => partsOf(term).filter((each) => each.form === 'constant' && each.mined).length;
  const usesInput = (term: Term): boolean => partsOf(term).some((each) => each.form === 'input');

  const look = (term: Term, values: readonly (Value | undefined)[]): boolean => {
    if (term.type !== task.result) return false;
    let fits = 0;
    for (const [at, value] of values.entries()) if (value !== undefined && isSame(value, targets[at] as Value)) fits |= 1 << at;
    if (fits === 2 ** examples.length - 1) {
      if (usesInput(term) && solutions.length < mostSolutions) solutions.push(term);
      return true;
    }
    if (fits !== 0 && !seenBranches.has(fits)) {
      seenBranches.add(fits);
      branches.push({ term, fits });
    }
    return false;
  };

  const bank = createBank({
    places: examples.map((each) => ({ inputs: each.inputs, items: [undefined, undefined] })),
    leaves: [...inputs, ...constants],
    instances: all,
    budget,
    seen: look,
    wanted: (type, size) => size < limits.size || type === task.result,
    bodies: (item, gives, size) => (size > limits.size - 2 ? [] : bodiesOf(item, gives, size)),
  });

  const bodyBanks = new Map<TermType, { bank: GrowingBank; size: number }>();
  function bodiesOf(item: TermType, gives: TermType, size: number): readonly Term[] {
    let known = bodyBanks.get(item);
    if (!known) {
      const places = itemsOf(bank, item, 3, 60);
      if (places.length === 0) return [];
      const scalars = inputs.filter(({ type }) => elementOf(type) === type);
      const leaves: Term[] = [{ form: 'item', place: 0, type: item }, ...scalars, ...constants];
      known = { bank: createBank({ places, leaves, instances: simple, budget }), size: 0 };
      bodyBanks.set(item, known);
    }
    for (; known.size < Math.min(size, 4); known.size += 1) if (!known.bank.grow()) return [];
    return known.bank
      .of(gives, size)
      .map(({ term }) => term)
      .filter(usesItem);
  }

  const usesAll = (term: Term): boolean => {
    const used = new Set(partsOf(term).flatMap((each) => (each.form === 'input' ? [each.index] : [])));
    return used.size === task.parameters.length;
  };

  let whole = true;
  for (let size = 1; size <= limits.size && whole; size += 1) {
    whole = bank.grow();
    if (solutions.length === 0) solutions.push(...choices(bank, branches, examples, size, task.result));
    // A larger term cannot be likelier than what costs no more than its size.
    if (solutions.some((each) => usesAll(each) && mines(each) < examples.length && (size > 4 || costOf(each) <= size + 1))) break;
  }
  const sound = solutions.filter((each) => mines(each) < examples.length && (usesInput(each) || examples.length === 0));
  const complete = sound.filter(usesAll);
  return { terms: rank(complete.length > 0 ? complete : sound), tried: limits.terms - budget.left, whole };
}

const usesItem = (term: Term): boolean => partsOf(term).some((each) => each.form === 'item');

/** Two terms of which each gives some of the outputs, and a condition that tells which: never for a single example of its own. */
function choices(
  bank: Bank,
  branches: readonly { term: Term; fits: number }[],
  examples: readonly Example[],
  upTo: number,
  type: TermType,
): Term[] {
  if (examples.length < 3 || examples.length > 30 || type === 'boolean') return [];
  const everything = 2 ** examples.length - 1;
  const conditions: { term: Term; holds: number }[] = [];
  for (let size = 1; size <= Math.min(upTo, 4); size += 1)
    for (const { term, values } of bank.of('boolean', size)) {
      const holds = values.reduce<number>((bits, value, at) => (value === true ? bits | (1 << at) : bits), 0);
      if (holds !== 0 && holds !== everything) conditions.push({ term, holds });
    }
  const found: Term[] = [];
  const supported = (term: Term, count: number): boolean => count > 1 || term.form !== 'constant' || !term.mined;
  for (const { term: condition, holds } of conditions)
    for (const yes of branches) {
      if ((yes.fits & holds) !== holds) continue;
      for (const no of branches) {
        const rest = everything & ~holds;
        if (no === yes || (no.fits & rest) !== rest) continue;
        if (!supported(yes.term, bits(holds)) || !supported(no.term, bits(rest))) continue;
        const term: Term = { form: 'apply', operator: 'choose', args: [condition, yes.term, no.term], type };
        if (sizeOf(term) <= 9 && sizeOf(term) <= upTo + 3) found.push(term);
        if (found.length > 200) return found;
      }
    }
  return found;
}

const bits = (value: number): number => value.toString(2).replace(/0/g, '').length;
