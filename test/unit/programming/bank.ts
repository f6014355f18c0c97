import { readFileSync } from 'node:fs';
import type { ProgrammingFiles } from '#services/programming';
import { createProgramming, type Programming, type ProgrammingAnswer } from '#services/programming';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { applyEdits } from '../../../electron/services/programming/placing/edits.ts';
import { syntaxProcess } from '../../../electron/services/programming/syntax-process.node.ts';

export interface BankEntry {
  kind: string;
  target: 'typescript' | 'javascript' | 'python' | 'go';
  /** The name of a workspace of workspaces.json; null where no folder is open. */
  files: string | null;
  text: string;
  want: Record<string, unknown>;
}

const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/programming/${name}`, import.meta.url), 'utf8');
export const workspaces = JSON.parse(fixture('workspaces.json')) as Record<string, Record<string, string>>;
export const readBank = (name: string): BankEntry[] => JSON.parse(fixture(name)) as BankEntry[];

export const filesOf = (content: Record<string, string>): ProgrammingFiles => ({
  list: () => Promise.resolve(Object.keys(content)),
  read: (path) => Promise.resolve(content[path] ?? null),
});

export const startEngine = (): Programming => createProgramming({ syntax: syntaxProcess(), instructions });

export const ask = (
  engine: Programming,
  text: string,
  content: Record<string, string> | null = null,
  more: Partial<Parameters<Programming['answer']>[0]> = {},
): Promise<ProgrammingAnswer> =>
  engine.answer({ text, language: null, files: content ? filesOf(content) : null, attachments: [], ...more }, new AbortController().signal);

/** The files after all edits of an answer; throws where a search text is not unique. */
export function applied(answer: ProgrammingAnswer, content: Record<string, string>): Record<string, string> {
  const after = { ...content };
  for (const path of new Set(answer.edits.map((edit) => edit.path))) {
    const made = applyEdits(
      after[path] ?? null,
      answer.edits.filter((edit) => edit.path === path),
    );
    if (made === null) throw new Error(`The edits of ${path} do not apply.`);
    after[path] = made;
  }
  return after;
}

interface PlanJson {
  [slot: string]: unknown;
}
const valueOf = (slot: unknown): unknown => (slot !== null && typeof slot === 'object' && 'value' in slot ? slot.value : slot);
interface Named {
  name: string;
  type: string;
  optional: boolean;
}

/** `id:integer?` agrees with a name of that type; without a type the name is enough. */
function namesAgree(wanted: string, found: unknown): boolean {
  const list = (found as Named[] | undefined) ?? [];
  const parts = wanted.split(',');
  return (
    parts.length === list.length &&
    parts.every((part, at) => {
      const [name, type] = part.split(':');
      const item = list[at];
      return (
        item !== undefined &&
        item.name === name &&
        (type === undefined || (item.type === type.replace('?', '') && (!type.endsWith('?') || item.optional)))
      );
    })
  );
}

/** The slots of a bank entry that the plan has wrong; empty where all are right. */
export function wrongSlots(entry: BankEntry, answer: ProgrammingAnswer): string[] {
  if (!answer.plan) return ['no plan'];
  const wrong: string[] = [];
  if (answer.plan.kind !== entry.kind) return [`kind ${answer.plan.kind}`];
  if (answer.language !== entry.target) wrong.push(`language ${answer.language}`);
  const plan = JSON.parse(answer.plan.json) as PlanJson;
  for (const [slot, wanted] of Object.entries(entry.want)) {
    if (slot === 'response' || slot === 'text') {
      const response = valueOf(plan['response']) as { value?: unknown };
      if (JSON.stringify(response.value) !== JSON.stringify(wanted)) wrong.push(`response ${JSON.stringify(response)}`);
    } else if (slot === 'fields' || slot === 'options' || slot === 'body' || slot === 'query' || slot === 'params') {
      const found = plan[slot === 'params' ? 'parameters' : slot];
      if (!namesAgree(String(wanted), found))
        wrong.push(
          `${slot} ${JSON.stringify((found as Named[] | undefined)?.map((each) => `${each.name}:${each.type}${each.optional ? '?' : ''}`))}`,
        );
    } else if (valueOf(plan[slot]) !== wanted) wrong.push(`${slot} ${JSON.stringify(valueOf(plan[slot]))}`);
  }
  return wrong;
}
