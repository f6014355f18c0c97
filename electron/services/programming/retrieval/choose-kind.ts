import type { Instruction } from '../instructions/instruction.ts';
import type { Reader } from '../reading/reader.ts';
import type { Recalled } from './index.ts';

/** What the words that ask for a kind have to weigh for it to be meant. */
const least = 2;
/** How much likeness to the examples counts beside the weight of the words. */
const trust = 3;
/** Without a word that asks for the kind: how like its examples a request has to be, how much there must be to compare, and the lead. */
const alone = { likeness: 0.2, evidence: 5, lead: 1.25 };

/** Two kinds that are nearer than this are both meant or neither: which one is asked. */
const tie = 0.2;
/** With "or" between them, two kinds that are asked for by their names: what both have to weigh, and how far apart they may be. */
const alternative = { least: 4, apart: 3 };
const or = /\b(?:or|either)\b|或者?|还是/i;

/** Something else is to be done than to write code of a kind. */
const otherWish =
  /^[^\w\u4e00-\u9fff]*(?:(?:please|can you|could you|hey|hi)\s+)*(?:explain|why|what|who|when is|where|how (?:do|does|can|to|is)|fix|debug|review|refactor|translate|summari[sz]e|run|delete|remove|optimi[sz]e|show|tell|describe|document|test (?:the|my)|write (?:me )?(?:a )?(?:poem|story|documentation|docs|letter))\b|^\s*(?:请|帮我|帮忙|麻烦)*(?:解释|为什么|什么是|怎么|如何|修复|修改|调试|重构|翻译|总结|删除|优化|写(?:一)?首|写文档)/i;

/** Code that is there is to be spoken of, whatever it is called. */
const talk =
  /^[^\w\u4e00-\u9fff]*(?:(?:please|can you|could you|hey|hi)\s+)*(?:explain|why|debug|review|summari[sz]e|translate)\b|^\s*(?:请|帮我|帮忙|麻烦)*(?:解释|为什么|什么是|翻译(?:一下|这|成|为)|总结)/i;

/** The kind that a request is of: by the words that ask for it together with its likeness to examples; null where neither says enough, two where they do not decide. */
export function chooseKind(
  instructions: readonly Instruction[],
  reader: Reader,
  recalled: ReadonlyMap<string, Recalled>,
): Instruction | readonly [Instruction, Instruction] | null {
  if (talk.test(reader.source)) return null;
  const scored = instructions
    .map((instruction) => ({ instruction, score: instruction.score(reader), like: recalled.get(instruction.kind) }))
    .map((each) => ({ ...each, both: each.score + trust * (each.like?.likeness ?? 0) }));
  const worded = scored.filter(({ score }) => score >= least).toSorted((left, right) => right.both - left.both);
  const [top, next] = worded;
  if (top && next) {
    const apart = top.both - next.both;
    const either = or.test(reader.whole) && Math.min(top.score, next.score) >= alternative.least && apart <= alternative.apart;
    if (apart < tie || either) return [top.instruction, next.instruction];
  }
  if (top) return top.instruction;
  if (otherWish.test(reader.source)) return null;
  const [first, second] = scored.toSorted((left, right) => right.both - left.both);
  if (!first?.like || first.like.likeness < alone.likeness || first.like.evidence < alone.evidence) return null;
  return first.both >= alone.lead * (second?.both ?? 0) ? first.instruction : null;
}
