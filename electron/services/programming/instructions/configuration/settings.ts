import { z } from 'zod';
import { constantCase } from '#domain/ir/names';
import { slotSourceSchema } from '#domain/programming';
import { givenNameSchema } from '../../plan.ts';
import { type Cursor, choicesHere, type ItemGrammar, readItems, valueHere } from '../../reading/described-items.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt, typeFromName } from '../../reading/type-words.ts';
import { type Draw, pick } from '../../slots/sample.ts';

const settingTypes = ['string', 'integer', 'number', 'boolean', 'string[]'] as const;

const settingSchema = z
  .object({
    name: givenNameSchema,
    type: z.enum(settingTypes),
    /** Whether the type stood in the words or follows from the name. */
    typeSource: slotSourceSchema,
    /** The environment variable, where it is not the name in capitals. */
    variable: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
      .nullable(),
    optional: z.boolean(),
    default: z.union([z.string().max(1000), z.number(), z.boolean()]).nullable(),
    minimum: z.number().nullable(),
    maximum: z.number().nullable(),
    choices: z.array(z.string().min(1).max(100)).max(60),
    /** Its value is left out where the configuration is printed. */
    secret: z.boolean(),
  })
  .refine(fits, 'A default or a limit does not fit its type.');
export type Setting = z.infer<typeof settingSchema>;

export const settingsSchema = z
  .array(settingSchema)
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map(variableOf)).size === all.length, 'Two settings have the same variable.');

export const variableOf = ({ name, variable }: Pick<Setting, 'name' | 'variable'>): string => variable ?? constantCase(name);

function fits(setting: {
  type: string;
  default: string | number | boolean | null;
  minimum: number | null;
  maximum: number | null;
  choices: string[];
}): boolean {
  const { type, default: given, minimum, maximum, choices } = setting;
  const numeric = type === 'integer' || type === 'number';
  if (!numeric && (minimum !== null || maximum !== null)) return false;
  if (type !== 'string' && choices.length > 0) return false;
  if (minimum !== null && maximum !== null && minimum > maximum) return false;
  if (type === 'integer' && ![minimum, maximum].every((each) => each === null || Number.isSafeInteger(each))) return false;
  if (given === null) return true;
  if (type === 'boolean') return typeof given === 'boolean';
  if (type === 'string[]') return false;
  if (type === 'string') return typeof given === 'string' && (choices.length === 0 || choices.includes(given));
  const inside = typeof given === 'number' && given >= (minimum ?? given) && given <= (maximum ?? given);
  return inside && (type === 'number' ? Number.isFinite(given) : Number.isSafeInteger(given));
}

const secretName =
  /(?:password|passwd|passphrase|secret|token|api_?key|private_?key|access_?key|credentials?|database_?url|dsn|connection_?string)$/i;
const number = String.raw`(-?\d+(?:\.\d+)?)`;
const between = new RegExp(
  String.raw`(?:(?:between|from|in|range)\s*)?${number}\s*(?:and|to|-|–|\.\.|到|至|和)\s*${number}(?:\s*之?间)?|(?:介于|在)\s*${number}\s*(?:到|至|和)\s*${number}(?:\s*之?间)?`,
  'i',
);
const least = new RegExp(String.raw`(?:at least|min(?:imum)?(?: of)?|>=|≥|不小于|至少|最小(?:值)?(?:为)?)\s*${number}`, 'i');
const most = new RegExp(String.raw`(?:at most|max(?:imum)?(?: of)?|up to|<=|≤|不大于|至多|最多|最大(?:值)?(?:为)?)\s*${number}`, 'i');
const environment =
  /(?:(?:read|taken|loaded|coming|comes|from|in|来自|取自|从)\s*)*(?:the\s+)?(?:environment(?:\s+variable)?|env(?:\s+var(?:iable)?)?(?!\w)|环境变量|环境)(?:\s*(?:读取|获取|取得))?\s*((?:called\s+|named\s+)?[A-Z][A-Z0-9_]+(?![a-z]))?/;
const fallback =
  /(?:with\s+(?:an?\s+)?)?(?:defaults?(?:\s+(?:value|to|of|is))*|defaulting to|默认值?(?:为|是)?|缺省(?:为|是)?|=)\s*[:：]?\s*/i;

function detail(setting: Setting, cursor: Cursor, behindComma: boolean): boolean {
  const type = behindComma ? null : typeAt(cursor.text, cursor.at);
  const known = settingTypes.find((each) => each === type?.type);
  if (type && known) {
    setting.type = known;
    setting.typeSource = 'words';
    cursor.at = type.end;
    return true;
  }
  if (!behindComma && cursor.skip(/(?:url|uri|path|address|地址|路径)(?!\w)/i)) {
    setting.type = 'string';
    setting.typeSource = 'words';
    return true;
  }
  const mark = cursor.at;
  if (cursor.skip(fallback)) {
    const value = valueHere(cursor);
    if (value !== null) {
      setting.default = value;
      if (typeof value !== 'string') setting.type = typeof value === 'boolean' ? 'boolean' : widened(setting.type, value);
      else if (setting.typeSource === 'assumed') setting.type = 'string';
      setting.typeSource = 'words';
      return true;
    }
    cursor.at = mark;
  }
  if (cursor.skip(/(?:is\s+)?(?:(?:required|mandatory)(?!\w)|(?:必填|必需)的?)/i)) return true;
  if (cursor.skip(/(?:is\s+)?(?:(?:optional|may be missing)(?!\w)|(?:可选|选填)的?)/i)) {
    setting.optional = true;
    return true;
  }
  if (cursor.skip(/(?:an?\s+)?(?:(?:secret|sensitive)(?!\w)|机密|敏感|保密)/i)) {
    setting.secret = true;
    return true;
  }
  if (cursor.skip(/(?:is\s+)?(?:(?:one of|any of|either)(?!\w)|可选值(?:为|是)?|取值(?:为|是)?|之一)\s*/i)) {
    setting.choices = choicesHere(cursor);
    setting.type = 'string';
    return setting.choices.length > 0;
  }
  const named = cursor.skip(environment) ?? cursor.skip(/(?:from|as|via|来自|取自)\s+(?:the\s+variable\s+)?([A-Z][A-Z0-9_]+)(?![a-z])/);
  if (named) {
    const variable = named[1]?.replace(/^(?:called|named)\s+/, '');
    if (variable) setting.variable = variable;
    return true;
  }
  for (const [pattern, low, high] of [
    [between, true, true],
    [least, true, false],
    [most, false, true],
  ] as const) {
    const found = cursor
      .skip(pattern)
      ?.slice(1)
      .filter((each) => each !== undefined)
      .map(Number);
    if (!found) continue;
    if (low) setting.minimum = found[0] ?? null;
    if (high) setting.maximum = found.at(-1) ?? null;
    if (setting.type !== 'number') setting.type = found.every(Number.isInteger) ? 'integer' : 'number';
    return true;
  }
  return false;
}

const widened = (type: Setting['type'], value: number): Setting['type'] =>
  type === 'number' || !Number.isInteger(value) ? 'number' : 'integer';

const grammar: ItemGrammar<Setting> = {
  start: (name) => ({
    name,
    type: settingTypes.find((each) => each === typeFromName(name.toLowerCase())) ?? 'string',
    typeSource: 'assumed',
    variable: null,
    optional: false,
    default: null,
    minimum: null,
    maximum: null,
    choices: [],
    secret: secretName.test(name),
  }),
  detail,
};

const marks =
  /(?:\b(?:with|has|having|and|the|following|these|its|of|including|containing|contains|reads|loads|loading|reading|for)\b\s*){0,12}(?:\b(?:settings?|options?|fields?|values?|keys?|variables?|properties|设置项?|配置项|字段|选项|变量)\b|设置项?|配置项|字段|选项|变量)\s*(?:are|is|of|有|为|是|包括|包含)?\s*[:：]?\s*|(?:\b(?:with|has|having|of|including|containing|contains|reads|reading|loads|loading|that reads|which reads|for)\b|包含|包括|含有|有|读取)\s*(?:(?:the|an?|following)\s+)*|[:：]\s*/i;

/** The settings of a configuration: "port: integer default 8080, databaseUrl from the environment". */
export const readSettings = (reader: Reader): { value: Setting[]; start: number; end: number } | null =>
  readItems(reader, marks, grammar, (items) => settingsSchema.safeParse(items).success);

export function sampleSettings(draw: Draw): Setting[] {
  const made: Setting[] = [];
  const wanted = 1 + Math.floor(draw.random() * 5);
  for (let attempt = 0; made.length < wanted && attempt < 40; attempt += 1) {
    const type = pick(draw, settingTypes);
    const numeric = type === 'integer' || type === 'number';
    const bounded = numeric && draw.random() < 0.4;
    const choices = type === 'string' && draw.random() < 0.3 ? [...new Set(['debug', draw.text().slice(0, 100) || 'x', 'a"b'])] : [];
    const defaults: Record<Setting['type'], Setting['default']> = {
      string: choices[0] ?? draw.text().slice(0, 100),
      integer: 5,
      number: pick(draw, [0.5, 3, 5]),
      boolean: draw.random() < 0.5,
      'string[]': null,
    };
    const setting: Setting = {
      name: draw.name(),
      type,
      typeSource: 'words',
      variable: draw.random() < 0.2 ? pick(draw, ['PATH', 'x_1', '_']) : null,
      optional: draw.random() < 0.3,
      default: draw.random() < 0.5 ? defaults[type] : null,
      minimum: bounded ? pick(draw, [-10, 0]) : null,
      maximum: bounded && draw.random() < 0.7 ? 65_535 : null,
      choices,
      secret: draw.random() < 0.3,
    };
    if (settingsSchema.safeParse([...made, setting]).success) made.push(setting);
  }
  return made.length > 0 ? made : [grammar.start('port')];
}
