import type { TypedName } from '../plan.ts';
import type { Reader } from './reader.ts';
import { typeAt, typeFromName } from './type-words.ts';

const stops = new Set(
  'in into to that which with without and or returns return returning respond responds responding answers answer for from using use as is are on of by where when then it its the a an please so if no not only also should must will can give gives make makes put add create write file function method class struct interface record called named fields field columns properties parameters params parameter arguments args option options flag flags body query json status code endpoint route handler response error errors go python typescript javascript prints print computes calculates checks check sends send one each both all exported export default defaults optional required type types call calls timeout handle handles handling throw throws an named'.split(
    ' ',
  ),
);
/** Stops that are good names where a type stands directly behind them: `timeout int`. */
const nounStops = new Set(
  'from to timeout status code option options query body handler route file method json flag flags error errors response type args params'.split(
    ' ',
  ),
);
const typeBehind =
  /^\s(?:string|str|int|integer|float|float64|number|bool|boolean|字符串|整数|布尔|浮点数|数字)(?=\s*(?:[,，、;；。.)）]|$|\band\b))/;
const chineseStop =
  /^(?:返回|并|然后|用|在|的|到|写|实现|请|输出|打印|计算|字段|参数|类型|可选|必填|默认|等|等等|判断|检查|是否|转|求|统计|去|反转|把|将|原样|都|均|超时|错误|状态|函数|任务|命令|为|是|和|以及|放|加|其中|组成|两个|三个)/;

/** Parts between two names of a list. */
const separator =
  /\s*(?:(?:[,，、;；&]|\n\s*[-*]?|\s(?:and|plus)\s|和|以及|及|与|还有|跟)\s*)+(?:(?:and|also)\s+)?(?:(?:an?|the|one)\s+(?=[A-Za-z])(?!and\b|or\b))?/iy;

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
  skip(/\s*[:：（({[]?\s*(?:[-*]\s+)?(?:(?:an?|the|two|three|four)\s+(?=[A-Za-z])(?!and\b|or\b)|一个|两个|三个)?/i);
  let shares = false;
  while (position < text.length && found.length < 60) {
    const item = oneName(
      reader,
      text,
      { at: () => position, move: (to) => (position = to), skip },
      /^[\u4e00-\u9fff]/.test(found.at(-1)?.name ?? ''),
    );
    if (!item) break;
    found.push(item.name);
    shares = item.shares;
    end = position;
    if (!skip(separator)) break;
  }
  position = end;
  // `a, b and c, all strings`, `a 和 b 都是整数`, `width and height as floats`: one type for those that have none.
  const mark = skip(
    /\s*[,，]?\s*(?:(?:它们)?(?:都是|都为|均为|全是|皆为)|\(?(?:which\s+are\s+)?(?:both|all)(?:\s+of\s+(?:them|type))?(?:\s+(?:are|is))?(?:\s+as)?(?=\s))\s*/i,
  );
  const shared = mark ? typeAt(text, position) : null;
  if (shared) position = shared.end;
  else if (mark) position = end;
  const last = found.at(-1);
  const common = shared?.type ?? (shares && last && found.length > 1 ? last.type : null);
  for (const [at, item] of found.entries())
    if (common && item.typeSource === 'assumed') found[at] = { ...item, type: common, typeSource: 'words' };
  skip(/\s*[)）}\]]/);
  if (found.length > 0) reader.takeRange(start, position);
  return found;
}

/** What stands for an option's value: `--src DIR`, `--width <int>`, `--port 8080`. */
function placeholderType(skip: Sticky): string | null {
  const value = skip(/[= ](?:<([A-Za-z]\w{0,30})>|([A-Z][A-Z_]{1,20})(?![\w])|N(?![\w])|\d{1,15}(?![\w.]))/);
  if (!value) return null;
  if (value[1]) return typeAt(value[1], 0)?.end === value[1].length ? (typeAt(value[1], 0)?.type ?? 'string') : 'string';
  return value[2] && !/^(?:INT|NUM|COUNT|PORT|SIZE)$/.test(value[2]) ? 'string' : 'integer';
}

interface Cursor {
  at: () => number;
  move: (to: number) => void;
  skip: Sticky;
}

function oneName(
  reader: Reader,
  text: string,
  { at, move, skip }: Cursor,
  chineseBefore: boolean,
): { name: TypedName; shares: boolean } | null {
  const before = at();
  // `..., name the function notify` goes on with the sentence.
  if (/^(?:(?:please\s+)?(?:name|call)\s+(?:the|it|this|that|my)\b|timeout\s+(?:of\s+)?\d)/i.test(text.slice(before, before + 40)))
    return null;
  let shares = false;
  let optional = skip(/(?:an?\s+)?(?:optional|可选的?)\s*/i) !== null;
  skip(/(?:an?\s+)?(?:required|mandatory|必填的?|必需的?)\s*/i);
  let type: string | null = null;
  // `标题 title 字符串`: what the name means stands in front of it.
  const label = /^\s*([\u4e00-\u9fff]{1,6})\s*(?=[A-Za-z_]\w*)/.exec(text.slice(at(), at() + 60));
  if (label?.[1] && !chineseStop.test(label[1]) && !typeAt(text, at()) && !/[是为有叫用在]$/.test(label[1])) move(at() + label[0].length);
  const leading = typeAt(text, at());
  if (leading) {
    // `string name`: the type leads when a name follows it.
    const mark = at();
    move(leading.end);
    skip(/\s*(?:类型)?的?\s*(?:called\s+|named\s+|field\s+|parameter\s+|参数\s*)?/i);
    // `text 字符串`: what looked like a type is a name when a type follows it.
    const next = typeAt(text, at()) && !/^\w+\s*[（(:：]/.test(text.slice(at())) ? null : nameHere(reader, skip, at, move, chineseBefore);
    if (next && !stops.has(next.toLowerCase())) return finish(next, leading.type);
    move(mark);
  }
  // `a list of tags`: no type of its own, but many of them.
  const many = skip(/(?:an?\s+)?(?:lists?|arrays?|sets?|一组|若干|多个)\s*(?:of\s+|的)?(?=[A-Za-z_]\w*)(?!of\b)/i);
  const isOption = /^-/.test(text.slice(at(), at() + 1));
  const name = nameHere(reader, skip, at, move, chineseBefore);
  if (!name) {
    move(before);
    return null;
  }
  if (many && !typeAt(`${name} `, 0))
    return finish(name, /\[\]$/.test(typeFromName(name)) ? typeFromName(name) : `${typeFromName(name)}[]`);
  return finish(name, isOption ? placeholderType(skip) : null);

  function finish(found: string, given: string | null): { name: TypedName; shares: boolean } {
    type = given;
    if (skip(/\?/)) optional = true;
    let fallback: TypedName['default'] = null;
    const bracket = skip(/\s*[（(]\s*/);
    if (bracket) {
      for (let guard = 0; guard < 6 && !skip(/\s*[)）]/); guard += 1) {
        fallback = details(true) ?? fallback;
        skip(/\s*[,，;；、]\s*/);
      }
    } else if (type === null && skip(/\s*[:：]\s*|\s+(?:as|of type|being|which is|are)\s+|\s+is\s+(?=an?\s)|\s*(?:类型)?(?:为|是)\s*/i)) {
      const intro = text.slice(0, at()).trimEnd();
      const after = typeAt(text, at());
      if (after) {
        shares = /(?:as|are|为|是)$/i.test(intro);
        type = after.type;
        move(after.end);
      }
    } else if (type === null) {
      const mark = at();
      if (skip(/[ \t]+/) || skip(/(?=[\u4e00-\u9fff])/)) {
        const after = typeAt(text, at());
        if (
          after &&
          !/^\s*[A-Za-z_]\w*/.test(
            text.slice(after.end).replace(/^\s+(?:and|in|or|to|with|that|but|which|default|defaults|optional|required|as)\b.*/is, ''),
          )
        ) {
          type = after.type;
          move(after.end);
        } else move(mark);
      }
    }
    fallback = details(false) ?? fallback;
    // `zip 字符串（可选）`: what is in brackets behind the type.
    if (!bracket && type !== null && skip(/\s*[（(]\s*(?=optional|required|可选|选填|必填|默认|default|可空|可以?为空|可省略|可缺省)/i)) {
      for (let guard = 0; guard < 4 && !skip(/\s*[)）]/); guard += 1) {
        fallback = details(true) ?? fallback;
        skip(/\s*[,，;；、]\s*/);
      }
    }
    const name: TypedName = {
      name: found,
      type: type ?? typeFromName(found),
      optional,
      typeSource: type ? 'words' : 'assumed',
      default: fallback,
    };
    return { name, shares };
  }

  function details(inBrackets: boolean): TypedName['default'] {
    if (skip(/\s*[,，;；]?\s*(?:optional|可选的?|选填|非必填|可以?为空|可空|可以?不填|可缺省|可省略)/i)) optional = true;
    if (
      skip(
        /\s*,?\s*(?:(?:but|which|that|and)\s+)*(?:(?:that|this) one\s+|it\s+)?(?:can|may|might)\s+(?:also\s+)?(?:be\s+)?(?:missing|empty|omitted|left out|absent|null|none|unset)\b/i,
      )
    )
      optional = true;
    skip(/\s*[,，]?\s*(?:required|mandatory|必填|必需)/i);
    const given = skip(/\s*[,，]?\s*(?:=|(?:with\s+)?(?:a\s+)?defaults?(?:\s+(?:value\s*)?(?:to|of|is))?|默认值?(?:为|是)?)\s*/i);
    if (given) {
      const value = skip(/[-+]?\d+(?:\.\d+)?|true|false|[\ue100-\ue2ff]|[A-Za-z_][\w.-]*/i);
      if (value) return defaultValue(reader.plain(value[0]));
    }
    if (!inBrackets) return null;
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

function nameHere(reader: Reader, skip: Sticky, at: () => number, move: (to: number) => void, chineseBefore: boolean): string | null {
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
    const rest = reader.text.slice(at());
    if (name === 'a' && /^\s*(?:[,，、]|and\b|和|与|$)/.test(rest)) return name;
    if (nounStops.has(name.toLowerCase()) && typeBehind.test(rest)) return name.slice(0, 64);
    if (latin[0].startsWith('-') || !stops.has(name.toLowerCase()) || /^(?:[:：?]|\s*[（(](?!\)))/.test(rest)) return name.slice(0, 64);
    move(mark);
    return null;
  }
  const chinese = skip(/[\u4e00-\u9fff]{1,8}?(?=$|[\s、，,（(:：;；。]|和|以及)/);
  // Without a bracket, colon or comma behind it a Chinese word is rather the next clause than a name.
  if (chinese && !chineseStop.test(chinese[0]) && (chineseBefore || /^\s*[（(:：、]/.test(reader.text.slice(at())))) return chinese[0];
  move(mark);
  return null;
}
