/**
 * Gives every distinct line a number, in order of first appearance: comparing numbers is many times faster than comparing lines that
 * are alike, and a search for a line that was never seen ends at once.
 */
export function lineCodes(): (line: string) => number {
  const codes = new Map<string, number>();
  return (line) => {
    const known = codes.get(line);
    if (known !== undefined) return known;
    codes.set(line, codes.size);
    return codes.size - 1;
  };
}

/**
 * Every index at which a list stands inside another, overlapping ones too. Looks first for the line of the needle with the highest
 * code, which is rarely at many places because frequent lines appear early; where it is, the work would grow with the product of both
 * lengths, and the linear search takes over.
 */
export function occurrences(haystack: readonly number[], needle: readonly number[]): number[] {
  if (needle.length === 0 || needle.length > haystack.length) return [];
  let probe = 0;
  for (const [index, code] of needle.entries()) if (code > (needle[probe] as number)) probe = index;
  const found: number[] = [];
  let budget = haystack.length;
  for (let at = haystack.indexOf(needle[probe] as number, probe); at >= 0; at = haystack.indexOf(needle[probe] as number, at + 1)) {
    const start = at - probe;
    let matched = 0;
    while (matched < needle.length && haystack[start + matched] === needle[matched]) matched++;
    if (matched === needle.length) found.push(start);
    budget -= matched + 1;
    if (budget < 0) return linear(haystack, needle);
  }
  return found;
}

/** Knuth, Morris and Pratt: linear also for hostile input. */
function linear(haystack: readonly number[], needle: readonly number[]): number[] {
  const fallback = new Int32Array(needle.length);
  for (let index = 1, matched = 0; index < needle.length; index++) {
    while (matched > 0 && needle[index] !== needle[matched]) matched = fallback[matched - 1] as number;
    if (needle[index] === needle[matched]) matched++;
    fallback[index] = matched;
  }
  const found: number[] = [];
  for (let index = 0, matched = 0; index < haystack.length; index++) {
    while (matched > 0 && haystack[index] !== needle[matched]) matched = fallback[matched - 1] as number;
    if (haystack[index] === needle[matched]) matched++;
    if (matched === needle.length) {
      found.push(index - needle.length + 1);
      matched = fallback[matched - 1] as number;
    }
  }
  return found;
}
