import { words } from '../../plan.ts';
import type { Phrases, SlotType } from '../../slots/slot-types.ts';
import type { Instruction } from '../instruction.ts';
import { isServiceFramework } from './frameworks.ts';

const none: Phrases = { en: [], zh: [] };

/** A framework by name. The words of it are read before those of a kind. */
export const frameworkSlot = {
  type: {
    type: 'choice',
    options: { express: none, fastify: none, hono: none, fastapi: none, flask: none, gin: none },
  } as const satisfies SlotType,
  title: { en: 'framework', zh: '框架' },
  default: null,
};

/** An instruction that also takes the framework that the words name. */
export function readsFramework<Kind extends Pick<Instruction, 'read'>>(read: Kind['read']): Kind['read'] {
  return ((reader, context) => {
    const plan = read(reader, context);
    const { framework } = context;
    if (!isServiceFramework(framework)) return plan;
    const slot = words(framework);
    const into = (draft: object): object => ({
      ...draft,
      slots: { ...('slots' in draft ? (draft.slots as object) : {}), framework: slot },
    });
    if ('missing' in plan) return { ...plan, known: { ...plan.known, framework: slot }, draft: into(plan.draft) };
    return into(plan);
  }) as Kind['read'];
}
