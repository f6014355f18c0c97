import { givenNameSchema } from '../../plan.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { compared, cursorAt, opposite, valueHere } from '../pipeline/conditions.ts';
import { type Condition, type Job, jobSchema, type LineCondition } from './schema.ts';

interface Place {
  start: number;
  end: number;
}

const quoted = `${literalClass.text}|${literalClass.code}|${literalClass.route}`;
const latin = `(?:${quoted}|[A-Za-z_]\\w*)`;
const column = `(${quoted}|[A-Za-z_]\\w*|[\\u4e00-\\u9fff]{1,8}?(?=\\s*(?:[<>=!≥≤≠]|大于|小于|超过|高于|低于|等于|不|为|是|包含|以)))`;
const called = new RegExp(
  `(?:\\b(?:called|named|call\\s+it|name\\s+it)\\s+|(?:名为|命名为|叫做?|名叫|取名)\\s*)(${literalClass.code}|${literalClass.text}|[A-Za-z_][\\w-]*)(?:\\s*的)?`,
  'i',
);

/** "called keepLarge": only what is said to be the name is one, because files and columns have names too. */
export function readName(reader: Reader): ({ value: string } & Place) | null {
  const match = reader.see(called);
  const value = match?.[1] ? reader.plain(match[1]) : '';
  return match && givenNameSchema.safeParse(value).success ? { value, start: match.index, end: match.index + match[0].length } : null;
}

const jsonLines = /json[\s-]*lines?\b|jsonl|ndjson|(?:line|newline)[\s-]delimited json|每行一个\s*json|json\s*行/i;

/** Looks for patterns and remembers where they stood. */
class Found {
  readonly places: Place[] = [];
  readonly reader: Reader;
  constructor(reader: Reader) {
    this.reader = reader;
  }
  see(pattern: RegExp): RegExpExecArray | null {
    const match = this.reader.see(pattern);
    if (match) this.add(match.index, match.index + match[0].length);
    return match;
  }
  add(start: number, end: number): void {
    this.places.push({ start, end });
  }
}

const rows = '(?:(?:only\\s+)?(?:those|the|all|any)?\\s*(?:rows?|lines?|records?|entries|objects?|ones)\\b\\s*)?';
const begins = new RegExp(
  `(?:\\b(keep|drop|remov|exclud|skip|filter|select|discard|ignor)(?:e?s|ping|ing|e)?\\s+(out\\s+)?${rows})?\\b(?:where|whose|with|having|when|if)\\s+(?:the\\s+)?(?:(?:value\\s+(?:of|in)|column|field)\\s+(?:the\\s+)?)?(?=${column})|(?:(筛选|过滤|保留|留下|去掉|排除|删除|跳过|其中)(?:出|掉)?\\s*)(?:字段|列)?(?=${column})`,
  'ig',
);

/** Conditions on columns: "where amount > 100 and status is open"; null where one is said that cannot be read. */
function conditionsOf(found: Found): Condition[] | null {
  const { reader } = found;
  const all: Condition[] = [];
  for (const match of reader.text.matchAll(begins)) {
    const without =
      /^(?:drop|remov|exclud|skip|discard|ignor|去掉|排除|删除|跳过)/i.test(match[1] ?? match[3] ?? '') || match[2] !== undefined;
    const cursor = cursorAt(reader, match.index + match[0].length);
    const own: Condition[] = [];
    let { at } = cursor;
    for (;;) {
      if (own.length > 0 && !cursor.skip(/\s*[,，]?\s*(?:and|且|并且|而且)\s*(?:the\s+)?/)) break;
      const one = conditionAt(cursor);
      if (!one) break;
      own.push(one);
      at = cursor.at;
    }
    if (own.length === 0) continue;
    if (/^\s*(?:or\b|或)/i.test(reader.text.slice(at))) return null;
    const rest = /^\s*的?(?:行|记录|数据)?/.exec(reader.text.slice(at));
    found.add(match.index, at + (rest?.[0].length ?? 0));
    if (!without) {
      all.push(...own);
      continue;
    }
    const [only] = own;
    const turned = only ? opposite[only.test] : null;
    if (own.length !== 1 || !only || !turned) return null;
    all.push({ ...only, test: turned } as Condition);
  }
  return all;
}

function conditionAt(cursor: ReturnType<typeof cursorAt>): Condition | null {
  const name = cursor.skip(new RegExp(column));
  if (!name?.[1]) return null;
  const field = cursor.reader.plain(name[1]);
  const { at } = cursor;
  for (const [pattern, test] of compared) {
    cursor.at = at;
    if (!cursor.skip(pattern)) continue;
    const numeric = !['contains', 'starts', 'ends'].includes(test);
    const value =
      (numeric ? valueHere(cursor, 'number') : null) ??
      (['over', 'least', 'under', 'most'].includes(test) ? null : valueHere(cursor, 'string'));
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return { field, test, value } as Condition;
  }
  return null;
}

const value = `(${quoted}|[A-Z][A-Z0-9_]*\\b)`;
const lineForms: [RegExp, LineCondition['test']][] = [
  [
    new RegExp(
      `(?:lines?\\s+)?(?:(?:that|which)\\s+)?(?:contain(?:s|ing)?|includ(?:es?|ing)|mention(?:s|ing)?|with|match(?:es|ing)?)\\s+(?:the\\s+(?:word|text)\\s+)?${value}|(?:包含|含有|含)\\s*${value}\\s*(?:的行?)?`,
    ),
    'contains',
  ],
  [
    new RegExp(
      `(?:lines?\\s+)?(?:(?:that|which)\\s+)?(?:start(?:s|ing)?|begin(?:s|ning)?)\\s+with\\s+${value}|以\\s*${value}\\s*开头(?:的行?)?`,
    ),
    'starts',
  ],
  [new RegExp(`(?:lines?\\s+)?(?:(?:that|which)\\s+)?end(?:s|ing)?\\s+(?:with|in)\\s+${value}|以\\s*${value}\\s*结尾(?:的行?)?`), 'ends'],
];

/** Conditions on lines; null where lines are to be left out by what they hold. */
function lineConditionsOf(found: Found): LineCondition[] | null {
  const all: LineCondition[] = [];
  for (const [pattern, test] of lineForms) {
    const match = found.see(new RegExp(pattern.source, 'i'));
    const text = match ? found.reader.plain(match[1] ?? match[2] ?? '') : '';
    if (!match || text === '') continue;
    const before = found.reader.text.slice(Math.max(0, match.index - 24), match.index);
    if (
      /(?:drop|remov|exclud|skip|delet|discard|ignor|filter)\w*\s+(?:out\s+)?(?:all\s+|the\s+|any\s+)*$|\bnot\s*$|(?:去掉|排除|删除|跳过|不)\s*$/i.test(
        before,
      )
    )
      return null;
    if (/^\s*(?:or\b|或)/i.test(found.reader.text.slice(match.index + match[0].length))) return null;
    all.push({ test, value: text });
  }
  return all;
}

const names = `(${latin}(?:\\s*(?:,\\s*and|[,，、]|(?<=\\s)and(?=\\s)|和)\\s*(?!(?:and|then|writ\\w*|sav\\w*|output\\w*|count\\w*|sum\\w*)\\b)${latin})*)`;
const pickForms = [
  new RegExp(
    `\\b(?:pick|select|extract|project|output|keep|writ)(?:s|e|es|ing)?\\s+(?:out\\s+)?(?:only\\s+|just\\s+)?(?:the\\s+)?(?:fields?|columns?|keys?|properties)\\s*[:：]?\\s*${names}`,
    'i',
  ),
  new RegExp(
    `\\b(?:pick|select|extract|keep)(?:s|ing)?\\s+(?:out\\s+)?(?:only\\s+|just\\s+)?(?:the\\s+)?${names}\\s+(?:fields?|columns?|keys?)\\b`,
    'i',
  ),
  new RegExp(`\\b(?:pick|project)(?:s|ing)?\\s+(?:out\\s+)?(?:only\\s+|just\\s+)?(?:the\\s+)?(?!fields?\\b|columns?\\b)${names}`, 'i'),
  new RegExp(
    `(?:提取|选取|挑选|只?保留|(?<!读)取|选择|输出)出?\\s*(?:字段|列)?\\s*[:：]?\\s*${names}\\s*(?:这?[两三几]?个?(?:字段|列))?(?!\\s*(?:[<>=!]|大于|小于|等于|超过|为|是|包含))`,
  ),
];

function pickOf(found: Found): string[] | null {
  for (const pattern of pickForms) {
    const match = found.see(pattern);
    if (match?.[1])
      return [
        ...new Set(
          match[1]
            .split(/\s*(?:[,，、]|\band\b|和)\s*/i)
            .map((each) => found.reader.plain(each.trim()))
            .filter(Boolean),
        ),
      ];
  }
  return null;
}

const anything = `(${quoted}|[^\\s,，。;；]{1,60})`;
const replaceForms = [
  new RegExp(
    `\\breplac(?:es?|ing)\\s+(?:(?:all|every|each|any|occurrences?|of|the\\s+(?:word|text|string))\\s+)*${anything}\\s+(?:by|with|to|for)\\s+${anything}`,
    'i',
  ),
  new RegExp(`(?:把|将)(?:所有|全部|每个)?的?\\s*${anything}\\s*(?:全部|都)?替换(?:为|成)\\s*${anything}`),
  new RegExp(`替换\\s*${anything}\\s*(?:为|成)\\s*${anything}`),
];

function replaceOf(found: Found): { from: string; to: string } | null {
  for (const pattern of replaceForms) {
    const match = found.see(pattern);
    const bare = (text: string): string => found.reader.plain(text).replace(/[.!。！]$/, '');
    if (match?.[1] && match[2]) return { from: bare(match[1]), to: bare(match[2]) };
  }
  return null;
}

const sums = new RegExp(
  `\\b(?:sums?|totals?|adds?|summing|totall?ing|adding)(?:\\s+up)?\\s+(?:of\\s+)?(?:the\\s+)?(?:(?:values?\\s+(?:of|in)\\s+)?(?:the\\s+)?(?:column|field)\\s+)?(?!of\\b|the\\b)(${latin})(?:\\s+(?:column|field)s?\\b)?|(?:对|求|的)\\s*(${latin}|[\\u4e00-\\u9fff]{1,8}?)\\s*(?:这?一?列|字段)?\\s*(?:求和|的?总和|的和|的合计)|(?:汇总|合计|累加)\\s*(${latin})`,
  'i',
);
const counts =
  /\bcount(?:s|ing)?\s+(?:up\s+)?(?:(?:the|all|how\s+many|number\s+of)\s+)*(words|lines|rows|records|entries|objects)\b|\b(?:the\s+)?number\s+of\s+(words|lines|rows|records|entries)\b|(?:统计|计算|数)(?:出)?[^，。,]{0,16}?(单词|词|行|记录|条)(?:的?(?:数量?|个数|总数))?/i;
const writes = /\b(?:writ(?:es?|ing)|sav(?:es?|ing)|outputs?|stor(?:es?|ing)|copy|copies)\b|写入|写到|写出|输出|保存|存到|另存/i;

/** What is done with a file in the words of a request; null where nothing is said of it, or something that cannot be done. */
export function readJob(reader: Reader): ({ value: Job } & Place) | null {
  const found = new Found(reader);
  const format = jsonLines.test(reader.text) ? 'jsonl' : /csv/i.test(reader.text) ? 'csv' : 'text';
  const counted = found.see(counts);
  const what = counted ? (counted[1] ?? counted[2] ?? counted[3] ?? '').toLowerCase() : null;
  const write = found.see(writes);
  const job = format === 'text' ? textJob(found, what, write !== null) : recordJob(found, format, what);
  if (!job || found.places.length === 0) return null;
  const checked = jobSchema.safeParse(job);
  if (!checked.success) return null;
  const places = found.places.sort((left, right) => left.start - right.start);
  const [first] = places;
  // What stands between the parts of the job is not read, and stays to be seen.
  for (const { start, end } of places.slice(1)) reader.takeRange(start, end);
  return first ? { value: checked.data, start: first.start, end: first.end } : null;
}

function textJob(found: Found, what: string | null, write: boolean): Job | null {
  const replace = replaceOf(found);
  const filter = lineConditionsOf(found);
  if (filter === null || (what === null && !replace && filter.length === 0 && !write)) return null;
  const result = what === null ? 'write' : /^(?:words|单词|词)$/.test(what) ? 'words' : 'lines';
  if (result !== 'write' && replace) return null;
  return replace || filter.length > 0 || result !== 'write' ? { format: 'text', filter, replace, result } : null;
}

function recordJob(found: Found, format: 'csv' | 'jsonl', what: string | null): Job | null {
  if (what !== null && /^(?:words|单词|词)$/.test(what)) return null;
  const filter = conditionsOf(found);
  if (filter === null) return null;
  const sum = what === null ? found.see(sums) : null;
  const field = sum ? found.reader.plain(sum[1] ?? sum[2] ?? sum[3] ?? '') : '';
  if (what !== null) return { format, filter, result: { kind: 'count' } };
  if (field !== '') return { format, filter, result: { kind: 'sum', field } };
  const pick = pickOf(found);
  return filter.length > 0 || pick ? { format, filter, result: { kind: 'write', pick } } : null;
}
