import { exact } from './integer-operators.ts';
import { type Operator, same } from './operator.ts';

const points = (text: string): string[] => Array.from(text);
const blank = (code: string): string => `check $1 != '' 'the text to look for is empty'; ${code}`;
const counted = (code: string): string => `check $1 >= 0 'the count is negative'; ${code}`;
/** Where order by units and order by code points are the same. */
const ordered = (text: string): boolean => !/[\ud800-\udfff]/.test(text);
const cut = (go: string): string =>
  counted(`runes := []rune($0); count := $1; if count > len(runes) { count = len(runes); }; string(${go})`);
const text = (
  evaluate: Operator['evaluate'],
  script: string,
  python: string,
  go: string,
  more: Partial<Operator> & { signature?: string } = {},
): Operator => ({ signature: 'string -> string', evaluate, script, python, go, ...more });
const part = 'string, string -> string';
const test = 'string, string -> boolean';
const sized = 'string, integer -> string';
const letters = /^[A-Za-z]+$/;

export const textOperators: Record<string, Operator> = {
  concat: text((a: string, b: string) => (a.length + b.length > 2_000 ? undefined : a + b), '$0 + $1', '$0 + $1', '$0 + $1', {
    signature: part,
  }),
  upper: text((a: string) => a.toUpperCase(), '$0.toUpperCase()', '$0.upper()', 'strings.ToUpper($0)'),
  lower: text((a: string) => a.toLowerCase(), '$0.toLowerCase()', '$0.lower()', 'strings.ToLower($0)'),
  trim: text((a: string) => a.trim(), '$0.trim()', '$0.strip()', 'strings.TrimSpace($0)'),
  trimStart: text((a: string) => a.trimStart(), '$0.trimStart()', '$0.lstrip()', 'strings.TrimLeftFunc($0, unicode.IsSpace)', { rare: 1 }),
  trimEnd: text((a: string) => a.trimEnd(), '$0.trimEnd()', '$0.rstrip()', 'strings.TrimRightFunc($0, unicode.IsSpace)', { rare: 1 }),
  reverseText: text(
    (a: string) => points(a).reverse().join(''),
    "Array.from($0).reverse().join('')",
    '$0[::-1]',
    'runes := []rune($0); for i in 0 : len(runes) / 2 { other := runes[len(runes) - 1 - i]; runes[len(runes) - 1 - i] = runes[i]; runes[i] = other; }; string(runes)',
  ),
  capitalize: text(
    (a: string) => (ordered(a.slice(0, 2)) ? a.slice(0, 1).toUpperCase() + a.slice(1) : undefined),
    '$0.charAt(0).toUpperCase() + $0.slice(1)',
    '$0[:1].upper() + $0[1:]',
    'runes := []rune($0); if len(runes) > 0 { runes[0] = unicode.ToUpper(runes[0]); }; string(runes)',
  ),
  textLength: text((a: string) => points(a).length, 'Array.from($0).length', 'len($0)', 'utf8.RuneCountInString($0)', {
    signature: 'string -> integer',
  }),
  contains: text((a: string, b: string) => a.includes(b), '$0.includes($1)', '$1 in $0', 'strings.Contains($0, $1)', { signature: test }),
  startsWith: text((a: string, b: string) => a.startsWith(b), '$0.startsWith($1)', '$0.startswith($1)', 'strings.HasPrefix($0, $1)', {
    signature: test,
  }),
  endsWith: text((a: string, b: string) => a.endsWith(b), '$0.endsWith($1)', '$0.endswith($1)', 'strings.HasSuffix($0, $1)', {
    signature: test,
  }),
  equalText: text((a: string, b: string) => a === b, '$0 == $1', '$0 == $1', '$0 == $1', { signature: test, symmetric: true }),
  differentText: text((a: string, b: string) => a !== b, '$0 != $1', '$0 != $1', '$0 != $1', { signature: test, symmetric: true }),
  lessText: text((a: string, b: string) => (ordered(a + b) ? a < b : undefined), '$0 < $1', '$0 < $1', '$0 < $1', {
    signature: test,
    rare: 1,
  }),
  isEmptyText: { signature: 'string -> boolean', evaluate: (a: string) => a === '', ...same("$0 == ''") },
  replace: text(
    (a: string, b: string, c: string) => (b === '' ? undefined : a.split(b).join(c)),
    blank('$0.split($1).join($2)'),
    blank('$0.replace($1, $2)'),
    blank('strings.ReplaceAll($0, $1, $2)'),
    { signature: 'string, string, string -> string' },
  ),
  remove: text(
    (a: string, b: string) => (b === '' ? undefined : a.split(b).join('')),
    blank("$0.split($1).join('')"),
    blank("$0.replace($1, '')"),
    blank("strings.ReplaceAll($0, $1, '')"),
    { signature: part },
  ),
  removePrefix: text(
    (a: string, b: string) => (a.startsWith(b) ? a.slice(b.length) : a),
    '$0.startsWith($1) ? $0.slice($1.length) : $0',
    '$0[len($1):] if $0.startswith($1) else $0',
    'strings.TrimPrefix($0, $1)',
    { signature: part, rare: 1 },
  ),
  removeSuffix: text(
    (a: string, b: string) => (a.endsWith(b) ? a.slice(0, a.length - b.length) : a),
    '$0.endsWith($1) ? $0.slice(0, $0.length - $1.length) : $0',
    '$0[:len($0) - len($1)] if $0.endswith($1) else $0',
    'strings.TrimSuffix($0, $1)',
    { signature: part, rare: 1 },
  ),
  before: text(
    (a: string, b: string) => (b === '' ? undefined : a.split(b)[0]),
    blank("$0.split($1)[0] ?? ''"),
    '$0.split($1)[0]',
    blank('strings.Split($0, $1)[0]'),
    { signature: part, rare: 1 },
  ),
  afterLast: text(
    (a: string, b: string) => (b === '' ? undefined : a.split(b).at(-1)),
    blank("$0.split($1).pop() ?? ''"),
    '$0.split($1)[-1]',
    blank('parts := strings.Split($0, $1); parts[len(parts) - 1]'),
    { signature: part, rare: 1 },
  ),
  countText: text(
    (a: string, b: string) => (b === '' ? undefined : a.split(b).length - 1),
    blank('$0.split($1).length - 1'),
    blank('$0.count($1)'),
    blank('strings.Count($0, $1)'),
    { signature: 'string, string -> integer', rare: 1 },
  ),
  indexOfText: text(
    (a: string, b: string) => (a.includes(b) ? points(a.slice(0, a.indexOf(b))).length : -1),
    'found := $0.indexOf($1); found < 0 ? -1 : Array.from($0.slice(0, found)).length',
    '$0.find($1)',
    'found := strings.Index($0, $1); if found > 0 { found = utf8.RuneCountInString($0[:found]); }; found',
    { signature: 'string, string -> integer', rare: 1 },
  ),
  repeat: text(
    (a: string, n: number) => (n < 0 || a.length * n > 2_000 ? undefined : a.repeat(n)),
    '$0.repeat($1)',
    counted('$0 * $1'),
    counted('strings.Repeat($0, $1)'),
    { signature: sized },
  ),
  padStart: text(
    (a: string, n: number, b: string) =>
      points(b).length !== 1 || n > 1_000 ? undefined : b.repeat(Math.max(0, n - points(a).length)) + a,
    "check Array.from($2).length == 1 'one character is needed to fill with'; $2.repeat(Math.max(0, $1 - Array.from($0).length)) + $0",
    '$0.rjust($1, $2)',
    "check utf8.RuneCountInString($2) == 1 'one character is needed to fill with'; padded := $0; for i in utf8.RuneCountInString($0) : $1 { padded = $2 + padded; }; padded",
    { signature: 'string, integer, string -> string', rare: 1 },
  ),
  padEnd: text(
    (a: string, n: number, b: string) =>
      points(b).length !== 1 || n > 1_000 ? undefined : a + b.repeat(Math.max(0, n - points(a).length)),
    "check Array.from($2).length == 1 'one character is needed to fill with'; $0 + $2.repeat(Math.max(0, $1 - Array.from($0).length))",
    '$0.ljust($1, $2)',
    "check utf8.RuneCountInString($2) == 1 'one character is needed to fill with'; padded := $0; for i in utf8.RuneCountInString($0) : $1 { padded += $2; }; padded",
    { signature: 'string, integer, string -> string', rare: 1 },
  ),
  take: text(
    (a: string, n: number) => (n < 0 ? undefined : points(a).slice(0, n).join('')),
    counted("Array.from($0).slice(0, $1).join('')"),
    counted('$0[:$1]'),
    cut('runes[:count]'),
    { signature: sized },
  ),
  drop: text(
    (a: string, n: number) => (n < 0 ? undefined : points(a).slice(n).join('')),
    counted("Array.from($0).slice($1).join('')"),
    counted('$0[$1:]'),
    cut('runes[count:]'),
    { signature: sized },
  ),
  takeLast: text(
    (a: string, n: number) =>
      n < 0
        ? undefined
        : points(a)
            .slice(Math.max(0, points(a).length - n))
            .join(''),
    counted("characters := Array.from($0); characters.slice(Math.max(0, characters.length - $1)).join('')"),
    counted('$0[max(0, len($0) - $1):]'),
    cut('runes[len(runes) - count:]'),
    { signature: sized, rare: 1 },
  ),
  dropLast: text(
    (a: string, n: number) =>
      n < 0
        ? undefined
        : points(a)
            .slice(0, Math.max(0, points(a).length - n))
            .join(''),
    counted("characters := Array.from($0); characters.slice(0, Math.max(0, characters.length - $1)).join('')"),
    counted('$0[:max(0, len($0) - $1)]'),
    cut('runes[:len(runes) - count]'),
    { signature: sized, rare: 1 },
  ),
  characterAt: text(
    (a: string, n: number) => (n < 0 ? undefined : points(a)[n]),
    "character := Array.from($0)[$1]; check character != undefined 'the index is out of range'; character",
    "check $1 >= 0 'the index is out of range'; $0[$1]",
    "runes := []rune($0); check $1 >= 0 'the index is out of range'; check len(runes) > $1 'the index is out of range'; string(runes[$1])",
    { signature: sized, rare: 1 },
  ),
  isDigits: text(
    (a: string) => /^[0-9]+$/.test(a),
    '/^[0-9]+$/.test($0)',
    "bool(re.fullmatch('[0-9]+', $0))",
    "found := $0 != ''; for character in $0 { if character < `0` || character > `9` { found = false; }; }; found",
    { signature: 'string -> boolean' },
  ),
  isLetters: text(
    (a: string) => letters.test(a),
    '/^[A-Za-z]+$/.test($0)',
    "bool(re.fullmatch('[A-Za-z]+', $0))",
    "found := $0 != ''; for character in $0 { if (character < `A` || character > `Z`) && (character < `a` || character > `z`) { found = false; }; }; found",
    { signature: 'string -> boolean' },
  ),
  parseInteger: text(
    (a: string) => (/^-?\d{1,15}$/.test(a) ? exact(Number(a)) : undefined),
    "check /^-?[0-9]+$/.test($0) 'the text is no whole number'; Number($0)",
    'int($0)',
    "parsed, err := strconv.Atoi($0); check err == nil 'the text is no whole number'; parsed",
    { signature: 'string -> integer', rare: 1 },
  ),
};
