import type { TargetLanguage } from '#domain/programming';
import type { Words } from '../instructions/instruction.ts';
import { insideWorkspace, type Workspace } from '../placing/workspace.ts';
import type { Syntax } from '../ports.ts';
import { grammarOf } from '../syntax/trees.ts';
import { languageOfPath } from '../syntax/view.ts';
import type { EditPlace, EditSource, FoundDeclaration, Selection } from './edit-source.ts';
import { findDeclarations } from './find-declaration.ts';
import { createSources, familyOf, longestSource, textsMentioning } from './open-source.ts';

export interface TargetRequest {
  place: EditPlace;
  /** Where the words or the workspace decided it: files of it come first. */
  language: TargetLanguage;
  named: readonly string[];
  attachments: readonly { path: string; startLine: number | null; endLine: number | null }[];
  workspace: Workspace;
  syntax: Syntax;
}

export type FoundTarget =
  | { outcome: 'found'; source: EditSource }
  /** Several files declare it: which one is asked. */
  | { outcome: 'several'; question: Words; files: string[] }
  | { outcome: 'none'; reason: Words };

const none = (en: string, zh: string): FoundTarget => ({ outcome: 'none', reason: { en, zh } });

/** The most files of a question. */
const mostFiles = 10;

/** The file that is to be changed and the declaration in it that is meant: in the file that was named or attached, else anywhere in the folder. */
export async function findTarget(request: TargetRequest): Promise<FoundTarget> {
  const { place, workspace, syntax } = request;
  const sources = createSources(workspace, syntax);
  const wanted = [place.file, ...request.named].filter((path) => path !== null).map(insideWorkspace);
  for (const path of wanted) {
    const exact = existing(workspace, path);
    if (exact.length > 1) return several(`\`${path}\``, exact);
    if (exact[0] === undefined) return none(`There is no file \`${path}\` in the folder.`, `文件夹中没有文件 \`${path}\`。`);
    return within(exact[0], true);
  }
  const attached = request.attachments.filter(({ path }) => languageOfPath(path) !== null);
  if (place.target === null) {
    const first = attached[0];
    if (first) return within(insideWorkspace(first.path), true);
    return none(
      'Say which file is meant: name it, or select the lines in the editor and attach them.',
      '请指明是哪个文件：写出文件名，或在编辑器中选中代码行并附加。',
    );
  }
  for (const { path } of attached) {
    const found = await within(insideWorkspace(path), false);
    if (found.outcome === 'found') return found;
  }
  return anywhere(place.target);

  async function within(path: string, chosen: boolean): Promise<FoundTarget> {
    const text = await workspace.read(path);
    const language = languageOfPath(path);
    if (text === null) return none(`\`${path}\` cannot be read as text.`, `无法以文本方式读取 \`${path}\`。`);
    if (language === null) return none(`\`${path}\` is in no language that can be changed here.`, `这里不能修改 \`${path}\` 所用的语言。`);
    if (text.length > longestSource) return none(`\`${path}\` is too long to be changed safely.`, `\`${path}\` 太长，无法安全地修改。`);
    const broken = await syntax.firstError(grammarOf(language, path), text);
    if (broken !== null)
      return none(
        `\`${path}\` has a syntax error in line ${broken}, so it cannot be changed safely. Fix it first.`,
        `\`${path}\` 第 ${broken} 行有语法错误，无法安全地修改。请先修正。`,
      );
    const source = await sources.open(path, text, language);
    const lines = linesOf(path);
    if (place.target === null) return { outcome: 'found', source: { ...source, selection: selectionOf(text, lines) } };
    const found = findDeclarations(source.module, source.scopes, text, { ...place, lines });
    if (found.length === 1 && found[0]) return foundIn(source, found[0], selectionOf(text, lines));
    if (found.length === 0)
      return none(
        `\`${path}\` declares no \`${place.target}\`${chosen ? ' that can be changed so' : ''}.`,
        `\`${path}\` 中没有声明${chosen ? '可以这样修改的' : ''} \`${place.target}\`。`,
      );
    const where = found.map(({ line }) => line);
    return none(
      `\`${path}\` declares \`${place.target}\` more than once: in lines ${where.join(', ')}. Name the line, or select it.`,
      `\`${path}\` 中多次声明了 \`${place.target}\`：第 ${where.join('、')} 行。请指明行号，或选中它。`,
    );
  }

  /** Lines that the words name count in any file; selected ones in theirs. */
  function linesOf(path: string): EditPlace['lines'] {
    if (place.lines) return place.lines;
    const own = request.attachments.find((each) => each.startLine !== null && insideWorkspace(each.path) === path);
    return own?.startLine == null ? null : { from: own.startLine, to: own.endLine ?? own.startLine };
  }

  async function anywhere(target: string): Promise<FoundTarget> {
    const name = target.split('.').at(-1) ?? target;
    const texts = await textsMentioning(workspace, null, name);
    const found: { source: EditSource; declaration: FoundDeclaration }[] = [];
    for (const { path, text } of texts.filter((each) => mayDeclare(each.text, name))) {
      const language = languageOfPath(path) ?? request.language;
      const source = await sources.open(path, text, language);
      const here = findDeclarations(source.module, source.scopes, text, place);
      for (const declaration of here) found.push({ source, declaration });
    }
    const outer = found.filter(({ declaration }) => declaration.topLevel || declaration.kind === 'method');
    const best = outer.length > 0 ? outer : found;
    const own = best.filter(({ source }) => familyOf(source.language) === familyOf(request.language));
    const chosen = own.length > 0 ? own : best;
    const paths = [...new Set(chosen.map(({ source }) => source.view.path))];
    if (paths.length > 1) return several(`\`${target}\``, paths);
    const path = paths[0];
    if (path !== undefined) return within(path, true);
    return none(
      `No file of the folder declares \`${target}\`${workspace.paths.length === 0 ? ': no folder is open' : ''}. Check the name, or name the file.`,
      `${workspace.paths.length === 0 ? '没有打开文件夹' : '文件夹'}中没有文件声明 \`${target}\`。请检查名称，或写出文件名。`,
    );
  }
}

function several(what: string, files: string[]): FoundTarget {
  const shown = files.slice(0, mostFiles).map((path) => `\`${path}\``);
  const more = files.length - shown.length;
  return {
    outcome: 'several',
    files,
    question: {
      en: `${what} is in several files: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Which file is meant?`,
      zh: `多个文件中都有 ${what}：${shown.join('、')}${more > 0 ? ` 等 ${files.length} 个` : ''}。指的是哪个文件？`,
    },
  };
}

const foundIn = (source: EditSource, declaration: FoundDeclaration, selection: Selection | null): FoundTarget => ({
  outcome: 'found',
  source: { ...source, declaration, selection },
});

/** A path as it stands, else all that end so. */
function existing(workspace: Workspace, path: string): string[] {
  if (workspace.paths.includes(path)) return [path];
  return workspace.paths.filter((each) => each.endsWith(`/${path}`));
}

/** Whether a text may declare a name: reading every file that uses it into a tree would take long. */
function mayDeclare(text: string, name: string): boolean {
  const own = name.replace(/[$]/g, '\\$&');
  const word = `(?<![\\p{L}\\p{N}_$.])${own}(?![\\p{L}\\p{N}_$])`;
  return new RegExp(`${word}\\s*(?:[(<\\[=:,)}]|\\s|$)`, 'mu').test(text);
}

function selectionOf(text: string, lines: EditPlace['lines']): Selection | null {
  if (!lines) return null;
  let start = text.startsWith('\ufeff') ? 1 : 0;
  for (let line = 1; line < lines.from; line += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return null;
    start = end + 1;
  }
  let end = start;
  let last = lines.from - 1;
  for (; last < lines.to && end < text.length; last += 1) {
    const next = text.indexOf('\n', end);
    end = next < 0 ? text.length : next + 1;
  }
  return { start, end, startLine: lines.from, endLine: last };
}
