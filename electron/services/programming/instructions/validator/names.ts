import { type Format, isList, type Rule } from './rules.ts';

/** What the code of a validator calls its parts. */
export interface Names {
  type: string;
  problem: string;
  failure: string;
  checks: string;
  fields: string[];
  format(format: Format): string;
}

const bases = { string: 'text', integer: 'integer', number: 'number', boolean: 'flag' } as const;
export const baseOf = (type: Rule['type']): keyof typeof bases => type.replace('[]', '') as keyof typeof bases;
export const methodOf = ({ type, choices }: Rule): string => (choices.length > 0 ? 'choice' : isList(type) ? 'list' : bases[baseOf(type)]);
