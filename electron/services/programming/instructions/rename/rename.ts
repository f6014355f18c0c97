import { isName, renameEdits } from '#domain/symbols/rename';
import { type EditResult, type EditSource, type FoundDeclaration, refused, type TextEdit } from '../../editing/edit-source.ts';
import { isHidden } from '../../editing/references/go.ts';
import { referencesInFolder } from '../../editing/references/references.ts';
import type { FileUse } from '../../editing/references/uses.ts';
import type { Words } from '../instruction.ts';
import { mentionNotes } from './mentions.ts';

/** Gives a declaration another name in its file and wherever the folder uses it. Refuses what would change the meaning of the code. */
export async function renameInFolder(source: EditSource, newName: string): Promise<EditResult> {
  const { declaration, scopes, language } = source;
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
  if (language === 'go' && declaration.topLevel && /^(?:main|init|_)$/.test(name))
    return refused(`Go calls \`${name}\` by its name: it cannot have another one.`, `Go 按名称调用 \`${name}\`，不能改名。`);
  const own = editsOf(source, [declaration.id], newName);
  if (!Array.isArray(own)) return own;
  const { files, doubts } = await referencesInFolder(source, declaration);
  if (doubts[0]) return { edits: [], notes: [], refused: doubts[0] };
  const notes: Words[] = [];
  const edits = [...own];
  for (const use of files) {
    const there = await inFile(use, declaration, newName, source, notes);
    if (!Array.isArray(there)) return there;
    edits.push(...there);
  }
  return {
    edits: distinct(edits),
    notes: [...notes, ...[source, ...files.map((use) => use.source)].flatMap((each) => mentionNotes(each, name)).slice(0, 3)],
  };

  function editsOf(file: EditSource, ids: readonly number[], wanted: string): TextEdit[] | EditResult {
    const made: TextEdit[] = [];
    for (const id of ids) {
      const found = renameEdits(file.scopes, file.view.text, id, wanted);
      if (found === 'captured')
        return refused(
          `\`${wanted}\` stands for something else in \`${file.view.path}\` where \`${name}\` is used. Choose another name.`,
          `在 \`${file.view.path}\` 使用 \`${name}\` 的地方，\`${wanted}\` 已有其他含义。请换一个名称。`,
        );
      if (typeof found === 'string')
        return refused(
          `\`${name}\` is written in \`${file.view.path}\` in a form that cannot carry another name.`,
          `\`${file.view.path}\` 中 \`${name}\` 的写法不能换成别的名称。`,
        );
      // Lists of imports and exports change on both sides: they need no second name.
      const plain = new Set(file.scopes.occurrences.filter(({ form }) => form === 'import' || form === 'export').map(({ start }) => start));
      for (const edit of found) {
        made.push({ path: file.view.path, ...edit, ...(plain.has(edit.start) && { text: wanted }) });
      }
    }
    return made;
  }

  async function inFile(
    { source: file, bindings, places }: FileUse,
    { name: old }: FoundDeclaration,
    wanted: string,
    from: EditSource,
    told: Words[],
  ): Promise<TextEdit[] | EditResult> {
    const { path } = file.view;
    if (language === 'go') {
      const beside = file.module.package === from.module.package;
      const taken = beside && file.scopes.declarations.some((each) => each.scope === 0 && each.name === wanted);
      const hidden = places.some(({ start }) => isHidden(file, start, wanted));
      if (taken || hidden)
        return refused(
          `\`${wanted}\` stands for something else in \`${path}\`. Choose another name.`,
          `\`${wanted}\` 在 \`${path}\` 中已有其他含义。请换一个名称。`,
        );
      if (!beside && !/^\p{Lu}/u.test(wanted))
        return refused(
          `\`${path}\` uses \`${old}\` from outside of its package, so its name must begin with a capital letter.`,
          `\`${path}\` 在包外使用 \`${old}\`，新名称必须以大写字母开头。`,
        );
    }
    const made = places.map((place): TextEdit => ({ path, ...place, text: wanted }));
    const renamed = editsOf(file, bindings, wanted);
    if (Array.isArray(renamed)) return [...made, ...renamed];
    const isGiven = file.scopes.occurrences.some(({ form, targets }) => form === 'export' && targets.some((id) => bindings.includes(id)));
    // Others may get it from there.
    if (language === 'python' || isGiven) return renamed;
    // The file keeps its own name for it: only what it imports changes.
    for (const id of bindings) {
      const bound = file.scopes.declarations[id];
      if (bound) made.push({ path, ...bound.span, text: `${wanted} as ${old}` });
    }
    told.push({
      en: `\`${path}\` has another \`${wanted}\`: there it is imported as \`${old}\`.`,
      zh: `\`${path}\` 中已有另一个 \`${wanted}\`，因此在那里以 \`${old}\` 之名导入。`,
    });
    return made;
  }
}

/** Each place once: a name can be found in two ways. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ path, start }) => !seen.has(`${path} ${start}`) && seen.add(`${path} ${start}`));
}
