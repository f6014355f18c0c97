import { isReserved } from '#domain/ir/names';
import { targetLanguages } from '#domain/programming';
import { notNames } from '../reading/given-name.ts';
import { literalClass } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { phrasePattern } from './phrases.ts';
import type { Draw } from './sample.ts';
import type { Phrases } from './slot-types.ts';

const part = String.raw`[\p{L}_$][\p{L}\p{N}_$]{0,99}`;
/** A name in code, and one that may name its class or type in front: `User.save`. */
export const symbolPattern = new RegExp(`^${part}$`, 'u');
export const dottedSymbolPattern = new RegExp(`^${part}(?:\\.${part})?$`, 'u');

const nouns =
  'functions?|methods?|class|classes|variables?|constants?|parameters?|arguments?|interfaces?|structs?|records?|types?|type alias|enums?|helpers?|procedures?|coroutines?|handlers?|dataclass|models?';
const chineseNouns = '函数|方法|类型别名|数据类|类型|类|变量|常量|参数|接口|结构体|记录|枚举';
const between = String.raw`(?:\s|[:：]|\b(?:the|an?|my|our|this|that|its|existing|exported|local|global|public|private|async|called|named|name)\b|\b(?:${nouns})\b|${chineseNouns}|名为|叫做?|的)*`;
const word = String.raw`[A-Za-z_$\u00c0-\u024f][\w$\u00c0-\u024f]*`;
const token = new RegExp(
  String.raw`(?<![\w$\u00c0-\u024f/.@-])(?:(${literalClass.code}|${literalClass.text})|(${word}(?:\.${word})?))(?:\(\s*\))?(?![\w$/-])`,
  'gu',
);
/** Words that are no names even where a noun stands in front of them. */
const never = new Set(
  'the a an to in into of from for with by as and or at on it its is are be that this which where who called named name so all every everywhere please should function method class variable constant parameter interface struct type'.split(
    ' ',
  ),
);

/** An article has a noun or a name behind it: `a` itself is a name where there is none. */
const noNounBehind = /^\s*(?:(?:to|into|as|in|with|and)\b|->|→|=>|[,，。;；]|[为成改重叫]|$)/i;

/** What a sentence may begin with that is no name: people, words of reference, and programs that complain about code. */
const noSubjects = new Set(
  'i you we he she they it this that these those there here what whatever nobody nothing everybody something anything one two callers users people threads lines code name types await async push map filter for from given how no not mypy pyright pylint tsc eslint ruff vet lint if when before after maybe could can please get'.split(
    ' ',
  ),
);
const startsClause = /(?:^|[.;!?。；！？，,：:\n]\s*)(?:(?:the|my|our)\s+)?$/i;
const subjectVerb =
  /^\s+(?:(?:also|sometimes|often|always|still|really|just|now|currently)\s+)?(?:is|was|has|have|had|should|shall|must|needs?|can|could|may|might|does|do|will|blocks?|hangs?|throws?|raises?|lacks?|takes?|fails?|crash(?:es)?|returns?|looks?)\b/i;
const objectCue = /\b(?:inside|of|what|in|get rid of|complains? that|need|want|says? that|read by)\s+$/i;
/** Latin letters in a Chinese sentence are a name, where no word leads to something else. */
const amongChinese = /^\s*(?:里面?|中|上面?|的)?\s*[\u4e00-\u9fff]/;

/** Whether a word stands where a sentence has the thing that it speaks about: `squeeze is untyped`, squeeze 没写类型. */
function isSpokenOf(value: string, before: string, after: string): boolean {
  if (noSubjects.has(value.toLowerCase())) return false;
  if (/[\u4e00-\u9fff]/.test(before + after)) return amongChinese.test(after);
  return (
    (startsClause.test(before) && subjectVerb.test(after)) ||
    (objectCue.test(before) && /^\s*(?:$|[,.;]|(?:to|has|does|throws|need|by|at|is|just)\b)/i.test(after))
  );
}

/** A slot that a name of the code goes into, and the words in front of it. */
export interface SymbolSlot {
  name: string;
  cues: Phrases;
  dotted: boolean;
  /** Words that stand in front of the names of other slots. */
  not: Phrases;
}

export interface FoundSymbol {
  slot: string;
  value: string;
  start: number;
  end: number;
}

/**
 * The names of code in a request, each for the slot that its surroundings speak for most: words in front of it, a noun beside it, how it is
 * written. Nothing is taken.
 */
export function findSymbols(reader: Reader, slots: readonly SymbolSlot[]): FoundSymbol[] {
  const { text } = reader;
  const candidates = slots.flatMap((slot) => {
    const cue = new RegExp(`${phrasePattern(slot.cues)}${between}$`, 'i');
    const other = new RegExp(`${phrasePattern(slot.not)}${between}$`, 'i');
    return [...text.matchAll(token)].flatMap((match) => {
      const value = match[1]
        ? reader
            .plain(match[1])
            .trim()
            .replace(/\(\s*\)$/, '')
        : (match[2] ?? '');
      const pattern = slot.dotted ? dottedSymbolPattern : symbolPattern;
      const before = text.slice(Math.max(0, match.index - 80), match.index);
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
      const nounBefore = new RegExp(`(?:\\b(?:${nouns})|${chineseNouns})\\s*[:：]?\\s*(?:(?:called|named)\\s+|名为|叫)?$`, 'i').test(
        before,
      );
      const isSubject = slot.name === 'target' && !match[1] && isSpokenOf(value, before, after);
      if (
        !pattern.test(value) ||
        (!match[1] &&
          ((never.has(value.toLowerCase()) && !(/^(?:a|A)$/.test(value) && noNounBehind.test(after))) ||
            (!nounBefore && !isSubject && notNames.has(value.toLowerCase()) && !cue.test(before))))
      )
        return [];
      if (!cue.test(before) && other.test(before)) return [];
      let score = match[1] ? 3 : 0;
      if (cue.test(before)) score += 4;
      if (nounBefore) score += 3;
      if (new RegExp(`^\\s*(?:的\\s*)?(?:(?:${nouns})\\b|${chineseNouns})`, 'i').test(after)) score += 3;
      if (isSubject) score += 2;
      if (match[0].endsWith(')') || /[a-z0-9][A-Z]|_\w|\./.test(value)) score += 2;
      return score >= 2 ? [{ slot: slot.name, value, start: match.index, end: match.index + match[0].length, score }] : [];
    });
  });
  const found: FoundSymbol[] = [];
  for (const { score: _, ...each } of candidates.sort((left, right) => right.score - left.score || left.start - right.start))
    if (!found.some((taken) => taken.slot === each.slot || (each.start < taken.end && taken.start < each.end))) found.push(each);
  return found;
}

/** Names that no program may give, or that mean something by themselves. */
const special = new Set(['init', 'main', '_', '__', '__proto__', 'constructor', 'toString', 'undefined', 'NaN', 'Infinity']);

/** A random name that is one in every language. */
export function sampleSymbol(draw: Draw): string {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const name = draw.name();
    const fits = symbolPattern.test(name) && name === name.normalize('NFKC') && !special.has(name);
    if (fits && targetLanguages.every((language) => !isReserved(name, language))) return name;
  }
  return 'value';
}
