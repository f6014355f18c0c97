import type { Expression, FunctionNode } from '#domain/ir/nodes';
import { type EditResult, type EditSource, type FoundDeclaration, refused, type TextEdit } from '../../editing/edit-source.ts';
import { hasEffects, isSometimes, placedText } from '../../editing/evaluation.ts';
import { withEdits } from '../../editing/file-edits.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import type { Use } from '../../editing/uses.ts';
import { contains, type Visited, walk } from '../../editing/walk.ts';
import { removal } from './removal.ts';

/** A function that gives back one value, put where it is called. */
export function inlineFunction(source: EditSource, declaration: FoundDeclaration, uses: readonly Use[]): EditResult {
  const { view, scopes, language } = source;
  const { text } = view;
  const { name } = declaration;
  const made = declaration.callable as FunctionNode;
  const [statement, ...more] = made.body.filter(({ kind }) => kind !== 'comment');
  const value = statement?.kind === 'return' && statement.values.length === 1 ? statement.values[0] : undefined;
  if (!value?.span || more.length > 0) return refused(`\`${name}\` does more than give back one value.`, `\`${name}\` 不只是返回一个值。`);
  if (made.async || made.generator || (made.decorators?.length ?? 0) > 0)
    return refused(`\`${name}\` is not a plain function.`, `\`${name}\` 不是普通函数。`);
  const nested = [...walk(value)].some(
    ({ node }) => node.kind === 'lambda' || node.kind === 'comprehension' || (node.kind === 'template' && language === 'python'),
  );
  if (nested)
    return refused(
      `\`${name}\` makes another function or a text of parts, in which names may mean something else.`,
      `\`${name}\` 内部还有函数或拼接的字符串，其中的名称可能有其他含义。`,
    );
  if (made.parameters.some((each) => each.pattern || each.variadic || each.default || each.optional || each.only))
    return refused(`\`${name}\` has parameters that may be left out.`, `\`${name}\` 有可省略的参数。`);
  const { span } = value;
  if (uses.some((use) => contains(declaration.span, use.span))) return refused(`\`${name}\` calls itself.`, `\`${name}\` 调用了自身。`);
  const inner = scopes.scopes.find((each) => each.kind === 'function' && contains(declaration.span, each))?.id ?? -1;
  const reads = new Map<string, Visited[]>();
  for (const visited of walk(value)) {
    const place = visited.node.kind === 'name' ? visited.node.span : undefined;
    const target = place && scopes.occurrences.find(({ start }) => start === place.start)?.targets[0];
    const own = target === undefined ? undefined : scopes.declarations[target];
    if (own?.scope === inner && own.kind === 'parameter') reads.set(own.name, [...(reads.get(own.name) ?? []), visited]);
  }
  const shorthands = scopes.occurrences.some(({ start, form }) => form === 'shorthand' && span.start <= start && start < span.end);
  if (shorthands) return refused(`\`${name}\` makes an object of its parameters by their names.`, `\`${name}\` 用参数名简写构造了对象。`);
  const free = scopes.occurrences.filter((place) => contains(span, place) && !made.parameters.some((each) => each.name === place.name));
  const edits: TextEdit[] = [];
  for (const use of uses) {
    const line = lineOf(text, use.span.start);
    const { call } = use;
    const named = call?.kind === 'call' ? (call.named ?? []) : [];
    if (
      !call?.span ||
      call.kind !== 'call' ||
      named.length > 0 ||
      call.args.length !== made.parameters.length ||
      call.args.some(({ kind, span: at }) => kind === 'spread' || !at) ||
      call.spreadLast
    )
      return refused(
        `Line ${line} does not call \`${name}\` with one value for each parameter.`,
        `第 ${line} 行没有按参数逐一传值调用 \`${name}\`。`,
      );
    const hidden = free.find((place) =>
      scopes.declarations.some(
        (each) =>
          each.name === place.name &&
          !place.targets.includes(each.id) &&
          each.scope !== 0 &&
          isAround(scopes.scopes[each.scope], use.span.start),
      ),
    );
    if (hidden)
      return refused(`\`${hidden.name}\` stands for something else in line ${line}.`, `\`${hidden.name}\` 在第 ${line} 行有其他含义。`);
    const impure = call.args.filter(hasEffects);
    for (const [at, argument] of call.args.entries()) {
      const places = reads.get(made.parameters[at]?.name ?? '') ?? [];
      const once = places.length === 1 && places[0] && !isSometimes(places[0], value);
      if (hasEffects(argument) && (!once || impure.length > 1 || hasEffects(value)))
        return refused(
          `Line ${line} passes a value with effects, which would not run once and in its order.`,
          `第 ${line} 行传入的值有副作用，内联后不能保证只按原顺序执行一次。`,
        );
    }
    const parts = [...reads].flatMap(([parameter, places]) => {
      const argument = call.args[made.parameters.findIndex((each) => each.name === parameter)] as Expression;
      const written = text.slice(argument.span?.start, argument.span?.end);
      return places.map((place) => {
        const at = place.node.span as { start: number; end: number };
        return { start: at.start - span.start, end: at.end - span.start, text: placedText('x', argument, place, written) };
      });
    });
    const written = withEdits(text.slice(span.start, span.end), parts);
    const visited = callVisited(use.visited);
    edits.push({ path: view.path, start: call.span.start, end: call.span.end, text: placedText(text, value, visited, written) });
  }
  if (edits.some((edit, at) => edits.some((other, index) => index !== at && edit.start <= other.start && other.end <= edit.end)))
    return refused(
      `\`${name}\` is called with a value of its own. Inline the inner call first.`,
      `\`${name}\` 的参数中又调用了它自身。请先内联里面的调用。`,
    );
  edits.push({ path: view.path, ...removal(text, declaration.span, true), text: '' });
  return { edits, notes: [] };
}

const callVisited = (visited: Visited | null): Visited | null => visited?.parent ?? null;
const isAround = (scope: { start: number; end: number } | undefined, at: number): boolean =>
  scope !== undefined && scope.start <= at && at < scope.end;
