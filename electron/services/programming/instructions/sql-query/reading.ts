import { type Cursor, choicesHere, cursorAt } from '../../reading/described-items.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt } from '../../reading/type-words.ts';
import { assumedType, type ColumnType, columnTypes } from '../../sql/columns.ts';
import { sqlNameSchema } from '../../sql/identifiers.ts';
import type { Condition, Order, SelectedItem } from './query.ts';
import { selectionSchema } from './query.ts';

export interface Found<Value> {
  value: Value;
  start: number;
  end: number;
}

const name = `(?:${literalClass.text}|${literalClass.code}|(?<![A-Za-z0-9_])[A-Za-z_]\\w*)`;
export const plainName = (reader: Reader, word: string): string => String(reader.literal(word)?.value ?? word);

const aggregateWords: readonly [RegExp, 'sum' | 'avg' | 'min' | 'max'][] = [
  [/^(?:sum|总和|合计|求和)$/i, 'sum'],
  [/^(?:avg|average|mean|平均值?)$/i, 'avg'],
  [/^(?:min|minimum|lowest|smallest|最小值?|最低)$/i, 'min'],
  [/^(?:max|maximum|highest|largest|最大值?|最高)$/i, 'max'],
];
const aggregate = 'sum|avg|average|mean|min|minimum|lowest|smallest|max|maximum|highest|largest';
const chineseAggregate = '总和|合计|求和|平均值?|最小值?|最低|最大值?|最高';
const count =
  /^(?:the\s+)?(?:count|number)(?:\s+of\s+(?:the\s+|all\s+)?[\w*]+|\s*\(\s*\*?\s*\))?$|^(?:[\w]*\s*的?)?(?:数量|总数|行数|条数|个数)$/i;
const aggregated = new RegExp(`^(?:the\\s+)?(${aggregate})\\s*(?:of|\\()?\\s*(?:the\\s+)?(${name})\\s*\\)?$`, 'i');
const aggregatedBehind = new RegExp(`^(${name})\\s*的?\\s*(${chineseAggregate})$`);
const plain = new RegExp(
  `^(?:the\\s+|its\\s+|their\\s+)?(${name})(?:\\s*(?::|：|\\(|（|\\bas\\b)?\\s*([^\\s()（）]{2,20})\\s*[)）]?)?$`,
  'i',
);

/** One column of the result. */
function itemOf(reader: Reader, text: string): SelectedItem | null {
  const item = (given: Partial<SelectedItem>): SelectedItem => ({
    aggregate: null,
    column: null,
    type: 'integer',
    typeSource: 'assumed',
    ...given,
  });
  if (count.test(text)) return item({ aggregate: 'count', typeSource: 'words' });
  const front = aggregated.exec(text);
  const behind = aggregatedBehind.exec(text);
  const found = front ? { word: front[1], of: front[2] } : behind ? { word: behind[2], of: behind[1] } : null;
  if (found) {
    const form = aggregateWords.find(([pattern]) => pattern.test(found.word ?? ''))?.[1] ?? 'sum';
    const column = plainName(reader, found.of ?? '');
    const type = assumedType(column);
    const numeric = form === 'sum' || form === 'avg';
    return item({ aggregate: form, column, type: form === 'avg' || (numeric && type !== 'integer') ? 'number' : type });
  }
  const match = plain.exec(text);
  const column = match?.[1] ? plainName(reader, match[1]) : '';
  if (!match || notColumns.test(column) || !sqlNameSchema.safeParse(column).success) return null;
  if (match[2] === undefined) return item({ column, type: assumedType(column) });
  const type = typeAt(match[2], 0);
  const known = columnTypes.find((each) => each === type?.type);
  return known && type?.end === match[2].length ? item({ column, type: known, typeSource: 'words' }) : null;
}

const notColumns = /^(?:all|everything|rows?|columns?|that|which|the|it|data|records?|values?|orders?(?=\s)|with|select|distinct)$/i;
const verb = String.raw`(?:\b(?:select|fetch|get|return|read|list|find|load|retrieve|count|sum)(?:s|es|ing|ting)?\b|查询|查出|选择|选出|返回|获取|取出|统计)`;
const until = String.raw`(?=\s*(?:[，,。；;]|其中|条件|满足|按|最多|前\s*\d|where\b|order\b|limit\b|$))`;
const selections: readonly RegExp[] = [
  new RegExp(`${verb}\\s+(?<items>[^.;。；\\n]{1,300}?)\\s+(?:from|in)\\s+(?:the\\s+)?(?:table\\s+)?(?<table>${name})`, 'i'),
  new RegExp(`(?:从|在)\\s*(?:表\\s*)?(?<table>${name})\\s*(?:表)?\\s*(?:中|里)?\\s*${verb}\\s*(?<items>[^。；;\\n]{1,300}?)${until}`, 'i'),
  new RegExp(`${verb}\\s*(?:表\\s*)?(?<table>${name})\\s*(?:表)?\\s*(?:中|里)?\\s*的\\s*(?<items>[^。；;\\n]{1,300}?)${until}`, 'i'),
];

/** The columns and the table: "selects id and total from orders". */
export function readSelection(reader: Reader): { selection: Found<SelectedItem[]>; table: Found<string> } | null {
  const text = reader.whole;
  for (const pattern of selections) {
    const search = new RegExp(pattern.source, 'gid');
    for (let match = search.exec(text); match; match = search.exec(text)) {
      search.lastIndex = match.index + 1;
      const { items = '', table = '' } = match.groups ?? {};
      const found = items.split(/\s*(?:[,，、]\s*(?:and\s+)?|\s+and\s+|(?<!总)和|以及)\s*/i).map((each) => itemOf(reader, each.trim()));
      const own = plainName(reader, table);
      if (found.some((each) => each === null) || !selectionSchema.safeParse(found).success || !sqlNameSchema.safeParse(own).success)
        continue;
      const [start = 0, end = 0] = match.indices?.groups?.['table'] ?? [];
      return {
        selection: { value: found as SelectedItem[], start: match.index, end: match.index + match[0].length },
        table: { value: own, start, end },
      };
    }
  }
  return null;
}

const operators: readonly [RegExp, '=' | '<>' | '<' | '<=' | '>' | '>=' | 'LIKE'][] = [
  [
    />=|≥|(?:is\s+)?(?:at least|no less than|greater than or equal to|since|on or after)(?!\w)|大于等于|至少(?:为)?|不少于|不低于|不小于/i,
    '>=',
  ],
  [
    /<=|≤|(?:is\s+)?(?:at most|no more than|up to|less than or equal to|on or before)(?!\w)|小于等于|至多(?:为)?|不超过|不高于|不大于/i,
    '<=',
  ],
  [/<>|!=|≠|(?:is\s+not(?:\s+equal\s+to)?|does\s+not\s+equal|not\s+equals?(?:\s+to)?|differs\s+from)(?!\w)|不等于|不是|不为/i, '<>'],
  [/>|(?:is\s+)?(?:over|above|greater than|more than|larger than|after|exceeds)(?!\w)|大于|超过|高于|晚于|多于/i, '>'],
  [/<|(?:is\s+)?(?:under|below|less than|smaller than|before)(?!\w)|小于|低于|早于|少于/i, '<'],
  [/(?:is\s+)?(?:like|matches|matching)(?!\w)|匹配|形如/i, 'LIKE'],
  [/==?|(?:equals|equal\s+to|is\s+equal\s+to|is|matches\s+exactly)(?!\w)|等于|为|是/i, '='],
];
const stop = '(?!(?:and|or|order|ordered|sorted|newest|latest|oldest|limit|with|grouped|group|per|where|offset|skip|first)\\b)';
const parameter = new RegExp(
  `(?:an?\\s+|the\\s+)?(?:given|passed|supplied|provided)\\s+(?:parameter\\s+)?${stop}([A-Za-z_]\\w*)|(?:an?\\s+|the\\s+)?(?:parameter|param|argument|input)(?!\\w)(?:\\s+(?:called\\s+|named\\s+)?${stop}([A-Za-z_]\\w*))?|[:$@]([A-Za-z_]\\w*)|\\?|\\$\\d+|(?:传入的?|给定的?)?参数\\s*([A-Za-z_]\\w*)?|(?:传入|给定)的?\\s*([A-Za-z_]\\w*)?`,
  'i',
);
const literal = new RegExp(`${literalClass.text}|-?\\d+(?:\\.\\d+)?(?![\\w.])|(?:true|false)(?!\\w)|真|假|${stop}[A-Za-z_]\\w*`, 'i');

/** What a column is compared with: a parameter, or a value of the words. A bare word that is written like an identifier is a parameter. */
function operand(cursor: Cursor, column: string): { parameter: string } | { value: string | number | boolean } | null {
  cursor.skip(/\s*(?:to\s+|than\s+)?/i);
  const given = cursor.skip(parameter);
  if (given) return { parameter: given.slice(1).find((each) => each !== undefined) ?? column };
  const plain = cursor.skip(literal)?.[0];
  if (plain === undefined) return null;
  const quoted = cursor.reader.literal(plain);
  if (quoted) return { value: String(quoted.value) };
  if (/^(?:true|真)$/i.test(plain)) return { value: true };
  if (/^(?:false|假)$/i.test(plain)) return { value: false };
  if (/^-?\d/.test(plain)) return { value: Number(plain) };
  return /[a-z][A-Z]|_/.test(plain) || plain === column ? { parameter: plain } : { value: plain };
}

function conditionAt(cursor: Cursor): Condition[] | null {
  cursor.skip(/\s*(?:the\s+|its\s+|their\s+)?/i);
  const word = cursor.skip(new RegExp(name))?.[0];
  const column = word === undefined ? '' : plainName(cursor.reader, word);
  if (!sqlNameSchema.safeParse(column).success) return null;
  cursor.skip(/\s*(?:column\s+)?/i);
  if (cursor.skip(/is\s+not\s+(?:null|missing|empty)(?!\w)|is\s+(?:set|present)(?!\w)|不为空|非空/i))
    return [{ form: 'null', column, is: false }];
  if (cursor.skip(/is\s+(?:null|missing|empty|not\s+set)(?!\w)|为空|是空/i)) return [{ form: 'null', column, is: true }];
  if (cursor.skip(/(?:is\s+)?(?:in|one\s+of|any\s+of|either)(?!\w)\s*|属于|取值\s*/i)) {
    const values = choicesHere(cursor);
    cursor.skip(/\s*[)\]）]/);
    return values.length > 0
      ? [{ form: 'among', column, values: values.map((each) => (/^-?\d+(?:\.\d+)?$/.test(each) ? Number(each) : each)) }]
      : null;
  }
  const compare = (operator: Extract<Condition, { form: 'literal' }>['operator'], suffix = ''): Condition | null => {
    const with_ = operand(cursor, column);
    if (!with_) return null;
    if ('value' in with_) return { form: 'literal', column, operator, value: with_.value };
    const own = with_.parameter === column && suffix !== '' ? `${suffix}_${column}` : with_.parameter;
    const parameterSource = own === with_.parameter ? 'words' : 'default';
    return { form: 'parameter', column, operator, parameter: own, parameterSource, type: typeOf(column) };
  };
  if (cursor.skip(/(?:is\s+)?(?:between|from)(?!\w)|介于|在(?=[^中里])/i)) {
    const low = compare('>=', 'min');
    if (!low || !cursor.skip(/\s*(?:and|to|到|至|和)\s*/i)) return null;
    const high = compare('<=', 'max');
    cursor.skip(/\s*之?间/);
    return high ? [low, high] : null;
  }
  const operator = operators.find(([pattern]) => cursor.skip(pattern))?.[1];
  const made = operator && compare(operator);
  return made ? [made] : null;
}

const typeOf = (column: string): ColumnType => assumedType(column);

/** What rows must fulfil: "where customer equals a parameter and total over 100". */
export function readConditions(reader: Reader): Found<Condition[]> | null {
  for (const match of reader.whole.matchAll(/\b(?:where|whose)\b|其中|条件(?:是|为)?\s*[:：]?|满足/gi)) {
    const cursor = cursorAt(reader, match.index + match[0].length, reader.whole);
    const found: Condition[] = [];
    let end = match.index;
    while (found.length < 30) {
      const next = conditionAt(cursor);
      if (!next) break;
      found.push(...next);
      end = cursor.at;
      if (!cursor.skip(/\s*(?:[,，、]\s*(?:and\s+|并且?|且)?|\band\b|并且|而且|且|和)\s*(?:where\s+)?/i)) break;
    }
    if (found.length > 0) return { value: found, start: match.index, end };
  }
  return null;
}

const direction = String.raw`(?:\s*(asc(?:ending)?|desc(?:ending)?|降序|倒序|升序|正序|从大到小|从小到大)(?:排列|排序)?)?`;
const isDescending = (word: string | undefined): boolean => /^desc|降序|倒序|从大到小/i.test(word ?? '');

/** The order of the rows: "newest first", "order by total desc", "按 total 降序". */
export function readOrder(reader: Reader, mentioned: readonly string[]): Found<Order[]> | null {
  const text = reader.whole;
  const by = new RegExp(
    `(?:\\b(?:order(?:ed)?|sort(?:ed)?)\\s+by\\s+|按照?\\s*)(${name})${direction}((?:\\s*(?:,|，|\\band\\b|then\\s+by)\\s*${name}\\s+(?:asc|desc)\\w*)*)`,
    'i',
  ).exec(text);
  if (by && !/^\s*分组/.test(text.slice(by.index + by[0].length))) {
    const more = [...(by[3] ?? '').matchAll(new RegExp(`(${name})\\s+(asc|desc)\\w*`, 'gi'))];
    const value = [[by[1], by[2]], ...more.map((each) => [each[1], each[2]])].map(
      ([column, word]): Order => ({ column: plainName(reader, column ?? ''), descending: isDescending(word), columnSource: 'words' }),
    );
    return { value, start: by.index, end: by.index + by[0].length };
  }
  const extreme = new RegExp(`\\b(highest|largest|biggest|lowest|smallest)\\s+(${name})\\s+first\\b`, 'i').exec(text);
  if (extreme) {
    const order: Order = {
      column: plainName(reader, extreme[2] ?? ''),
      descending: !/lowest|smallest/i.test(extreme[1] ?? ''),
      columnSource: 'words',
    };
    return { value: [order], start: extreme.index, end: extreme.index + extreme[0].length };
  }
  const age =
    /\b(newest|latest|most\s+recent|oldest|earliest)(?:\s+(?:ones?|rows?))?\s+first\b|最(新|旧|早)的?(?:在前|优先|排在?前)?/i.exec(text);
  if (!age) return null;
  const known = mentioned.find((each) => assumedType(each) === 'datetime');
  const descending = !/oldest|earliest|旧|早/i.test(age[0]);
  const order: Order = { column: known ?? 'created_at', descending, columnSource: known ? 'words' : 'assumed' };
  return { value: [order], start: age.index, end: age.index + age[0].length };
}

/** What the rows are put together by: "grouped by customer", "per customer". */
export function readGroup(reader: Reader): Found<string[]> | null {
  const more = `(?!(?:highest|largest|lowest|smallest|newest|latest|oldest|most|order|ordered|sorted|limit|where|skip|offset)\\b)${name}`;
  const list = `(${name}(?:\\s*(?:,|，|、|\\band\\b|和)\\s*${more})*)`;
  const match = new RegExp(
    `\\bgroup(?:ed|ing)?\\s+by\\s+${list}|\\b(?:per|for\\s+each|for\\s+every)\\s+(${name})|按照?\\s*${list}\\s*分组|每个?\\s*(${name})`,
    'i',
  ).exec(reader.whole);
  const words = match?.slice(1).find((each) => each !== undefined);
  if (!match || !words) return null;
  const value = words.split(/\s*(?:,|，|、|\band\b|和)\s*/i).map((each) => plainName(reader, each));
  return { value, start: match.index, end: match.index + match[0].length };
}
