import type { TargetLanguage } from '../programming.ts';

const paths: Record<string, Record<string, string>> = {
  python: { math: 'math', re: 're', itertools: 'itertools' },
  go: { strings: 'strings', strconv: 'strconv', sort: 'sort', math: 'math', unicode: 'unicode', utf8: 'unicode/utf8' },
};

/** The modules that code of an operator names. */
export function modulesOf(code: string, language: TargetLanguage): string[] {
  return Object.entries(paths[language] ?? {})
    .filter(([short]) => new RegExp(`\\b${short}\\.[A-Za-z]`).test(code))
    .map(([, path]) => path);
}
