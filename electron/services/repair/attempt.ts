import type { Check, Finding } from '#domain/checks';
import type { FileEdit } from '#domain/edit-format';
import { checkPath } from '#domain/paths';
import { placeEdits } from '#domain/place-edits';
import type { Fault } from '#domain/repair';
import type { UnplacedEdit } from '#domain/review';
import type { RepairPorts, Texts } from './ports.ts';

/** What edits make of the folder's files, and what is wrong with it. */
export interface Attempt {
  /** Text by path as it was. */
  before: Texts;
  /** Text by path as it will be; only files that change. */
  after: Texts;
  /** Edits that could not be read or placed. */
  unplaced: UnplacedEdit[];
  /** Edits of what may not be changed, or is no text: the review says so, and no model is to try again. */
  refused: FileEdit[];
  faults: Fault[];
  findings: Finding[];
}

/** Places edits on the files as `base` has them, on the folder's own where it says nothing, and checks what comes of it. */
export async function attempt(
  edits: readonly FileEdit[],
  problems: readonly UnplacedEdit[],
  base: Pick<Attempt, 'before' | 'after'>,
  ports: Pick<RepairPorts, 'read' | 'check'>,
): Promise<Attempt> {
  const before = new Map(base.before);
  const after = new Map(base.after);
  const unplaced = [...problems];
  const refused: FileEdit[] = [];
  for (const [path, own] of byPath(edits, refused)) {
    const text = before.has(path) ? (before.get(path) ?? null) : await ports.read(path);
    if (text === undefined) {
      refused.push(...own);
      continue;
    }
    before.set(path, text);
    const placed = placeEdits(path, after.has(path) ? (after.get(path) ?? null) : text, own);
    unplaced.push(...placed.unplaced);
    if (placed.after === text) after.delete(path);
    else after.set(path, placed.after);
  }
  const checks = after.size === 0 ? [] : await ports.check(after, before);
  const failed = checks.filter(({ status }) => status === 'failed');
  const faults = failed.map(faultOf);
  const [first] = unplaced;
  if (first)
    faults.push({ check: 'edits', language: null, count: unplaced.length, first: `${first.path}: ${first.message}`.slice(0, 300) });
  return { before, after, unplaced, refused, faults, findings: failed.flatMap(({ findings }) => findings) };
}

function byPath(edits: readonly FileEdit[], refused: FileEdit[]): Map<string, FileEdit[]> {
  const groups = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const checked = checkPath(edit.path);
    if (checked.ok) groups.set(checked.path, [...(groups.get(checked.path) ?? []), edit]);
    else refused.push(edit);
  }
  return groups;
}

function faultOf({ name, language, findings }: Check): Fault {
  const [first] = findings;
  const said = first ? `${first.path}:${first.line}: ${first.message}` : '';
  return { check: name, language, count: Math.max(1, findings.length), first: said.slice(0, 300) };
}

/** How much is wrong: failed checks first, then how often each failed. */
export function isBetter(left: Attempt, right: Attempt): boolean {
  if (left.faults.length !== right.faults.length) return left.faults.length < right.faults.length;
  const count = ({ faults }: Attempt) => faults.reduce((sum, each) => sum + each.count, 0);
  return count(left) < count(right);
}
