import { AppError } from '#domain/errors';
import type { Inspection, TargetLanguage } from '#domain/programming';
import type { ExecutionTools } from './execution.ts';
import { linksOf } from './inspecting/links.ts';
import { nodeTable } from './inspecting/node-table.ts';
import { planParts } from './inspecting/plan-parts.ts';
import type { Instruction, Target } from './instructions/instruction.ts';
import { lowerFor } from './levels/adapt.ts';
import { levelsInForce } from './levels/in-force.ts';
import { withOwnKinds } from './own-kinds/own-kinds.ts';
import { newFileEdit } from './placing/compose.ts';
import { layoutOf } from './placing/layout.ts';
import { newPath } from './placing/target.ts';
import { openWorkspace } from './placing/workspace.ts';
import { checkPlan } from './plan-check.ts';
import type { ProgrammingFiles } from './ports.ts';
import { slotTitles } from './slot-names.ts';

export interface InspectionRequest {
  plan: unknown;
  /** The request that the plan was read from; '' where there is none. */
  text: string;
  /** What the code was written in, where that is not the plan's own language. */
  language?: TargetLanguage;
  files: ProgrammingFiles | null;
}

/**
 * A plan on its way to code, written into a file of its own: the code is printed and read back, so that every node knows where it stands.
 * Throws BAD_INPUT for what is no valid plan.
 */
export async function inspectPlan(
  request: InspectionRequest,
  engine: ExecutionTools & { instructions: readonly Instruction[] },
  signal: AbortSignal,
): Promise<Inspection> {
  const workspace = await openWorkspace(request.files);
  const { instruction, plan } = checkPlan(request.plan, await withOwnKinds(engine.instructions, workspace));
  const language = request.language ?? plan.language.value;
  signal.throwIfAborted();
  const { dependencies } = workspace;
  const levels = await levelsInForce(workspace.levels, language, engine.installed);
  const target: Target = { language, view: null, framework: workspace.framework(language), dependencies, levels };
  const change = await lowerFor(instruction, plan, target, engine.templates);
  const path = newPath(change.fileStem, language, workspace);
  const edit = newFileEdit(change, language, path, 'main', await layoutOf(workspace, language, path));
  if (edit.kind !== 'write') throw new AppError('INTERNAL', 'A new file was not written as one.');
  signal.throwIfAborted();
  const code = edit.content;
  const module = await engine.syntax.module(path, code, language);
  const parts = planParts(plan, { ...slotTitles, ...instruction.slotTitles }, request.text);
  const table = nodeTable(module, code);
  const links = linksOf(table, parts, language, code);
  return {
    request: request.text,
    kind: plan.kind,
    language,
    parts: parts.map(({ part }) => part),
    nodes: table.map(({ parent, role, kind, text, start, end }, at) => ({ parent, role, kind, text, start, end, parts: links[at] ?? [] })),
    code,
  };
}
