import type { TargetLanguage } from '../programming.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const scriptReserved = words(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield',
);
const pythonReserved = words(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield print',
);
const goReserved = words(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var any bool byte error false float64 int len make max min new nil panic rune string true append cap close copy delete print println recover main init iota real imag complex clear uint uintptr',
);

/** Splits at case changes, punctuation and digits' ends: `createdAt`, `created-at` and `created at` are the same two words. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^A-Za-z0-9\u00c0-\u024f\u4e00-\u9fff]+/)
    .filter((word) => word !== '' && !/^[\u00d7\u00f7]+$/.test(word))
    .map((word) => word.replace(/[\u00d7\u00f7]/g, ''));
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const camelCase = (name: string): string =>
  nameWords(name)
    .map((word, position) => (position === 0 ? word.toLowerCase() : capital(word.toLowerCase())))
    .join('');
export const pascalCase = (name: string): string =>
  nameWords(name)
    .map((word) => capital(word.toLowerCase()))
    .join('');
export const snakeCase = (name: string): string => nameWords(name).join('_').toLowerCase();
export const constantCase = (name: string): string => safe(snakeCase(name).toUpperCase(), 'python', 'VALUE');
export const kebabCase = (name: string): string => nameWords(name).join('-').toLowerCase();

const initialisms = words('id url api http json html uuid ip sql');
const goWord = (word: string): string => (initialisms.has(word.toLowerCase()) ? word.toUpperCase() : capital(word.toLowerCase()));
const goExported = (name: string): string => nameWords(name).map(goWord).join('');
const goLocal = (name: string): string =>
  nameWords(name)
    .map((word, position) => (position === 0 ? word.toLowerCase() : goWord(word)))
    .join('');

export function isReserved(name: string, language: TargetLanguage): boolean {
  if (language === 'go') return goReserved.has(name);
  if (language === 'python') return pythonReserved.has(name);
  return scriptReserved.has(name);
}

/** Never empty, never a keyword, never starting with a digit. */
function safe(name: string, language: TargetLanguage, fallback: string): string {
  const started = name === '' ? fallback : /^\p{N}/u.test(name) ? `${language === 'go' && fallback === 'Value' ? 'N' : '_'}${name}` : name;
  return isReserved(started, language) ? `${started}_` : started;
}

/** The name of a variable, parameter or function: camelCase, Python snake_case. A name already valid and in the language's habit stays. */
export function valueName(name: string, language: TargetLanguage): string {
  if (language === 'python') return safe(snakeCase(name), language, 'value');
  if (language === 'go') return safe(/^[a-z][A-Za-z0-9]*$/.test(name) ? name : goLocal(name), language, 'value');
  const kept = /^[a-z][A-Za-z0-9]*$/.test(name) ? name : camelCase(name);
  return safe(kept, language, 'value');
}

/** The name of a record, class or struct. */
export function typeName(name: string, language: TargetLanguage): string {
  const kept = /^[A-Z][A-Za-z0-9]*$/.test(name) ? name : pascalCase(name);
  return safe(kept, language, 'Value');
}

/** A field of a record: exported in Go, because encoding/json sees no other; `X` leads where a script has no capitals. */
export function fieldName(name: string, language: TargetLanguage): string {
  if (language === 'python') return safe(snakeCase(name), language, 'value');
  if (language === 'go') {
    if (/^[A-Z][A-Za-z0-9]*$/.test(name)) return name;
    const exported = goExported(name);
    return /^[A-Z]/.test(exported) ? exported : `X${exported}`;
  }
  if (name === 'constructor' || name === '__proto__') return `${name}_`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : camelCase(name) || 'value';
}

/** Distinct names in order: a name that came before gets a number. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; seen.has(candidate); count += 1) candidate = `${name}${count}`;
    seen.add(candidate);
    return candidate;
  });
}
