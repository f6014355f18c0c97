import type { FileEdit } from '#domain/edit-format';
import { dominantEnding, splitLines } from '#domain/lines';
import type { TargetLanguage } from '#domain/programming';
import { alreadyThere, explain, unchanged, wouldNotParse } from '../answer-text.ts';
import type { AnyPlan, EditInstruction } from '../instructions/instruction.ts';
import { templatesFor } from '../levels/adapt.ts';
import { importInsertions } from '../placing/imports.ts';
import { planView, unfinishedView } from '../plan-view.ts';
import type { Execution, Planned } from '../planned.ts';
import type { Syntax } from '../ports.ts';
import { grammarOf } from '../syntax/trees.ts';
import { languageOfPath } from '../syntax/view.ts';
import type { Templates } from '../templates/templates.ts';
import type { EditResult, EditSource, TextEdit } from './edit-source.ts';
import { lineEdits, withEdits } from './file-edits.ts';
import { findTarget } from './find-target.ts';

interface EditTools {
  syntax: Syntax;
  templates: Templates;
}

/** A plan that changes code that is there: its target is found, what it makes is put in, and what would not parse is not proposed. */
export async function executeEdit(
  instruction: EditInstruction<AnyPlan>,
  planned: Planned,
  { syntax, templates }: EditTools,
  signal: AbortSignal,
): Promise<Execution> {
  const { plan, workspace, locale, named, attachments } = planned;
  const place = instruction.where(plan);
  const found = await findTarget({ place, language: plan.language.value, named, attachments, workspace, syntax });
  signal.throwIfAborted();
  const nothing = (text: string, language: TargetLanguage): Execution => ({ text, plan: planView(planned, language), edits: [], language });
  if (found.outcome === 'none') return nothing(found.reason[locale], plan.language.value);
  if (found.outcome === 'several') return whichFile(planned, found.question[locale]);
  const { source } = found;
  const { language } = source;
  const result = await instruction.edit(plan, source, templatesFor(templates, workspace.levels));
  signal.throwIfAborted();
  if (result.refused) return nothing(result.refused[locale], language);
  if (result.exists) return nothing(alreadyThere(result.exists, locale), language);
  const changes = await changesOf(source, result);
  const edits: FileEdit[] = [];
  for (const { path, text, changed } of changes) {
    const after = withEdits(text, changed);
    if (after === text) continue;
    const wrong = await syntax.firstError(grammarOf(languageOfPath(path) ?? language, path), after);
    if (wrong !== null) return nothing(wouldNotParse(path, wrong, locale), language);
    edits.push(...lineEdits(path, text, changed));
  }
  if (edits.length === 0) return nothing(unchanged(source.view.path, locale), language);
  const shown = planView(planned, language);
  const text = explain({ locale, summary: instruction.summary(plan), edits, plan: shown, notes: result.notes });
  return { text, plan: shown, edits, language };
}

interface Changes {
  path: string;
  text: string;
  changed: Omit<TextEdit, 'path'>[];
}

/** The edits of a result file by file, in the file's own line endings, with the imports that the target's file lacks. */
export async function changesOf(source: EditSource, result: EditResult): Promise<Changes[]> {
  const { view } = source;
  const imports = importInsertions(view, result.imports ?? []).map(({ at, text }) => ({ path: view.path, start: at, end: at, text }));
  const byPath = new Map<string, TextEdit[]>();
  for (const edit of [...imports, ...result.edits]) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  const changes: Changes[] = [];
  for (const [path, edits] of byPath) {
    const text = path === view.path ? view.text : await source.read(path);
    if (text === null) continue;
    const ending = dominantEnding(splitLines(text)) ?? '\n';
    changes.push({ path, text, changed: edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, ending) })) });
  }
  return changes;
}

/** The plan without its file, and the question which one it is. */
function whichFile(planned: Planned, question: string): Execution {
  const { instruction, plan, unused, locale } = planned;
  const { slots, ...rest } = plan as AnyPlan & { slots?: Record<string, { value: unknown; source: 'words' }> };
  const { file: _, ...known } = slots ?? {};
  const draft: AnyPlan = { ...rest, ...(slots && { slots: known }) } as AnyPlan;
  const questions = [{ slot: 'file', text: question }];
  const { language } = plan;
  const view = unfinishedView({ instruction, language, known, draft, questions, unusedWords: unused, locale });
  return { text: question, plan: view, edits: [], language: language.value };
}
