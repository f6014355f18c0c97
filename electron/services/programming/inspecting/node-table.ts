import type { ModuleNode, Span } from '#domain/ir/nodes';
import type { InspectedNode } from '#domain/programming';

/** A node of the table with all that plan and request can be found by. */
export interface TableNode extends Omit<InspectedNode, 'parts'> {
  names: string[];
  number: number | null;
}

interface Waiting {
  value: object;
  parent: number;
  role: string;
}

/** Properties that are no children: where a node stands and what it means rather than what it is made of. */
const ofTheNode = new Set(['span', 'semantics', 'kind', 'version', 'language']);
/** Texts that a plan can have given; others are operators, forms and comments. */
const givenTexts = new Set(['name', 'names', 'key', 'value', 'module', 'default', 'namespace', 'label', 'text', 'parameter', 'types']);
const longestText = 120;

/**
 * The nodes of a module in the order of the code, parents before children. Each has a stretch of the code inside its parent's: its own
 * where the reader gave one, else that of its children and its name. Any object of the module is a node, whatever kinds there will be.
 */
export function nodeTable(module: ModuleNode, code: string): TableNode[] {
  const table: TableNode[] = [];
  const given: (Span | null)[] = [];
  const waiting: Waiting[] = [{ value: module, parent: -1, role: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const at = table.length;
    const own = next.parent < 0 ? { start: 0, end: code.length } : spanOf(next.value);
    given.push(own);
    table.push({
      ...described(next.value, next.parent < 0 ? 'module' : next.role),
      parent: next.parent,
      role: next.role,
      start: 0,
      end: 0,
    });
    const children = childrenOf(next.value, at);
    for (let position = children.length - 1; position >= 0; position -= 1) waiting.push(children[position] as Waiting);
  }
  place(table, given, code);
  return table;
}

function spanOf(value: object): Span | null {
  const { span } = value as { span?: Span };
  return span && span.start <= span.end ? span : null;
}

/** Children in the order of the code; one that does not know where it stands keeps its place behind the one before it. */
function childrenOf(node: object, parent: number): Waiting[] {
  const found: (Waiting & { at: number })[] = [];
  let latest = 0;
  const add = (value: object, role: string): void => {
    latest = spanOf(value)?.start ?? latest;
    found.push({ value, parent, role, at: latest });
  };
  for (const [role, value] of Object.entries(node)) {
    if (ofTheNode.has(role) || typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) add(value, role);
    else for (const item of value) if (typeof item === 'object' && item !== null && !Array.isArray(item)) add(item, role);
  }
  return found.sort((left, right) => left.at - right.at);
}

function described(value: object, role: string): Pick<TableNode, 'kind' | 'text' | 'names' | 'number'> {
  const fields = value as Record<string, unknown>;
  const kind = typeof fields['kind'] === 'string' ? fields['kind'] : singular(role);
  const names: string[] = [];
  const said: string[] = [];
  for (const [key, each] of Object.entries(fields)) {
    if (ofTheNode.has(key)) continue;
    const texts = typeof each === 'string' ? [each] : Array.isArray(each) ? each.filter((item) => typeof item === 'string') : [];
    if (givenTexts.has(key)) names.push(...texts);
    if (texts.length > 0 && (givenTexts.has(key) || key === 'operator' || key === 'pattern')) said.push(texts.join(', '));
    else if (key === 'value' && (typeof each === 'number' || typeof each === 'boolean')) said.push(String(each));
  }
  const text = said.join(' ');
  const number = kind === 'number' && typeof fields['value'] === 'number' ? fields['value'] : null;
  return { kind, text: text.length > longestText ? `${text.slice(0, longestText)}…` : text, names, number };
}

/** What an object without a kind of its own is called: an item of `parameters` is a parameter. */
const singular = (role: string): string =>
  /(?:sses|shes|ches|xes)$/.test(role) ? role.slice(0, -2) : role.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

/** Fills in where the nodes stand: what children know goes up to parents that know nothing, then nobody reaches beyond its parent. */
function place(table: TableNode[], given: (Span | null)[], code: string): void {
  const known = [...given];
  for (let at = table.length - 1; at > 0; at -= 1) {
    const own = known[at];
    const { parent } = table[at] as TableNode;
    if (!own || given[parent]) continue;
    const before = known[parent];
    known[parent] = before ? { start: Math.min(before.start, own.start), end: Math.max(before.end, own.end) } : own;
  }
  /** Where the child before ends, for each parent: the next one is looked for behind it. */
  const behind: number[] = [];
  for (const [at, node] of table.entries()) {
    const parent = table[node.parent];
    const outer = parent ? { start: parent.start, end: parent.end } : { start: 0, end: code.length };
    let span = known[at] ?? null;
    if (!given[at] && node.names[0]) span = joined(span, nameIn(code, node.names[0], behind[node.parent] ?? outer.start, outer.end));
    const start = Math.max(outer.start, span?.start ?? outer.start);
    const end = Math.min(outer.end, span?.end ?? outer.end);
    [node.start, node.end] = start <= end ? [start, end] : [outer.start, outer.end];
    if (parent && span) behind[node.parent] = node.end;
  }
}

const joined = (left: Span | null, right: Span | null): Span | null =>
  left && right ? { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) } : (left ?? right);

/** The first place of a name in a stretch of the code, as a word of its own. */
function nameIn(code: string, name: string, start: number, end: number): Span | null {
  const stretch = code.slice(start, end);
  for (let at = stretch.indexOf(name); at >= 0; at = stretch.indexOf(name, at + 1)) {
    const found = { start: start + at, end: start + at + name.length };
    if (!/[\p{L}\p{N}_$]/u.test(code.charAt(found.start - 1)) && !/[\p{L}\p{N}_$]/u.test(code.charAt(found.end))) return found;
  }
  return null;
}
