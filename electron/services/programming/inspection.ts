import { AppError } from '#domain/errors';
import type { Inspection, TargetLanguage } from '#domain/programming';
import { changedCode } from './editing/inspect-edit.ts';
import { type ExecutionTools, findingTerms } from './execution.ts';
import { linksOf } from './inspecting/links.ts';
import { nodeTable } from './inspecting/node-table.ts';
import { planParts } from './inspecting/plan-parts.ts';
import type { AnyPlan, Instruction, Target, WritingInstruction } from './instructions/instruction.ts';
import { lowerFor } from './levels/adapt.ts';
import { levelsInForce } from './levels/in-force.ts';
import { withOwnKinds } from './own-kinds/own-kinds.ts';
import { newFileEdit } from './placing/compose.ts';
import { layoutOf } from './placing/layout.ts';
import { newPath } from './placing/target.ts';
import { openWorkspace, type Workspace } from './placing/workspace.ts';
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
 * A plan on its way to code: the code is printed and read back, so that every node knows where it stands. It is written into a file of its
 * own; of a change of code that is there it is the changed declaration, and empty where its target is gone.
 * Throws BAD_INPUT for what is no valid plan.
 */
export async function inspectPlan(
  request: InspectionRequest,
  engine: ExecutionTools & { instructions: readonly Instruction[] },
  signal: AbortSignal,
): Promise<Inspection> {
  const workspace = await openWorkspace(request.files);
  const { instruction, plan } = checkPlan(request.plan, await withOwnKinds(engine.instructions, workspace));
  signal.throwIfAborted();
  const asked = request.language ?? plan.language.value;
  const { code, path, language } = instruction.edit
    ? ((await changedCode(instruction, plan, { ...engine, workspace })) ?? { code: '', path: '', language: asked })
    : await newCode(instruction, plan, { language: asked, workspace, tools: engine, signal });
  signal.throwIfAborted();
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

async function newCode(
  instruction: WritingInstruction,
  plan: AnyPlan,
  { language, workspace, tools, signal }: { language: TargetLanguage; workspace: Workspace; tools: ExecutionTools; signal: AbortSignal },
) {
  const { dependencies } = workspace;
  const levels = await levelsInForce(workspace.levels, language, tools.installed);
  const target: Target = {
    language,
    view: null,
    framework: workspace.framework(language),
    dependencies,
    levels,
    ...findingTerms(tools.synthesis, signal),
  };
  const change = await lowerFor(instruction, plan, target, tools.templates);
  const path = newPath(change.fileStem, language, workspace);
  const edit = newFileEdit(change, language, path, 'main', await layoutOf(workspace, language, path));
  if (edit.kind !== 'write') throw new AppError('INTERNAL', 'A new file was not written as one.');
  return { code: edit.content, path, language };
}
