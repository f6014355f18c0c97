import { AppError } from '#domain/errors';
import type { TargetLanguage } from '#domain/programming';
import type { Workspace } from '../placing/workspace.ts';
import type { Syntax } from '../ports.ts';
import { languageOfPath } from '../syntax/view.ts';
import type { EditSource } from './edit-source.ts';

/** The most files that are read for one edit, and the most of them that are read into trees. */
const mostRead = 20_000;
const mostParsed = 400;
/** Longer files are not read into a tree. */
export const longestSource = 2_000_000;

export const familyOf = (language: TargetLanguage): string => (/script$/.test(language) ? 'script' : language);

/** Whether a text has a name as a word of its own. */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\p{L}\p{N}_$]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}_$]/u.test(text.charAt(at + name.length))) return true;
  return false;
}

/** Paths of source files of a language's family, in the order of the folder. */
export const sourcesOf = (workspace: Workspace, family: string | null): string[] =>
  workspace.paths.filter((path) => {
    const language = languageOfPath(path);
    return language !== null && (family === null || familyOf(language) === family);
  });

/** The texts of source files in which a name occurs. Throws UNSUPPORTED where the folder has too many files to look through. */
export async function textsMentioning(
  workspace: Workspace,
  family: string | null,
  name: string,
): Promise<{ path: string; text: string }[]> {
  const paths = sourcesOf(workspace, family);
  if (paths.length > mostRead)
    throw new AppError('UNSUPPORTED', `The folder has more than ${mostRead} source files. Open a part of it, or name the file.`);
  const found: { path: string; text: string }[] = [];
  for (const path of paths) {
    const text = await workspace.read(path);
    if (text !== null && text.length <= longestSource && mentions(text, name)) found.push({ path, text });
  }
  return found;
}

/** A file read for an edit: once, however often it is asked for. */
export function createSources(workspace: Workspace, syntax: Syntax) {
  const kept = new Map<string, Promise<EditSource>>();
  const open = (path: string, text: string, language: TargetLanguage): Promise<EditSource> => {
    const known = kept.get(path);
    if (known) return known;
    const read = async (): Promise<EditSource> => ({
      language,
      view: await syntax.view(path, text, language),
      module: await syntax.module(path, text, language),
      scopes: await syntax.scopes(path, text, language),
      declaration: null,
      selection: null,
      paths: workspace.paths,
      read: (other) => workspace.read(other),
      mentioning: (name) => mentioning(path, language, name),
    });
    const opened = read();
    kept.set(path, opened);
    return opened;
  };
  const mentioning = async (path: string, language: TargetLanguage, name: string): Promise<EditSource[]> => {
    const texts = (await textsMentioning(workspace, familyOf(language), name)).filter((each) => each.path !== path);
    if (texts.length > mostParsed)
      throw new AppError('UNSUPPORTED', `More than ${mostParsed} files mention \`${name}\`. Open a part of the folder.`);
    const opened: EditSource[] = [];
    for (const each of texts) opened.push(await open(each.path, each.text, languageOfPath(each.path) ?? language));
    return opened;
  };
  return { open };
}
export type Sources = ReturnType<typeof createSources>;
