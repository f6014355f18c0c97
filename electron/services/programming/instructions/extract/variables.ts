import type { Statement } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';
import type { Declaration, Occurrence } from '#domain/symbols/scope-tree';
import { isInside, scopeAt } from '#domain/symbols/scopes';
import type { EditSource } from '../../editing/edit-source.ts';
import type { Words } from '../instruction.ts';

export interface Variables {
  /** What comes in, in the order of first mention. */
  parameters: Declaration[];
  /** What goes out: made inside and read later, or given another value. */
  results: { declaration: Declaration; isNew: boolean; changesLater: boolean }[];
  refused: Words | null;
}

/** The names that a stretch shares with the function around it. `loop` is the loop around it, in which what comes first is also later. */
export function variablesOf(
  { scopes, language }: EditSource,
  span: Span,
  around: number,
  loop: Span | null,
  statements: readonly Statement[],
): Variables {
  const found: Variables = { parameters: [], results: [], refused: null };
  const inside = (at: Span): boolean => span.start <= at.start && at.end <= span.end;
  const refuse = (name: string, en: string, zh: string): void => {
    found.refused ??= { en: `\`${name}\` ${en}.`, zh: `\`${name}\` ${zh}。` };
  };
  const isLocal = ({ scope }: Declaration): boolean => scope !== 0 && isInside(scopes, scope, around);
  const seen = new Set<number>();
  for (const place of scopes.occurrences.filter(inside))
    for (const id of place.targets) {
      const declaration = scopes.declarations[id];
      if (!declaration || seen.has(id)) continue;
      seen.add(id);
      if (!isLocal(declaration)) {
        const writes = scopes.occurrences.some((each) => inside(each) && each.role === 'writes' && each.targets.includes(id));
        if (writes && language === 'python' && !inside(declaration.span))
          refuse(declaration.name, 'is a name of the module that gets another value', '是模块级名称，且在此被赋值');
        if (declaration.scope !== 0 || !inside(declaration.span)) continue;
      }
      const isNew = inside(declaration.span);
      const all = scopes.occurrences.filter((each) => each.targets.includes(id));
      const own = all.filter(inside);
      const writes = own.some(({ role }) => role !== 'reads');
      const later = all.filter(
        (each) => !inside(each) && (each.start >= span.end || (loop !== null && loop.start <= each.start && each.end <= loop.end)),
      );
      const readLater = later.some(({ role }) => role === 'reads' || language === 'python') || (declaration.scope === 0 && isNew);
      if (!/^(?:variable|constant|parameter)$/.test(declaration.kind)) {
        if (!isNew && language !== 'python' && language !== 'javascript')
          refuse(declaration.name, 'is declared inside of the function, so that nothing else can name it', '在函数内部声明，外部无法引用');
        else if (!isNew) found.parameters.push(declaration);
        else if (readLater) refuse(declaration.name, 'is declared in these lines and used later', '在这些行中声明，之后仍被使用');
        continue;
      }
      const scopeOf = (at: number): number => {
        let scope = scopeAt(scopes, at);
        while (scope > 0 && scopes.scopes[scope]?.kind !== 'function') scope = scopes.scopes[scope]?.parent ?? 0;
        return scope;
      };
      if (!isNew && writes && new Set(all.map(({ start }) => scopeOf(start))).size > 1)
        refuse(declaration.name, 'is shared with another function and gets another value here', '与其他函数共享，且在此被赋值');
      // In Python alone a name that gets a value first needs none to begin with; elsewhere the assignment needs its declaration.
      const begins = language === 'python' && loop === null && isSetFirst(statements, own);
      if (!isNew && !begins) found.parameters.push(declaration);
      if (writes && readLater && (isNew || declaration.kind !== 'constant'))
        found.results.push({ declaration, isNew, changesLater: later.some(({ role }) => role === 'writes') });
    }
  return found;
}

/** Whether one of the statements themselves, not one inside of them, gives a name its value, and not by its old one. */
const isSetFirst = (statements: readonly Statement[], [place, ...others]: readonly Occurrence[]): boolean =>
  place !== undefined &&
  statements.some(
    (each) =>
      each.kind === 'assign' &&
      !each.operator &&
      each.target.span?.start === place.start &&
      each.target.span.end === place.end &&
      !others.some(({ start, role }) => role === 'reads' && start < (each.span?.end ?? start)),
  );
