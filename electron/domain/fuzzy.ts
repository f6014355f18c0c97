/**
 * How well a query fits a path: null when its characters do not all occur in this order, else higher is better. Whole words of the
 * file name count most, then beginnings of words, then runs; short paths win between equals. Spaces in the query are left out.
 * Linear in the length of the path for each character of the query at most.
 */
export function fuzzyScore(query: string, path: string): number | null {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  if (wanted === '') return -path.length / 1000;
  const lower = path.toLowerCase();
  const nameStart = lower.lastIndexOf('/') + 1;
  const inName = walk(wanted, path, lower, nameStart);
  const anywhere = walk(wanted, path, lower, 0);
  const best = Math.max(inName === null ? Number.NEGATIVE_INFINITY : inName + 20, anywhere ?? Number.NEGATIVE_INFINITY);
  if (best === Number.NEGATIVE_INFINITY) return null;
  const exact = lower.indexOf(wanted, nameStart);
  const bonus = exact < 0 ? (lower.includes(wanted) ? 30 : 0) : exact === nameStart ? 50 : 25;
  return best + bonus - path.length / 100;
}

function walk(wanted: string, path: string, lower: string, start: number): number | null {
  let score = 0;
  let last = -2;
  let from = start;
  for (const character of wanted) {
    const at = lower.indexOf(character, from);
    if (at < 0) return null;
    if (at === last + 1) score += 8;
    else if (at === 0 || beginsWord(path, at)) score += 8;
    else score += 1;
    last = at + character.length - 1;
    from = at + character.length;
  }
  return score;
}

function beginsWord(path: string, at: number): boolean {
  const before = path[at - 1] as string;
  return /[/._\- ]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(path[at] as string));
}
