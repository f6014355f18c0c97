import { docLines } from '../literals.ts';
import type { ClassMember, ClassNode, FunctionNode } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { blockText, lineText } from './script-comment.ts';
import { printScriptExpression, printScriptParameters } from './script-expression.ts';
import { isIdentifier } from './script-object.ts';
import { scriptOpaque } from './script-opaque.ts';
import { scriptRank } from './script-rank.ts';
import { printScriptBlock } from './script-statement.ts';
import { printScriptType, printTypeMembers, printTypeParameters } from './script-type.ts';

const typeWords = new Set(['private', 'protected', 'public', 'abstract', 'override', 'readonly', 'declare']);

/** Words in front of a name; those that only TypeScript has are left out of JavaScript. */
const words = (modifiers: string[] | undefined, layout: Layout): string =>
  (modifiers ?? [])
    .filter((word) => layout.types || !typeWords.has(word))
    .map((word) => `${word} `)
    .join('');

export const printDecorators = (node: { decorators?: ClassNode['decorators'] }, depth: number, layout: Layout): string =>
  (node.decorators ?? []).map((each) => `@${printScriptExpression(each, depth, layout)}\n${layout.style.indent.repeat(depth)}`).join('');

/** A function or method from its first word on; without its documentation and `export`. */
export function printScriptFunction(node: FunctionNode, depth: number, layout: Layout, method: boolean): string {
  const opaque = node.result?.kind === 'opaque';
  const written = node.result && layout.types ? printScriptType(node.result, depth, layout) : '';
  const result = written === '' ? '' : `: ${node.async && !node.generator && !opaque ? `Promise<${written}>` : written}`;
  const star = node.generator ? '*' : '';
  const modifiers = words(node.modifiers, layout);
  const accessor = node.accessor ? `${node.accessor} ` : '';
  const head = method
    ? `${modifiers}${node.async ? 'async ' : ''}${accessor}${star}${memberName(node, depth, layout)}`
    : `${modifiers}${node.async ? 'async ' : ''}function${star} ${node.name}`;
  const parameters = printScriptParameters(node.parameters, depth, layout);
  const signature = `${head}${node.optional && layout.types ? '?' : ''}${printTypeParameters(node.typeParameters, depth, layout)}(${parameters})${result}`;
  if (node.bodyless) return layout.types ? signature + (layout.style.semicolons ? ';' : '') : '';
  return `${signature} ${printScriptBlock(node.body, depth, layout)}`;
}

function memberName(node: { name: string; computed?: FunctionNode['computed'] }, depth: number, layout: Layout): string {
  if (!node.computed) return node.name;
  const text = valueText(node.computed, depth, layout, 0);
  // A word in brackets stays there: `constructor` is the class's own only without them.
  const plain = node.computed.kind === 'number' || (node.computed.kind === 'string' && !isIdentifier(node.computed.value));
  return plain ? text : `[${text}]`;
}

/** A class from its decorators on; without its documentation and `export`. */
export function printScriptClass(node: ClassNode, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const [base] = node.bases;
  const print = (each: NonNullable<typeof base>): string => printScriptExpression(each, depth, layout);
  const types =
    node.baseArguments && layout.types ? `<${node.baseArguments.map((each) => printScriptType(each, depth, layout)).join(', ')}>` : '';
  const extended = base ? ` extends ${scriptRank(base, layout.types) < 17 ? `(${print(base)})` : print(base)}${types}` : '';
  const kept =
    node.implements && layout.types ? ` implements ${node.implements.map((each) => printScriptType(each, depth, layout)).join(', ')}` : '';
  const name = node.name === '' ? '' : ` ${node.name}`;
  const head = `${words(node.modifiers, layout)}class${name}${printTypeParameters(node.typeParameters, depth, layout)}${extended}${kept}`;
  const decorators = printDecorators(node, depth, layout);
  const members = printMembers(node.members, depth + 1, layout);
  return `${decorators}${head} ${members === '' ? '{}' : `{\n${members}${pad}}`}`;
}

/** A blank line around whatever has a body. */
function printMembers(members: ClassMember[], depth: number, layout: Layout): string {
  let text = '';
  for (const [position, member] of members.entries()) {
    const written = memberText(member, depth, layout);
    if (written === '') continue;
    const before = members[position - 1];
    if (text !== '' && before && spaced(before, member)) text += '\n';
    text += written;
  }
  return text;
}

function spaced(before: ClassMember, member: ClassMember): boolean {
  if (before.kind === 'comment') return before.block === true && before.text.startsWith('*');
  const small = (each: ClassMember): boolean =>
    each.kind === 'field' || each.kind === 'index' || (each.kind === 'function' && each.bodyless === true);
  return !(small(before) && (small(member) || member.kind === 'comment'));
}

function memberText(member: ClassMember, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  switch (member.kind) {
    case 'function': {
      const written = printScriptFunction(member, depth, layout, true);
      const doc = member.doc ? docLines(member.doc, pad) : '';
      return written === '' ? '' : `${doc}${pad}${printDecorators(member, depth, layout)}${member.bodyless ? closed(written) : written}\n`;
    }
    case 'field': {
      const declared = member.modifiers?.some((word) => word === 'declare' || word === 'abstract');
      if (declared && !layout.types) return '';
      const doc = member.doc ? docLines(member.doc, pad) : '';
      const mark = !layout.types ? '' : member.optional ? '?' : member.definite ? '!' : '';
      const type = layout.types && member.type ? `: ${printScriptType(member.type, depth, layout)}` : '';
      const head = `${words(member.modifiers, layout)}${memberName(member, depth, layout)}${mark}${type}`;
      const value = member.value ? ` = ${valueText(member.value, depth, layout, head.length + 3)}` : '';
      return `${doc}${pad}${printDecorators(member, depth, layout)}${closed(head + value)}\n`;
    }
    case 'index': {
      if (!layout.types) return '';
      const text = printTypeMembers([member.member], 0, layout).trimEnd().replace(/;$/, '');
      return `${pad}${words(member.modifiers, layout)}${closed(text)}\n`;
    }
    case 'code':
      if (member.form !== 'static') return refuse('TypeScript', member);
      return `${pad}static ${printScriptBlock(member.body, depth, layout)}\n`;
    case 'comment':
      return `${pad}${member.block ? blockText(member.text, pad) : lineText(member.text)}\n`;
    case 'opaque':
      return `${pad}${scriptOpaque(member, layout.types)}${/[;}]$/.test(member.text) ? '' : ';'}\n`;
  }
}

/** Without a semicolon a member would go on in the next line where that starts with a bracket, a star or `in`. */
const closed = (member: string): string => (member.endsWith(';') ? member : `${member};`);

const valueText = (
  value: NonNullable<Extract<ClassMember, { kind: 'field' }>['value']>,
  depth: number,
  layout: Layout,
  used: number,
): string => {
  const text = printScriptExpression(value, depth, layout, used);
  return scriptRank(value, layout.types) < 1 && value.kind !== 'opaque' ? `(${text})` : text;
};

/** What an object literal or a class expression needs: a method, or a class where a value is expected. */
export const printNested = (node: ClassNode | FunctionNode, depth: number, layout: Layout): string =>
  node.kind === 'class' ? printScriptClass(node, depth, layout) : printScriptFunction(node, depth, layout, true);
