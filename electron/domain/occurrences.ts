/** Every index at which a list stands inside another, overlapping ones too. Knuth, Morris and Pratt: linear also for hostile input. */
export function occurrences(haystack: readonly string[], needle: readonly string[]): number[] {
  if (needle.length === 0) return [];
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
