import type { Slot } from '../plan.ts';
import type { AnyPlan, Missing, Words } from './instruction.ts';

/** What is asked of a slot. */
export interface Asked {
  name: string;
  question: Words;
  /** Values that the words allow, the likelier first. */
  choices?: readonly unknown[];
}

const isSlot = (value: unknown): value is Slot<unknown> =>
  typeof value === 'object' && value !== null && 'value' in value && 'source' in value;

/** The values of a plan by the names of their slots; lists have their sources inside and count as words. */
function knownOf(draft: object): Record<string, Slot<unknown>> {
  const known: Record<string, Slot<unknown>> = {};
  for (const [name, value] of Object.entries(draft)) {
    if (name === 'kind' || name === 'language') continue;
    if (isSlot(value)) known[name] = value;
    else if (Array.isArray(value) && value.length > 0) known[name] = { value, source: 'words' };
  }
  return known;
}

/** Questions instead of a plan. `draft` is the plan with gaps, which a form fills: what is not asked stands in it as it will be. */
export function askFor(draft: AnyPlan, asked: readonly Asked[], known: Record<string, Slot<unknown>> = knownOf(draft)): Missing {
  const all = (locale: 'en' | 'zh', between: string): string => asked.map(({ question }) => question[locale]).join(between);
  return { missing: { en: all('en', ' '), zh: all('zh', '') }, slots: [...asked], known, draft };
}
