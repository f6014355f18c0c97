import { countOf } from '../../reading/counts.ts';
import type { Reader } from '../../reading/reader.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { type Cursor, conditionsAt, cursorAt, fieldAt, word } from './conditions.ts';
import {
  after,
  type Field,
  type FieldType,
  type Flow,
  fieldTypes,
  flowSchema,
  type Measure,
  measured,
  type Shape,
  type Step,
} from './schema.ts';
import { singular } from './stream.ts';

/** The names of the items and, in brackets, of their fields: "over orders (customer: string, total: number)". */
const itemsPattern = new RegExp(
  `(?:\\b(?:over|on|from|of|for|through|takes?|taking|given|processes|processing|transforms?)\\s+(?:(?:an?|the|some)\\s+)?(?:(?:list|array|collection|slice)\\s+of\\s+)?|(?:对|从|遍历|处理|输入(?:为|是)?|基于)\\s*)${word}\\s*(?:列表|数组|集合|中)?\\s*(?=[（(])`,
  'ig',
);

function itemsOf(reader: Reader): { items: string; fields: Field[]; start: number; end: number } | null {
  for (const match of reader.text.matchAll(itemsPattern)) {
    const items = reader.plain(match[1] ?? '').trim();
    const from = match.index + match[0].length;
    let end = from;
    const peek: Reader = Object.assign(Object.create(reader) as Reader, { takeRange: (_: number, to: number) => (end = to) });
    const read = takeTypedNames(peek, from);
    const fields = read.map(({ name, type }) => ({ name, type: type as FieldType }));
    if (fields.length > 0 && fields.every(({ type }) => fieldTypes.includes(type))) return { items, fields, start: match.index, end };
  }
  return null;
}

const measures: [RegExp, Measure][] = [
  [/\s*(?:sum(?:s|med|ming)?(?:\s+up)?|total(?:s|ling)?(?:\s+up)?|adds?\s+up)\b(?:\s+of\b)?\s*/, 'sum'],
  [/\s*(?:averag(?:es?|ing)|means?|takes?\s+the\s+(?:average|mean))\b(?:\s+of\b)?\s*/, 'average'],
  [/\s*(?:min(?:imum)?|lowest|smallest|least)\b(?:\s+of\b)?\s*/, 'min'],
  [/\s*(?:max(?:imum)?|highest|largest|greatest|biggest)\b(?:\s+of\b)?\s*/, 'max'],
];
const chineseMeasures: [RegExp, Measure][] = [
  [/\s*(?:求和|的总和|的和|合计|汇总|总和)\s*/, 'sum'],
  [/\s*(?:的?平均值?|求平均值?|的均值)\s*/, 'average'],
  [/\s*(?:的?最小值?|求最小值?)\s*/, 'min'],
  [/\s*(?:的?最大值?|求最大值?)\s*/, 'max'],
];
const counted = (nouns: string): RegExp =>
  new RegExp(
    `\\s*(?:count(?:s|ed|ing)?(?:\\s+(?:them|${nouns}|items|rows|each|(?:how\\s+)?many))*|(?:the\\s+)?number\\s+of\\s+(?:${nouns}|items|rows))\\b\\s*|\\s*(?:并?统计(?:数量|个数|条数)|计数|求数量|数量)\\s*`,
  );

/** `sums total`, `the average of total`, `对 total 求和`, `counts them`. Values have no field to name. */
function measureAt(cursor: Cursor, shape: Shape, nouns: string): { measure: Measure; field: string | null } | null {
  const { at } = cursor;
  if (cursor.skip(counted(nouns))) return { measure: 'count', field: null };
  cursor.skip(
    /\s*(?:(?:and|then|with|comput(?:es?|ing)|calculat(?:es?|ing)|find(?:s|ing)?|get(?:s|ting)?|takes?|taking|returns?|the|their|of)\b\s*)*/,
  );
  for (const [pattern, measure] of measures) {
    const { at: before } = cursor;
    if (!cursor.skip(pattern)) continue;
    const field = fieldAt(cursor, shape);
    if (field !== null || shape.kind === 'values') {
      if (shape.kind === 'values') cursor.skip(/\s*(?:(?:of\s+)?(?:them|all|the\s+values|these)\b)/);
      return { measure, field };
    }
    cursor.at = before;
  }
  cursor.at = at;
  const { at: start } = cursor;
  if (cursor.skip(/\s*(?:并|再|然后)?\s*(?:对|求|计算|统计|汇总)?\s*/)) {
    const field = fieldAt(cursor, shape);
    if (field !== null || shape.kind === 'values')
      for (const [pattern, measure] of chineseMeasures) if (cursor.skip(pattern)) return { measure, field };
    if (field !== null && /汇总\s*$/.test(cursor.reader.text.slice(start, cursor.at - field.length))) return { measure: 'sum', field };
    cursor.at = start;
    for (const [pattern, measure] of chineseMeasures) {
      const { at: before } = cursor;
      if (!cursor.skip(pattern)) continue;
      const of = fieldAt(cursor, shape);
      if (of !== null) return { measure, field: of };
      cursor.at = before;
    }
  }
  cursor.at = at;
  return null;
}

const down =
  /\s*(?:[,，]?\s*(?:in\s+)?(?:descending(?:ly)?|desc|decreasing|reversed?)\b(?:\s+order)?|(?:from\s+)?(?:the\s+)?(?:highest|largest|biggest|high)\s+(?:first|to\s+(?:the\s+)?(?:lowest|smallest|low))|\(desc(?:ending)?\)|(?:降序|倒序|从高到低|从大到小))/;
const up =
  /\s*(?:[,，]?\s*(?:in\s+)?(?:ascending(?:ly)?|asc|increasing)\b(?:\s+order)?|(?:from\s+)?(?:the\s+)?(?:lowest|smallest|low)\s+(?:first|to\s+(?:the\s+)?(?:highest|largest|high))|\(asc(?:ending)?\)|(?:升序|正序|从低到高|从小到大))/;

function sortAt(cursor: Cursor, shape: Shape, last: Step | undefined): Step | null {
  const { at } = cursor;
  const chinese = cursor.skip(/\s*(?:按照?|依据?|根据)\s*/);
  let by = chinese ? fieldAt(cursor, shape) : null;
  let descending = chinese ? cursor.skip(down) !== null : false;
  if (chinese && !descending) cursor.skip(up);
  const verb = chinese
    ? cursor.skip(/\s*(?:的)?\s*(?:进行)?\s*(?:排序|排列|排)/)
    : cursor.skip(
        /\s*(?:sort(?:s|ed|ing)?|order(?:s|ed|ing)?(?=\s+(?:them|it|by|desc|asc|from))|排序|(?=(?:降序|升序|倒序|从高到低|从大到小|从低到高|从小到大)))/,
      );
  if (!verb && !(chinese && by !== null && descending)) {
    cursor.at = at;
    return null;
  }
  if (!chinese) {
    cursor.skip(/\s+(?:them|it|the\s+(?:result|results|rows|groups|values))\b/);
    descending = cursor.skip(down) !== null || descending;
    if (!descending) cursor.skip(up);
    if (cursor.skip(/\s*(?:by|on)\s+(?:the\s+)?/)) {
      by = fieldAt(cursor, shape) ?? null;
      if (by === null && !cursor.skip(/\s*(?:value|sum|total|count|average)\b/)) return null;
    }
    if (!descending) descending = cursor.skip(down) !== null;
    if (!descending) cursor.skip(up);
    cursor.skip(/\s*(?:排序|排列)/);
  }
  // Nothing is said about what: groups are sorted by what they measure.
  if (by === null && shape.kind === 'groups' && last?.op === 'group') by = measured(last);
  return { op: 'sort', by, descending };
}

const number = String.raw`(\d{1,9}|one|two|three|four|five|six|ten|twenty|[一二两三四五六七八九十]{1,3})`;
const countIn = (found: RegExpExecArray): number => countOf(found[1] ?? '') ?? Number(found[1]);

/** One step, or a grouping with its measure; null where the words are none. */
function stepAt(cursor: Cursor, shape: Shape, last: Step | undefined, nouns: string): Step | null {
  const { at } = cursor;
  const back = (): null => {
    cursor.at = at;
    return null;
  };
  const some = new RegExp(
    `\\s*(?:(?:takes?|taking|keep(?:s|ing)?|limit(?:s|ed|ing)?(?:\\s+(?:it|them|the\\s+result))?(?:\\s+to)?|returns?|gets?|picks?|selects?|only)\\s+)?(?:the\\s+)?(?:first|top|best)?\\s*${number}\\s*(?:(?:${nouns}|items?|rows?|records|groups|results|values|of\\s+them)\\b)?(?![\\w.])|\\s*(?:只?(?:取|保留|返回|要))?\\s*前\\s*${number}\\s*(?:个|条|名|项|行)?(?:客户|记录)?`,
  );
  const taken = cursor.skip(some);
  if (taken) return { op: 'take', count: countIn([taken[0], taken[1] ?? taken[2] ?? ''] as unknown as RegExpExecArray) };
  const skipped = cursor.skip(
    new RegExp(
      `\\s*(?:skip(?:s|ping)?|drop(?:s|ping)?|leaves?\\s+out)\\s+(?:the\\s+)?(?:first\\s+)?${number}\\s*(?:(?:${nouns}|items?|rows?|records|values|of\\s+them)\\b)?(?![\\w.])`,
    ),
  );
  const chineseSkipped = skipped ?? cursor.skip(new RegExp(`\\s*(?:跳过|略过|去掉)\\s*前?\\s*${number}\\s*(?:个|条|名|项|行)?`));
  if (chineseSkipped) return { op: 'skip', count: countIn(chineseSkipped) };
  const grouped = cursor.skip(
    /\s*(?:group(?:s|ed|ing)?\s+(?:(?:them|it|the\s+\w+)\s+)?by|(?:按照?|根据)(?=[^，。,]{1,40}?(?:分组|聚合|汇总)))\s*/,
  );
  if (grouped) {
    const by = fieldAt(cursor, shape);
    cursor.skip(/\s*(?:进行)?(?:分组|聚合)/);
    cursor.skip(/\s*[,，]?\s*(?:(?:and|then|with|并|再|然后|后)\s*)*/);
    const found = by === null ? null : measureAt(cursor, shape, nouns);
    return by !== null && found ? { op: 'group', by, ...found } : back();
  }
  const sorted = sortAt(cursor, shape, last);
  if (sorted) return sorted;
  cursor.at = at;
  if (
    cursor.skip(
      /\s*(?:(?:makes?\s+(?:them|it)\s+)?(?:distinct|unique)|dedup(?:e|es|licates?|licated)?|(?:remov|drop|eliminat)(?:es?|s|ing)\s+(?:the\s+)?duplicates?|keeps?\s+(?:only\s+)?(?:the\s+)?(?:distinct|unique)(?:\s+(?:ones|values))?)(?:\s+(?:them|values|ones|items))?(?![\w])/,
    )
  ) {
    return { op: 'distinct', by: cursor.skip(/\s+(?:by|on)\s+/) ? fieldAt(cursor, shape) : null };
  }
  if (cursor.skip(/\s*(?:按照?|根据)(?=[^，。,]{1,40}?去重)\s*/)) {
    const by = fieldAt(cursor, shape);
    return cursor.skip(/\s*去重/) ? { op: 'distinct', by } : back();
  }
  if (cursor.skip(/\s*去重/)) return { op: 'distinct', by: null };
  if (cursor.skip(/\s*(?:flatten(?:s|ing)?|flat\s*maps?|展开|展平|拍平)\s*(?:out\s+)?(?:the\s+|their\s+)?/)) {
    const field = fieldAt(cursor, shape);
    return field === null ? back() : { op: 'flatten', field };
  }
  if (
    cursor.skip(
      /\s*(?:map(?:s|ped|ping)?\s+(?:(?:them|it|each(?:\s+\w+)?)\s+)?(?:to|into|onto)|pick(?:s|ing)?|pluck(?:s|ing)?|extract(?:s|ing)?|select(?:s|ing)?|takes?|gets?|提取|映射(?:为|到|成)|取出?)\s*(?:out\s+)?(?:the\s+|their\s+|its\s+|just\s+)?/,
    )
  ) {
    const mapped = mapAt(cursor, shape);
    if (mapped) return mapped;
    cursor.at = at;
  }
  const without = cursor.skip(
    /\s*(?:(?:drop|remov|exclud|reject|skip|discard|ignor)(?:es?|s|ping|ing)?|filter(?:s|ing)?\s+out|leaves?\s+out|去掉|排除|剔除|过滤掉|丢弃)\s*/,
  );
  if (
    without ||
    cursor.skip(
      /\s*(?:keep(?:s|ing)?|filter(?:s|ed|ing)?(?:\s+(?:by|for|to|on))?|select(?:s|ing)?|only|where|with|whose|takes?|retains?|筛选出?|过滤出?|保留|选出|选取|只要|只留)\s*/,
    )
  ) {
    const conditions = conditionsAt(cursor, shape, nouns, without !== null);
    return conditions ? { op: 'filter', conditions } : back();
  }
  const found = measureAt(cursor, shape, nouns);
  if (!found) return back();
  const { at: measuredTo } = cursor;
  const by = cursor.skip(/\s*\b(?:by|per|for\s+each)\s+/) ? fieldAt(cursor, shape) : null;
  if (by !== null) return { op: 'group', by, ...found };
  cursor.at = measuredTo;
  return { op: 'total', ...found };
}

function mapAt(cursor: Cursor, shape: Shape): Step | null {
  const field = fieldAt(cursor, shape);
  if (field === null && !(shape.kind === 'values' && cursor.skip(/\s*(?:the\s+)?(?:value|item)\b/))) return null;
  const sign = cursor.skip(/\s*(\*|×|\+|-|times\b|plus\b|minus\b|乘以?|加|减)\s*/);
  const operators: Record<string, '+' | '-' | '*'> = {
    '*': '*',
    '×': '*',
    times: '*',
    乘: '*',
    乘以: '*',
    '+': '+',
    plus: '+',
    加: '+',
    '-': '-',
    minus: '-',
    减: '-',
  };
  const operator = sign ? (operators[(sign[1] ?? '').toLowerCase()] ?? null) : null;
  if (operator === null) return { op: 'map', field, operator: null, operand: null };
  const digits = cursor.skip(/(-?\d{1,12}(?:\.\d{1,6})?)(?![\w.]*\w)/);
  const operand = digits?.[1] ? Number(digits[1]) : fieldAt(cursor, shape);
  return operand === null ? null : { op: 'map', field, operator, operand };
}

const between =
  /(?:\s|[,，、;；:：]|->|=>|→|\||\b(?:that|which|and|then|it|to|finally|next|afterwards?|should|will|must|also|first(?=\s*[,，]))\b|[并再]|然后|最后|接着|之后|首先|先|后|其中|它)*/;

/** The whole pipeline in the words of a request; null where a part of it is not understood: nothing is left out in silence. */
export function readFlow(reader: Reader): { value: Flow; start: number; end: number } | null {
  const head = itemsOf(reader);
  if (!head) return null;
  const { items, fields } = head;
  const nouns = [...new Set([items, singular(items)])].map((each) => each.replace(/[^\w\u4e00-\u9fff]/g, '\\$&')).join('|');
  const cursor = cursorAt(reader, head.end);
  let shape: Shape = { kind: 'items', fields };
  const steps: Step[] = [];
  let end = head.end;
  for (;;) {
    cursor.skip(between);
    const step: Step | null = steps.length < 20 && steps.at(-1)?.op !== 'total' ? stepAt(cursor, shape, steps.at(-1), nouns) : null;
    const next: Shape | null = step ? after(shape, step) : null;
    if (!step || !next) break;
    steps.push(step);
    shape = next;
    end = cursor.at;
  }
  const left = reader.text.slice(end).split(/[.。!！\n]/, 1)[0] ?? '';
  if (
    steps.length === 0 ||
    !/^(?:\s|[,，;；、)]|\b(?:and|please|thanks?|called|named|in|as|using|with|for|me)\b.*|名为.*|叫.*|请|用.*|命名为.*)*$/i.test(left)
  )
    return null;
  const flow = flowSchema.safeParse({ items, fields, steps });
  return flow.success ? { value: flow.data, start: head.start, end } : null;
}
