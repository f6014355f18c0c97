import type { TypedName } from '../plan.ts';
import { literalClass } from './literals.ts';
import { nativeType, typeExpression } from './native-type.ts';
import type { Reader } from './reader.ts';
import { typeFromName } from './type-words.ts';
import { takeTypedNames } from './typed-names.ts';

export interface Signature {
  name: string;
  parameters: TypedName[];
  result: string | null;
  /** Go's `(int, error)`. */
  fallible: boolean;
}

interface Found extends Signature {
  start: number;
  end: number;
}

const longest = 1_000;
const prefix = String.raw`(?:(?:\bexport\s+)?(?:\bdefault\s+)?(?:\basync\s+)?\b(?:functions?|func|def|fn|implement)\s+)`;
const generics = String.raw`(?:<[^<>()\n]{0,80}>|\[[^[\]()\n]{0,80}\])?`;
const opening = new RegExp(
  `${prefix}?(?<![\\w.])([A-Za-z_]\\w{0,63})${generics}\\(|${prefix}([A-Za-z_]\\w{0,63})\\s?${generics}\\s?\\(|\\b(?:const|let)\\s+([A-Za-z_]\\w{0,63})\\s?=\\s?(?:async\\s?)?\\(`,
  'gi',
);
const spoken =
  /^(?:string|integer|int|number|float|bool|boolean|optional|required|str|fields?|with|a|an|type|date|functions?|func|def|fn|if|for|while|print|return|returns)$/i;

/** The position of the bracket that closes the one before `start`; -1 where it does not close soon. */
function closingBracket(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length && at < start + longest; at += 1) {
    const character = text.charAt(at);
    if ('([{<'.includes(character)) depth += 1;
    else if (')]}'.includes(character) || (character === '>' && !'-='.includes(text.charAt(at - 1)))) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** Splits at commas outside brackets. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if ('([{<'.includes(character)) depth += 1;
    else if (')]}>'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

function defaultOf(reader: Reader, text: string | undefined): TypedName['default'] {
  const plain = text === undefined ? '' : reader.plain(text.trim());
  if (plain === '' || /^(?:None|null|undefined|nil)$/.test(plain)) return null;
  if (/^(?:true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  return /^[-+]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : plain.replace(/^["']|["']$/g, '').slice(0, 200);
}

/** `x: float = 0`, `name?: string`, `*args`, `...rest: number[]`, `x`. */
function colonParameter(reader: Reader, part: string): TypedName | null {
  const match = /^(\.\.\.|\*\*|\*)?([A-Za-z_]\w{0,63})(\?)?\s?(?:[:：]\s*([^=]+))?(?:=\s*(.+))?$/s.exec(part);
  if (!match?.[2]) return null;
  const given = match[4] === undefined ? null : nativeType(match[4]);
  if (match[4] !== undefined && !given?.type) return null;
  const type = given?.type ?? typeFromName(match[2]);
  const isNothing = match[5] !== undefined && defaultOf(reader, match[5]) === null;
  return {
    name: match[2],
    type: match[1] === '**' ? 'map' : match[1] && !type.endsWith(']') ? `${type}[]` : type,
    optional: match[3] !== undefined || given?.optional === true || isNothing,
    typeSource: given ? 'words' : 'assumed',
    default: defaultOf(reader, match[5]),
  };
}

/** Go: `a, b int`, `items []string`, `values ...float64`; a name without a type has that of the next one. Null where it is not Go. */
function goParameters(parts: string[]): TypedName[] | null {
  const found: { name: string; type: string | null }[] = [];
  for (const part of parts) {
    const match = /^([A-Za-z_]\w{0,63})(?:\s+(\S.*))?$/s.exec(part);
    if (!match?.[1]) return null;
    const type = match[2] === undefined ? null : nativeType(match[2]);
    if (match[2] !== undefined && !type?.type) return null;
    found.push({ name: match[1], type: type?.type ?? null });
  }
  if (found.at(-1)?.type == null) return null;
  let next: string = 'unknown';
  return found
    .reverse()
    .map(({ name, type }): TypedName => {
      next = type ?? next;
      return { name, type: next, optional: false, typeSource: 'words', default: null };
    })
    .reverse();
}

/** `int a, int b` as in C and Java. */
function typeFirstParameters(parts: string[]): TypedName[] | null {
  const found = parts.map((part): TypedName | null => {
    const match = /^(\S+)\s+([A-Za-z_]\w{0,63})$/.exec(part);
    const type = match?.[1] ? nativeType(match[1]) : null;
    return match?.[2] && type?.type && type.type !== 'unknown' && !nativeType(match[2])?.known
      ? { name: match[2], type: type.type, optional: false, typeSource: 'words', default: null }
      : null;
  });
  return found.every((each) => each !== null) ? found : null;
}

function parametersOf(reader: Reader, inside: string): TypedName[] | null {
  const parts = partsOf(inside).filter((part) => !/^(?:self|cls|this(?::.*)?|\*|\/)$/.test(part));
  if (parts.length > 20) return null;
  if (/[:：=]/.test(inside) || parts.every((part) => /^(?:\*|\.\.\.)?\w+\??$/.test(part))) {
    const found = parts.map((part) => colonParameter(reader, part));
    return found.every((each) => each !== null) ? found : null;
  }
  return typeFirstParameters(parts) ?? goParameters(parts);
}

/** The result behind the closing bracket: `: number[]`, `-> float`, Go's `int` or `(int, error)`. */
function resultAt(text: string, position: number): { result: string | null; fallible: boolean; end: number } {
  const none = { result: null, fallible: false, end: position };
  const mark = /^[ \t]{0,4}(?:(?:->|=>|→|[:：])[ \t]{0,4})?/.exec(text.slice(position, position + 16))?.[0] ?? '';
  const start = position + mark.length;
  const marked = /\S/.test(mark);
  if (!marked && text.charAt(start) === '(') {
    const close = closingBracket(text, start + 1);
    const parts = close < 0 ? [] : partsOf(text.slice(start + 1, close));
    const types = parts.map((part) => nativeType(part.replace(/^\w+\s+(?=\S)/, '')));
    if (parts.at(-1) === 'error' && parts.length === 2 && types[0]?.type) return { result: types[0].type, fallible: true, end: close + 1 };
    return none;
  }
  const expression = typeExpression(text, start);
  const type = nativeType(expression);
  if (!type || (!marked && !type.known)) return none;
  return { result: type.type, fallible: expression === 'error', end: start + expression.length };
}

function signatureIn(reader: Reader, text: string): Found | null {
  let tries = 0;
  for (const match of text.matchAll(opening)) {
    tries += 1;
    if (tries > 40) return null;
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (spoken.test(name)) continue;
    const open = match.index + match[0].length;
    const close = closingBracket(text, open);
    if (close < 0) continue;
    const inside = text.slice(open, close);
    const parameters = parametersOf(reader, inside);
    if (!parameters) continue;
    return { name, parameters, start: match.index, ...resultAt(text, close + 1) };
  }
  return null;
}

/** A signature whose parameters are told in words, `area(width and height as floats)`: read like any list of names. */
function spokenSignature(reader: Reader): Signature | null {
  const match = reader.see(/(?<![\w.])([A-Za-z_]\w{0,63})\((?=[^()]{1,400}\))/);
  if (!match?.[1] || spoken.test(match[1])) return null;
  const open = match.index + match[0].length;
  const inside = /^[^)]*/.exec(reader.text.slice(open, open + longest))?.[0] ?? '';
  if (!/[:：]|\b(?:string|int|number|bool|float|float64|str|any)\b|^[\w\s,]+$/.test(inside)) return null;
  reader.takeRange(match.index, open);
  const parameters = takeTypedNames(reader, open);
  const { result, fallible, end } = resultAt(reader.text, open + inside.length + 1);
  reader.takeRange(open + inside.length, end);
  return { name: match[1], parameters, result, fallible };
}

/**
 * A function's signature as a language writes it (`clamp(x: float, lo: float = 0) -> float`, `Max(a, b int) (int, error)`,
 * `parse(text: string): number[]`), bare or in backquotes, with or without its keyword; type parameters are passed over. It is taken.
 */
export function takeSignature(reader: Reader): Signature | null {
  const found = signatureIn(reader, reader.text);
  if (found) {
    reader.takeRange(found.start, found.end);
    return found;
  }
  for (const stand of reader.text.match(new RegExp(literalClass.code, 'g')) ?? []) {
    const literal = reader.literal(stand);
    const inCode = literal?.kind === 'code' ? signatureIn(reader, literal.value) : null;
    if (!inCode) continue;
    const at = reader.text.indexOf(stand);
    reader.takeRange(at, at + 1);
    const behind = inCode.result === null ? resultAt(reader.text, at + 1) : { ...inCode, end: at + 1 };
    if (inCode.result === null && behind.result !== null) reader.takeRange(at + 1, behind.end);
    return { ...inCode, result: behind.result, fallible: behind.fallible };
  }
  return spokenSignature(reader);
}
