import type { FileEdit } from './file-edit.ts';
import { inOneGo } from './line-diff.ts';
import { byteOrderMark, dominantEnding, lineText, splitLines, toLf, withEnding } from './lines.ts';
import type { EditableText } from './match.ts';
import { editableText, placeEdit, textOf } from './match.ts';
import type { MatchStrategy, UnplacedEdit } from './review.ts';
import { say } from './sentences.ts';

export interface PlacedFile {
  /** The text after all edits that found their place; null when the file is to be deleted. */
  after: string | null;
  /** The least certain way in which one of them was placed. */
  match: MatchStrategy;
  unplaced: UnplacedEdit[];
}

const certainty: MatchStrategy[] = ['whole-file', 'exact', 'whitespace', 'anchor'];

/**
 * Applies the edits of one file in their order, each to what the ones before made. `before` is null for a file that does not exist.
 * An edit that cannot be placed is left out and told; the others stand.
 */
export function placeEdits(path: string, before: string | null, edits: readonly FileEdit[]): PlacedFile {
  return inOneGo(placing(path, before, edits));
}

/** The same, with a pause after every edit: hundreds of edits in a large file would hold a thread for a tenth of a second. */
export function* placing(path: string, before: string | null, edits: readonly FileEdit[]): Generator<void, PlacedFile> {
  let after = before;
  /** The text while edits are placed in it one after the other; `after` is behind then. */
  let open: EditableText | null = null;
  const close = () => {
    if (open !== null) after = textOf(open);
    open = null;
  };
  let match: MatchStrategy = 'whole-file';
  const unplaced: UnplacedEdit[] = [];
  const grown: { line: number; by: number }[] = [];
  const refuse = (edit: FileEdit, problem: Pick<UnplacedEdit, 'reason' | 'message' | 'sentence'> & Partial<UnplacedEdit>) =>
    unplaced.push({
      path,
      tried: [],
      candidates: [],
      search: edit.kind === 'replace' ? edit.search : '',
      replace: newText(edit),
      ...problem,
    });

  for (const [index, edit] of edits.entries()) {
    if (index > 0) yield;
    const empty = open === null ? after === null || after === '' : open.lines.length === 0;
    if (edit.kind === 'delete') {
      close();
      if (after === null) refuse(edit, { reason: 'file-missing', ...say('edit.nothingToDelete') });
      else after = null;
      continue;
    }
    const elision = elisionIn(newText(edit), edit.kind === 'replace' ? edit.search : () => (open === null ? (after ?? '') : textOf(open)));
    if (elision !== null) {
      refuse(edit, { reason: 'malformed', ...say('edit.leavesOut', { line: elision }) });
      continue;
    }
    if (edit.kind === 'write' || (edit.search === '' && empty)) {
      close();
      after = inMannerOf(after, newText(edit));
      continue;
    }
    if (after === null) {
      refuse(edit, { reason: 'file-missing', ...say('edit.nothingToChange') });
      continue;
    }
    const line =
      edit.line === undefined
        ? undefined
        : edit.line + grown.reduce((sum, earlier) => sum + (earlier.line <= (edit.line as number) ? earlier.by : 0), 0);
    open ??= editableText(after);
    const placed = placeEdit(open, { ...edit, line });
    if (!placed.ok) {
      const { reason, said, tried, candidates } = placed;
      refuse(edit, { reason, ...said, tried, candidates });
      continue;
    }
    grown.push({ line: edit.line ?? placed.line, by: placed.grown });
    if (certainty.indexOf(placed.strategy) > certainty.indexOf(match)) match = placed.strategy;
  }
  close();
  return { after, match, unplaced };
}

const newText = (edit: FileEdit): string => (edit.kind === 'replace' ? edit.replace : edit.kind === 'write' ? edit.content : '');

/** New content with the byte-order mark, the line endings and the missing final newline of the file it replaces. */
function inMannerOf(before: string | null, content: string): string {
  if (before === null || before === '') return content;
  const old = splitLines(before);
  let text = withEnding(content, dominantEnding(old) ?? '\n');
  if (before.startsWith(byteOrderMark) && !text.startsWith(byteOrderMark)) text = byteOrderMark + text;
  const lines = splitLines(text);
  const endsAlike = !before.endsWith('\n') && text.endsWith('\n') && lineText(lines.at(-1) ?? '') === old.at(-1);
  return endsAlike ? text.slice(0, text.endsWith('\r\n') ? -2 : -1) : text;
}

const elision =
  /^(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*|""")?\s*(?:\.\.\.|…)\s*\(?\s*(?:the\s+)?(?:rest|existing|remaining|remainder|other|others|unchanged|same|previous|your|omitted|keep|code|more|其余|其他|省略|保持)\b/iu;
const elisionWords =
  /^(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*)\s*\(?(?:(?:the\s+)?(?:rest|remainder) of (?:the|your|this)|(?:existing|remaining|other|previous) (?:code|methods?|functions?|content|imports?)(?: here)?\s*(?:\.\.\.|…)|其余|省略|保持不变)/iu;

/** The first line that stands for text a model left out ("// ... rest of the code ..."), unless the old text has it too. */
function elisionIn(text: string, old: string | (() => string)): string | null {
  let known: Set<string> | null = null;
  for (const line of splitLines(toLf(text))) {
    const trimmed = line.trim();
    if (trimmed.length > 200 || !(elision.test(trimmed) || elisionWords.test(trimmed))) continue;
    known ??= new Set(splitLines(toLf(typeof old === 'string' ? old : old())).map((each) => each.trim()));
    if (!known.has(trimmed)) return trimmed;
  }
  return null;
}
