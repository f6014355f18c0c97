import type { TypedName } from '../plan.ts';
import { typeAt, typeFromName } from './type-words.ts';
import type { Reader } from './reader.ts';

const stops = new Set(
  'in into to that which with without and or returns return returning respond responds responding answers answer for from using use as is are on of by where when then it its the a an please so if no not only also should must will can give gives make makes put add create write file function method class struct interface record called named fields field columns properties parameters params parameter arguments args option options flag flags body query json status code endpoint route handler response error errors go python typescript javascript prints print computes calculates checks check sends send one each both all exported export default defaults optional required type types'.split(
    ' ',
  ),
);
const chineseStop = /^(?:返回|并|然后|用|在|的|到|写|实现|请|输出|打印|计算|字段|参数|类型|可选|必填|默认|等|等等|为|是|和|以及|放|加|其中|组成|两个|三个)/;

/** Parts between two names of a list. */
const separator = /\s*(?:(?:[,，、;；&]|\n\s*[-*]?|\s(?:and|plus)\s|和|以及|及|与|还有|跟)\s*)+(?:(?:and|also)\s+)?(?:an?\s+|the\s+|one\s+)?/iy;

interface Sticky {
  (pattern: RegExp): RegExpExecArray | null;
}

/**
 * A list of names with types from `start` on: `id: int, name (string) and tags as a list of strings`, `整数 id 和字符串 name`.
 * The list ends where the words stop looking like one. What was read is taken from the reader.
 */
export function takeTypedNames(reader: Reader, start: number): TypedName[] {
  const text = reader.text;
  let position = start;
  const sticky: Sticky = (pattern) => {
    const copy = new RegExp(pattern.source, pattern.flags.includes('y') ? pattern.flags : `${pattern.flags}y`);
    copy.lastIndex = position;
    return copy.exec(text);
  };
  const skip = (pattern: RegExp): RegExpExecArray | null => {
    const match = sticky(pattern);
    if (match) position += match[0].length;
    return match;
  };
  const found: TypedName[] = [];
  let end = start;
  skip(/\s*[:：（({[]?\s*(?:[-*]\s+)?(?:(?:an?|the|two|three|four|一个|两个|三个)\s*)?/i);
  while (position < text.length && found.length < 60) {
    const item = oneName(reader, text, () => position, (to) => (position = to), skip);
    if (!item) break;
    found.push(item);
    end = position;
    if (!skip(separator)) break;
  }
  position = end;
  skip(/\s*[)）}\]]/);
  if (found.length > 0) reader.takeRange(start, position);
  return found;
}

function oneName(reader: Reader, text: string, at: () => number, move: (to: number) => void, skip: Sticky): TypedName | null {
  const before = at();
  let optional = skip(/(?:an?\s+)?(?:optional|可选的?)\s*/i) !== null;
  skip(/(?:an?\s+)?(?:required|mandatory|必填的?|必需的?)\s*/i);
  let type: string | null = null;
  const leading = typeAt(text, at());
  if (leading) {
    // `string name`: the type leads when a name follows it.
    const mark = at();
    move(leading.end);
    skip(/\s*(?:类型)?的?\s*(?:called\s+|named\s+|field\s+|parameter\s+|参数\s*)?/i);
    const next = nameHere(reader, skip, at, move);
    if (next && !stops.has(next.toLowerCase())) return finish(next, leading.type);
    move(mark);
  }
  const name = nameHere(reader, skip, at, move);
  if (!name) {
    move(before);
    return null;
  }
  return finish(name, null);

  function finish(found: string, given: string | null): TypedName {
    type = given;
    if (skip(/\?/)) optional = true;
    let fallback: TypedName['default'] = null;
    const bracket = skip(/\s*[（(]\s*/);
    if (bracket) {
      for (let guard = 0; guard < 6 && !skip(/\s*[)）]/); guard += 1) {
        fallback = details() ?? fallback;
        skip(/\s*[,，;；、]\s*/);
      }
    } else if (skip(/\s*[:：]\s*|\s+(?:as|of type|being)\s+|\s+is\s+(?=an?\s)|\s*(?:类型)?(?:为|是)\s*/i)) {
      const after = typeAt(text, at());
      if (after) {
        type = after.type;
        move(after.end);
      }
    } else if (type === null) {
      const mark = at();
      if (skip(/[ \t]+/) || skip(/(?=[\u4e00-\u9fff])/)) {
        const after = typeAt(text, at());
        if (after && !/^\s*[A-Za-z_]\w*/.test(text.slice(after.end).replace(/^\s+(?:and|in|or|to|with|that|default|defaults|optional|required|as)\b.*/is, ''))) {
          type = after.type;
          move(after.end);
        } else move(mark);
      }
    }
    fallback = details() ?? fallback;
    return {
      name: found,
      type: type ?? typeFromName(found),
      optional,
      typeSource: type ? 'words' : 'assumed',
      default: fallback,
    };
  }

  function details(): TypedName['default'] {
    if (skip(/\s*[,，;；]?\s*(?:optional|可选|选填|非必填)/i)) optional = true;
    skip(/\s*[,，]?\s*(?:required|mandatory|必填|必需)/i);
    const given = skip(/\s*[,，]?\s*(?:=|(?:with\s+)?(?:a\s+)?defaults?(?:\s+(?:value\s*)?(?:to|of|is))?|默认值?(?:为|是)?)\s*/i);
    if (given) {
      const value = skip(/[-+]?\d+(?:\.\d+)?|true|false|[\ue100-\ue2ff]|[A-Za-z_][\w.-]*/i);
      if (value) return defaultValue(reader.plain(value[0]));
    }
    const inner = type === null ? typeAt(text, at()) : null;
    if (inner) {
      type = inner.type;
      move(inner.end);
    } else skip(/[^)）,，;；\n]{0,40}(?=[)）])/);
    return null;
  }
}

function defaultValue(value: string): string | number | boolean {
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return /^[-+]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

function nameHere(reader: Reader, skip: Sticky, at: () => number, move: (to: number) => void): string | null {
  const mark = at();
  const stand = skip(/[\ue100-\ue2ff]/);
  if (stand) {
    const literal = reader.literal(stand[0]);
    if (literal && /^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u.test(String(literal.value))) return String(literal.value);
    move(mark);
    return null;
  }
  const latin = skip(/-{0,2}[A-Za-z_]\w{0,63}(?:-\w+)*/);
  if (latin) {
    const name = latin[0].replace(/^-+/, '');
    if (latin[0].startsWith('--') || !stops.has(name.toLowerCase()) || /^(?:[:?]|\s*[（(](?!\)))/.test(reader.text.slice(at()))) return name.slice(0, 64);
    move(mark);
    return null;
  }
  const chinese = skip(/[\u4e00-\u9fff]{1,8}?(?=$|[\s、，,（(:：;；。]|和|以及)/);
  if (chinese && !chineseStop.test(chinese[0])) return chinese[0];
  move(mark);
  return null;
}
