import { SvelteMap } from 'svelte/reactivity';
import { type DiffLine, foldsOf, hunkLines } from '#domain/diff-view';
import type { Hunk, ProposalFile } from '#domain/review';
import { languageOfPath } from '../../lib/highlight-languages.ts';
import type { ColourRange } from './line-text.ts';

type Tokens = readonly (readonly { length: number; kind: string }[])[];
type Highlight = (code: string, language: string) => Promise<Tokens | null>;

interface Sides {
  before: readonly string[] | undefined;
  old: readonly string[];
  new: readonly string[];
  /** Numbers of the first lines of both sides. */
  oldFirst: number;
  newFirst: number;
}

/**
 * Colours of the lines in view. Where the whole file is known, it is coloured as a whole, so that a hunk inside of a long comment has
 * the comment's colour; else the hunk alone. Asked for when a line is first drawn, and done in a worker: lines show before their colours.
 */
export class CodeColours {
  #highlight: Highlight;
  #before: (path: string) => readonly string[] | undefined;
  #known = new SvelteMap<string, readonly (readonly ColourRange[])[]>();
  #asked = new Set<string>();
  #ofFile = new WeakMap<ProposalFile, Sides>();
  #ofHunk = new WeakMap<Hunk, Sides>();

  constructor(highlight: Highlight, before: (path: string) => readonly string[] | undefined) {
    this.#highlight = highlight;
    this.#before = before;
  }

  of(file: ProposalFile, hunk: Hunk | null, line: DiffLine): readonly ColourRange[] {
    const before = this.#before(file.path);
    const sides = before !== undefined ? this.#fileSides(file, before) : hunk !== null ? this.#hunkSides(hunk) : null;
    if (sides === null) return [];
    const side = line.newNumber !== null ? 'new' : 'old';
    const at = side === 'new' ? (line.newNumber ?? 0) - sides.newFirst : (line.oldNumber ?? 0) - sides.oldFirst;
    const language = file.language !== '' ? file.language : languageOfPath(file.path);
    const lines = sides[side];
    // A number that does not lead to this line (a hunk placed elsewhere) must not lend it another line's colours.
    if (lines[at] !== line.text) return [];
    return this.#lines(lines, language)?.[at] ?? [];
  }

  #lines(lines: readonly string[], language: string): readonly (readonly ColourRange[])[] | undefined {
    const key = this.#keyOf(lines, language);
    const known = this.#known.get(key);
    if (known === undefined && !this.#asked.has(key)) {
      this.#asked.add(key);
      void this.#highlight(lines.join('\n'), language).then((tokens) => this.#known.set(key, (tokens ?? []).map(rangesOf)));
    }
    return known;
  }

  #keys = new WeakMap<readonly string[], string>();
  #next = 0;
  #keyOf(lines: readonly string[], language: string): string {
    const known = this.#keys.get(lines);
    if (known !== undefined) return known;
    const key = `${language}:${this.#next++}`;
    this.#keys.set(lines, key);
    return key;
  }

  #fileSides(file: ProposalFile, before: readonly string[]): Sides {
    const known = this.#ofFile.get(file);
    if (known?.before === before) return known;
    const after: string[] = [];
    foldsOf(file.hunks, before.length).forEach((fold, index) => {
      for (let line = 0; line < (fold.count ?? 0); line++) after.push(before[fold.oldFirst - 1 + line] ?? '');
      const hunk = file.hunks[index];
      if (hunk !== undefined) for (const line of hunkLines(hunk)) if (line.kind !== 'removed') after.push(line.text);
    });
    const sides: Sides = { before, old: before, new: after, oldFirst: 1, newFirst: 1 };
    this.#ofFile.set(file, sides);
    return sides;
  }

  #hunkSides(hunk: Hunk): Sides {
    const known = this.#ofHunk.get(hunk);
    if (known !== undefined) return known;
    const lines = hunkLines(hunk);
    const sides: Sides = {
      before: undefined,
      old: lines.filter((line) => line.kind !== 'added').map((line) => line.text),
      new: lines.filter((line) => line.kind !== 'removed').map((line) => line.text),
      oldFirst: lines.find((line) => line.oldNumber !== null)?.oldNumber ?? 1,
      newFirst: lines.find((line) => line.newNumber !== null)?.newNumber ?? 1,
    };
    this.#ofHunk.set(hunk, sides);
    return sides;
  }
}

function rangesOf(tokens: readonly { length: number; kind: string }[]): ColourRange[] {
  const ranges: ColourRange[] = [];
  let at = 0;
  for (const { length, kind } of tokens) {
    if (kind !== '') ranges.push({ start: at, end: at + length, className: `tok-${kind}` });
    at += length;
  }
  return ranges;
}
