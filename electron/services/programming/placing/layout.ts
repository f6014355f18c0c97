import { parse } from 'yaml';
import { defaultStyle, type PrintStyle } from '#domain/ir/style';
import type { TargetLanguage } from '#domain/programming';
import { styleOf } from '../syntax/source-view.ts';
import { languageOfPath } from '../syntax/view.ts';
import type { Workspace } from './workspace.ts';

/** Files that are read to see how a folder's code is laid out, and the most characters of each. */
const mostRead = 5;
const mostCharacters = 50_000;

/** How a new file is laid out: as the formatter of the folder is set to, else as the files nearest to it are, else as is usual. */
export async function layoutOf(workspace: Workspace, language: TargetLanguage, path: string): Promise<PrintStyle> {
  if (language === 'go') return defaultStyle('go');
  const near = await neighbours(workspace, language, path);
  const style = near === '' ? defaultStyle(language) : styleOf(near, language);
  const editor = editorConfig((await textOf(workspace, '.editorconfig')) ?? '', language);
  const own = language === 'python' ? await pythonFormatter(workspace) : await scriptFormatter(workspace);
  return { ...style, ...editor, ...own };
}

const textOf = async (workspace: Workspace, path: string): Promise<string | null> => (workspace.has(path) ? workspace.read(path) : null);

async function neighbours(workspace: Workspace, language: TargetLanguage, path: string): Promise<string> {
  const folders = path.split('/').slice(0, -1);
  const shared = (other: string): number => {
    const parts = other.split('/').slice(0, -1);
    const differing = parts.findIndex((part, at) => part !== folders[at]);
    return (differing < 0 ? parts.length : differing) * 100 - parts.length;
  };
  const sources = workspace.paths.filter((each) => languageOfPath(each) === language && !/\.d\.[cm]?ts$|\.min\.js$/.test(each));
  const nearest = sources.sort((left, right) => shared(right) - shared(left) || (left < right ? -1 : 1)).slice(0, mostRead);
  const texts = await Promise.all(nearest.map((each) => workspace.read(each)));
  return texts.map((text) => (text ?? '').slice(0, mostCharacters)).join('\n');
}

const width = (value: unknown): Partial<PrintStyle> =>
  typeof value === 'number' && Number.isInteger(value) && value >= 40 && value <= 400 ? { width: value } : {};
const blanks = (value: unknown): Partial<PrintStyle> =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8 ? { indent: ' '.repeat(value) } : {};

interface Settings {
  [key: string]: unknown;
}
const settingsIn = (value: unknown): Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};

/** Settings as JSON or YAML; none where it is neither. */
function settingsOf(text: string | null): Settings {
  if (text === null || text.length > mostCharacters) return {};
  try {
    return settingsIn(parse(text, { maxAliasCount: 0 }));
  } catch {
    // A file that its own tool cannot read says nothing to us either.
    return {};
  }
}

/** Prettier's own settings: what is not set there has Prettier's default, also where the files nearby look otherwise. */
async function scriptFormatter(workspace: Workspace): Promise<Partial<PrintStyle>> {
  const files = ['.prettierrc', '.prettierrc.json', '.prettierrc.yaml', '.prettierrc.yml'];
  const file = files.find((path) => workspace.has(path));
  const own = file
    ? settingsOf(await textOf(workspace, file))
    : settingsIn(settingsOf(await textOf(workspace, 'package.json'))['prettier']);
  if (!file && Object.keys(own).length === 0) return {};
  return {
    quote: own['singleQuote'] === true ? "'" : '"',
    semicolons: own['semi'] !== false,
    ...width(own['printWidth'] ?? 80),
    ...(own['useTabs'] === true ? { indent: '\t' } : blanks(own['tabWidth'] ?? 2)),
  };
}

/** The width of Black or Ruff. */
async function pythonFormatter(workspace: Workspace): Promise<Partial<PrintStyle>> {
  const text = ((await textOf(workspace, 'pyproject.toml')) ?? '').slice(0, mostCharacters);
  const table = /^\[tool\.(?:black|ruff)\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  return width(Number(/^line-length\s*=\s*(\d{1,4})\s*(?:#.*)?$/m.exec(table)?.[1]));
}

const sections: Readonly<Record<TargetLanguage, RegExp>> = {
  typescript: /\bts\b|^\*$/,
  javascript: /\bjs\b|^\*$/,
  python: /\bpy\b|^\*$/,
  go: /\bgo\b/,
};

/** What an .editorconfig says for files of a language: the sections further down win. */
function editorConfig(text: string, language: TargetLanguage): Partial<PrintStyle> {
  const found: Record<string, string> = {};
  let applies = false;
  for (const line of text.slice(0, mostCharacters).split(/\r?\n/)) {
    const section = /^\s*\[([^\n]{1,200})\]\s*$/.exec(line)?.[1];
    if (section !== undefined) applies = sections[language].test(section);
    const setting = /^\s*(indent_style|indent_size|max_line_length)\s*[=:]\s*(\w{1,20})\s*$/i.exec(line);
    if (applies && setting?.[1] && setting[2]) found[setting[1].toLowerCase()] = setting[2].toLowerCase();
  }
  return {
    ...(found['indent_style'] === 'tab' ? { indent: '\t' } : blanks(Number(found['indent_size']))),
    ...width(Number(found['max_line_length'])),
  };
}
