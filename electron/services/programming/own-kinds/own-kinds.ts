import { AppError } from '#domain/errors';
import type { AnyPlan, Instruction } from '../instructions/instruction.ts';
import type { Workspace } from '../placing/workspace.ts';
import { declare, type SlotDeclaration } from '../slots/declare.ts';
import { schemaOf } from '../slots/slot-types.ts';
import { fillText } from '../templates/holes.ts';
import type { Template } from '../templates/templates.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { standardHoles } from './standard-holes.ts';

const place = /^\.autoglm\/kinds\/([a-z][a-z0-9-]{0,60})\.json$/;
const mostKinds = 100;

export interface OwnKinds {
  instructions: Instruction[];
  /** Files that are no kinds, each with what is wrong with it. */
  faults: { path: string; message: string }[];
}

/** The kinds that a folder adds, as data: `.autoglm/kinds/<kind>.json`. They may not take the name of one that is there. */
export async function ownKinds(workspace: Workspace, taken: ReadonlySet<string>): Promise<OwnKinds> {
  const paths = workspace.paths.filter((path) => place.test(path)).slice(0, mostKinds);
  const found: OwnKinds = { instructions: [], faults: [] };
  for (const path of paths) {
    const kind = place.exec(path)?.[1] ?? '';
    const result = taken.has(kind) ? 'There is a kind of this name already.' : definitionOf((await workspace.read(path)) ?? '');
    if (typeof result === 'string') found.faults.push({ path, message: result });
    else found.instructions.push(instructionOf(kind, path, result));
  }
  return found;
}

export async function withOwnKinds(builtIn: readonly Instruction[], workspace: Workspace): Promise<readonly Instruction[]> {
  return [...builtIn, ...(await ownKinds(workspace, new Set(builtIn.map(({ kind }) => kind)))).instructions];
}

/** What a file defines, or a sentence that says why it defines nothing. */
function definitionOf(source: string): Definition | string {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
  const checked = definitionSchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return `Not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`;
  }
  for (const [name, slot] of Object.entries(checked.data.slots)) {
    if (slot.default === undefined || slot.default === null) continue;
    if (!schemaOf(slot.type).safeParse(slot.default).success) return `The default of the slot ${name} is no value that it can have.`;
  }
  return checked.data;
}

function instructionOf(kind: string, path: string, definition: Definition): Instruction {
  const { title, example, heads, templates } = definition;
  const slots: Record<string, SlotDeclaration> = Object.fromEntries(
    Object.entries(definition.slots).map(([name, { title: slotTitle, ...slot }]) => [
      name,
      { ...slot, title: slotTitle ?? { en: name, zh: name } },
    ]),
  );
  const nameSlot = Object.entries(slots).find(([, { type }]) => type.type === 'name')?.[0];
  const declared = declare({
    kind,
    title,
    example,
    suggestion: example,
    heads,
    weight: 3.5,
    slots,
    async lower(plan, target, filling) {
      const family: keyof Template = target.language === 'javascript' ? 'typescript' : target.language;
      const source = templates[family];
      if (source === undefined) {
        const known = Object.keys(templates).join(', ');
        throw new AppError('UNSUPPORTED', `\`${path}\` has no code for ${target.language}. It has code for ${known}.`);
      }
      const holes = Object.fromEntries(
        Object.entries(slots).flatMap(([name, { type }]) => standardHoles(name, type, plan.slots[name]?.value ?? null, target.language)),
      );
      const filled = await filling.fill({ typescript: source, python: source, go: source }, holes, target).catch((error: unknown) => {
        // A fault of the folder's template, not of ours.
        if (error instanceof AppError && error.code === 'INTERNAL') throw new AppError('BAD_INPUT', `\`${path}\`: ${error.message}`);
        throw error;
      });
      const stem = definition.file ? fillText(definition.file, holes) : String((nameSlot && plan.slots[nameSlot]?.value) ?? kind);
      return { ...filled, notes: [], fileStem: stem };
    },
    summary: (plan) => {
      const given = nameSlot ? ` \`${String(plan.slots[nameSlot]?.value)}\`` : '';
      return { made: { en: `${title.en}${given}`, zh: `${title.zh}${given}` }, facts: null };
    },
  });
  return declared as unknown as Instruction<AnyPlan>;
}
