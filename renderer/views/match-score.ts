/**
 * How well a text answers a query: higher is better, null is no match. Either the text holds the query, or the query's letters come in
 * order and each one follows the letter before or begins a word (`gts` finds "Go to the settings"); looser matches are noise.
 */
export function matchScore(text: string, query: string): number | null {
  const low = text.toLowerCase();
  const wanted = query.toLowerCase().trim();
  if (!wanted) return 0;
  const whole = low.indexOf(wanted);
  if (whole >= 0) return 1000 - whole - low.length / 100;
  const letters = wanted.replaceAll(/\s+/g, '');
  const begins = (index: number) => index === 0 || /[\s/._-]/.test(low[index - 1] ?? '');
  // Remembering dead ends keeps the search from growing exponentially with a text of many equal words.
  const dead = new Set<number>();
  const reach = (letter: number, after: number): boolean => {
    if (letter === letters.length) return true;
    const state = letter * (low.length + 1) + after;
    if (dead.has(state)) return false;
    for (let index = after; index < low.length; index++) {
      if (low[index] === letters[letter] && (begins(index) || (letter > 0 && index === after)) && reach(letter + 1, index + 1)) return true;
    }
    dead.add(state);
    return false;
  };
  return reach(0, 0) ? 100 - low.length / 100 : null;
}
