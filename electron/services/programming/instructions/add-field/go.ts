import { fieldName } from '#domain/ir/names';
import type { Declaration, Expression, FieldNode } from '#domain/ir/nodes';
import { printDeclaration } from '#domain/ir/print';
import { type IrType, type TypeMember, unknownType } from '#domain/ir/types';
import { type EditResult, type EditSource, refused, type TextEdit } from '../../editing/edit-source.ts';
import { expressionText, typeText } from '../../editing/fragments.ts';
import { importsOfType, typeOf } from '../../editing/typed-name.ts';
import { type AnyNode, walk } from '../../editing/walk.ts';
import type { TypedName } from '../../plan.ts';
import type { Words } from '../instruction.ts';
import { alreadyHas, type NewField } from './new-field.ts';

/** What a field is where nobody gives it a value. */
function zero({ type, optional }: TypedName): Expression {
  if (optional || type.endsWith('[]') || type === 'map' || type === 'unknown') return { kind: 'null' };
  if (type === 'string') return { kind: 'string', value: '' };
  if (type === 'boolean') return { kind: 'boolean', value: false };
  if (type === 'datetime') return { kind: 'composite', type: { kind: 'named', name: 'time.Time' }, items: [] };
  return { kind: 'number', value: 0 };
}

/** Behind the last field of a struct; literals without keys get the value that the field would have. */
export async function goFields(source: EditSource, node: AnyNode, fields: readonly NewField[]): Promise<EditResult> {
  const { view, language, declaration } = source;
  const { text, style, path } = view;
  const name = String(node['name']);
  // A struct whose fields all have their key in JSON is read as a record.
  const isRecord = node.kind === 'record';
  const shape = (isRecord ? null : node['type']) as Extract<IrType, { kind: 'shape' }> | null;
  if (!node.span || !declaration || (!isRecord && (shape?.kind !== 'shape' || shape.form !== 'struct')))
    return refused(`\`${name}\` is no struct.`, `\`${name}\` 不是结构体。`);
  const properties = isRecord
    ? (node['fields'] as FieldNode[])
    : (shape?.members ?? []).filter((each): each is Extract<TypeMember, { kind: 'property' }> => each.kind === 'property');
  const isPublic = properties.length === 0 || properties.some((each) => /^\p{Lu}/u.test(each.name));
  const isTagged = isRecord || properties.some(({ tag }) => tag?.includes('json:'));
  const made = fields.map(
    ({ name: own, given }): Extract<TypeMember, { kind: 'property' }> => ({
      kind: 'property',
      name: isPublic ? fieldName(given.name, 'go') : own,
      type: given.optional ? { kind: 'pointer', inner: typeOf({ ...given, optional: false }) } : typeOf(given),
      ...(isTagged && /^[\w-]+$/.test(given.name) && { tag: `json:"${given.name}"` }),
    }),
  );
  const twice = made.find(
    (each, at) => properties.some((other) => other.name === each.name) || made.findIndex((other) => other.name === each.name) !== at,
  );
  if (twice) return alreadyHas(name, twice.name);
  const edits: TextEdit[] = [structEdit()];
  const notes: Words[] = [];
  let filled = 0;
  for (const file of [source, ...(await source.mentioning(name))]) {
    if (!file.view.parses)
      return refused(`\`${file.view.path}\` has a syntax error. Fix it first.`, `\`${file.view.path}\` 有语法错误。请先修正。`);
    const isBeside = file.view.path.replace(/[^/]*$/, '') === path.replace(/[^/]*$/, '');
    const isOwn = (type: IrType | null | undefined): boolean =>
      type?.kind === 'named' && (isBeside ? type.name === name : type.name === `${source.module.package}.${name}`);
    for (const literal of unkeyed(file, isOwn)) {
      const end = (literal.span?.end ?? 1) - 1;
      const value = fields.map(({ given }) => expressionText(zero(given), language, style)).join(', ');
      const before = file.view.text.slice(0, end);
      const isBelow = /\n[ \t]*$/.test(before);
      const at = before.trimEnd().length;
      const comma = before.trimEnd().endsWith(',');
      const indent = /[ \t]*$/.exec(before)?.[0] ?? '';
      edits.push({
        path: file.view.path,
        start: at,
        end: at,
        text: isBelow ? `${comma ? '' : ','}\n${indent}\t${value},` : `${comma ? '' : ','} ${value}`,
      });
      filled += 1;
    }
  }
  if (filled > 0)
    notes.push({
      en: `${filled} literal${filled === 1 ? '' : 's'} without field names got the zero value.`,
      zh: `${filled} 处不带字段名的字面量已补上零值。`,
    });
  if (fields.some(({ given }) => given.default !== null && given.default !== '' && given.default !== 0 && given.default !== false))
    notes.push({
      en: 'Go has no defaults for fields: the field has its zero value until it is set.',
      zh: 'Go 的字段没有默认值：在赋值之前为零值。',
    });
  return { edits, imports: fields.flatMap(({ given }) => importsOfType(given, language)), notes };

  /** The struct in gofmt's columns where it is in them; elsewhere lines more. */
  function structEdit(): TextEdit {
    const span = node.span as { start: number; end: number };
    const written = text.slice(span.start, span.end);
    const { doc: _, ...plain } = node as unknown as Extract<Declaration, { kind: 'type' | 'record' }>;
    const print = (more: typeof made): string => {
      const keyed = more.map(
        (each, at): FieldNode => ({
          name: each.name,
          type: each.type ?? unknownType,
          optional: false,
          key: fields[at]?.given.name ?? each.name,
        }),
      );
      const grown =
        plain.kind === 'record'
          ? { ...plain, fields: [...plain.fields, ...keyed] }
          : { ...plain, type: { ...plain.type, members: [...(shape?.members ?? []), ...more] } };
      return printDeclaration(grown as Declaration, language, style).trim();
    };
    const head = /^type\s/.test(written) ? '' : 'type ';
    const plainText = /(?<!\r)\n/.test(written) ? written : written.replaceAll('\r\n', '\n');
    if (print([]) === head + plainText) return { path, ...span, text: print(made).slice(head.length) };
    const close = span.start + written.lastIndexOf('}');
    const lines = made
      .map((each) => `\t${each.name} ${typeText(each.type as IrType, language, style)}${each.tag ? ` \`${each.tag}\`` : ''}\n`)
      .join('');
    const isBelow = /\n[ \t]*$/.test(text.slice(0, close));
    return {
      path,
      start: isBelow ? text.lastIndexOf('\n', close) + 1 : close,
      end: isBelow ? text.lastIndexOf('\n', close) + 1 : close,
      text: isBelow ? lines : `\n${lines}`,
    };
  }
}

/** Literals of a struct that give values without names. */
function unkeyed({ module }: EditSource, isOwn: (type: IrType | null | undefined) => boolean): AnyNode[] {
  return [...walk(module)].flatMap(({ node, parent }) => {
    if (node.kind !== 'composite' || !node.span) return [];
    const items = node['items'] as { key?: unknown }[];
    const outer = parent?.node.kind === undefined ? parent?.parent?.node : parent.node;
    const element = (outer?.['element'] ??
      (outer?.['type'] as AnyNode | undefined)?.['element'] ??
      (outer?.['type'] as AnyNode | undefined)?.['value'] ??
      outer?.['value']) as IrType | undefined;
    const type = (node['type'] as IrType | null) ?? element;
    const plain = type?.kind === 'pointer' ? type.inner : type;
    return isOwn(plain) && items.length > 0 && items.every(({ key }) => key === undefined) ? [node] : [];
  });
}
