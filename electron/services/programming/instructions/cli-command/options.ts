import { dictionary } from '#domain/ir/build';
import { distinct, kebabCase, valueName } from '#domain/ir/names';
import type { Expression } from '#domain/ir/nodes';
import type { TypedName } from '../../plan.ts';
import type { Change, Target } from '../instruction.ts';
import type { CliCommandPlan } from './schema.ts';

export interface Option {
  /** As typed behind the dashes. */
  flag: string;
  variable: string;
  type: string;
  required: boolean;
  default: TypedName['default'];
}

const frame = [
  'args',
  'values',
  'parser',
  'flags',
  'err',
  'argv',
  'json',
  'parse_args',
  'parseArgs',
  'flag',
  'os',
  'fmt',
  'errors',
  'strings',
  'process',
  'console',
  'JSON',
  'sys',
  'argparse',
  'Number',
  'Error',
  'options',
];

export function optionsOf(plan: CliCommandPlan, target: Target, own: string): Option[] {
  const flags = distinct(plan.options.map((option) => flagName(option.name)));
  const taken = [...frame, own];
  const variables = distinct([...taken, ...plan.options.map((option) => valueName(option.name, target.language))]).slice(taken.length);
  return plan.options.map((option, at) => ({
    flag: flags[at] ?? 'option',
    variable: variables[at] ?? 'value',
    type: option.type,
    required: !option.optional && option.default === null && option.type !== 'boolean',
    default: option.default,
  }));
}

/** parseArgs reads its options from an object, whose own `constructor` would be taken for one. */
const flagName = (name: string): string => {
  const flag = kebabCase(name) || 'option';
  return flag === 'constructor' ? 'constructor-value' : flag;
};

export const isNumeric = (type: string): boolean => type === 'integer' || type === 'number';

export const textDefault = (option: Option): string => (option.default === null ? '' : String(option.default));

export type Made = Pick<Change, 'imports' | 'declarations' | 'entry'>;

export const shown = (options: Option[], value: (option: Option) => Expression): Expression =>
  dictionary(options.map((option): [string, Expression] => [option.flag, value(option)]));
