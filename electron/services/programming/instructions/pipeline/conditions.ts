import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { type Condition, type Shape, typeOf } from './schema.ts';

/** Looks at a place of the request and goes on where a pattern matches. */
export interface Cursor {
  at: number;
  readonly reader: Reader;
  /** The groups of a match at the place; the place is behind it then. Null where it does not match. */
  skip(pattern: RegExp): RegExpExecArray | null;
}

export function cursorAt(reader: Reader, start: number): Cursor {
  return {
    at: start,
    reader,
    skip(pattern) {
      const sticky = new RegExp(pattern.source, 'iy');
      sticky.lastIndex = this.at;
      const match = sticky.exec(reader.text);
      if (match) this.at += match[0].length;
      return match;
    },
  };
}

export const word = `(${literalClass.code}|${literalClass.text}|[A-Za-z_]\\w*|[\\u4e00-\\u9fff]{1,8}?(?=[^\\u4e00-\\u9fff]|$))`;

/** A field of the items here; `total` and `totals` name the same. */
export function fieldAt(cursor: Cursor, shape: Shape): string | null {
  if (shape.kind === 'values') return null;
  const { at } = cursor;
  cursor.skip(/\s*(?:(?:the|their|its|each|every|all)\s+)*/);
  // The longest first: `total_price` before `total`.
  for (const { name } of [...shape.fields].sort((left, right) => right.name.length - left.name.length)) {
    const escaped = name.replace(/[^\w\u4e00-\u9fff]/g, '\\$&');
    const plain = /^[\u4e00-\u9fff]/.test(name) ? escaped : `(?<![A-Za-z0-9_])${escaped}(?:s|es)?(?![A-Za-z0-9_])`;
    if (cursor.skip(new RegExp(plain))) return name;
  }
  const quoted = cursor.skip(new RegExp(`(${literalClass.code}|${literalClass.text})`));
  const name = quoted?.[1] ? cursor.reader.plain(quoted[1]) : '';
  if (shape.fields.some((each) => each.name === name)) return name;
  cursor.at = at;
  return null;
}

export const compared: [RegExp, Condition['test']][] = [
  [
    /\s*(?:(?:is|are|of)\s+)?(?:at\s+least|not\s+(?:less|lower|smaller)\s+than|no\s+less\s+than)\s*|\s*(?:>=|≥|=>|大于等于|大于或等于|不少于|不小于|不低于|至少)\s*/,
    'least',
  ],
  [
    /\s*(?:(?:is|are|of)\s+)?(?:at\s+most|not\s+(?:more|greater|higher)\s+than|no\s+more\s+than|up\s+to)\s*|\s*(?:<=|≤|小于等于|小于或等于|不超过|不大于|不高于|至多|最多)\s*/,
    'most',
  ],
  [
    /\s*(?:(?:is|are)\s+)?(?:over|above|(?:greater|more|higher|larger|bigger)\s+than|exceed(?:s|ing)?)\s*|\s*(?:>|大于|超过|高于|多于)\s*/,
    'over',
  ],
  [/\s*(?:(?:is|are)\s+)?(?:under|below|(?:less|lower|smaller|fewer)\s+than)\s*|\s*(?:<|小于|低于|少于)\s*/, 'under'],
  [
    /\s*(?:(?:is|are)\s+not|isn't|aren't|does\s+not\s+equal|(?:is\s+)?different\s+from)\s+(?:equal\s+to\s+)?|\s*(?:!==?|<>|≠|不等于|不是|不为)\s*/,
    'unequal',
  ],
  [/\s*(?:contain(?:s|ing)?|includ(?:es?|ing)|has)\s+|\s*(?:包含|含有)\s*/, 'contains'],
  [/\s*start(?:s|ing)?\s+with\s+|\s*(?:以(?=.{1,3}开头)|开头(?:为|是))\s*/, 'starts'],
  [/\s*end(?:s|ing)?\s+(?:with|in)\s+|\s*(?:以(?=.{1,3}结尾)|结尾(?:为|是))\s*/, 'ends'],
  [/\s*(?:(?:is|are|equals?|being|of)\s+(?:equal\s+to\s+)?)|\s*(?:===?|=|等于|为|是)\s*/, 'equal'],
];

export function valueHere(cursor: Cursor, type: string): Condition['value'] | null {
  if (type === 'string') {
    const quoted = cursor.skip(
      new RegExp(`\\s*(${literalClass.text}|${literalClass.code}|${literalClass.route}|${literalClass.url})\\s*(?:开头|结尾)?`),
    );
    if (quoted?.[1]) return String(cursor.reader.literal(quoted[1])?.value ?? '');
    const bare = cursor.skip(/\s*(?!(?:the|an?|true|false|not|and|or|in)\b)([A-Za-z][\w-]*)(?![\w(])/);
    return bare?.[1] ?? null;
  }
  if (type === 'boolean') {
    const found = cursor.skip(/\s*(true|false|yes|no|真|假)(?![A-Za-z0-9_])/);
    return found?.[1] ? /^(?:true|yes|真)$/i.test(found[1]) : null;
  }
  const found = cursor.skip(/\s*[$€£¥]?(-?\d{1,12}(?:\.\d{1,6})?)(?:\s*(?:元|岁|分))?(?![\w.]*\w)/);
  return found?.[1] ? Number(found[1]) : null;
}

/** `total over 100`, `the paid ones`, `not paid`, `status is "open"`; null, and the place unchanged, where there is none. */
export function conditionAt(cursor: Cursor, shape: Shape, nouns: string): Condition | null {
  const { at } = cursor;
  const back = (): null => {
    cursor.at = at;
    return null;
  };
  cursor.skip(
    new RegExp(
      `\\s*(?:(?:only|just|the|all|those|ones|${nouns}|items|rows|records|that|which|who|whose|where|with|have|having|has|a|an|values?|出|其中|那些|所有)\\b\\s*|(?:出|其中|那些|所有|只|的)\\s*)*`,
    ),
  );
  const negated = cursor.skip(/\s*(?:(?:are|is)\s+not|aren't|isn't|not|non-?|un(?=[a-z])|没有|未|非|不是(?=\s*\w))\s*/) !== null;
  if (!negated) cursor.skip(/\s*(?:are|is|be)\s+(?=\w)(?!(?:over|above|under|below|at|not|greater|less|more|equal)\b)/);
  const field = fieldAt(cursor, shape);
  if (field === null && shape.kind !== 'values') return back();
  const type = typeOf(shape, field) ?? '';
  for (const [pattern, test] of compared) {
    const { at: before } = cursor;
    if (!cursor.skip(pattern)) continue;
    const value = negated ? null : valueHere(cursor, type);
    if (value !== null && (type !== 'boolean' || test === 'equal' || test === 'unequal')) return { field, test, value };
    cursor.at = before;
  }
  if (type !== 'boolean' || field === null) return back();
  cursor.skip(new RegExp(`\\s*(?:(?:ones|items|rows|records|values|${nouns})\\b|的(?:${nouns})?)`));
  return { field, test: 'equal', value: !negated };
}

export const opposite: Record<Condition['test'], Condition['test'] | null> = {
  equal: 'unequal',
  unequal: 'equal',
  over: 'most',
  least: 'under',
  under: 'least',
  most: 'over',
  contains: null,
  starts: null,
  ends: null,
};

/** The conditions after a word of filtering, joined by "and"; those of a word of leaving out are turned round. */
export function conditionsAt(cursor: Cursor, shape: Shape, nouns: string, without: boolean): Condition[] | null {
  const found: Condition[] = [];
  for (;;) {
    const { at } = cursor;
    if (found.length > 0) cursor.skip(/\s*[,，]?\s*(?:(?:and|but)\b|且|并且|而且|同时|和)?\s*/);
    const one = conditionAt(cursor, shape, nouns);
    if (!one) {
      cursor.at = at;
      break;
    }
    found.push(one);
  }
  cursor.skip(new RegExp(`\\s*(?:的\\s*)?(?:${nouns}|记录|元素|项|数据)(?![A-Za-z0-9_])|的`));
  // What says "or" is something else than what was read.
  if (found.length === 0 || /^\s*(?:or\b|或)/i.test(cursor.reader.text.slice(cursor.at))) return null;
  if (!without) return found;
  const [only] = found;
  const turned = only ? opposite[only.test] : null;
  return found.length === 1 && only && turned ? [{ ...only, test: turned }] : null;
}
