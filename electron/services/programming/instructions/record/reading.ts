import type { TargetLanguage } from '#domain/programming';
import { byDefault, type Slot, type TypedName, words } from '../../plan.ts';
import { takeName, takeSubject } from '../../reading/given-name.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt } from '../../reading/type-words.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { type Asked, askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import { recordNouns } from './lexicon.ts';
import type { RecordPlan } from './schema.ts';

const marks = [
  /(?:\b(?:with|has|having|and|the|following|these|its|whose|of|including|containing|contains)\b\s*){0,12}(?:\bfields?|\bproperties|\bproperty|\battributes|\bcolumns|\bmembers|字段|属性|成员)\s*(?:(?:are|is|of|for|called|named|包括|包含|有|为|是|分别是|:|：|=)\s*){0,12}/i,
  /(?:\b(?:with|has|having|contains|containing|holding|holds|consisting of|consists? of|(?:made|built|composed)(?:\s+up)?\s+(?:of|from)|comprising|including|includes|that has|which has|stores|storing)\b|由(?=\s*[A-Za-z_])|包含|包括|含有|拥有|带有|有|具有)\s*(?:(?:the|an?|:|：|following|these|it)\s+){0,9}/i,
  /[:：]\s*|\s[-–—]{1,2}\s+|[{(（]\s*|,\s*(?=[A-Za-z_]\w*\s*[:(（])|，\s*/,
];

export function readRecord(reader: Reader, context: { language: Slot<TargetLanguage> }): RecordPlan | Missing {
  const isClass = reader.see(/(?<!data\s?)\bclass\b|(?<!数据)类(?!型)/i) !== null;
  const name = takeName(reader, recordNouns, true) ?? takeSubject(reader);
  const whole = name ? reader.whole.indexOf(name) : -1;
  const fields = readFields(reader, name, name === null || whole < 0 ? 0 : whole + name.length);
  reader.take(new RegExp(`(?:${recordNouns})`, 'i'));
  reader.take(/字段|属性|\bfields?\b/i);
  const draft = {
    kind: 'record' as const,
    language: context.language,
    form: isClass ? words('class' as const) : byDefault('interface' as const),
  };
  if (name && fields.length > 0) return { ...draft, name: words(name), fields };
  const missing = [...(name ? [] : [missingName]), ...(fields.length > 0 ? [] : [missingFields(name)])];
  return askFor({ ...draft, ...(name ? { name: words(name) } : {}), ...(fields.length > 0 ? { fields } : {}) }, missing);
}

const missingName: Asked = { name: 'name', question: { en: 'The name of the record is missing.', zh: '缺少名称：请写出类型的名字。' } };
const missingFields = (name: string | null): Asked => ({
  name: 'fields',
  question: {
    en: `The fields${name ? ` of \`${name}\`` : ''} are missing: a list such as \`id: integer, email: string\`.`,
    zh: `缺少${name ? ` \`${name}\` 的` : ''}字段，例如：id（整数）、email（字符串）。`,
  },
});

/** The fields stand behind the name; only where nothing does, in front of it. */
function readFields(reader: Reader, name: string | null, behind: number): TypedName[] {
  const found = fieldsFrom(reader, name, behind);
  return found.length > 0 || behind === 0 ? found : fieldsFrom(reader, name, 0);
}

function fieldsFrom(reader: Reader, name: string | null, first: number): TypedName[] {
  for (const mark of marks) {
    for (let from = first; from < reader.text.length; ) {
      const match = new RegExp(mark.source, mark.flags).exec(reader.text.slice(from));
      if (!match) break;
      const start = from + match.index;
      const after = start + match[0].length;
      const found = takeTypedNames(reader, after).filter((field) => field.name !== name || field.typeSource === 'words');
      if (found.length > 0) {
        reader.takeRange(start, after);
        // `It has an id, ... and a total which is a number`: a sentence may go on with types.
        return shareType(reader, distinctFields(found));
      }
      from = after + 1;
    }
  }
  return [];
}

const distinctFields = (fields: TypedName[]): TypedName[] =>
  fields.filter((field, at) => fields.findIndex((each) => each.name === field.name) === at);

/** `a, b and c, all strings`, `都是字符串`, `x, y and z as floats`: one type for the fields that have none. */
function shareType(reader: Reader, fields: TypedName[]): TypedName[] {
  const mark = reader.see(
    /(?:,?\s*(?:\ball(?:\s+of\s+(?:them|type))?|\beach|\bboth)(?:\s+(?:are|is|as|being))?(?:\s+(?:an?|of type))?\s*)|(?:，?\s*(?:它们)?(?:都是|均为|全是|皆为|都为|是|为)\s*)/i,
  );
  const given = mark ? typeAt(reader.text, mark.index + mark[0].length) : null;
  const last = fields.at(-1);
  if (mark && given) {
    reader.takeRange(mark.index, given.end);
    return fields.map((field) => (field.typeSource === 'assumed' ? { ...field, type: given.type, typeSource: 'words' as const } : field));
  }
  // A plural type behind the last name speaks for all: `x, y and z as floats`.
  const plural =
    last?.typeSource === 'words' &&
    fields.length > 1 &&
    fields.slice(0, -1).every((field) => field.typeSource === 'assumed') &&
    /\b(?:strings|integers|ints|numbers|floats|doubles|booleans|bools)\b/i.test(reader.whole);
  return plural && last ? fields.map((field) => ({ ...field, type: last.type, typeSource: 'words' as const })) : fields;
}
