import { type TrackedText, trackText } from './tracked-text.ts';

/**
 * Literals of a request (JSON, quoted text, code, addresses, routes, file names, cron expressions) are taken out before any rule looks at
 * the words, so that no rule reads the inside of a literal as an instruction. Each is replaced by one private-use character whose block
 * says its kind.
 */
export type Literal =
  | { kind: 'json'; value: unknown; text: string }
  | { kind: 'text'; value: string; text: string }
  | { kind: 'code'; value: string; text: string }
  | { kind: 'url'; value: string; text: string }
  | { kind: 'route'; value: string; text: string }
  | { kind: 'file'; value: string; text: string }
  | { kind: 'cron'; value: string; text: string };

const blocks = { json: 0xe000, text: 0xe100, code: 0xe200, url: 0xe300, route: 0xe400, file: 0xe500, cron: 0xe600 } as const;
const blockSize = 0x100;
const blockClass = (start: number): string => `[\\u${start.toString(16)}-\\u${(start + blockSize - 1).toString(16)}]`;

/** Regular-expression classes that match the stand-in of a literal. */
export const literalClass = {
  json: blockClass(blocks.json),
  text: blockClass(blocks.text),
  code: blockClass(blocks.code),
  url: blockClass(blocks.url),
  route: blockClass(blocks.route),
  file: blockClass(blocks.file),
  cron: blockClass(blocks.cron),
} as const;

export interface Extracted {
  text: TrackedText;
  literals: Map<string, Literal>;
}

export const fileNamePattern = /^(?:[\w.@-]+\/)*[\w.@-]+\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs|py|go)$/;
const cronField = String.raw`(?:\*|[\d*]{1,4}(?:[-/,][\dA-Za-z*]{1,4}){0,60})`;
export const cronPattern = new RegExp(String.raw`${cronField}(?: +(?:${cronField}|[A-Za-z]{3}(?:[-,][A-Za-z]{3})*|\?)){4}`);
const wholeCron = new RegExp(`^${cronPattern.source}$`);
const routeText = /^\/[^\s]*$/;

/** JSON as people type it: single quotes, bare keys, Python's True, False and None. Undefined where it is no JSON at all. */
export function readJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    const relaxed = source
      .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replace(/\\'/g, "'")))
      .replace(/([{,]\s*)([A-Za-z_$][\w$]*)(\s*:)/g, '$1"$2"$3')
      .replace(/:\s*True\b/g, ': true')
      .replace(/:\s*False\b/g, ': false')
      .replace(/:\s*None\b/g, ': null')
      .replace(/,\s*([}\]])/g, '$1');
    try {
      return JSON.parse(relaxed);
    } catch {
      return undefined;
    }
  }
}

/** The end of the bracketed text that starts at `start`, quotes respected; -1 where it never closes within 200,000 characters. */
function closing(source: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < source.length && at < start + 200_000; at += 1) {
    const character = source.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || (character === "'" && !/\w/.test(source.charAt(at - 1)))) quote = character;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** What stood in quotes or backquotes: its own shape decides what it is. */
function classify(value: string, text: string, otherwise: 'text' | 'code'): Literal {
  const trimmed = value.trim();
  if (/^[{[]/.test(trimmed)) {
    const json = readJson(trimmed);
    if (json !== undefined) return { kind: 'json', value: json, text };
  }
  if (/^https?:\/\//i.test(trimmed)) return { kind: 'url', value: trimmed, text };
  if (routeText.test(trimmed)) return { kind: 'route', value: trimmed, text };
  if (fileNamePattern.test(trimmed)) return { kind: 'file', value: trimmed, text };
  if (wholeCron.test(trimmed)) return { kind: 'cron', value: trimmed, text };
  return { kind: otherwise, value, text };
}

/** The text without these characters at its end; a pattern anchored at the end alone would be quadratic. */
function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A slash between two operands: `(f - 32) * 5 / 9`, `total / count`, but not `GET / returns`. */
function divides(source: string, at: number): boolean {
  const before = /([\w)\]]+)\s+$/.exec(source.slice(Math.max(0, at - 40), at))?.[1];
  const word =
    /^(?:get|post|put|patch|delete|head|options|on|at|to|for|route|path|endpoint|under|from|root|url|is|and|or|with|serve|handler)$/i;
  return before !== undefined && !word.test(before) && /^\/\s+[\w(]/.test(source.slice(at, at + 10));
}

const scanners: { pattern: RegExp; make: (match: RegExpExecArray) => Literal | null }[] = [
  { pattern: /```\w*\n?([\s\S]*?)```/y, make: (match) => classify((match[1] ?? '').trim(), match[0], 'code') },
  { pattern: /`([^`\n]*)`/y, make: (match) => classify(match[1] ?? '', match[0], 'code') },
  { pattern: /"((?:[^"\\\n]|\\.)*)"/y, make: (match) => classify((match[1] ?? '').replace(/\\(["\\])/g, '$1'), match[0], 'text') },
  {
    pattern: /(?<![\w])'((?:[^'\\\n]|\\.)*)'(?!\w)/y,
    make: (match) => classify((match[1] ?? '').replace(/\\(['\\])/g, '$1'), match[0], 'text'),
  },
  { pattern: /[「『]([^「『」』\n]{0,2000})[」』]/y, make: (match) => classify(match[1] ?? '', match[0], 'text') },
  {
    pattern: /https?:\/\/[^\s"'`<>，。；、（）]+/iy,
    make: (match) => ({ kind: 'url', value: withoutEnd(match[0], '.,;:!?)'), text: withoutEnd(match[0], '.,;:!?)') }),
  },
  {
    pattern: new RegExp(`(?<![\\w*/-])${cronPattern.source}(?![\\w*/-])`, 'y'),
    make: (match) =>
      /\*/.test(match[0]) || match[0].split(/ +/).length === 5
        ? { kind: 'cron', value: match[0].replace(/ +/g, ' '), text: match[0] }
        : null,
  },
  {
    pattern: /(?<![\w/.@-])(?:[\w.@-]{1,100}\/){0,20}[\w.@-]{1,100}\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs|py|go)(?![\w/])/y,
    make: (match) =>
      /^(?:node|vue|next|express|nest)\.js$/i.test(match[0])
        ? null
        : { kind: 'file', value: match[0].replace(/^\.\//, ''), text: match[0] },
  },
  {
    pattern: /(?<![\w/.<])\/(?![秒分时天周月])(?:[\w\-.~:@!$&*+=%?{}<>/]|(?<=\w)"(?=\w))*/y,
    make: (match) => {
      const text = withoutEnd(match[0], '.,;:!?');
      if (text === '/' && divides(match.input, match.index)) return null;
      return { kind: 'route', value: text.replace(/(.)\/$/, '$1'), text };
    },
  },
];

/** Replaces every literal by its stand-in. Full-width forms and curly quotes become plain first. */
export function extractLiterals(request: string): Extracted {
  const source = request
    .replace(/[\ue000-\uf8ff]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, (character) =>
      /[，；：？！（）]/.test(character) ? character : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    )
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‛]/g, "'")
    .replace(/\u3000/g, ' ');
  const literals = new Map<string, Literal>();
  const counts = { json: 0, text: 0, code: 0, url: 0, route: 0, file: 0, cron: 0 };
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const put = (literal: Literal): boolean => {
    if (counts[literal.kind] >= blockSize) return false;
    const stand = String.fromCharCode(blocks[literal.kind] + counts[literal.kind]);
    counts[literal.kind] += 1;
    literals.set(stand, literal);
    text += stand;
    starts.push(at);
    at += literal.text.length;
    ends.push(at);
    return true;
  };
  // Brackets that never close, and nests that are no JSON, are each looked through: together not more than this.
  let budget = 10 * source.length + 10_000;
  outer: while (at < source.length) {
    const character = source.charAt(at);
    if ((character === '{' || character === '[') && budget > 0) {
      const end = closing(source, at);
      budget -= (end > 0 ? end : Math.min(source.length, at + 200_000)) - at;
      const value = end > 0 ? readJson(source.slice(at, end)) : undefined;
      if (
        value !== undefined &&
        (character === '{' || (value as unknown[]).length > 0) &&
        put({ kind: 'json', value, text: source.slice(at, end) })
      )
        continue;
    }
    for (const { pattern, make } of scanners) {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      const literal = match ? make(match) : null;
      if (literal && literal.text.length > 0 && put(literal)) continue outer;
    }
    text += character;
    starts.push(at);
    at += 1;
    ends.push(at);
  }
  return { text: trackText(text, starts, ends), literals };
}
