import type { EditResult, EditSource } from '../editing/edit-source.ts';
import { refuse, type Subject, subjectOf } from './rewrite.ts';
import { type FunctionPlace, functionsOf } from './visit.ts';

/** The function that a plan's target is; null where it is none. */
export function placeOf({ declaration, module }: EditSource): FunctionPlace | null {
  if (!declaration?.callable) return null;
  return functionsOf(module).find(({ node }) => node === declaration.callable) ?? null;
}

export const notAFunction: EditResult = refuse(
  'This changes functions and methods. Name one that has a body.',
  '这只适用于函数和方法。请指明一个有函数体的函数。',
);

/** The function of a plan with its text; what stands against it where there is none. */
export function targetOf(source: EditSource): Subject | EditResult {
  const place = placeOf(source);
  if (!place || (place.node.kind === 'function' && place.node.bodyless)) return notAFunction;
  return subjectOf(source, place) ?? notAFunction;
}

export const isSubject = (target: Subject | EditResult): target is Subject => 'mask' in target;
