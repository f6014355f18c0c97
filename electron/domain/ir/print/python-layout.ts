import type { PrintStyle } from '../style.ts';

/**
 * What is to be printed, before it is known which brackets are broken over lines. A list is its parts one behind the other; a group is
 * items between brackets; pieces are literals side by side.
 */
export type Doc = string | Doc[] | Group | { pieces: string[] } | { operands: Doc[] };

interface Group {
  open: string;
  items: Doc[];
  close: string;
  /** What stands behind the last item when the group is on one line: `(a,)`. */
  last?: string;
  /** No comma may stand behind the last item: a generator that is the only argument. */
  bare?: boolean;
}

export const group = (open: string, items: Doc[], close: string, extra: { last?: string; bare?: boolean } = {}): Doc => ({
  open,
  items,
  close,
  ...extra,
});

/** All on one line, but for texts that have line breaks of their own. */
export function flat(doc: Doc, known: Map<object, string> = new Map()): string {
  if (typeof doc === 'string') return doc;
  const before = known.get(doc);
  if (before !== undefined) return before;
  const text = Array.isArray(doc)
    ? doc.map((part) => flat(part, known)).join('')
    : 'pieces' in doc
      ? doc.pieces.join(' ')
      : 'operands' in doc
        ? doc.operands.map((part) => flat(part, known)).join(' ')
        : doc.open + doc.items.map((item) => flat(item, known)).join(', ') + (doc.last ?? '') + doc.close;
  known.set(doc, text);
  return text;
}

/**
 * Lays a document out from a column: on one line where it fits, else with one item a line, outer brackets first. `used` is what stands
 * before it on its line behind the indentation. `whole` says that parentheses may be put around it.
 */
export function render(doc: Doc, depth: number, used: number, style: PrintStyle, whole = false): string {
  const known = new Map<object, string>();
  const indentation = style.indent.length;
  const fits = (text: string, level: number, before: number): boolean =>
    !text.includes('\n') && before + text.length <= style.width - indentation * level;
  const lay = (part: Doc, level: number, before: number): string => {
    const line = flat(part, known);
    if (typeof part === 'string' || fits(line, level, before) || style.width === Number.POSITIVE_INFINITY) return line;
    const [outer, inner] = [style.indent.repeat(level), style.indent.repeat(level + 1)];
    if (Array.isArray(part)) {
      let text = '';
      let column = before;
      for (const piece of part) {
        const laid = lay(piece, level, column);
        text += laid;
        column = laid.includes('\n') ? laid.length - laid.lastIndexOf('\n') - 1 - indentation * level : column + laid.length;
      }
      return text;
    }
    if ('operands' in part) return part.operands.map((operand) => lay(operand, level, before)).join(' ');
    if ('pieces' in part)
      return part.pieces.length === 1 ? line : `(\n${part.pieces.map((piece) => `${inner}${piece}\n`).join('')}${outer})`;
    const [only] = part.items;
    if (only === undefined) return line;
    // Putting a long text alone on a line of its own wins nothing.
    if (part.items.length === 1 && typeof only === 'string' && only.includes('\n')) return line;
    const lines = part.items.map(
      (item, at) => `${inner}${lay(item, level + 1, 0)}${part.bare && at === part.items.length - 1 ? '' : ','}\n`,
    );
    return `${part.open}\n${lines.join('')}${outer}${part.close}`;
  };
  const text = flat(doc, known);
  if (whole && typeof doc === 'object' && 'operands' in doc && !text.includes('\n') && !fits(text, depth, used)) {
    const inner = style.indent.repeat(depth + 1);
    return `(\n${doc.operands.map((operand) => `${inner}${lay(operand, depth + 1, 0)}\n`).join('')}${style.indent.repeat(depth)})`;
  }
  return lay(doc, depth, used);
}
