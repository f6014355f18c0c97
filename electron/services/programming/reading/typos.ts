import type { TrackedText } from './tracked-text.ts';

/** Words of the lexicons that are long enough to be recognised with one slip of the finger. Names of users are never changed. */
const vocabulary = new Set(
  'function endpoint handler interface dataclass struct strict command option options schedule scheduled minutes returns return responds response parameter parameters optional required integer string number boolean fields method request python typescript javascript golang express timeout client monday tuesday wednesday thursday friday saturday sunday weekday morning midnight called named takes accepts average reverse maximum minimum filter endpoints properties query report create'.split(
    ' ',
  ),
);

/** Damerau-Levenshtein distance of one at most: a letter too many, too few, wrong, or two exchanged. */
function oneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  const rest = (text: string, from: number): string => text.slice(from);
  return (
    rest(left, start + 1) === rest(right, start + 1) ||
    rest(left, start + 1) === rest(right, start) ||
    rest(left, start) === rest(right, start + 1) ||
    (left[start] === right[start + 1] && left[start + 1] === right[start] && rest(left, start + 2) === rest(right, start + 2))
  );
}

const cues = [...vocabulary].filter((word) => word.length >= 6);

/**
 * Corrects a misspelt cue word of the same length, or drops or adds a letter. A word beside a comma, colon, bracket or equals sign, one
 * with capitals inside, and one that follows "called" or "named" is a name and stays.
 */
export function correctTypos(tracked: TrackedText): TrackedText {
  const { text } = tracked;
  return tracked.replace(/(?<![\w.-])[A-Za-z][a-z]{4,}(?![\w(:?=-])/g, (word: string, offset: number) => {
    const lower = word.toLowerCase();
    if (
      vocabulary.has(lower) ||
      /(?:called|named|name|[,:(=]|and|fields?)\s*$/i.test(text.slice(0, offset)) ||
      /^\s*[,:)=、（]/.test(text.slice(offset + word.length))
    )
      return word;
    if (/(?:s|ed|ing|er)$/.test(lower) && vocabulary.has(lower.replace(/(?:s|ed|ing|er)$/, ''))) return word;
    const found = cues.filter((cue) => oneSlip(lower, cue));
    // Plurals and other forms of a cue are words of their own, not slips.
    const [cue] = found;
    return found.length === 1 && cue && !lower.startsWith(cue) && !cue.startsWith(lower) ? cue : word;
  });
}
