import type { TypeText } from '../plan.ts';
import { typeAt } from './type-words.ts';

export interface NativeType {
  /** Null for what holds no value: `void`, `None`, Go's `error`. */
  type: TypeText | null;
  optional: boolean;
  /** A type of the language rather than any other identifier. */
  known: boolean;
}

const scalars: [RegExp, TypeText][] = [
  [/^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune|bigint|long|short|i32|i64|u32|u64|usize)$/, 'integer'],
  [/^(?:float(?:32|64)?|double|complex|Decimal|f32|f64)$/, 'number'],
  [/^(?:str|string|String|char|bytes)$/, 'string'],
  [/^(?:bool|boolean|Boolean)$/, 'boolean'],
  [/^(?:time\.Time|datetime(?:\.datetime)?|date(?:\.date)?|Date)$/, 'datetime'],
  [/^(?:any|Any|unknown|object|interface\{\}|interface.)$/, 'unknown'],
];
const wrapper =
  /^(?:(Promise|Awaitable|Readonly)|(Optional)|(Array|ReadonlyArray|Set|ReadonlySet|Iterable|Iterator|List|list|Sequence|set|tuple|Tuple|frozenset|Vec))[<[](.+)[>\]]$/s;

/** The type that a type expression of TypeScript, Python or Go means here; null where the text is no type expression. Deeper nesting is `unknown`. */
export function nativeType(expression: string, depth = 0): NativeType | null {
  let text = expression.trim().replace(/^(?:readonly\s|\*|&)\s*/, '');
  if (text === '' || text.length > 200 || depth > 4) return null;
  const parts = text.split(/\s*\|\s*/);
  const empty = /^(?:null|undefined|None|nil)$/;
  const some = parts.filter((part) => !empty.test(part));
  if (some.length === 1 && parts.length > 1) return withOptional(nativeType(some[0] ?? '', depth + 1));
  if (parts.length > 1 && some.every((part) => nativeType(part, depth + 1))) return known('unknown');
  if (/^(?:void|None|undefined|null|nil|error|never)$/.test(text)) return { type: null, optional: false, known: true };
  const around = wrapper.exec(text);
  if (around?.[4] !== undefined) {
    const inner = nativeType(around[1] || around[2] ? around[4] : (around[4].split(',')[0] ?? ''), depth + 1);
    return around[2] ? withOptional(inner) : around[1] ? inner : listOf(inner);
  }
  const list = /^\.\.\.(.+)$/s.exec(text) ?? /^\[\d{0,6}\](.+)$/s.exec(text) ?? /^(.+?)\[\]$/s.exec(text);
  if (list?.[1]) return listOf(nativeType(list[1].replace(/^\((.*)\)$/s, '$1'), depth + 1));
  if (/^(?:list|List|tuple|Tuple|Array|Sequence|set|Set)$/.test(text)) return known('unknown[]');
  if (/^(?:map\[|Record<|Map<|Partial<|[dD]ict\b|Mapping\b|\{|struct\b)/.test(text)) return known('map');
  for (const [pattern, type] of scalars) if (pattern.test(text)) return known(type);
  text = text.replace(/<.*>$|\[.*\]$/s, '');
  const spoken = typeAt(text, 0);
  if (spoken && spoken.end === text.length) return known(spoken.type);
  return /^[A-Z]\w*$|^[a-z]\w*\.[A-Z]\w*$/.test(text) ? { type: 'unknown', optional: false, known: false } : null;
}

const known = (type: TypeText): NativeType => ({ type, optional: false, known: true });
const withOptional = (inner: NativeType | null): NativeType | null => inner && { ...inner, optional: true };
const listOf = (inner: NativeType | null): NativeType | null =>
  inner?.type ? { type: inner.type.endsWith('[][]') ? 'unknown[]' : `${inner.type}[]`, optional: false, known: inner.known } : inner;

/** The text of the type expression at a position: to the first blank, comma or full stop outside brackets, over ` | `. */
export function typeExpression(text: string, start: number): string {
  let depth = 0;
  let at = start;
  for (; at < text.length && at < start + 200; at += 1) {
    const character = text.charAt(at);
    if ('<[('.includes(character)) depth += 1;
    else if ('>])'.includes(character)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && /[\s,，。;；{:：、]/.test(character)) {
      const union = /^\s*\|\s*/.exec(text.slice(at, at + 8));
      if (!union) break;
      at += union[0].length - 1;
    }
  }
  return text.slice(start, at).replace(/[.]+$/, '');
}
