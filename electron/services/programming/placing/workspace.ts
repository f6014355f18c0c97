import { AppError } from '#domain/errors';
import type { TargetLanguage } from '#domain/programming';
import { type LanguageLevels, readLevels } from '#services/toolchains';
import type { ProgrammingFiles } from '../ports.ts';
import type { Framework } from '../syntax/source-view.ts';
import { languageOfPath } from '../syntax/view.ts';

/** What a request needs to know of the folder. */
export interface Workspace {
  paths: string[];
  has(path: string): boolean;
  read(path: string): Promise<string | null>;
  /** The language most source files have. */
  majority: TargetLanguage | null;
  dependencies: ReadonlySet<string>;
  /** The oldest version of each language that the folder's code must work with. */
  levels: LanguageLevels;
  framework(language: TargetLanguage): Framework | null;
}

const ignored = /(?:^|\/)(?:node_modules|vendor|dist|build|out|coverage|\.venv|venv|__pycache__|\.git)\//;

const scriptManifests = ['package.json', 'tsconfig.json', 'deno.json'];
const manifests: Record<TargetLanguage, string[]> = {
  typescript: scriptManifests,
  javascript: scriptManifests,
  python: ['pyproject.toml', 'requirements.txt', 'setup.py', 'pipfile'],
  go: ['go.mod'],
};

export async function openWorkspace(files: ProgrammingFiles | null): Promise<Workspace> {
  const listed = files ? await files.list() : [];
  const paths = listed
    .map((path) => path.replace(/\\/g, '/'))
    .filter((path) => !ignored.test(path))
    .slice(0, 50_000);
  // Two paths that differ in case alone are one file on some systems: never write over it.
  const known = new Set(paths.map((path) => path.toLowerCase()));
  const counts = new Map<TargetLanguage, number>();
  for (const path of paths) {
    const language = languageOfPath(path);
    if (language && !/\.config\.[cm]?[jt]s$/.test(path)) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  // A manifest says what the project is; it decides between languages with about as many files, such as a server and a few scripts.
  const declared = (language: TargetLanguage): number => (manifests[language].some((path) => known.has(path)) ? 2 : 0);
  const weight = ([language, count]: [TargetLanguage, number]): number => count + declared(language);
  const majority = [...counts].sort((left, right) => weight(right) - weight(left))[0]?.[0] ?? null;
  const read = async (path: string): Promise<string | null> => (files && !path.split('/').includes('..') ? files.read(path) : null);
  const dependencies = await readDependencies(known, read);
  const levels = await readLevels({ read: async (path) => (known.has(path) ? read(path) : null) });
  return {
    paths,
    has: (path) => known.has(path.toLowerCase()),
    read,
    majority,
    dependencies,
    levels,
    framework(language) {
      const candidates: Framework[] =
        language === 'python' ? ['fastapi', 'flask'] : language === 'go' ? ['gin'] : ['express', 'fastify', 'hono'];
      return candidates.find((each) => dependencies.has(packageOf(each))) ?? null;
    },
  };
}

const packageOf = (framework: Framework): string => (framework === 'gin' ? 'github.com/gin-gonic/gin' : framework);

async function readDependencies(known: ReadonlySet<string>, read: (path: string) => Promise<string | null>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const text = async (path: string): Promise<string> => (known.has(path) ? ((await read(path)) ?? '') : '');
  try {
    const json = JSON.parse((await text('package.json')) || '{}') as Record<string, Record<string, string> | undefined>;
    for (const key of ['dependencies', 'devDependencies']) for (const name of Object.keys(json[key] ?? {})) found.add(name);
  } catch (error) {
    // A broken package.json declares nothing; the request is answered without it.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
  }
  for (const path of ['requirements.txt', 'pyproject.toml', 'pipfile']) {
    for (const match of (await text(path)).matchAll(/^[\s"']*([A-Za-z][\w.-]*)/gm)) found.add((match[1] ?? '').toLowerCase());
  }
  for (const match of (await text('go.mod')).matchAll(/^\s*(?:require\s+)?([\w-]+(?:\.[\w-]+)+\/[\w./-]+)\s+v/gm))
    found.add(match[1] ?? '');
  for (const match of (await text('go.mod')).matchAll(/^\s*(?:require\s+)?([a-z][\w.-]*\.[\w./-]+)\s+v\d/gm)) found.add(match[1] ?? '');
  return found;
}

/** Refuses a path that leaves the folder; the edit would be refused later anyway, but not with a sentence about the request. */
export function insideWorkspace(path: string): string {
  const clean = path.replace(/\\/g, '/').replace(/^\.\//, '');
  if (clean.startsWith('/') || /^[A-Za-z]:/.test(clean) || clean.split('/').includes('..')) {
    throw new AppError('PATH_OUTSIDE_WORKSPACE', `The file ${path} lies outside the opened folder. Name a file inside it.`);
  }
  return clean;
}
