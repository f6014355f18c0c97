import type { Declaration } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import { hasDay } from './formats.ts';
import { goMethodOf } from './lower-go.ts';
import { baseOf, methodOf } from './names.ts';
import { isList, type Rule } from './rules.ts';

const guards = { string: 'Text', integer: 'Integer', number: 'Number', boolean: 'Flag' } as const;

/** Names of the methods that the rules use, directly or through another. */
export function needed(rules: readonly Rule[], strict: boolean, language: TargetLanguage): ReadonlySet<string> {
  const found = new Set(['constructor', '__init__', 'fail', 'value', 'Error', ...(strict ? ['only'] : [])]);
  const guard = (type: keyof typeof guards): void => {
    found.add(`is${guards[type]}`).add(`is_${guards[type].toLowerCase()}`);
    // Python's whole numbers are numbers first.
    if (type === 'integer') found.add('is_number');
  };
  for (const rule of rules) {
    const { type, minimum, maximum, choices, format } = rule;
    const counted = type === 'string' || isList(type);
    found.add(language === 'go' ? goMethodOf(rule) : methodOf(rule));
    guard(baseOf(type));
    if (minimum !== null || maximum !== null) found.add(counted ? 'count' : 'within');
    if (minimum !== null) found.add(counted ? 'shortest' : 'atLeast');
    if (maximum !== null) found.add(counted ? 'longest' : 'atMost');
    if (choices.length > 0) found.add('oneOf');
    if (baseOf(type) === 'integer') found.add('asInteger').add('within');
    if (type === 'number') found.add('within');
    if (format !== null) found.add('format');
    if (format !== null && hasDay(format)) found.add('isDay').add('is_day');
  }
  return found;
}

/** The checks without the methods, and the options, that no rule needs. */
export function withoutUnused(declarations: readonly Declaration[], used: ReadonlySet<string>, language: TargetLanguage): Declaration[] {
  const limited = used.has('count') || used.has('within');
  const unusedOption = ({ name }: { name: string }): boolean =>
    (!limited && (name === 'minimum' || name === 'maximum')) || (!used.has('format') && (name === 'format' || name === 'form'));
  return declarations.flatMap((node): Declaration[] => {
    if (language === 'go') return node.kind !== 'function' || !node.receiver || used.has(node.name) ? [node] : [];
    if (node.kind === 'interface') return [{ ...node, members: node.members.filter((each) => !('name' in each) || !unusedOption(each)) }];
    if (node.kind === 'record') return [{ ...node, fields: node.fields.filter((each) => !unusedOption(each)) }];
    if (node.kind !== 'class') return [node];
    if (node.name.endsWith('Format') && !used.has('format')) return [];
    if (!node.name.endsWith('Checks')) return [node];
    const members = node.members
      .filter((member) => member.kind !== 'function' || used.has(member.name))
      .map((member) =>
        member.kind === 'function' ? { ...member, parameters: member.parameters.filter((each) => !unusedOption(each)) } : member,
      );
    return [{ ...node, members }];
  });
}
