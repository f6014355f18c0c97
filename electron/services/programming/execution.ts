import type { FileEdit } from '#domain/edit-format';
import type { PrintStyle } from '#domain/ir/style';
import type { PlanView, TargetLanguage } from '#domain/programming';
import type { LanguageLevels } from '#services/toolchains';
import { alreadyThere, brokenFile, explain, mergeConflicts, testsToFulfil, unchanged, wouldNotParse } from './answer-text.ts';
import { executeEdit } from './editing/execute-edit.ts';
import type { Change, Target, WritingInstruction } from './instructions/instruction.ts';
import { adaptToLevels, lowerFor } from './levels/adapt.ts';
import { type InstalledVersion, levelsInForce } from './levels/in-force.ts';
import { existingFileEdits, newFileEdit } from './placing/compose.ts';
import { applyEdits } from './placing/edits.ts';
import { layoutOf } from './placing/layout.ts';
import { type Merged, mergeEarlier } from './placing/merge-earlier.ts';
import { findPlace, goPackage, isTest, newPath, testPath } from './placing/target.ts';
import type { Workspace } from './placing/workspace.ts';
import { planView } from './plan-view.ts';
import type { Execution, Planned } from './planned.ts';
import type { Syntax, Synthesis } from './ports.ts';
import { grammarOf } from './syntax/trees.ts';
import type { Templates } from './templates/templates.ts';

export interface ExecutionTools {
  syntax: Syntax;
  templates: Templates;
  installed?: InstalledVersion;
  synthesis?: Synthesis;
}

/** Plan to nodes to edits. Nothing that is there is touched, and what would not parse is not proposed. */
export async function execute(planned: Planned, tools: ExecutionTools, signal: AbortSignal): Promise<Execution> {
  const { instruction, plan, workspace, locale } = planned;
  if (instruction.edit) return executeEdit(instruction, planned, tools, signal);
  const { syntax, templates } = tools;
  const asked = plan.language.value;
  const { named } = planned;
  const attached = planned.attachments.map(({ path }) => path);
  const place = await findPlace({ language: asked, named, attached, wantsServer: instruction.wantsServer === true, workspace, syntax });
  signal.throwIfAborted();
  const view = place.view;
  if (view && !view.parses) return { text: brokenFile(view.path, locale), plan: null, edits: [], language: asked };
  const language = view?.language ?? asked;
  const { dependencies } = workspace;
  const levels = await levelsInForce(workspace.levels, language, tools.installed);
  const target: Target = {
    language,
    view,
    framework: workspace.framework(language),
    dependencies,
    levels,
    workspace,
    ...findingTerms(tools.synthesis, signal),
  };
  const change = await lowerFor(instruction, plan, target, templates);
  signal.throwIfAborted();
  const shown = planView(planned, language);
  if (change.files) {
    const edits = change.files.map(({ path, content }): FileEdit => ({ kind: 'write', path, content }));
    return {
      text: explain({ locale, summary: instruction.summary(plan), edits, plan: shown, notes: change.notes }),
      plan: shown,
      edits,
      language,
    };
  }
  const merged = planned.earlier
    ? await mergeEarlier({
        change,
        language,
        path: view?.path ?? null,
        workspace,
        syntax,
        earlier: await planned.earlier(plan.kind),
        lower: (json, found) => lowerAgain(instruction, json, { ...target, view: found }, templates),
      })
    : null;
  if (merged) return mergedAnswer(merged, { planned, shown, language, syntax, change });
  // A test of what stands in a file goes into a file of its own.
  const into = (change.test && view && !isTest(view.path)) || change.path !== undefined ? null : view;
  const fresh = (): string =>
    change.test
      ? testPath(change.fileStem, language, workspace, view?.path ?? null)
      : (place.newPath ?? newPath(change.fileStem, language, workspace));
  const path = change.path ?? into?.path ?? fresh();
  const package_ = language === 'go' && !into ? await goPackage(path, workspace) : null;
  const twice = change.names.find((name) => into?.declared.includes(name) || package_?.declared.has(name));
  if (change.exists || twice) {
    const text = alreadyThere(change.exists ?? { name: twice ?? '', path: into?.path ?? null }, locale);
    return { text, plan: shown, edits: [], language };
  }
  const edits = into
    ? existingFileEdits(change, into)
    : newFileIn(change, path, language, package_, await layoutOf(workspace, language, path));
  const tests = change.tests ? await testsBeside(change.tests(path), { path, language, levels, workspace }) : [];
  const all = [...edits, ...tests];
  for (const changed of new Set(all.map((edit) => edit.path))) {
    const own = all.filter((edit) => edit.path === changed);
    const after = applyEdits(changed === into?.path ? into.text : null, own);
    const wrong = after === null ? 0 : await syntax.firstError(grammarOf(language, changed), after);
    if (wrong !== null) return { text: wouldNotParse(changed, wrong, locale), plan: shown, edits: [], language };
  }
  const notes = [...change.notes, ...tests.map(({ path }) => testsToFulfil(path))];
  const text = explain({ locale, summary: instruction.summary(plan), edits, plan: shown, notes });
  return { text, plan: shown, edits: all, language };
}

/** Tests of what is proposed at a path, as a new file. */
async function testsBeside(
  tests: Change,
  { path, language, levels, workspace }: { path: string; language: TargetLanguage; levels: LanguageLevels; workspace: Workspace },
): Promise<FileEdit[]> {
  const at = testPath(tests.fileStem, language, workspace, path);
  const package_ = language === 'go' ? await goPackage(path, workspace) : null;
  if (tests.names.some((name) => package_?.declared.has(name))) return [];
  const style = await layoutOf(workspace, language, at);
  return [newFileEdit(adaptToLevels(tests, language, levels), language, at, package_?.name ?? 'main', style)];
}

/** What a target offers for bodies that are known by examples. */
export const findingTerms = (synthesis: Synthesis | undefined, signal: AbortSignal): Pick<Target, 'findTerms'> =>
  synthesis ? { findTerms: (task) => synthesis.find(task, signal) } : {};

/** The change of a plan that was kept; null where plans of its kind look otherwise today. */
async function lowerAgain(instruction: WritingInstruction, json: string, target: Target, templates: Templates): Promise<Change | null> {
  const plan = instruction.schema.safeParse(JSON.parse(json));
  return plan.success ? await lowerFor(instruction, plan.data, target, templates) : null;
}

async function mergedAnswer(
  { path, before, text, conflicts }: Merged,
  {
    planned,
    shown,
    language,
    syntax,
    change,
  }: { planned: Planned; shown: PlanView; language: TargetLanguage; syntax: Syntax; change: Change },
): Promise<Execution> {
  const { locale, instruction, plan } = planned;
  const told = conflicts.length > 0 ? `\n\n${mergeConflicts(conflicts, locale)}` : '';
  if (text === before) return { text: unchanged(path, locale) + told, plan: shown, edits: [], language };
  const wrong = await syntax.firstError(grammarOf(language, path), text);
  if (wrong !== null) return { text: wouldNotParse(path, wrong, locale), plan: shown, edits: [], language };
  const edits: FileEdit[] = [{ kind: 'write', path, content: text }];
  const summary = { ...instruction.summary(plan), again: true };
  return { text: explain({ locale, summary, edits, plan: shown, notes: change.notes }) + told, plan: shown, edits, language };
}

function newFileIn(
  change: Change,
  path: string,
  language: TargetLanguage,
  goFolder: { name: string; hasMain: boolean } | null,
  style: PrintStyle,
): FileEdit[] {
  if (!goFolder) return [newFileEdit(change, language, path, 'main', style)];
  // A second main, or a program in a library's package, would not compile: it gets a folder of its own.
  const separate = change.entry && (goFolder.hasMain || goFolder.name !== 'main');
  const stem = path.replace(/^.*\//, '').replace(/\.go$/, '');
  return [newFileEdit(change, language, separate ? `cmd/${stem}/main.go` : path, separate ? 'main' : goFolder.name, style)];
}
