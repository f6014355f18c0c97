import { dictionary, text } from '#domain/ir/build';
import { constantCase, distinct, fieldName, typeName } from '#domain/ir/names';
import { named } from '#domain/ir/types';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { enumerationTemplate } from './templates.ts';

/** An object of texts and its type in scripts, `Enum` with texts in Python, constants of a text type in Go. */
export async function lowerEnumeration(given: string, values: readonly string[], target: Target, templates: Templates): Promise<Change> {
  const name = typeName(given, target.language);
  const unique = [...new Set(values)];
  const members = distinct(
    unique.map((value) => {
      if (target.language === 'python') return constantCase(value);
      return target.language === 'go' ? name + fieldName(value, 'go') : fieldName(value, target.language);
    }),
  );
  const pairs = unique.map((value, at) => [members[at] ?? value, text(value)] as const);
  const filled = await templates.fill(
    enumerationTemplate,
    {
      Name: name,
      values: { expression: dictionary(pairs.map(([member, value]) => [member, value])) },
      members: { members: pairs.map(([member, value]) => ({ kind: 'field', name: member, value })) },
    },
    target,
  );
  const change = { ...filled, notes: [], fileStem: given };
  if (target.language !== 'go') return { ...change, names: [name] };
  const entries = pairs.map(([member, value]) => ({ names: [member], type: named(name), values: [value] }));
  return { ...change, declarations: [...filled.declarations, { kind: 'constants', entries }], names: [name, ...members] };
}
