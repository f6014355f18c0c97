import { z } from 'zod';
import { slotSourceSchema } from '#domain/programming';
import { givenNameSchema } from '../../plan.ts';
import { type Cursor, choicesHere, type ItemGrammar, readItems } from '../../reading/described-items.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt, typeFromName } from '../../reading/type-words.ts';
import { type Draw, pick } from '../../slots/sample.ts';

const ruleTypes = ['string', 'integer', 'number', 'boolean', 'string[]', 'integer[]', 'number[]', 'boolean[]'] as const;
export const formats = ['email', 'url', 'uuid', 'date', 'datetime'] as const;
export type Format = (typeof formats)[number];

const ruleSchema = z
  .object({
    name: givenNameSchema,
    type: z.enum(ruleTypes),
    /** Whether the type stood in the words or follows from the name and the limits. */
    typeSource: slotSourceSchema,
    format: z.enum(formats).nullable(),
    optional: z.boolean(),
    /** Of a number itself, of the characters of a text (Unicode code points), of the items of a list. */
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    choices: z.array(z.string().min(1).max(100)).max(60),
  })
  .refine(fits, 'A limit, a format or a choice does not fit its type.');
export type Rule = z.infer<typeof ruleSchema>;

export const rulesSchema = z
  .array(ruleSchema)
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'A field has two rules.');

export const isList = (type: string): boolean => type.endsWith('[]');

function fits({
  type,
  format,
  minimum,
  maximum,
  choices,
}: {
  type: string;
  format: string | null;
  minimum: number | null;
  maximum: number | null;
  choices: string[];
}): boolean {
  if (type === 'boolean' && (minimum !== null || maximum !== null)) return false;
  if (type !== 'string' && (format !== null || choices.length > 0)) return false;
  if (choices.length > 0 && (format !== null || minimum !== null || maximum !== null)) return false;
  if (minimum !== null && maximum !== null && minimum > maximum) return false;
  const counted = type === 'string' || isList(type);
  return [minimum, maximum].every(
    (each) => each === null || (counted ? Number.isSafeInteger(each) && each >= 0 : type === 'number' || Number.isSafeInteger(each)),
  );
}

const formatWords: readonly [RegExp, Format][] = [
  [/(?:an?\s+)?(?:valid\s+)?(?:e-?mail(?:\s+address)?|邮箱(?:地址)?|电子邮件)(?!\w)/i, 'email'],
  [/(?:an?\s+)?(?:valid\s+)?(?:https?\s+)?(?:urls?|uri|web\s+address|网址|链接)(?!\w)/i, 'url'],
  [/(?:an?\s+)?(?:valid\s+)?(?:uuid|guid)(?!\w)/i, 'uuid'],
  [/(?:an?\s+)?(?:valid\s+)?(?:(?:iso\s+)?date-?\s?time|timestamp|rfc\s?3339|日期时间|时间戳)(?!\w)/i, 'datetime'],
  [/(?:an?\s+)?(?:valid\s+)?(?:(?:iso\s+)?date|日期)(?!\w)/i, 'date'],
];
const number = String.raw`(-?\d+(?:\.\d+)?)`;
const unit = String.raw`(?:\s*(?:(?<characters>(?:characters?|chars?|letters?)(?!\w)(?:\s+long)?|个?字符|个?字)|(?<items>(?:items?|elements?|entries)(?!\w)|项|个元素)))?`;
const lead = String.raw`(?<length>(?:with\s+)?(?:an?\s+)?(?:the\s+)?length\s*(?:of\s+|is\s+)?|长度(?:为|在)?\s*)?`;
const limits: readonly (readonly [RegExp, low: boolean, high: boolean])[] = [
  [
    new RegExp(
      String.raw`${lead}(?:(?:between|from|in|range|介于|在)\s*)?${number}\s*(?:and|to|-|–|\.\.|到|至|和)\s*${number}${unit}(?:\s*之?间)?`,
      'i',
    ),
    true,
    true,
  ],
  [new RegExp(String.raw`(?<length>min(?:imum)?\s+length\s*(?:of\s+|is\s+)?|最短|最小长度(?:为)?)\s*${number}${unit}`, 'i'), true, false],
  [new RegExp(String.raw`(?<length>max(?:imum)?\s+length\s*(?:of\s+|is\s+)?|最长|最大长度(?:为)?)\s*${number}${unit}`, 'i'), false, true],
  [
    new RegExp(
      String.raw`${lead}(?:at least|min(?:imum)?(?: of)?|no less than|>=|≥|不小于|不少于|至少|最少|最小(?:值)?(?:为)?)\s*${number}${unit}`,
      'i',
    ),
    true,
    false,
  ],
  [
    new RegExp(
      String.raw`${lead}(?:at most|max(?:imum)?(?: of)?|up to|no more than|<=|≤|不大于|不超过|至多|最多|最大(?:值)?(?:为)?)\s*${number}${unit}`,
      'i',
    ),
    false,
    true,
  ],
];

function limitAt(rule: Rule, cursor: Cursor): boolean {
  for (const [pattern, low, high] of limits) {
    const mark = cursor.at;
    const match = cursor.skip(pattern);
    if (!match) continue;
    const { characters, items, length } = match.groups ?? {};
    const found = match
      .slice(1)
      .filter((each) => /^-?\d/.test(each ?? ''))
      .map(Number);
    if (items !== undefined && !isList(rule.type)) {
      cursor.at = mark;
      return false;
    }
    if (characters !== undefined || length !== undefined) {
      if (rule.typeSource === 'assumed') rule.type = 'string';
    } else if (items === undefined && rule.typeSource === 'assumed' && rule.type !== 'number')
      rule.type = found.every(Number.isInteger) ? 'integer' : 'number';
    if (low) rule.minimum = found[0] ?? null;
    if (high) rule.maximum = found.at(-1) ?? null;
    return true;
  }
  return false;
}

function detail(rule: Rule, cursor: Cursor, behindComma: boolean): boolean {
  for (const [pattern, format] of behindComma ? [] : formatWords) {
    if (!cursor.skip(pattern)) continue;
    rule.format = format;
    rule.type = 'string';
    rule.typeSource = 'words';
    return true;
  }
  if (limitAt(rule, cursor)) return true;
  const type = behindComma ? null : typeAt(cursor.text, cursor.at);
  const known = ruleTypes.find((each) => each === type?.type);
  if (type && known) {
    rule.type = known;
    rule.typeSource = 'words';
    cursor.at = type.end;
    return true;
  }
  if (cursor.skip(/(?:is\s+)?(?:(?:required|mandatory)(?!\w)|(?:必填|必需)的?)/i)) return true;
  if (cursor.skip(/(?:is\s+)?(?:(?:optional|may be missing)(?!\w)|(?:可选|选填)的?)/i)) {
    rule.optional = true;
    return true;
  }
  if (cursor.skip(/(?:non-?\s?empty|not empty|非空|不为空)(?!\w)/i)) {
    rule.minimum = 1;
    return rule.type === 'string' || isList(rule.type);
  }
  if (cursor.skip(/(?:is\s+)?(?:(?:one of|any of|either|in)(?!\w)|可选值(?:为|是)?|取值(?:为|是)?|只能是|必须是)\s*/i)) {
    rule.choices = choicesHere(cursor);
    if (rule.typeSource === 'assumed') rule.type = 'string';
    return rule.choices.length > 0;
  }
  return false;
}

const grammar: ItemGrammar<Rule> = {
  start: (name) => ({
    name,
    type: ruleTypes.find((each) => each === typeFromName(name)) ?? 'string',
    typeSource: 'assumed',
    format: null,
    optional: false,
    minimum: null,
    maximum: null,
    choices: [],
  }),
  detail,
};

const marks =
  /(?:\b(?:with|has|having|where|the|following|these|its|of|including|containing|contains|checks|checking|that checks|which checks|requires|requiring)\b\s*){0,12}(?:\b(?:fields?|rules?|properties|keys?)\b|字段|规则|属性)\s*(?:are|is|of|有|为|是|包括|包含)?\s*[:：]?\s*|(?:\b(?:with|has|having|where|of|including|containing|contains|checks|checking|requires|requiring|that)\b|包含|包括|含有|有|检查|要求)\s*(?:(?:the|an?|following|that)\s+)*|[:：]\s*/i;

/** The rules of a validator: "email (email), age between 18 and 120, role one of admin, member". */
export const readRules = (reader: Reader): { value: Rule[]; start: number; end: number } | null =>
  readItems(reader, marks, grammar, (items) => rulesSchema.safeParse(items).success);

export function sampleRules(draw: Draw): Rule[] {
  const made: Rule[] = [];
  const wanted = 1 + Math.floor(draw.random() * 5);
  for (let attempt = 0; made.length < wanted && attempt < 40; attempt += 1) {
    const type = pick(draw, ruleTypes);
    const form = draw.random();
    const limited = form < 0.5 && type !== 'boolean';
    const rule: Rule = {
      ...grammar.start(draw.name()),
      type,
      typeSource: 'words',
      optional: draw.random() < 0.3,
      format: type === 'string' && form > 0.7 ? pick(draw, formats) : null,
      choices: type === 'string' && form > 0.5 && form <= 0.7 ? [...new Set(['admin', draw.text().slice(0, 100) || 'x', 'a"b'])] : [],
      minimum: limited ? pick(draw, [0, 1, 2]) : null,
      maximum: limited && draw.random() < 0.7 ? 50 : null,
    };
    if (rulesSchema.safeParse([...made, rule]).success) made.push(rule);
  }
  return made.length > 0 ? made : [grammar.start('name')];
}
