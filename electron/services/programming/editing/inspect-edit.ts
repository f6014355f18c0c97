import type { TargetLanguage } from '#domain/programming';
import type { AnyPlan, EditInstruction } from '../instructions/instruction.ts';
import type { Workspace } from '../placing/workspace.ts';
import type { Syntax } from '../ports.ts';
import type { Templates } from '../templates/templates.ts';
import { changesOf } from './execute-edit.ts';
import { withEdits } from './file-edits.ts';
import { findTarget } from './find-target.ts';
import { walk } from './walk.ts';

export interface ChangedCode {
  code: string;
  language: TargetLanguage;
  path: string;
}

/**
 * The declaration that a plan changes, as it is afterwards: the one of the top level around the first place that is changed. Where nothing is
 * to be changed, the one that is there; null where there is none either.
 */
export async function changedCode(
  instruction: EditInstruction<AnyPlan>,
  plan: AnyPlan,
  { workspace, syntax, templates }: { workspace: Workspace; syntax: Syntax; templates: Templates },
): Promise<ChangedCode | null> {
  const place = instruction.where(plan);
  const request = { language: plan.language.value, named: [], attachments: [], workspace, syntax };
  let found = await findTarget({ ...request, place });
  if (found.outcome !== 'found' && place.becomes !== undefined)
    found = await findTarget({ ...request, place: { ...place, target: place.becomes } });
  if (found.outcome !== 'found') return null;
  const { source } = found;
  const { language } = source;
  const { path, text } = source.view;
  const result = await instruction.edit(plan, source, templates);
  const changes = await changesOf(source, result);
  const own = changes.find((each) => each.path === path)?.changed ?? [];
  const after = withEdits(text, own);
  const declared = source.declaration?.nameSpan.start;
  const first =
    own.filter((each) => declared === undefined || each.start >= declared)[0]?.start ?? declared ?? source.selection?.start ?? 0;
  const moved = own.reduce(
    (at, each) => (each.end <= first && each.start < first ? at + each.text.length - (each.end - each.start) : at),
    first,
  );
  const module = await syntax.module(path, after, language);
  let best: { start: number; end: number } | null = null;
  for (const { node, parent } of walk(module)) {
    const isTop = parent?.parent === null || (parent?.parent?.parent === null && parent.node.kind === 'statements');
    const { span } = node;
    if (isTop && span && span.start <= moved && moved < Math.max(span.end, span.start + 1)) best = span;
  }
  return best && { code: `${after.slice(best.start, best.end).trimEnd()}\n`, language, path };
}
