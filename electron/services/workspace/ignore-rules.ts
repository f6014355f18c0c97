import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** The ignore rules of one folder. */
interface Level {
  /** Path of the folder with a slash at the end; '' for the root. */
  base: string;
  rules: Ignore;
}

/** Largest .gitignore that is read: bytes. */
export const largestIgnoreFile = 256 * 1024;
const longestPattern = 500;
const patternLimit = 5_000;

/**
 * The rules that hold in a folder: those of every .gitignore from the root down to it. A rule further down decides first, as in git.
 */
export class IgnoreRules {
  readonly #levels: readonly Level[];

  constructor(levels: readonly Level[] = []) {
    this.#levels = levels;
  }

  /** The rules in a folder below, which has a .gitignore of its own (or none: null). `path` is '' for the root. */
  below(path: string, text: string | null): IgnoreRules {
    if (text === null) return this;
    const rules = ignore({ allowRelativePaths: true }).add(safePatterns(text));
    return new IgnoreRules([...this.#levels, { base: path === '' ? '' : `${path}/`, rules }]);
  }

  ignores(path: string, folder: boolean): boolean {
    for (const { base, rules } of this.#levels.toReversed()) {
      const result = rules.test(path.slice(base.length) + (folder ? '/' : ''));
      if (result.unignored) return false;
      if (result.ignored) return true;
    }
    return false;
  }
}

/**
 * The patterns of an ignore file without those that a hostile folder could stop the app with: patterns become regular expressions,
 * and one with many stars in a name takes time that grows with the power of their number.
 */
export function safePatterns(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(0, patternLimit)
    .filter(
      (line) =>
        line.length <= longestPattern &&
        line.split('/').every((part) => (part.match(/\*+/g)?.length ?? 0) <= 3) &&
        (line.match(/\*\*/g)?.length ?? 0) <= 3,
    );
}
