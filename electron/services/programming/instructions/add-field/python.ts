import type { FunctionNode, Parameter } from '#domain/ir/nodes';
import { type EditResult, type EditSource, refused, type TextEdit } from '../../editing/edit-source.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { expressionText, itemInserted, parameterBrackets, typeText } from '../../editing/fragments.ts';
import { importsOfType, literalOf, typeOf } from '../../editing/typed-name.ts';
import { usesOf } from '../../editing/uses.ts';
import type { AnyNode } from '../../editing/walk.ts';
import { alreadyHas, type NewField } from './new-field.ts';

const makers = /\b(?:dataclass|attrs?|define|NamedTuple|TypedDict|BaseModel)\b/;

/** In a dataclass and its like a line, in a class with a constructor a parameter that is kept. */
export async function pythonFields(source: EditSource, node: AnyNode, fields: readonly NewField[]): Promise<EditResult> {
  const { view, language, declaration } = source;
  const { text, style } = view;
  const name = String(node['name']);
  const members = membersOf(node);
  if (!members || !node.span || !declaration) return refused(`\`${name}\` is no class with fields.`, `\`${name}\` 不是带字段的类。`);
  // The constructor would take two parameters of that name.
  if (fields.some((field) => field.name === 'self'))
    return refused('A class cannot have a field named `self`.', '类不能有名为 `self` 的字段。');
  const head = JSON.stringify([node['decorators'], node['bases']]);
  const isRecord = node.kind === 'record' || makers.test(head);
  const constructor = members.find((each) => each.kind === 'function' && each['name'] === '__init__') as unknown as
    | (FunctionNode & AnyNode)
    | undefined;
  const twice = fields.find(
    (field) => members.some((each) => each['name'] === field.name) || constructor?.parameters.some((each) => each.name === field.name),
  );
  if (twice) return alreadyHas(name, twice.name);
  const required = fields.filter(({ given }) => given.default === null && !given.optional);
  const { uses, doubts } = await usesOf(source, declaration);
  if (doubts[0]) return { edits: [], notes: [], refused: doubts[0] };
  const call = uses.find((use) => use.call);
  const derived = uses.find(({ visited }) => visited?.role === 'bases');
  const missing = required[0];
  if (missing && (call || derived)) {
    const use = (call ?? derived) as NonNullable<typeof call>;
    const line = lineOf(use.source.view.text, use.span.start);
    return refused(
      `\`${use.source.view.path}\`, line ${line}, uses \`${name}\`: what should \`${missing.name}\` be there? Give it a default, or make it optional.`,
      `\`${use.source.view.path}\` 第 ${line} 行使用了 \`${name}\`，那里的 \`${missing.name}\` 应是什么？请给它默认值，或设为可选。`,
    );
  }
  if (isRecord && derived && !missing)
    return refused(
      `\`${derived.source.view.path}\`, line ${lineOf(derived.source.view.text, derived.span.start)}, derives from \`${name}\`: its fields without defaults cannot follow one with a default.`,
      `\`${derived.source.view.path}\` 第 ${lineOf(derived.source.view.text, derived.span.start)} 行继承了 \`${name}\`：没有默认值的字段不能排在有默认值的字段之后。`,
    );
  const imports = fields.flatMap(({ given }) => importsOfType({ ...given, optional: given.optional && given.default === null }, language));
  const typed = ({ name: field, given }: NewField): string => {
    const value = given.default === null ? (given.optional ? 'None' : null) : expressionText(literalOf(given.default), language, style);
    return `${field}: ${typeText(typeOf({ ...given, optional: given.optional && given.default === null }), language, style)}${value === null ? '' : ` = ${value}`}`;
  };
  if (constructor?.span && !isRecord) return throughConstructor(source, constructor, fields, typed, imports);
  if (!isRecord && required.length > 0)
    return refused(
      `\`${name}\` has no constructor: give \`${required[0]?.name}\` a default.`,
      `\`${name}\` 没有构造函数：请给 \`${required[0]?.name}\` 一个默认值。`,
    );
  const own = members.filter((each) => each.kind === 'field' && each.span);
  const first = own.find((each) => each['value'] !== undefined)?.span;
  const last = own.at(-1)?.span;
  if (!last) return refused(`\`${name}\` has no fields yet. Write the first one by hand.`, `\`${name}\` 还没有字段。请先手动写第一个。`);
  const indent = text.slice(text.lastIndexOf('\n', last.start - 1) + 1, last.start);
  const edits: TextEdit[] = [];
  const plain = first ? fields.filter(({ given }) => given.default === null && !given.optional) : [];
  const rest = fields.filter((field) => !plain.includes(field));
  // Fields without a default come before those that have one.
  if (first && plain.length > 0) {
    const start = text.lastIndexOf('\n', first.start - 1) + 1;
    edits.push({ path: view.path, start, end: start, text: plain.map((each) => `${indent}${typed(each)}\n`).join('') });
  }
  if (rest.length > 0) {
    const line = text.indexOf('\n', last.end);
    const end = line < 0 ? text.length : text.slice(0, line).trimEnd().length;
    const ordered = [...rest].sort(
      (left, right) =>
        Number(left.given.default !== null || left.given.optional) - Number(right.given.default !== null || right.given.optional),
    );
    edits.push({ path: view.path, start: end, end, text: ordered.map((each) => `\n${indent}${typed(each)}`).join('') });
  }
  return { edits, imports, notes: [] };
}

/** Fields and methods of a class, whatever the nodes are that they were read into; null for what is none. */
function membersOf(node: AnyNode): AnyNode[] | null {
  if (node.kind === 'record') return (node['fields'] as AnyNode[]).map((each) => ({ ...each, kind: 'field', value: each['default'] }));
  if (node.kind !== 'class') return null;
  return (node['members'] as AnyNode[]).flatMap((each) => {
    if (each.kind !== 'code') return [each];
    return (each['body'] as AnyNode[]).flatMap((statement) => {
      const name =
        (statement['target'] as AnyNode | undefined)?.['name'] ?? statement['name'] ?? (statement['names'] as string[] | undefined)?.[0];
      return typeof name === 'string' ? [{ ...statement, kind: 'field', name }] : [];
    });
  });
}

function throughConstructor(
  source: EditSource,
  constructor: FunctionNode,
  fields: readonly NewField[],
  typed: (field: NewField) => string,
  imports: EditResult['imports'],
): EditResult {
  const { view } = source;
  const { text } = view;
  const start = constructor.span?.start ?? 0;
  const brackets = parameterBrackets(text, text.indexOf('__init__', start) + '__init__'.length);
  const last = constructor.body.at(-1)?.span;
  if (!brackets || !last) return refused('The constructor is written in an unusual form.', '构造函数的写法特殊，无法修改。');
  const parameters: Parameter[] = [...(constructor.receiver ? [constructor.receiver] : []), ...constructor.parameters];
  const items = parameters.map(({ span }) => span).filter((span) => span !== undefined);
  const rest = parameters.findIndex(({ variadic }) => variadic === 'map');
  const isTyped = constructor.parameters.some(({ type }) => type);
  const written = fields.map((each) =>
    isTyped
      ? typed(each)
      : typed(each).replace(/^([^:=]+): .*?(?: = ([\s\S]*))?$/, (_, name: string, value?: string) =>
          value === undefined ? name : `${name}=${value}`,
        ),
  );
  const indent = text.slice(text.lastIndexOf('\n', last.start - 1) + 1, last.start);
  if (indent.trim() !== '') return refused('The constructor is written on one line.', '构造函数写在一行内，无法修改。');
  const self = constructor.receiver?.name ?? 'self';
  const kept = fields.map(({ name }) => `\n${indent}${self}.${name} = ${name}`).join('');
  const edits = [
    ...itemInserted(text, { items, ...brackets }, rest < 0 ? items.length : rest, written, view.style),
    { start: last.end, end: last.end, text: kept },
  ];
  return { edits: edits.map((edit) => ({ path: view.path, ...edit })), ...(isTyped && imports ? { imports } : {}), notes: [] };
}
