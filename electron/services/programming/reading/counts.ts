const digits = new Map(
  Object.entries({
    零: 0,
    一: 1,
    二: 2,
    两: 2,
    三: 3,
    四: 4,
    五: 5,
    六: 6,
    七: 7,
    八: 8,
    九: 9,
    十: 10,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    ten: 10,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
    other: 2,
    couple: 2,
  }),
);

/** A count in figures or words; Chinese up to ninety-nine. */
export function countOf(text: string | undefined): number | null {
  if (!text) return null;
  const plain = text.trim().toLowerCase();
  if (/^\d+$/.test(plain)) return Number(plain);
  if (digits.has(plain)) return digits.get(plain) ?? null;
  const match = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/.exec(plain);
  return match ? (match[1] ? (digits.get(match[1]) ?? 1) : 1) * 10 + (match[2] ? (digits.get(match[2]) ?? 0) : 0) : null;
}
