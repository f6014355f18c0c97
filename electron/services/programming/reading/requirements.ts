/** A request that may be two: what is asked for first, and the rest. */
export interface Parts {
  first: string;
  rest: string;
}

const verb = String.raw`(?:please\s+|also\s+|then\s+)*(?:add|create|write|make|build|generate|implement|define)\s+(?:an?|the|another|one|some|me)\b`;
const chineseVerb = '(?:再|并且?|还要?|另外|然后|同时|以及)*\\s*(?:添加|新增|创建|新建|写|加|做|实现|生成|定义)(?:一?个|一?套|一?种)';
/** Where a second wish may begin: with a verb of its own behind the end of a sentence, a comma or "and". */
const border = new RegExp(
  String.raw`(?:[.;!。；！\n]\s*(?:[-*\d.)]+\s*)?|,\s*(?:and\s+)?|\sand\s|，\s*)(?=${verb})|(?:[。；！\n，,]\s*(?:[-*\d.)]+\s*)?)(?=${chineseVerb})`,
  'gi',
);

/** The places at which a request may be two, the first one first; at most five. */
export function partings(text: string): Parts[] {
  // Long runs of blanks are no border, and looking through them from each of their places would take for ever.
  if (/\s{40}/.test(text)) return [];
  const found: Parts[] = [];
  for (const match of text.matchAll(border)) {
    const end = match.index + match[0].length;
    if (match.index > 0 && found.length < 5) found.push({ first: text.slice(0, match.index + 1), rest: text.slice(end) });
  }
  return found;
}
