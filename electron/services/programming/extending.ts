import type { AnyPlan, Instruction } from './instructions/instruction.ts';
import type { Workspace } from './placing/workspace.ts';
import type { FindEarlier } from './ports.ts';

interface Understood {
  instruction: Instruction;
  plan: AnyPlan;
  /** Files that the request names. */
  named: string[];
  workspace: Workspace;
}

/**
 * A request that adds to what was made before, such as one more endpoint of a service, as the plan of the whole: its code is then brought up
 * to date. The request itself where nothing of that kind was made in this folder.
 */
export async function extendEarlier<Request extends Understood>(
  request: Request,
  instructions: readonly Instruction[],
  { earlier, attachments }: { earlier?: FindEarlier | undefined; attachments: readonly { path: string }[] },
): Promise<Request> {
  const { plan, named, workspace } = request;
  const about = [...named, ...attachments.map(({ path }) => path)];
  for (const instruction of earlier ? instructions : []) {
    if (!instruction.extend || instruction.kind === plan.kind) continue;
    for (const made of (await earlier?.(instruction.kind)) ?? []) {
      const [path] = made.paths;
      if (path === undefined || !workspace.has(path) || about.some((each) => each !== path && !path.endsWith(`/${each}`))) continue;
      const known = instruction.schema.safeParse(JSON.parse(made.plan));
      if (!known.success || known.data.language.value !== plan.language.value) continue;
      const extended = instruction.extend(known.data, plan);
      if (extended) return { ...request, instruction, plan: extended };
    }
  }
  return request;
}
