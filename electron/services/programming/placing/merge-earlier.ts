import { type MergeConflict, mergeDeclarations } from '#domain/declaration-merge';
import type { TargetLanguage } from '#domain/programming';
import type { Change } from '../instructions/instruction.ts';
import type { EarlierPlan, Syntax } from '../ports.ts';
import type { SourceView } from '../syntax/source-view.ts';
import { languageOfPath } from '../syntax/view.ts';
import { newFileEdit } from './compose.ts';
import { type NamedUnit, unitsOf } from './units.ts';
import type { Workspace } from './workspace.ts';

/** A file that holds what an earlier request of the same kind generated, merged with what is generated now. */
export interface Merged {
  path: string;
  before: string;
  text: string;
  conflicts: MergeConflict[];
}

interface Asked {
  change: Change;
  language: TargetLanguage;
  /** The file that the request is about; null where it names none. */
  path: string | null;
  workspace: Workspace;
  syntax: Syntax;
  earlier: readonly EarlierPlan[];
  /** The change that an earlier plan makes in a file; null where it is no valid plan any more. */
  lower(plan: string, view: SourceView): Promise<Change | null>;
}

/**
 * Finds what was generated before under one of the names of a change and merges the new code into the file as it is now: three-way,
 * declaration by declaration, against what was generated then. What the user wrote stays. Null where nothing of it was generated before.
 */
export async function mergeEarlier(asked: Asked): Promise<Merged | null> {
  const { change, language, workspace, syntax } = asked;
  // Code inside of a file's own code has no declaration that it could be found by.
  if (change.inside || change.declarationsAt !== undefined || change.names.length === 0) return null;
  for (const { plan, paths } of asked.earlier) {
    for (const path of paths) {
      if (languageOfPath(path) !== language || (asked.path !== null && asked.path !== path)) continue;
      const current = await workspace.read(path);
      if (current === null) continue;
      const view = await syntax.view(path, current, language);
      const before = view.parses ? await asked.lower(plan, view) : null;
      if (!before?.names.some((name) => change.names.includes(name))) continue;
      const read = async (text: string): Promise<NamedUnit[]> => unitsOf(await syntax.module(path, text, language), text) ?? [];
      // What the plan of that day makes today: where the engine has changed since, the user's version counts as changed and stays.
      const base = await read(printed(before, view));
      const fresh = await read(printed(change, view));
      const mine = await read(current.replace(/\r\n/g, '\n'));
      if (base.length === 0 || fresh.length === 0 || !mine.some(makes(before.names))) continue;
      const names = [...before.names, ...change.names];
      const { text, conflicts } = mergeDeclarations(concerned(base, names, fresh), mine, concerned(fresh, names, fresh));
      return { path, before: current, text: /\r\n/.test(current) ? text.replace(/\n/g, '\r\n') : text, conflicts };
    }
  }
  return null;
}

const makes =
  (names: readonly string[]) =>
  (unit: NamedUnit): boolean =>
    unit.names.some((name) => names.includes(name));

/** What is generated: units of the names, and imports. An import is never taken away, as other code may have come to use it. */
function concerned(units: readonly NamedUnit[], names: readonly string[], fresh: readonly NamedUnit[]): NamedUnit[] {
  const imports = new Set(fresh.filter(({ joins }) => joins).map(({ key }) => key));
  return units.filter((unit) => (unit.joins ? imports.has(unit.key) : makes(names)(unit)));
}

function printed(change: Change, view: SourceView): string {
  const { entry: _, ...declared } = change;
  const edit = newFileEdit(declared, view.language, view.path, view.package ?? 'main', view.style);
  return edit.kind === 'write' ? edit.content : '';
}
