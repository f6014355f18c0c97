import { mergeLines } from './merge-lines.ts';

/**
 * A piece of a source file: a declaration with the comments and blank lines in front of it, an import, or what is left at the end. The texts of all
 * units of a file, one behind the other, are the file.
 */
export interface Unit {
  /** What the declaration is called: kind and name, and the receiver of a method. Twice the same name counts up: the second is `name#2`. */
  key: string;
  text: string;
  /** Imports: lists in which names of both sides are kept. */
  joins?: boolean;
}

export interface MergeConflict {
  key: string;
  /** Both changed it, both made it anew, or the user removed what was generated anew in another form. */
  reason: 'changedByBoth' | 'addedByBoth' | 'removedByUser' | 'removedByGenerator';
  /** What was generated and is not in the result; empty where the generator wants it gone. */
  generated: string;
}

export interface DeclarationMerge {
  text: string;
  conflicts: MergeConflict[];
}

/** Content without what formatters change at the ends of lines. Indentation counts: in Python it is meaning. */
const content = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');

/**
 * Merges what was generated anew into the user's file, declaration by declaration: `base` is what was generated last. What the user
 * changed, added, moved or removed stays so; what the user left alone is replaced, added or removed as generated. Where both changed the same
 * lines of one declaration the user's stand and a conflict tells what was generated.
 */
export function mergeDeclarations(base: readonly Unit[], user: readonly Unit[], generated: readonly Unit[]): DeclarationMerge {
  const before = byKey(base);
  const fresh = byKey(generated);
  const present = byKey(user);
  const conflicts: MergeConflict[] = [];
  const result: { key: string; text: string }[] = [];
  for (const unit of user) {
    const text = mergeUnit(unit, before.get(unit.key), fresh.get(unit.key), conflicts);
    if (text !== null) result.push({ key: unit.key, text });
  }
  for (const [position, unit] of generated.entries()) {
    if (present.has(unit.key)) continue;
    const known = before.get(unit.key);
    if (known === undefined) insert(result, unit, generated, position);
    else if (content(known.text) !== content(unit.text)) conflicts.push({ key: unit.key, reason: 'removedByUser', generated: unit.text });
  }
  return { text: separated(result.map(({ text }) => text)), conflicts };
}

const byKey = (units: readonly Unit[]): ReadonlyMap<string, Unit> => new Map(units.map((unit) => [unit.key, unit]));

/** The text that stands in the user's place; null where it goes. */
function mergeUnit(mine: Unit, base: Unit | undefined, generated: Unit | undefined, conflicts: MergeConflict[]): string | null {
  if (!base) {
    if (generated && content(generated.text) !== content(mine.text)) {
      const joined = mine.joins ? combine('', mine.text, generated.text, true) : null;
      if (joined !== null) return joined;
      conflicts.push({ key: mine.key, reason: 'addedByBoth', generated: generated.text });
    }
    return mine.text;
  }
  const untouched = content(mine.text) === content(base.text);
  if (!generated) {
    if (untouched) return null;
    conflicts.push({ key: mine.key, reason: 'removedByGenerator', generated: '' });
    return mine.text;
  }
  if (content(generated.text) === content(base.text) || content(generated.text) === content(mine.text)) return mine.text;
  if (untouched) return generated.text;
  const merged = combine(base.text, mine.text, generated.text, mine.joins === true);
  if (merged !== null) return merged;
  conflicts.push({ key: mine.key, reason: 'changedByBoth', generated: generated.text });
  return mine.text;
}

/** Line by line; the names of an import word by word. */
function combine(base: string, mine: string, generated: string, joins: boolean): string | null {
  if (joins && base === '') return null;
  const pieces = (text: string): string[] => (joins ? (text.match(/\w+|\s+|[^\w\s]/g) ?? []) : text.split('\n'));
  const merged = mergeLines(pieces(base), pieces(mine), pieces(generated), { joinInsertions: joins });
  return merged === null ? null : merged.join(joins ? '' : '\n');
}

/** Puts a new unit behind the nearest one before it that is in the result; in front of everything where there is none. */
function insert(result: { key: string; text: string }[], unit: Unit, generated: readonly Unit[], position: number): void {
  for (let index = position - 1; index >= 0; index -= 1) {
    const place = result.findIndex(({ key }) => key === generated[index]?.key);
    if (place < 0) continue;
    result.splice(place + 1, 0, { key: unit.key, text: unit.text });
    return;
  }
  result.unshift({ key: unit.key, text: unit.text });
}

/** One behind the other; a piece that was the last of its file may lack the line break that now has to follow. */
function separated(texts: readonly string[]): string {
  let whole = '';
  for (const text of texts) whole += whole === '' || whole.endsWith('\n') || text === '' ? text : `\n${text}`;
  return whole;
}
