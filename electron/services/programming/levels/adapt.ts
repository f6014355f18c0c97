import type { TargetLanguage } from '#domain/programming';
import type { LanguageLevels } from '#services/toolchains';
import type { AnyPlan, Change, Target, Words, WritingInstruction } from '../instructions/instruction.ts';
import type { Templates } from '../templates/templates.ts';
import { olderScript } from './older-script.ts';
import { type JsonNode, rewriteNodes, someNode } from './rewrite.ts';

/** A plan as code for its target, in words that the oldest toolchain in force knows. */
export async function lowerFor<Plan extends AnyPlan>(
  instruction: WritingInstruction<Plan>,
  plan: Plan,
  target: Target,
  templates: Templates,
): Promise<Change> {
  const change = await instruction.lower(plan, target, templates);
  return target.levels ? adaptToLevels(change, target.language, target.levels) : change;
}

/** Templates whose code is in words that the versions know, for code that is put into a file's own. */
export const templatesFor = (templates: Templates, levels: LanguageLevels): Templates => ({
  async fill(template, holes, target) {
    const filled = await templates.fill(template, holes, target);
    const { imports, declarations } = adaptToLevels({ ...filled, notes: [], fileStem: '' }, target.language, levels);
    return { ...filled, imports, declarations };
  },
});

/**
 * Writes a change for the oldest toolchain in force: what newer ones added is said in older words where there are some; where there are
 * none, a note says which version the code needs.
 */
export function adaptToLevels(change: Change, language: TargetLanguage, levels: LanguageLevels): Change {
  if (language === 'go') return levels.go !== null && isBelow(levels.go, '1.18') ? olderGo(change, levels.go) : change;
  if (language === 'python') return levels.python !== null && isBelow(levels.python, '3.9') ? olderPython(change) : change;
  const year = yearOf(levels.typescript);
  return language === 'typescript' && year < 2022 ? { ...change, ...codeOf(change, (nodes) => olderScript(nodes, year)) } : change;
}

/** Compares versions of two numbers: `1.9` is below `1.18`. */
export function isBelow(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

/** `es6` is ES2015; where nothing is said and for ESNext there is no year that something could be too new for. */
function yearOf(level: string | null): number {
  const number = /^es(\d{1,4})$/.exec(level ?? '')?.[1];
  if (number === undefined) return Number.POSITIVE_INFINITY;
  return Number(number) < 100 ? 2009 + Number(number) : Number(number);
}

type Code = Pick<Change, 'declarations'> & Partial<Pick<Change, 'entry' | 'inside' | 'alsoInside'>>;

/** All nodes of a change, each part rewritten. */
function codeOf(change: Change, rewrite: <Nodes>(nodes: Nodes) => Nodes): Code {
  return {
    declarations: rewrite(change.declarations),
    ...(change.entry && { entry: rewrite(change.entry) }),
    ...(change.inside && { inside: { ...change.inside, body: rewrite(change.inside.body) } }),
    ...(change.alsoInside && { alsoInside: change.alsoInside.map((inside) => ({ ...inside, body: rewrite(inside.body) })) }),
  };
}

const emptyInterface: JsonNode = { kind: 'shape', form: 'interface', members: [] };
const isAny = (node: unknown): boolean => {
  const { kind, name, args } = (node ?? {}) as JsonNode;
  return kind === 'any' || kind === 'unknown' || (kind === 'named' && name === 'any' && args === undefined);
};

/** `any` came with Go 1.18, and so did type parameters, which nothing can stand for. */
function olderGo(change: Change, level: string): Change {
  const generic = someNode(change.declarations, (node) => Array.isArray(node['typeParameters']) && node['typeParameters'].length > 0);
  const code = codeOf(change, (nodes) =>
    rewriteNodes(nodes, (node) => {
      if (isAny(node)) return emptyInterface;
      return node['kind'] === 'optional' && (node['inner'] as JsonNode)['kind'] === 'shape' ? (node['inner'] as JsonNode) : node;
    }),
  );
  const needs: Words = {
    en: `The code has type parameters and needs Go 1.18; go.mod says ${level}.`,
    zh: `代码使用了类型参数，需要 Go 1.18；go.mod 中是 ${level}。`,
  };
  return { ...change, ...code, notes: generic ? [...change.notes, needs] : change.notes };
}

const typingNames: Readonly<Record<string, string>> = { list: 'List', map: 'Dict', set: 'Set', tuple: 'Tuple' };

/** The built-in types take no parameters before Python 3.9: `typing` has names that do. */
function olderPython(change: Change): Change {
  const used = new Set<string>();
  const generic = (name: string, ...args: JsonNode[]): JsonNode => {
    used.add(name);
    return { kind: 'named', name, args };
  };
  const code = codeOf(change, (nodes) =>
    rewriteNodes(nodes, (node) => {
      const name = typingNames[String(node['kind'])];
      if (name === undefined || 'operand' in node) return node;
      const [element, key, value] = [node['element'], node['key'], node['value']] as (JsonNode | undefined)[];
      // A list or a set of values has items, a list or a set as a type has none.
      if ((node['kind'] === 'list' || node['kind'] === 'set') && !('items' in node) && element) return generic(name, element);
      if (node['kind'] === 'map' && value) return generic(name, key ?? { kind: 'string' }, value);
      return node;
    }),
  );
  const own = change.imports.find(({ module, default: alias }) => module === 'typing' && alias === undefined);
  const names = [...new Set([...(own?.names ?? []), ...used])].sort();
  if (used.size === 0) return change;
  const others = change.imports.filter((each) => each !== own);
  return { ...change, ...code, imports: [...others, { module: 'typing', names }] };
}
