const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Record<string, number> = {
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
  k: 1000,
  十: 10,
  百: 100,
  千: 1000,
  万: 10_000,
  亿: 100_000_000,
};
const chineseDigits = '零一二三四五六七八九';
const others: Record<string, number> = {
  两: 2,
  半: 0.5,
  half: 0.5,
  dozen: 12,
  couple: 2,
  twice: 2,
  once: 1,
  single: 1,
  per: 1,
  every: 1,
  each: 1,
  每: 1,
  a: 1,
  an: 1,
  quarter: 0.25,
};

/** All numbers of a request, in figures or words of either language. Written by itself: the reader of the product must not be its own witness. */
export function numbersIn(request: string): number[] {
  const plain = request.normalize('NFKC').toLowerCase();
  const found = new Set<number>();
  for (const [figures] of plain.matchAll(/\d[\d,_]*(?:\.\d+)?/g)) {
    found.add(Number(figures.replace(/[,_]/g, '')));
    for (const [part] of figures.matchAll(/\d+/g)) found.add(Number(part));
  }
  for (const [, figures, scale = ''] of plain.matchAll(/(\d+(?:\.\d+)?)\s*(k|m|hundred|thousand|million|百|千|万|亿)/g))
    found.add(Number(figures) * (scale === 'm' ? 1_000_000 : (scales[scale] ?? 1)));
  for (const [run] of plain.matchAll(/(?:(?:[a-z]+)[\s-]+(?:and\s+)?){0,8}[a-z]+/g))
    for (let rest = run.split(/[\s-]+/).filter((word) => word !== 'and'); rest.length > 0; rest = rest.slice(1))
      for (let size = 1; size <= Math.min(6, rest.length); size += 1) add(english(rest.slice(0, size)));
  for (const [run] of plain.matchAll(/[零一二两三四五六七八九十百千万亿]+/g)) add(chinese(run));
  for (const [word, value] of Object.entries(others))
    if (/[a-z]/.test(word) ? new RegExp(`\\b${word}\\b`).test(plain) : plain.includes(word)) found.add(value);
  return [...found];

  function add(value: number | null): void {
    if (value !== null) found.add(value);
  }
}

function english(words: readonly string[]): number | null {
  let total = 0;
  let part = 0;
  for (const word of words) {
    const scale = word.length > 1 ? scales[word] : undefined;
    if (small.includes(word)) part += small.indexOf(word);
    else if (tens.includes(word)) part += 20 + 10 * tens.indexOf(word);
    else if (scale === 100) part = Math.max(1, part) * 100;
    else if (scale !== undefined) {
      total += Math.max(1, part) * scale;
      part = 0;
    } else return null;
  }
  return total + part;
}

function chinese(run: string): number | null {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of run) {
    const scale = scales[character];
    if (character === '两') digit = 2;
    else if (scale === undefined) digit = chineseDigits.indexOf(character);
    else if (scale >= 10_000) {
      total = (total + section + digit) * scale;
      section = 0;
      digit = 0;
    } else {
      section += (digit === 0 ? 1 : digit) * scale;
      digit = 0;
    }
  }
  return total + section + digit;
}
