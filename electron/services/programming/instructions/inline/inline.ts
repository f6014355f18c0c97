import type { Expression } from '#domain/ir/nodes';
import { referencesOf } from '#domain/symbols/scopes';
import { type EditResult, type EditSource, refused, type TextEdit } from '../../editing/edit-source.ts';
import { hasEffects, hasEffectsBefore, isSometimes, placedText } from '../../editing/evaluation.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { type Use, usesOf } from '../../editing/uses.ts';
import { type AnyNode, contains, type Visited, walk } from '../../editing/walk.ts';
import { inlineFunction } from './inline-function.ts';
import { removal } from './removal.ts';

/** Puts what a function gives back, or the value of a variable, where it is used. */
export async function inline(source: EditSource): Promise<EditResult> {
  const { declaration, view, scopes } = source;
  if (!declaration || declaration.id === null) return refused('Name a function or a variable.', '请指明一个函数或变量。');
  const { name, id } = declaration;
  const { uses, doubts } = await usesOf(source, declaration);
  if (doubts[0]) return { edits: [], notes: [], refused: doubts[0] };
  const outside = uses.find((use) => use.source !== source);
  if (outside)
    return refused(
      `\`${outside.source.view.path}\` uses \`${name}\` too. It is inlined within one file only.`,
      `\`${outside.source.view.path}\` 也使用了 \`${name}\`。目前只能在一个文件内内联。`,
    );
  const places = referencesOf(scopes, id);
  if ((declaration.node as { exported?: boolean } | null)?.exported || places.some(({ form }) => form === 'export'))
    return refused(`\`${name}\` is exported, so others may use it.`, `\`${name}\` 已导出，其他地方可能在使用。`);
  if (uses.length === 0) return refused(`\`${name}\` is not used in \`${view.path}\`.`, `\`${view.path}\` 中没有使用 \`${name}\`。`);
  if (places.some(({ form }) => form === 'tag' || form === 'fixed'))
    return refused(`\`${name}\` is used in a form that a value cannot stand in.`, `\`${name}\` 的用法不能换成值。`);
  if (declaration.callable && declaration.callable.kind === 'function') return inlineFunction(source, declaration, uses);
  return inlineVariable(source, uses);
}

function inlineVariable(source: EditSource, uses: readonly Use[]): EditResult {
  const { scopes, view, language, module } = source;
  const declaration = source.declaration as NonNullable<EditSource['declaration']>;
  const { text } = view;
  const { name } = declaration;
  const node = declaration.node as unknown as AnyNode | null;
  const places = referencesOf(scopes, declaration.id ?? -1);
  const value = (node?.kind === 'let' || node?.kind === 'assign' ? node['value'] : undefined) as Expression | undefined;
  const isPlain =
    node?.kind === 'let' ? (node['names'] as string[]).length === 1 : node?.kind === 'assign' && !node['operator'] && !node['also'];
  if (!value?.span || !node?.span || !isPlain)
    return refused(`\`${name}\` has no value of its own that could be put in its place.`, `\`${name}\` 没有可以代入的值。`);
  const writes = places.filter(({ role }) => role !== 'reads');
  if (writes.length > 1)
    return refused(
      `\`${name}\` gets another value in line ${lineOf(text, writes[1]?.start ?? 0)}.`,
      `\`${name}\` 在第 ${lineOf(text, writes[1]?.start ?? 0)} 行被重新赋值。`,
    );
  const { span } = value;
  const declared = node.span;
  const statement = statementOf(module, node.span);
  const last = uses.at(-1)?.span ?? node.span;
  // What the value is made of must still be the same at its last use.
  for (const place of scopes.occurrences.filter((each) => contains(span, each))) {
    const changed = place.targets.some((target) =>
      referencesOf(scopes, target).some(({ role, start }) => role === 'writes' && start > span.end),
    );
    if (changed)
      return refused(
        `\`${place.name}\` gets another value after line ${lineOf(text, span.start)}, which \`${name}\` would not have.`,
        `\`${place.name}\` 在第 ${lineOf(text, span.start)} 行之后被重新赋值，与 \`${name}\` 的值不再相同。`,
      );
    for (const use of uses) {
      const there = scopes.declarations.some(
        (each) => each.name === place.name && !place.targets.includes(each.id) && isSeenAt(source, each.scope, use.span.start),
      );
      if (there)
        return refused(
          `\`${place.name}\` stands for something else in line ${lineOf(text, use.span.start)}.`,
          `\`${place.name}\` 在第 ${lineOf(text, use.span.start)} 行有其他含义。`,
        );
    }
  }
  const readsMembers = [...walk(value)].some(({ node: each }) => each.kind === 'member' || each.kind === 'index' || each.kind === 'slice');
  const makes = [...walk(value)].some(({ node: each }) =>
    /^(?:list|set|dictionary|lambda|composite|comprehension|new|record|regex)$/.test(each.kind ?? ''),
  );
  const own = hasEffects(value);
  const between = [...walk(module)].some(
    ({ node: each }) =>
      each.span &&
      each.span.start >= declared.end &&
      each.span.end <= last.start &&
      /^(?:call|new|assign|assignParts|assignment|update|await|delete|yield)$/.test(each.kind ?? ''),
  );
  const [only] = uses;
  if (own || makes) {
    if (uses.length > 1)
      return refused(
        `\`${name}\` is used ${uses.length} times, and its value would be made as often.`,
        `\`${name}\` 被使用了 ${uses.length} 次，其值会被重复求值。`,
      );
    const next = statement && only?.visited ? nextStatement(statement, only.visited) : null;
    if (!next || isSometimes(only?.visited as Visited, next) || hasEffectsBefore(next, only?.span ?? span) || between)
      return refused(
        `\`${name}\` is not used right behind its declaration, and its value may have effects.`,
        `\`${name}\` 没有在声明之后立即使用，而其值可能有副作用。`,
      );
  } else if (
    readsMembers &&
    (between || uses.some(({ visited }) => visited && isSometimes(visited, module) && runsElsewhere(visited, declared)))
  )
    return refused(
      `Something between the declaration of \`${name}\` and its use may change what it reads.`,
      `\`${name}\` 的声明与使用之间的代码可能改变它读取的内容。`,
    );
  const written = text.slice(span.start, span.end);
  const edits: TextEdit[] = [{ path: view.path, ...removal(text, node.span), text: '' }];
  for (const use of uses) {
    const isInText = language === 'python' && inTemplate(use.visited);
    if (isInText && /["'\\{}\n]/.test(written))
      return refused(
        `Line ${lineOf(text, use.span.start)} has \`${name}\` in a text that its value cannot stand in.`,
        `第 ${lineOf(text, use.span.start)} 行在字符串中使用 \`${name}\`，无法代入其值。`,
      );
    const shorthand = places.find(({ start }) => start === use.span.start)?.form === 'shorthand';
    const put = placedText(text, value, use.visited, written);
    edits.push({ path: view.path, start: use.span.start, end: use.span.end, text: shorthand ? `${name}: ${put}` : put });
  }
  return { edits, notes: [] };
}

const isSeenAt = ({ scopes }: EditSource, scope: number, at: number): boolean => {
  const own = scopes.scopes[scope];
  return own !== undefined && scope !== 0 && own.start <= at && at < own.end;
};

const inTemplate = (visited: Visited | null): boolean => {
  for (let at = visited; at; at = at.parent) if (at.node.kind === 'template') return true;
  return false;
};

/** A use inside of a function that the declaration is outside of runs at another time. */
const runsElsewhere = (visited: Visited, declared: { start: number; end: number }): boolean => {
  for (let at: Visited | null = visited; at; at = at.parent)
    if ((at.node.kind === 'function' || at.node.kind === 'lambda') && at.node.span && !contains(at.node.span, declared)) return true;
  return false;
};

function statementOf(module: object, span: { start: number; end: number }): Visited | null {
  for (const visited of walk(module))
    if (visited.node.span?.start === span.start && visited.node.span.end === span.end && Array.isArray(visited.parent?.node[visited.role]))
      return visited;
  return null;
}

/** The statement right behind another in its list, where it holds a use. */
function nextStatement(statement: Visited, use: Visited): AnyNode | null {
  const list = ((statement.parent?.node[statement.role] ?? []) as AnyNode[]).filter(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const next = list[list.indexOf(statement.node) + 1];
  return next?.span && use.node.span && contains(next.span, use.node.span) ? next : null;
}
