import { isName, renameEdits } from '#domain/symbols/rename';
import { type EditResult, type EditSource, refused, type TextEdit } from '../../editing/edit-source.ts';
import { mentionNotes } from './mentions.ts';

/** Renames in the file of the declaration. */
export function renameInFolder(source: EditSource, newName: string): EditResult {
  const { declaration, scopes, view, language } = source;
  if (!declaration) return refused('Name what is to be renamed.', '请指明要重命名什么。');
  const { name } = declaration;
  if (!isName(newName, scopes))
    return refused(`\`${newName}\` cannot be a name in ${language}.`, `\`${newName}\` 不能作为 ${language} 中的名称。`);
  if (name === newName)
    return { edits: [], notes: [], exists: { en: `It is called \`${name}\` already.`, zh: `名称已经是 \`${name}\`。` } };
  if (declaration.id === null)
    return refused(
      `\`${name}\` is a method: which uses of that name mean this one cannot be told without running the program.`,
      `\`${name}\` 是方法：不运行程序无法判断哪些同名调用指的是它。`,
    );
  const edits = renameEdits(scopes, view.text, declaration.id, newName);
  if (edits === 'captured')
    return refused(
      `\`${newName}\` stands for something else in \`${view.path}\` where \`${name}\` is used. Choose another name.`,
      `在 \`${view.path}\` 使用 \`${name}\` 的地方，\`${newName}\` 已有其他含义。请换一个名称。`,
    );
  if (edits === 'fixed' || edits === 'notAName')
    return refused(
      `\`${name}\` is written in \`${view.path}\` in a form that cannot carry another name.`,
      `\`${view.path}\` 中 \`${name}\` 的写法不能换成别的名称。`,
    );
  const own = edits.map((edit): TextEdit => ({ path: view.path, ...edit }));
  return { edits: own, notes: mentionNotes(source, name) };
}
