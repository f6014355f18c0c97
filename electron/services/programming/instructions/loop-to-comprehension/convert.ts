import type { Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { freshName } from '#domain/symbols/rename';
import { scopeAt } from '#domain/symbols/scopes';
import type { EditResult, EditSource, TextEdit } from '../../editing/edit-source.ts';
import { lineOf } from '../../rewriting/lines.ts';
import { isScript, maskOf, moduleName, refuse, type Subject } from '../../rewriting/rewrite.ts';
import type { SourceMask } from '../../rewriting/source-mask.ts';
import { allNodes } from '../../rewriting/visit.ts';
import { lineStart } from '../../syntax/source-view.ts';
import { goSearch } from './go-slices.ts';
import { hasEffects, type Loop, namesIn, namesOf } from './loops.ts';
import { pythonValue } from './python-comprehension.ts';
import { scriptValue } from './script-chain.ts';
import { type Shape, shapeOf } from './shape.ts';

export type Initial = 'list' | 'set' | 'map' | 'newMap' | 'zero' | 'text' | 'true' | 'false';

export interface Conversion {
  loop: Loop;
  shape: Shape;
  textOf(node: { span?: { start: number; end: number } }): string;
  /** What the target held in front of the loop; null where that is something else. */
  initial: Initial | null;
  /** Its text. */
  start: string;
  known: ReadonlyMap<string, IrType>;
  /** The only value that a name gets in the function; null where there are more. */
  valueOf(name: string): Expression | null;
  free(wish: string): string;
}

type Reason = [string, string];

/** Loops that collect, add up or look for something, as one expression. */
export async function convertLoops(source: EditSource, loops: readonly Loop[]): Promise<EditResult> {
  const mask = maskOf(source);
  const edits: TextEdit[] = [];
  const imports: NonNullable<EditResult['imports']> = [];
  const reasons: { line: number; reason: Reason }[] = [];
  let done = 0;
  for (const loop of loops) {
    const start = loop.node.span?.start ?? 0;
    if (start < done) continue;
    const made = source.language === 'go' ? await goEdit(source, loop, mask) : converted(source, loop, mask);
    if ('reason' in made) reasons.push({ line: lineOf(source.view.text, start), reason: made.reason });
    else {
      edits.push(made.edit);
      imports.push(...(made.imports ?? []));
      done = made.edit.end;
    }
  }
  if (edits.length === 0) {
    const [first] = reasons;
    if (!first)
      return refuse(
        'There is no loop over items there. Name the function, or select the loop.',
        '那里没有逐项循环。请指明函数，或选中循环。',
      );
    return refuse(`The loop in line ${first.line} stays: ${first.reason[0]}.`, `第 ${first.line} 行的循环保持不变：${first.reason[1]}。`);
  }
  const notes = reasons
    .slice(0, 3)
    .map(({ line, reason }) => ({ en: `The loop in line ${line} stays: ${reason[0]}`, zh: `第 ${line} 行的循环保持不变：${reason[1]}` }));
  return { edits, imports: [...new Map(imports.map((each) => [each.module, each])).values()], notes };
}

type Made = { edit: TextEdit; imports?: EditResult['imports'] } | { reason: Reason };

function converted(source: EditSource, loop: Loop, mask: SourceMask): Made {
  const { view, language } = source;
  const { text } = view;
  const { node, list, at } = loop;
  const no = (en: string, zh: string): Made => ({ reason: [en, zh] });
  if (node.awaits) return no('it waits for its items', '它会等待每一项');
  if (node.otherwise) return no('it has an `else`', '它带有 `else`');
  if (node.over || (node.declares && node.declares !== 'let')) return no('it does not go over the items of something', '它不是逐项循环');
  const names = namesOf(node);
  if (!names) return no('its variable is taken apart in an unusual way', '循环变量的解构方式不常见');
  const rest = list.slice(at + 1);
  const shape = shapeOf(node, rest, language);
  if ('refused' in shape) return { reason: shape.refused };
  const parts: Expression[] = [...shape.conditions, shape.item, ...(shape.form === 'map' ? [shape.key] : [])];
  if ([node.source, ...parts].some(hasEffects)) return no('it waits, assigns or yields inside', '其中有等待、赋值或 yield');
  if (shape.target !== null && [node.source, ...parts].some((each) => namesIn(each).has(shape.target ?? '')))
    return no('it looks at what it has collected so far', '它会读取已收集的内容');
  const changed = new Set(
    parts
      .flatMap((each) => allNodes<Extract<Expression, { kind: 'call' }>>(each, 'call'))
      .flatMap(({ callee }) =>
        callee.kind === 'member' && callee.object.kind === 'name' && mutates.has(callee.name) ? [callee.object.name] : [],
      ),
  );
  if ([...namesIn(node.source)].some((each) => changed.has(each))) return no('it changes what it goes over', '它会修改被遍历的对象');
  if (language === 'python' && names.some((name) => isUsedLater(source, loop, name)))
    return no('its variable is used behind it', '循环变量在循环之后仍被使用');
  const before = list.slice(0, at).findLast(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const initialStatement = shape.target === null ? null : startOf(before, shape.target);
  if (shape.target !== null && !initialStatement)
    return no('what it collects into is not made right in front of it', '收集结果的变量不是在循环前一行创建的');
  const after = shape.target === null ? rest.find(({ kind }) => kind !== 'comment' && kind !== 'blank') : undefined;
  const from = initialStatement?.statement.span?.start ?? node.span?.start ?? 0;
  const to = after?.span?.end ?? node.span?.end ?? 0;
  const exprs = [node.source, ...parts].flatMap(({ span }) => (span ? [span] : []));
  const comments = mask.comments.filter(({ start, end }) => start >= from && end <= to);
  if (comments.some(({ start, end }) => exprs.some((each) => each.start <= start && end <= each.end)))
    return no('there is a comment inside its expressions', '其表达式中有注释');
  const textOf: Conversion['textOf'] = ({ span }) => (span ? text.slice(span.start, span.end) : '');
  const conversion: Conversion = {
    loop,
    shape,
    textOf,
    initial: initialStatement ? initialOf(initialStatement.value) : null,
    start: initialStatement ? textOf(initialStatement.value) : '',
    known: knownTypes(loop),
    valueOf: (name) => onlyValue(loop, name),
    free: (wish) => freshName(source.scopes, scopeAt(source.scopes, from), wish),
  };
  const value = isScript(language) ? scriptValue(conversion) : pythonValue(conversion);
  if (typeof value !== 'string') return { reason: value };
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, from)))?.[0] ?? '';
  const lead = initialStatement ? text.slice(from, initialStatement.value.span?.start ?? from) : 'return ';
  const end = isScript(language) && view.style.semicolons ? ';' : '';
  const kept = comments.map(({ start, end: stop }) => `${text.slice(start, stop).trimEnd()}\n${indent}`).join('');
  return { edit: { path: view.path, start: from, end: to, text: `${kept}${lead}${value}${end}` } };
}

const mutates = new Set(
  'push pop shift unshift splice append extend insert remove clear add delete set update popitem discard sort reverse'.split(' '),
);

/** The statement that makes the target, right in front of the loop. */
function startOf(before: Statement | undefined, target: string): { statement: Statement; value: Expression } | null {
  if (before?.kind === 'let' && before.names.length === 1 && before.names[0] === target) return { statement: before, value: before.value };
  if (before?.kind === 'assign' && before.target.kind === 'name' && before.target.name === target && !before.operator && !before.also)
    return { statement: before, value: before.value };
  return null;
}

function initialOf(value: Expression): Initial | null {
  switch (value.kind) {
    case 'list':
      return value.items.length === 0 ? 'list' : null;
    case 'dictionary':
      return value.entries.length === 0 ? 'map' : null;
    case 'number':
      return value.value === 0 && value.form !== 'float' && value.form !== 'bigint' && (value.source === undefined || value.source === '0')
        ? 'zero'
        : null;
    case 'string':
      return value.value === '' && !value.form ? 'text' : null;
    case 'boolean':
      return value.value ? 'true' : 'false';
    case 'call':
      if (value.args.length > 0 || (value.named ?? []).length > 0 || value.callee.kind !== 'name') return null;
      return value.callee.name === 'set' ? 'set' : value.callee.name === 'list' ? 'list' : value.callee.name === 'dict' ? 'map' : null;
    case 'new':
      if (value.args.length > 0 || value.callee.kind !== 'name') return null;
      return value.callee.name === 'Set' ? 'set' : value.callee.name === 'Map' ? 'newMap' : null;
    default:
      return null;
  }
}

/** Python: a loop's variable stays after it. */
function isUsedLater({ scopes }: EditSource, { node, inside }: Loop, name: string): boolean {
  const end = node.span?.end ?? 0;
  const last = inside?.span.end ?? Number.POSITIVE_INFINITY;
  const own = scopes.occurrences.find((each) => each.name === name && each.start >= (node.span?.start ?? 0) && each.role !== 'reads');
  const next = scopes.occurrences.filter(
    (each) => each.start >= end && each.start < last && each.name === name && each.targets.some((id) => own?.targets.includes(id)),
  );
  return next.length > 0 && next[0]?.role === 'reads';
}

function knownTypes({ inside, node }: Loop): Map<string, IrType> {
  const known = new Map<string, IrType>();
  for (const { name, type, variadic } of inside?.node.parameters ?? []) if (type && !variadic && name !== '') known.set(name, type);
  const type = node.source.kind === 'name' ? known.get(node.source.name) : undefined;
  if (type?.kind === 'list' && !node.pattern) known.set(node.name, type.element);
  if (node.source.kind === 'call' && node.source.callee.kind === 'name' && node.source.callee.name === 'range' && !node.pattern)
    known.set(node.name, { kind: 'integer' });
  return known;
}

/** The value of a constant: of a name that is made once, in the function or at the top. */
function onlyValue({ inside, list }: Loop, name: string): Expression | null {
  const values = allNodes<Extract<Statement, { kind: 'let' }>>(inside?.node.body ?? list, 'let').filter(
    (each) => each.names.length === 1 && each.names[0] === name,
  );
  const [only] = values;
  return values.length === 1 && only && !only.mutable ? only.value : null;
}

async function goEdit(source: EditSource, loop: Loop, mask: SourceMask): Promise<Made> {
  const search = goSearch(loop);
  if (Array.isArray(search)) return { reason: search };
  const { view } = source;
  const { text } = view;
  const { node, list, at } = loop;
  const level = Number(/^go\s+1\.(\d+)/m.exec((await source.read('go.mod')) ?? '')?.[1] ?? 0);
  if (level < 21)
    return {
      reason: [
        'go.mod does not say Go 1.21 or newer, which has the package `slices`',
        'go.mod 未声明 Go 1.21 或更高版本，没有 `slices` 包',
      ],
    };
  const type = search.source.kind === 'name' ? knownTypes(loop).get(search.source.name) : undefined;
  const made =
    search.source.kind === 'name'
      ? allNodes<Extract<Statement, { kind: 'let' }>>(loop.inside?.node.body ?? [], 'let').find(
          (each) => each.names[0] === (search.source as { name?: string }).name,
        )?.value
      : undefined;
  const isSlice = type?.kind === 'list' || (made?.kind === 'composite' && made.type?.kind === 'list') || made?.kind === 'list';
  if (!isSlice) return { reason: ['what it goes over is not known to be a slice', '无法确定被遍历的是切片'] };
  const before = list.slice(0, at).findLast(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const initial = search.target === null ? null : startOf(before, search.target);
  if (search.target !== null && !(initial?.value.kind === 'boolean' && !initial.value.value))
    return { reason: ['its flag is not made right in front of it', '标志变量不是在循环前一行创建的'] };
  const after = search.target === null ? list.slice(at + 1).find(({ kind }) => kind !== 'comment' && kind !== 'blank') : undefined;
  const from = initial?.statement.span?.start ?? node.span?.start ?? 0;
  const to = after?.span?.end ?? node.span?.end ?? 0;
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, from)))?.[0] ?? '';
  const kept = mask.comments
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => `${text.slice(start, end).trimEnd()}\n${indent}`)
    .join('');
  const lead = initial ? text.slice(from, initial.value.span?.start ?? from) : 'return ';
  const textOf = ({ span }: Expression): string => (span ? text.slice(span.start, span.end) : '');
  const slices = moduleName(source as unknown as Subject, 'slices');
  return {
    edit: {
      path: view.path,
      start: from,
      end: to,
      text: `${kept}${lead}${slices.name}.${search.call}(${textOf(search.source)}, ${textOf(search.value)})`,
    },
    imports: slices.imports,
  };
}
