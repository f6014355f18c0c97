/** Text that was changed on its way and still knows where each of its characters comes from. Offsets are UTF-16 units. */
export interface TrackedText {
  readonly text: string;
  /** Like `String.replace` with a global pattern. `by` gets the match, its groups and its offset. */
  replace(pattern: RegExp, by: (match: string, ...rest: never[]) => string): TrackedText;
  /** Where a stretch of the text stood at the beginning. */
  origin(start: number, end: number): { start: number; end: number };
}

/** `starts` and `ends` say for every character where it comes from; without them the text is at its beginning. */
export function trackText(text: string, starts?: readonly number[], ends?: readonly number[]): TrackedText {
  // Behind the last character is where that one ended.
  const startOf = (at: number): number => (starts ? (starts[at] ?? ends?.at(-1) ?? 0) : at);
  const endOf = (at: number): number => ends?.[at] ?? at + 1;
  return {
    text,
    replace(pattern, by) {
      let made = '';
      const from: number[] = [];
      const to: number[] = [];
      let at = 0;
      const copy = (until: number): void => {
        made += text.slice(at, until);
        for (let each = at; each < until; each += 1) {
          from.push(startOf(each));
          to.push(endOf(each));
        }
      };
      for (const match of text.matchAll(pattern)) {
        const [whole] = match;
        const replaced = by(whole, ...([...match.slice(1), match.index] as never[]));
        if (replaced === whole) continue;
        copy(match.index);
        made += replaced;
        const last = match.index + whole.length;
        const end = whole === '' ? startOf(match.index) : endOf(last - 1);
        for (let each = 0; each < replaced.length; each += 1) {
          // What was only cut keeps its places; whatever else was put there stands for the whole.
          const kept = whole.startsWith(replaced);
          from.push(startOf(kept ? match.index + each : match.index));
          to.push(kept && whole !== '' ? endOf(match.index + each) : end);
        }
        at = last;
      }
      if (at === 0 && made === '') return this;
      copy(text.length);
      return trackText(made, from, to);
    },
    origin: (start, end) => ({ start: startOf(start), end: end > start ? endOf(end - 1) : startOf(start) }),
  };
}
