import { isName } from '#domain/symbols/rename';
import { type EditResult, type EditSource, refused } from '../../editing/edit-source.ts';
import { fitsType, nameIn } from '../../editing/typed-name.ts';
import type { AnyNode } from '../../editing/walk.ts';
import type { TypedName } from '../../plan.ts';
import { goFields } from './go.ts';
import type { NewField } from './new-field.ts';
import { pythonFields } from './python.ts';
import { scriptFields } from './script.ts';

/** Fields of a class or type behind those that it has. */
export async function addField(source: EditSource, wanted: readonly TypedName[]): Promise<EditResult> {
  const { declaration, language, scopes } = source;
  const node = declaration?.node as unknown as AnyNode | null | undefined;
  if (!declaration || !node?.span) return refused('Name a class or a type.', '请指明一个类或类型。');
  const wrong = wanted.find((each) => !fitsType(each));
  if (wrong) return refused(`The default of \`${wrong.name}\` is no ${wrong.type}.`, `\`${wrong.name}\` 的默认值不是 ${wrong.type} 类型。`);
  const fields = wanted.map((given): NewField => ({ name: nameIn(given.name, language), given }));
  if (fields.some(({ name }) => !isName(name, scopes)) || new Set(fields.map(({ name }) => name)).size < fields.length)
    return refused('Each of the fields needs a name of its own.', '每个字段都需要一个独立的名称。');
  switch (language) {
    case 'go':
      return goFields(source, node, fields);
    case 'python':
      return pythonFields(source, node, fields);
    default:
      return scriptFields(source, node, fields);
  }
}
