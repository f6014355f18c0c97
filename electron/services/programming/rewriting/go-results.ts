import type { IrType } from '#domain/ir/types';
import type { FunctionPlace } from './visit.ts';

/** The types of what a function gives, one by one. */
export function resultTypes({ node }: Pick<FunctionPlace, 'node'>): IrType[] {
  const { result } = node;
  if (!result) return [];
  if (result.kind === 'results') return result.items.map(({ type }) => type);
  if (result.kind === 'fallible') return [result.inner, { kind: 'named', name: 'error' }];
  return result.kind === 'void' ? [] : [result];
}

export const isError = (type: IrType | undefined): boolean => type?.kind === 'named' && type.name === 'error';
