import type { TargetLanguage } from '#domain/programming';
import type { Template } from './templates.ts';

const list = (names: string): ReadonlySet<string> => new Set(names.split(' '));
/** Names that code finds without declaring them. */
const given: Record<keyof Template, ReadonlySet<string>> = {
  typescript: list(
    'AbortController AbortSignal AggregateError Array ArrayBuffer BigInt Boolean Buffer Date Error Headers Infinity JSON Map Math Number Object Promise Proxy RangeError Record Reflect RegExp Request Response Set String Symbol SyntaxError TypeError URL URLSearchParams Uint8Array WeakMap WebSocket clearInterval clearTimeout console crypto fetch globalThis parseInt performance process queueMicrotask setImmediate setInterval setTimeout structuredClone Readonly Partial Exclude Extract Parameters ReturnType Awaited Iterable AsyncIterable AsyncGenerator',
  ),
  python: list(
    'BaseException Exception KeyError NotImplementedError OSError RuntimeError StopIteration TimeoutError TypeError ValueError abs all any bool bytes dict enumerate filter float getattr hasattr hash id int isinstance iter len list map max min next object open property range repr reversed round set setattr sorted staticmethod str sum super tuple type zip',
  ),
  go: list('any bool byte error false float64 int int64 len make nil panic rune string true uint64'),
};

const imported: Record<keyof Template, RegExp> = {
  typescript: /^import (?:type )?(.*) from/gm,
  python: /^(?:from \S+ )?import (.*)$/gm,
  go: /^\s+"(?:[\w.]+\/)*([\w]+)"$/gm,
};

/** A name that the code of a template does not have yet, for a declaration beside it that only the template uses. */
export function freeName(name: string, template: Template, language: TargetLanguage): string {
  const source = template[language === 'javascript' ? 'typescript' : language];
  let free = name;
  while (hasWord(source, free)) free += '_';
  return free;
}

const hasWord = (source: string, name: string): boolean => new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(source);

const packages = list('context errors flag fmt http io json log math os strconv strings sync time url');

/** The name of a top-level function: one that is named like a package would hide it from the whole package in Go. */
export const besidePackages = (name: string, language: TargetLanguage): string =>
  language === 'go' && packages.has(name) ? `${name}_` : name;

/**
 * A name that means nothing else to the code of a template: what the template imports or finds ready would be hidden by a declaration of
 * the same name. Such a name gets an underscore: a class `Map` that keeps its values in a `Map`.
 */
export function ownName(name: string, template: Template, language: TargetLanguage): string {
  const family = language === 'javascript' ? 'typescript' : language;
  const source = template[family];
  const used = hasWord(source, name);
  const words = [...source.matchAll(imported[family])].flatMap((match) => match[1]?.match(/[\w$]+/g) ?? []);
  return words.includes(name) || (used && given[family].has(name)) ? `${name}_` : name;
}
