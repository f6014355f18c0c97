import { AppError } from '#domain/errors';
import type { TargetLanguage } from '#domain/programming';
import type { Syntax } from '../ports.ts';
import type { SourceView } from '../syntax/source-view.ts';
import { languageOfPath } from '../syntax/view.ts';
import { fileStem } from './file-names.ts';
import { insideWorkspace, type Workspace } from './workspace.ts';

/** Files longer than this are not read into a tree. */
const sourceLimit = 2_000_000;
const serverNames = /(?:^|\/)(?:server|app|main|index|routes?|api|__init__|wsgi|asgi)\.\w+$/;

const extensions: Record<TargetLanguage, string> = { typescript: 'ts', javascript: 'js', python: 'py', go: 'go' };
/** Whether a path is that of a test or of declarations alone. */
export const isTest = (path: string): boolean =>
  /(?:\.test|\.spec|_test|\.d)\.\w+$|(?:^|\/)test_\w+\.py$|(?:^|\/)(?:tests?|__tests__)\//.test(path);

export interface Place {
  view: SourceView | null;
  /** The path of a new file that the request named; null where a name is to be found. */
  newPath: string | null;
  /** The user chose the file; else it was found. */
  chosen: boolean;
}

/** JavaScript written into a TypeScript file is TypeScript, and the other way round. */
const sameFamily = (left: TargetLanguage, right: TargetLanguage): boolean =>
  left === right || (/script$/.test(left) && /script$/.test(right));

/** Nothing is put beside a file that the user named or that is likely the server: the user would look for it there. */
const notReadable = (path: string): AppError =>
  new AppError(
    'UNSUPPORTED',
    `${path} is not read, because it is larger than 2 MB or no text. Split it, or name another file or a new one.`,
  );

/**
 * The file that is to be changed: the one named, else attached, else, for what needs a server, the one that makes it. Throws UNSUPPORTED
 * where that file cannot be read.
 */
export async function findPlace(options: {
  language: TargetLanguage;
  named: string[];
  attached: string[];
  wantsServer: boolean;
  workspace: Workspace;
  syntax: Syntax;
}): Promise<Place> {
  const { language, workspace, syntax } = options;
  const open = async (path: string): Promise<SourceView | null> => {
    const text = await workspace.read(path);
    if (text === null || text.length > sourceLimit) return null;
    return syntax.view(path, text, languageOfPath(path) ?? language);
  };
  for (const [position, path] of [...options.named, ...options.attached].map(insideWorkspace).entries()) {
    const own = languageOfPath(path);
    if (!own || !sameFamily(own, language)) continue;
    const exact = workspace.has(path) ? path : (workspace.paths.find((each) => each.endsWith(`/${path}`)) ?? null);
    const view = exact ? await open(exact) : null;
    if (view) return { view, newPath: null, chosen: true };
    if (exact) throw notReadable(exact);
    if (position < options.named.length && exact === null) return { view: null, newPath: path, chosen: true };
  }
  if (!options.wantsServer) return { view: null, newPath: null, chosen: false };
  const candidates = workspace.paths
    .filter((path) => sameFamily(languageOfPath(path) ?? 'go', language) && languageOfPath(path) !== null && !isTest(path))
    .sort(
      (left, right) =>
        Number(serverNames.test(right)) - Number(serverNames.test(left)) ||
        left.split('/').length - right.split('/').length ||
        (left < right ? -1 : 1),
    );
  let router: SourceView | null = null;
  let unread: string | null = null;
  for (const path of candidates.slice(0, 60)) {
    const view = await open(path);
    if (!view && serverNames.test(path)) unread ??= path;
    if (!view?.server) continue;
    if (
      /^(?:app|server|mux|http|api|application)$/.test(view.server.variable) ||
      view.server.framework === 'node:http' ||
      view.server.framework === 'http.server'
    )
      return { view, newPath: null, chosen: false };
    router ??= view;
  }
  if (!router && unread) throw notReadable(unread);
  return { view: router, newPath: null, chosen: false };
}

/** A new path that no file has: the stem in the language's manner, in the folder where files of that language live, numbered if taken. */
export function newPath(stem: string, language: TargetLanguage, workspace: Workspace): string {
  const name = fileStem(stem, language, workspace);
  const sources = workspace.paths.filter((path) => languageOfPath(path) === language && !isTest(path));
  const inSource = sources.filter((path) => path.startsWith('src/')).length;
  const folder = language !== 'go' && inSource > 0 && inSource >= sources.length / 2 ? 'src/' : '';
  const safe = language === 'go' && /_test$/.test(name) ? `${name}_code` : name;
  for (let count = 1; ; count += 1) {
    const path = `${folder}${safe}${count === 1 ? '' : language === 'python' || language === 'go' ? `_${count}` : `-${count}`}.${extensions[language]}`;
    if (!workspace.has(path)) return path;
  }
}

/** A new path for the tests of something, beside the file that holds it: `sum.test.ts`, `test_sum.py`, `sum_test.go`, numbered if taken. */
export function testPath(stem: string, language: TargetLanguage, workspace: Workspace, beside: string | null): string {
  const folder = beside?.includes('/') ? beside.slice(0, beside.lastIndexOf('/') + 1) : '';
  const name = fileStem(stem, language, workspace);
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : /script$/.test(language) ? `${name}-${count}` : `${name}_${count}`;
    const file = language === 'go' ? `${own}_test` : language === 'python' ? `test_${own}` : `${own}.test`;
    const path = `${folder}${file}.${extensions[language]}`;
    if (!workspace.has(path)) return path;
  }
}

/** The package of a new Go file, and whether the folder has a `main` already. */
export async function goPackage(path: string, workspace: Workspace): Promise<{ name: string; hasMain: boolean; declared: Set<string> }> {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const siblings = workspace.paths.filter(
    (each) => each.endsWith('.go') && !each.endsWith('_test.go') && each.slice(0, each.lastIndexOf('/') + 1) === folder,
  );
  let name = '';
  let hasMain = false;
  const declared = new Set<string>();
  for (const sibling of siblings.slice(0, 200)) {
    const text = (await workspace.read(sibling)) ?? '';
    name ||= /^package\s+(\w+)/m.exec(text)?.[1] ?? '';
    hasMain ||= /^func main\(\)/m.test(text);
    for (const match of text.matchAll(/^(?:func|type|var|const)\s+(\w+)/gm)) declared.add(match[1] ?? '');
  }
  return { name: name || 'main', hasMain, declared };
}
