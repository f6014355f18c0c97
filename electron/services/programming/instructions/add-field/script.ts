import { type EditResult, type EditSource, refused } from '../../editing/edit-source.ts';
import { lineOf } from '../../editing/find-declaration.ts';
import { expressionText, typeText } from '../../editing/fragments.ts';
import { literalOf, typeOf } from '../../editing/typed-name.ts';
import { type AnyNode, walk } from '../../editing/walk.ts';
import { alreadyHas, type NewField } from './new-field.ts';

/** Behind the last field of an interface, an object type or a class of a script. */
export function scriptFields(source: EditSource, node: AnyNode, fields: readonly NewField[]): EditResult {
  const { view, language } = source;
  const { text, style } = view;
  const name = String(node['name']);
  const isClass = node.kind === 'class';
  const shape = node['type'] as AnyNode | undefined;
  const members = ((isClass || node.kind === 'interface'
    ? node['members']
    : node.kind === 'record'
      ? node['fields']
      : shape?.kind === 'shape'
        ? shape['members']
        : undefined) ?? null) as AnyNode[] | null;
  if (!members || !node.span) return refused(`\`${name}\` is no type with fields.`, `\`${name}\` 不是带字段的类型。`);
  const twice = fields.find((field) => members.some((each) => each['name'] === field.name));
  if (twice) return alreadyHas(name, twice.name);
  if (isClass && fields.some((field) => field.name === 'constructor'))
    return refused('A class cannot have a field named `constructor`.', '类不能有名为 `constructor` 的字段。');
  const bare = fields.find(({ given }) => given.default === null && !given.optional);
  if (isClass && language === 'typescript' && bare)
    return refused(
      `A field of the class \`${name}\` needs a value: give \`${bare.name}\` a default, or make it optional.`,
      `类 \`${name}\` 的字段需要初始值：请给 \`${bare.name}\` 一个默认值，或设为可选。`,
    );
  const own = isClass ? members.filter(({ kind }) => kind === 'field') : members.filter(({ kind }) => kind !== 'comment');
  const last = own.filter(({ span }) => span).at(-1)?.span;
  const ends = isClass ? (style.semicolons ? ';' : '') : null;
  const written = fields.map(({ name: field, given }) => {
    const type =
      language === 'typescript'
        ? `${given.optional && given.default === null ? '?' : ''}: ${typeText(typeOf({ ...given, optional: false }), language, style)}`
        : '';
    return `${field}${type}${isClass && given.default !== null ? ` = ${expressionText(literalOf(given.default), language, style)}` : ''}`;
  });
  const notes = isClass ? [] : notesOf(source, name, fields);
  const put = (at: number, what: string): EditResult => ({ edits: [{ path: view.path, start: at, end: at, text: what }], notes });
  if (!last) {
    const open = text.indexOf('{', node.span.start + text.slice(node.span.start, node.span.end).indexOf(name));
    const step = style.indent;
    const closes = /^\s*\}/.test(text.slice(open + 1)) && !/^[ \t]*\n/.test(text.slice(open + 1));
    return put(open + 1, `\n${written.map((each) => `${step}${each}${ends ?? ';'}`).join('\n')}${closes ? '\n' : ''}`);
  }
  const behind = /^\s*([;,])/.exec(text.slice(last.end, last.end + 40));
  const at = last.end + (behind?.[0].length ?? 0);
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const indent = text.slice(lineStart, last.start);
  const isBelow = indent.trim() === '';
  const sign = ends ?? behind?.[1] ?? (isBelow ? '' : ';');
  if (isBelow) {
    const line = text.indexOf('\n', at);
    const rest = text.slice(at, line < 0 ? text.length : line);
    // A comment behind the field stays on its line.
    const end = /^\s*(?:\/\/.*)?$/.test(rest) ? at + rest.trimEnd().length : at;
    return put(end, written.map((each) => `\n${indent}${each}${sign}`).join(''));
  }
  return put(at, behind ? written.map((each) => ` ${each}${sign}`).join('') : written.map((each) => `${sign} ${each}`).join(''));
}

/** What values of the type lack now, as far as they say that they are of it. */
function notesOf({ module, view }: EditSource, name: string, fields: readonly NewField[]): EditResult['notes'] {
  const required = fields.filter(({ given }) => !given.optional);
  const defaults = fields.some(({ given }) => given.default !== null);
  const lines = [...walk(module)].flatMap(({ node }) => {
    const type = node['type'] as { kind?: string; name?: string } | undefined;
    const value = (node['value'] ?? node['default']) as AnyNode | undefined;
    return type?.kind === 'named' && type.name === name && value?.kind === 'dictionary' && value.span
      ? [lineOf(view.text, value.span.start)]
      : [];
  });
  const notes: EditResult['notes'] = [];
  if (defaults)
    notes.push({
      en: 'A type has no defaults: give the field its value where values are made.',
      zh: '类型没有默认值：请在创建值的地方给出该字段。',
    });
  if (required.length > 0 && lines.length > 0)
    notes.push({
      en: `Values in line${lines.length === 1 ? '' : 's'} ${lines.join(', ')} of \`${view.path}\` lack the field now.`,
      zh: `\`${view.path}\` 第 ${lines.join('、')} 行的值现在缺少该字段。`,
    });
  return notes;
}
