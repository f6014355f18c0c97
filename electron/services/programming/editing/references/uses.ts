import type { Span } from '#domain/ir/origin';
import type { Words } from '../../instructions/instruction.ts';
import type { EditSource } from '../edit-source.ts';

/** How another file uses a declaration. */
export interface FileUse {
  source: EditSource;
  /** Declarations of the file's scopes that stand for it under its own name: what imports made. */
  bindings: number[];
  /** The same under another name. */
  aliases: number[];
  /** Where its name stands besides: `users.getUser`, the name in front of `as`, in a list of exports. */
  places: Span[];
}

export interface References {
  files: FileUse[];
  /** Uses that cannot be told for certain: why nothing may be changed. */
  doubts: Words[];
}

/** A use of a file, made on first need. */
export function createUses() {
  const uses = new Map<string, FileUse>();
  return {
    of(source: EditSource): FileUse {
      const known = uses.get(source.view.path);
      if (known) return known;
      const made: FileUse = { source, bindings: [], aliases: [], places: [] };
      uses.set(source.view.path, made);
      return made;
    },
    all: (): FileUse[] => [...uses.values()].filter((each) => each.bindings.length + each.aliases.length + each.places.length > 0),
  };
}

export const doubt = (path: string, name: string, en: string, zh: string): Words => ({
  en: `\`${path}\` ${en}, so not all uses of \`${name}\` are known.`,
  zh: `\`${path}\` ${zh}，无法确定 \`${name}\` 的所有用法。`,
});

/** The name as a word in a stretch of a text: the last one. */
export function wordIn(text: string, name: string, within: Span): Span | null {
  const stretch = text.slice(within.start, within.end);
  for (let at = stretch.lastIndexOf(name); at >= 0; at = stretch.lastIndexOf(name, at - 1)) {
    const word = !/[\p{L}\p{N}_$]/u.test(stretch.charAt(at - 1)) && !/[\p{L}\p{N}_$]/u.test(stretch.charAt(at + name.length));
    if (word) return { start: within.start + at, end: within.start + at + name.length };
    if (at === 0) break;
  }
  return null;
}
