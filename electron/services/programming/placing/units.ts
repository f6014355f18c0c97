import type { Unit } from '#domain/declaration-merge';
import type { Declaration, ImportNode, ModuleNode, Statement } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';

/** A unit of a source file with the top-level names it makes. */
export interface NamedUnit extends Unit {
  names: string[];
}

/** What a piece of a file is called, and which names it makes. Methods of Go belong to the name of their type. */
function identity(node: Declaration | ImportNode): { key: string; names: string[]; joins?: boolean } {
  if ('module' in node && !('kind' in node)) return importIdentity(node);
  if (node.kind === 'import') return importIdentity(node.import);
  if (node.kind === 'function') {
    const receiver = node.receiver?.type;
    const owner = receiver?.kind === 'pointer' ? receiver.inner : receiver;
    if (owner?.kind === 'named') return { key: `method ${owner.name}.${node.name}`, names: [owner.name] };
    return { key: `function ${node.name}`, names: [node.name] };
  }
  if (node.kind === 'constants') {
    const names = node.entries.flatMap((entry) => entry.names);
    return { key: `constants ${names[0] ?? ''}`, names };
  }
  if ('name' in node && typeof node.name === 'string') return { key: `${node.kind} ${node.name}`, names: [node.name] };
  return { key: node.kind, names: [] };
}

interface Piece {
  span: Span | undefined;
  key: string;
  names: string[];
  joins?: boolean;
}

/** A declaration as one piece, and top-level statements one by one. A comment belongs to what stands behind it. */
function piecesOf(node: Declaration | ImportNode): Piece[] {
  if (!('kind' in node) || node.kind !== 'statements') return [{ span: node.span, ...identity(node) }];
  return node.body
    .filter((each) => each.kind !== 'comment' && each.kind !== 'blank')
    .map((each) => {
      const names = namesOf(each);
      return { span: each.span, key: `statement ${names[0] ?? each.kind}`, names };
    });
}

function namesOf(statement: Statement): string[] {
  if (statement.kind === 'let') return statement.names;
  if (statement.kind === 'declare') return [statement.name];
  return statement.kind === 'assign' && statement.target.kind === 'name' ? [statement.target.name] : [];
}

const importIdentity = (node: ImportNode): { key: string; names: string[]; joins: boolean } => ({
  key: `import ${node.module}${node.typeOnly ? ' type' : ''}`,
  names: [],
  joins: true,
});

/**
 * A file cut into its declarations: each with the comments and blank lines in front of it, up to the end of its last line. Together they
 * are the file. Null where a declaration does not know where it stands, or two share a line.
 */
export function unitsOf(module: ModuleNode, source: string): NamedUnit[] | null {
  const pieces = [...module.imports, ...module.declarations]
    .flatMap(piecesOf)
    .sort((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0));
  const units: NamedUnit[] = [];
  const counts = new Map<string, number>();
  let from = 0;
  for (const { span, key, names, joins } of pieces) {
    if (!span) return null;
    const line = source.indexOf('\n', Math.max(span.start, span.end - 1));
    const to = line < 0 ? source.length : line + 1;
    // Statements of one line, and Go's grouped imports, whose spans lie inside one another, stay together.
    if (span.start < from) {
      const last = units.at(-1);
      if (!last) return null;
      units[units.length - 1] = { ...last, text: last.text + source.slice(from, Math.max(from, to)), names: [...last.names, ...names] };
      from = Math.max(from, to);
      continue;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    units.push({ key: count === 1 ? key : `${key}#${count}`, text: source.slice(from, to), names, ...(joins ? { joins } : {}) });
    from = to;
  }
  if (from < source.length) units.push({ key: 'end', text: source.slice(from), names: [] });
  return units;
}
