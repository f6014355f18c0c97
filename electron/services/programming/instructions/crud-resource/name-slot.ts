import { givenNameSchema } from '../../plan.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import type { SlotType } from '../../slots/slot-types.ts';

const word = `(${literalClass.code}|${literalClass.text}|(?<![\\w-])[A-Za-z_]\\w*(?:-\\w+)*|[\\u4e00-\\u9fff]{1,8}?)`;
const noun = String.raw`(?:crud|rest(?:ful)?)(?:\s+(?:api|endpoints?|routes?|resources?|service|http|rest|interface))*`;
const chineseNoun = '(?:(?:CRUD|REST(?:ful)?)\\s*(?:API)?\\s*(?:接口|资源|服务)?|增删改查(?:接口)?)';

/** Where the name stands, the surest first. */
const places = [
  `\\b(?:called|named)\\s+${word}`,
  `(?:名为|名叫|叫做|叫|称为|名称为|名字是|资源名为?)\\s*${word}(?=[\\s,，、。:：;；(（的]|$)`,
  `\\b(?:resource|entity|model)\\s+(?!with\\b|for\\b|of\\b|that\\b|in\\b)${word}`,
  `${noun}\\s+(?:for|of|on|around)\\s+(?:an?\\s+|the\\s+|my\\s+|our\\s+|managing\\s+|resource\\s+)*${word}(?![\\u4e00-\\u9fff])`,
  `(?:给|为|对|针对)\\s*${word}\\s*(?:资源|实体)?\\s*(?:做|加|写|建|添加|创建|实现|生成|提供|编写|增加|新增|设计)`,
  `(?:实现|创建|添加|编写|生成|写|做|加)(?:一?[个套组])?\\s*${word}\\s*的?\\s*${chineseNoun}`,
  `${word}\\s*的\\s*${chineseNoun}`,
  `\\b(?:manages?|managing)\\s+(?:an?\\s+|the\\s+)?${word}`,
  `${noun}\\s+(?!for\\b|with\\b|in\\b|of\\b|on\\b|at\\b|under\\b|and\\b|to\\b|using\\b)${word}`,
  `(?<!\\w)(?!(?:an?|the|add|create|write|make|build|generate|implement|need|want|new|simple|full|http|json|python|go|typescript|javascript|please)\\b)${word}\\s+${noun}`,
  `${chineseNoun}\\s*[:：]?\\s*([A-Za-z_]\\w*)`,
].map((pattern) => new RegExp(pattern, 'gi'));

const noName =
  /^(?:an?|the|my|our|api|rest|restful|crud|http|resource|endpoints?|routes?|service|with|fields?|python|go|golang|typescript|javascript|一个?|资源|接口)$/i;

function read(reader: Reader): { value: string; start: number; end: number } | null {
  for (const pattern of places) {
    for (const match of reader.text.matchAll(pattern)) {
      const name = reader.plain(match[1] ?? '').trim();
      if (!givenNameSchema.safeParse(name).success || noName.test(name)) continue;
      const start = match.index + match[0].indexOf(match[1] ?? '');
      return { value: name, start, end: start + (match[1] ?? '').length };
    }
  }
  return null;
}

/** The noun that the resource is named by: "CRUD for Product", 为 Product 创建增删改查接口. */
export const nameSlot: Extract<SlotType, { type: 'custom' }> = {
  type: 'custom',
  schema: givenNameSchema,
  read,
  sample: (draw) => draw.name(),
};
