const indentOf = (line: string): string => line.slice(0, line.length - line.trimStart().length);

/**
 * Gives replacement lines the indentation of the file. `found` holds, for each search line, the line of the file it stands for, or
 * null. The relation between the two indentations must be one: the same prefix added, the same prefix taken away, or one unit for
 * another (tabs for spaces). Returns null when it is not, because in Python that would change what the code means.
 */
export function reindent(replace: readonly string[], search: readonly string[], found: readonly (string | null)[]): string[] | null {
  const pairs = new Map<string, string>();
  for (const [index, line] of search.entries()) {
    const other = found[index];
    if (line.trim() === '' || other === null || other === undefined) continue;
    const [from, to] = [indentOf(line), indentOf(other)];
    const known = pairs.get(from);
    if (known !== undefined && known !== to) return null;
    pairs.set(from, to);
  }
  const convert = added(pairs) ?? removed(pairs) ?? units(pairs);
  if (convert === null) return null;
  const lines: string[] = [];
  for (const line of replace) {
    if (line.trim() === '') {
      lines.push('');
      continue;
    }
    const indent = convert(indentOf(line));
    if (indent === null) return null;
    lines.push(indent + line.trimStart());
  }
  return lines;
}

type Convert = (indent: string) => string | null;

function added(pairs: ReadonlyMap<string, string>): Convert | null {
  const [from, to] = [...pairs][0] ?? ['', ''];
  if (!to.endsWith(from)) return null;
  const prefix = to.slice(0, to.length - from.length);
  return [...pairs].every(([a, b]) => b === prefix + a) ? (indent) => prefix + indent : null;
}

function removed(pairs: ReadonlyMap<string, string>): Convert | null {
  const [from, to] = [...pairs][0] ?? ['', ''];
  if (!from.endsWith(to)) return null;
  const prefix = from.slice(0, from.length - to.length);
  if (![...pairs].every(([a, b]) => a === prefix + b)) return null;
  return (indent) => (indent.startsWith(prefix) ? indent.slice(prefix.length) : null);
}

/** One unit for another: the smallest step of each side, and every pair must be the same number of steps plus one constant. */
function units(pairs: ReadonlyMap<string, string>): Convert | null {
  const list = [...pairs];
  const [fromUnit, toUnit] = [unitOf(list.map(([a]) => a)), unitOf(list.map(([, b]) => b))];
  if (fromUnit === null || toUnit === null) return null;
  const steps = (indent: string, unit: string) =>
    indent.length % unit.length === 0 && unit.repeat(indent.length / unit.length) === indent ? indent.length / unit.length : null;
  let constant: number | null = null;
  for (const [a, b] of list) {
    const [x, y] = [steps(a, fromUnit), steps(b, toUnit)];
    if (x === null || y === null || (constant !== null && y - x !== constant)) return null;
    constant = y - x;
  }
  return (indent) => {
    const count = steps(indent, fromUnit);
    return count === null || count + (constant ?? 0) < 0 ? null : toUnit.repeat(count + (constant ?? 0));
  };
}

/** A tab, or as many spaces as the smallest step between two indentations; null when tabs and spaces are mixed. */
function unitOf(indents: readonly string[]): string | null {
  const all = indents.join('');
  if (all === '') return null;
  if (/^\t+$/.test(all)) return '\t';
  if (!/^ +$/.test(all)) return null;
  const lengths = [...new Set([0, ...indents.map((indent) => indent.length)])].sort((a, b) => a - b);
  return ' '.repeat(Math.min(...lengths.slice(1).map((length, index) => length - (lengths[index] as number))));
}
