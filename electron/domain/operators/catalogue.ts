import { arithmeticOperators } from './arithmetic-operators.ts';
import { functionOperators } from './function-operators.ts';
import { integerOperators } from './integer-operators.ts';
import { listOperators } from './list-operators.ts';
import { logicOperators } from './logic-operators.ts';
import type { Operator } from './operator.ts';
import type { TermType } from './term.ts';
import { textOperators } from './text-operators.ts';

/** Every operator, by its name. */
export const operators: Readonly<Record<string, Operator>> = {
  ...arithmeticOperators,
  ...integerOperators,
  ...logicOperators,
  ...textOperators,
  ...listOperators,
  ...functionOperators,
};

/** An operator at certain types: what it takes, with the types of an item and a result where it is a function, and what it gives. */
export interface Instance {
  name: string;
  takes: readonly (TermType | { item: TermType; gives: TermType })[];
  gives: TermType;
}

const kinds: Record<string, (type: TermType) => boolean> = {
  T: () => true,
  U: () => true,
  /** Values that every language compares with an operator. */
  E: (type) => !type.endsWith('[]'),
  C: (type) => ['integer', 'number', 'string'].includes(type),
  N: (type) => type === 'integer' || type === 'number',
};

function instancesOf(name: string, types: readonly TermType[]): Instance[] {
  const signature = operators[name]?.signature ?? '';
  const used = Object.keys(kinds).filter((each) => new RegExp(`\\b${each}\\b`).test(signature));
  let bindings: Record<string, TermType>[] = [{}];
  for (const each of used)
    bindings = bindings.flatMap((known) => types.filter((type) => kinds[each]?.(type)).map((type) => ({ ...known, [each]: type })));
  return bindings.map((known) => {
    const bound = (text: string): TermType => text.trim().replace(/\b[TUECN]\b/, (each) => known[each] ?? each);
    const [takes = '', gives = ''] = signature.split(' -> ');
    return {
      name,
      gives: bound(gives),
      takes: takes.split(',').map((each) => {
        const [item = '', result] = each.split('=>');
        return result === undefined ? bound(item) : { item: bound(item), gives: bound(result) };
      }),
    };
  });
}

/** Every operator at every one of these types, where lists are at most two deep. */
export function instances(types: readonly TermType[]): Instance[] {
  const deep = (instance: Instance): boolean =>
    [instance.gives, ...instance.takes].some((each) => typeof each === 'string' && each.endsWith('[][][]'));
  return Object.keys(operators)
    .flatMap((name) => instancesOf(name, types))
    .filter((each) => !deep(each));
}
