import { z } from 'zod';
import type { TargetLanguage } from '#domain/programming';
import type { EditPlace, EditResult, EditSource, TargetKind } from '../editing/edit-source.ts';
import type { EditInstruction, Missing } from '../instructions/instruction.ts';
import { type Slot, words } from '../plan.ts';
import type { Templates } from '../templates/templates.ts';
import { type Declared, type DeclaredPlan, declareSlots, type KindDeclaration } from './declare.ts';
import type { Draw } from './sample.ts';

const lineRange =
  /(?:\b(?:in|on|at|from)\s+)?(?:\blines?\s*[:：]?\s*L?(\d{1,7})(?:\s*(?:-|–|~|to|through|and|\.\.)\s*L?(\d{1,7}))?|\bL(\d{1,7})(?:\s*[-–]\s*L?(\d{1,7}))?\b|第?\s*(\d{1,7})\s*(?:(?:到|至|-|–|~)\s*第?\s*(\d{1,7})\s*)?行(?:的?代码)?)/i;

/** What every edit may say beside its own slots: in which file and in which lines its target is. */
const placeSlots = {
  file: {
    type: { type: 'custom', schema: z.string().min(1).max(300), read: () => null, sample: () => null },
    title: { en: 'file', zh: '文件' },
    default: null,
  },
  lines: {
    type: {
      type: 'custom',
      schema: z.string().regex(/^[1-9][0-9]{0,6}(?:-[1-9][0-9]{0,6})?$/),
      read(reader) {
        const match = reader.see(lineRange);
        const numbers = match?.slice(1).filter((each) => each !== undefined && Number(each) > 0) ?? [];
        if (!match || numbers.length === 0) return null;
        return { value: numbers.map(Number).join('-'), start: match.index, end: match.index + match[0].length };
      },
      sample: () => null,
    },
    title: { en: 'lines', zh: '行' },
    default: null,
  },
} as const satisfies Declared;

type EditPlan<Slots extends Declared> = DeclaredPlan<Slots & typeof placeSlots>;

export interface EditDeclaration<Slots extends Declared> extends Omit<KindDeclaration<Slots>, 'lower' | 'summary'> {
  /** What the target may be; anything where nothing is said. */
  targets?: readonly TargetKind[];
  /** What the target is called afterwards, where that is something else. */
  becomes?(plan: EditPlan<Slots>): string | null;
  edit(plan: EditPlan<Slots>, source: EditSource, templates: Templates): EditResult | Promise<EditResult>;
  /** The lines of random sources that random plans are of. */
  sampleLines?: string;
  sampleSource(plan: EditPlan<Slots>, draw: Draw, language: TargetLanguage): string;
  summary(plan: EditPlan<Slots>): ReturnType<KindDeclaration<Slots>['summary']>;
}

/** Edits stand behind what writes new code in lists. */
const order = 2_000;

/**
 * A kind that changes code that is there, from its slots and words. What is changed is the slot `target`, of the type `symbol`; a kind without
 * one changes the lines that were selected or named. The file and the lines are slots of every such kind.
 */
export function declareEdit<const Slots extends Declared>(declaration: EditDeclaration<Slots>): EditInstruction<EditPlan<Slots>> {
  const { targets, becomes, edit, sampleLines, sampleSource, slots, ...rest } = declaration;
  const made = declareSlots<Slots & typeof placeSlots>({
    weight: 4.5,
    ...rest,
    slots: { ...slots, ...placeSlots },
  } as unknown as KindDeclaration<Slots & typeof placeSlots>);
  return {
    ...made,
    order,
    sample(draw) {
      const plan = made.sample?.(draw) as EditPlan<Slots>;
      return sampleLines === undefined ? plan : { ...plan, slots: { ...plan.slots, lines: words(sampleLines) } };
    },
    read(reader, context) {
      const plan = made.read(reader, context);
      // What the target is called says what it is: the nouns beside it have been used.
      while (reader.take(/\b(?:function|method|class|variable|constant|interface|struct|type)\b|函数|方法|变量|常量|接口|结构体/i));
      const file = context.named?.[0];
      if (file === undefined) return plan;
      const slot = words(file);
      if (!('missing' in plan)) return { ...plan, slots: { ...plan.slots, file: slot } } as EditPlan<Slots>;
      const draft = plan.draft as EditPlan<Slots>;
      return { ...plan, known: { ...plan.known, file: slot }, draft: { ...draft, slots: { ...draft.slots, file: slot } } } as Missing;
    },
    where(plan): EditPlace {
      const { target, file, lines } = plan.slots as unknown as Partial<Record<string, Slot<string | null>>>;
      const [from, to] = (lines?.value ?? '').split('-').map(Number);
      const later = becomes?.(plan);
      return {
        target: target?.value ?? null,
        file: file?.value ?? null,
        lines: from ? { from: Math.min(from, to ?? from), to: Math.max(from, to ?? from) } : null,
        ...(later && { becomes: later }),
        ...(targets && { kinds: targets }),
      };
    },
    edit,
    sampleSource,
  };
}
