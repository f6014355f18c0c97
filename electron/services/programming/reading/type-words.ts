import { type IrType, listOf, unknownType } from '#domain/ir/types';
import type { TypeText } from '../plan.ts';

const table: [RegExp, string][] = [
  [/(?:strings?|str|texts?|varchar|字符串(?:类型)?|文本|文字)(?![\w])/iy, 'string'],
  [/(?:integers?|ints?|int64|int32|whole numbers?|bigint|整数(?:类型)?|整型|整数型)(?![\w])/iy, 'integer'],
  [/(?:numbers?|numeric|floats?|float64|doubles?|decimals?|数字(?:类型)?|浮点数?|浮点型|小数|数值)(?![\w])/iy, 'number'],
  [/(?:booleans?|bools?|flag|switch|开关|布尔值|布尔型|布尔类型|布尔|真假值?)(?![\w])/iy, 'boolean'],
  [/(?:date-?times?|timestamps?|dates?|time\.Time|日期时间|日期|时间戳|时间)(?![\w])/iy, 'datetime'],
  [/(?:any|unknown|任意(?:类型)?)(?![\w])/iy, 'unknown'],
  [/(?:dicts?|dictionary|maps?|objects?|字典|对象|映射)(?![\w])/iy, 'map'],
];

const at = (pattern: RegExp, text: string, position: number): RegExpExecArray | null => {
  const sticky = new RegExp(pattern.source, pattern.flags.includes('y') ? pattern.flags : `${pattern.flags}y`);
  sticky.lastIndex = position;
  return sticky.exec(text);
};

/** The type whose words start at `position`, and where they end; null where there is none. */
export function typeAt(text: string, position: number): { type: TypeText; end: number } | null {
  const lead = at(/(?:an?\s+|the\s+|一个|一组)?/i, text, position)?.[0].length ?? 0;
  let start = position + lead;
  const list = at(/(?:lists?|arrays?|slices?|sequences?|iterable)\s*(?:of\s+|<|\[)\s*|\[\]/i, text, start);
  if (list) {
    start += list[0].length;
    const inner = typeAt(text, start);
    if (!inner || inner.type.length > 12) return null;
    const close = at(/\s*[>\]]/, text, inner.end);
    const closes = /[<[]\s*$/.test(list[0]) && close;
    return { type: `${inner.type}[]`, end: closes ? inner.end + close[0].length : inner.end };
  }
  for (const [pattern, type] of table) {
    const match = at(pattern, text, start);
    if (!match) continue;
    const end = start + match[0].length;
    const plural = at(/\s*(?:\[\]|的?列表|的?数组|切片|\s+(?:list|array|slice)s?\b)/i, text, end);
    return plural ? { type: `${type}[]`, end: end + plural[0].length } : { type, end };
  }
  const bare = at(/(?:list|array|列表|数组)(?!\w)/i, text, start);
  return bare ? { type: 'unknown[]', end: start + bare[0].length } : null;
}

/** The type a name suggests where the words give none. */
export function typeFromName(name: string): TypeText {
  const lower = name.toLowerCase();
  if (
    /^(?:is|has|can|should)[A-Z_]|^(?:done|active|enabled|disabled|verbose|completed?|published|visible|paid|ok|force|quiet|admin|debug|dry[-_]?run|in_?stock|fix|short|reset|watch|json|all|recursive|yes|silent|overwrite|colou?r|shout|upper|lower|gpu|tls|vip|archived|deleted)$/i.test(
      name,
    )
  )
    return 'boolean';
  if (/(?:numbers|nums|values|scores|prices)$/.test(lower) || /^(?:xs|ns)$/.test(lower)) return 'number[]';
  if (/^(?:tags|words|names|lines|items|strings|labels|roles|emails|keys)$/.test(lower)) return 'string[]';
  if (/(?:_at|[a-z]At|date|timestamp|birthday)$/.test(name)) return 'datetime';
  if (
    /(?:price|amount|total|rate|ratio|score|weight|height|width|balance|cost|salary|percent|latitude|longitude|lat|lng|temperature)$/.test(
      lower,
    )
  )
    return 'number';
  if (
    /^(?:age|count|qty|quantity|size|limit|offset|page|port|year|month|day|hours?|minutes?|seconds?|n|k|index|level|priority|stock|retries|max|min|pages|rating|stars)$/.test(
      lower,
    ) ||
    /(?:count|quantity|pages)$/.test(lower)
  )
    return 'integer';
  return 'string';
}

export function toIrType(type: TypeText): IrType {
  if (type.endsWith('[]')) return listOf(toIrType(type.slice(0, -2)));
  if (type === 'map') return { kind: 'map', value: unknownType };
  return { kind: type as 'string' };
}
