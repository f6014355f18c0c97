import type { Expression, Statement } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';
import type { EditSource } from '../../editing/edit-source.ts';
import { type AnyNode, contains, type Visited, walk } from '../../editing/walk.ts';

/** What is taken out: whole statements that follow one another, or one value. */
export type Range =
  | { kind: 'statements'; statements: Statement[]; span: Span; list: Visited; role: string }
  | { kind: 'value'; value: Expression; span: Span; visited: Visited };

const statementLists = new Set(['body', 'then', 'otherwise', 'always']);
const values = new Set(
  'string number boolean null regex name member index slice call new binary comparison unary conditional list set tupleLiteral dictionary record composite template await lambda comprehension cast'.split(
    ' ',
  ),
);

/** A stretch without the blanks around it, and without a semicolon at its end. */
export function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

/** The statements or the value that stand exactly in a stretch; null where it cuts through something. */
export function rangeIn({ module, view }: EditSource, stretch: Span): Range | null {
  const wanted = trimmed(view.text, stretch);
  if (wanted.start >= wanted.end) return null;
  let best: Range | null = null;
  for (const visited of walk(module)) {
    const { node } = visited;
    for (const [role, list] of Object.entries(node)) {
      if (
        !statementLists.has(role) ||
        !Array.isArray(list) ||
        (node.kind === 'lambda' &&
          node['block'] !== true &&
          list.length === 1 &&
          (list[0] as AnyNode).kind === 'return' &&
          isBare(view.text, list[0] as AnyNode))
      )
        continue;
      const found = covered(view.text, list as AnyNode[], wanted);
      if (found) best = { kind: 'statements', statements: found as unknown as Statement[], span: spanOf(found), list: visited, role };
    }
    const { span } = node;
    const isWhole =
      span && span.start === wanted.start && (span.end === wanted.end || view.text.slice(span.end, wanted.end).trim() === ';');
    if (isWhole && values.has(node.kind ?? '') && best === null)
      best = { kind: 'value', value: node as unknown as Expression, span, visited };
  }
  return best;
}

/** The one statement of an arrow function without braces is its value. */
const isBare = (text: string, statement: AnyNode): boolean =>
  !statement.span || !text.slice(statement.span.start, statement.span.end).startsWith('return');

const spanOf = (found: readonly AnyNode[]): Span => ({ start: found[0]?.span?.start ?? 0, end: found.at(-1)?.span?.end ?? 0 });

function covered(text: string, list: readonly AnyNode[], wanted: Span): AnyNode[] | null {
  const overlapping = list.filter(({ span }) => span && span.start < wanted.end && wanted.start < span.end);
  const first = overlapping[0]?.span;
  const last = overlapping.at(-1)?.span;
  if (!first || !last || overlapping.every(({ kind }) => kind === 'comment')) return null;
  if (first.start !== wanted.start || text.slice(last.end, wanted.end).replaceAll(/[;\s]/g, '') !== '' || last.end > wanted.end)
    return null;
  return overlapping;
}

/** Values of the file that are written so, blanks aside. */
export function valuesWritten({ module, view }: EditSource, written: string, within: Span): Visited[] {
  const plain = (text: string): string => text.replaceAll(/\s+/g, '');
  const wanted = plain(written);
  const seen = new Set<number>();
  return [...walk(module)].filter(({ node, parent }) => {
    const { span, kind } = node;
    if (!span || !values.has(kind ?? '') || !contains(within, span) || seen.has(span.start)) return false;
    if (plain(view.text.slice(span.start, span.end)) !== wanted || parent?.node.kind === 'assign') return false;
    seen.add(span.start);
    return true;
  });
}
