import { AppError } from '../../errors.ts';
import { docLines, lineComment, scriptString } from '../literals.ts';
import { isReserved } from '../names.ts';
import type { Declaration, ImportNode } from '../nodes.ts';
import type { IrType } from '../types.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { blockText, lineText } from './script-comment.ts';
import { printScriptExpression } from './script-expression.ts';
import { printDecorators, printNested, printScriptClass, printScriptFunction } from './script-function.ts';
import { isIdentifier } from './script-object.ts';
import { scriptOpaque } from './script-opaque.ts';
import { scriptRank, startsBadly } from './script-rank.ts';
import { printScriptStatements } from './script-statement.ts';
import { printScriptType, printTypeMembers, printTypeParameters } from './script-type.ts';

const end = (layout: Layout): string => (layout.style.semicolons ? ';' : '');

/** The parts of a script's printer that hold each other. */
export const scriptLayout = (): Pick<Layout, 'declaration' | 'top' | 'memory'> => ({
  declaration: printNested,
  top: declarationText,
  memory: new WeakMap(),
});

/** One import line with its comments, as an ES module or with `require` where the file is CommonJS. */
export function printScriptImport(node: ImportNode, layout: Layout, form: 'module' | 'require'): string {
  const from = scriptString(node.module, layout.style.quote);
  const listed = node.names.length > 0 ? `{ ${node.names.join(', ')} }` : '';
  const comments = (node.comments ?? []).map((text) => (text.includes('\n') ? `${blockText(text, '')}\n` : `${lineText(text)}\n`));
  const trailing = node.trailing === undefined ? '' : ` // ${lineComment(node.trailing)}`;
  if (form === 'require') {
    const target = node.default ?? node.namespace ?? listed;
    const code = target === '' ? `require(${from})` : `const ${target} = require(${from})`;
    return comments.join('') + code + end(layout) + trailing;
  }
  const space = node.namespace === undefined ? '' : `* as ${node.namespace}`;
  const what = [node.default ?? '', space, listed].filter((part) => part !== '').join(', ');
  return `${comments.join('')}import ${node.typeOnly ? 'type ' : ''}${what === '' ? '' : `${what} from `}${from}${end(layout)}${trailing}`;
}

/** One top-level declaration with its line break; empty where JavaScript has nothing to say of it. */
export function printScriptDeclaration(node: Declaration, layout: Layout): string {
  if (node.kind === 'statements' || node.kind === 'entry') return printScriptStatements(node.body, 0, layout);
  const text = declarationText(node, 0, layout);
  return text === '' ? '' : `${text}\n`;
}

/** A declaration without indentation in front of its first line and without a line break at its end. */
function declarationText(node: Declaration, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const exported = 'exported' in node && node.exported ? 'export ' : '';
  const declared = 'modifiers' in node && node.modifiers?.includes('declare') ? 'declare ' : '';
  const doc = 'doc' in node && node.doc ? leadingDoc(node.doc, pad) : '';
  switch (node.kind) {
    case 'function': {
      const text = printScriptFunction(node, depth, layout, false);
      return text === '' ? '' : `${doc}${exported}${text}`;
    }
    case 'class': {
      const decorators = printDecorators(node, depth, layout);
      return `${doc}${decorators}${exported}${printScriptClass({ ...node, decorators: [] }, depth, layout)}`;
    }
    case 'statements':
    case 'entry':
      return printScriptStatements(node.body, depth, layout).trim();
    case 'record':
      if (layout.types && node.form === 'interface') return `${doc}${recordText(node, exported, depth, layout)}`;
      return recordClass(node, exported, layout).trimEnd();
    case 'interface': {
      if (!layout.types) return '';
      const bases = node.extends?.length ? ` extends ${node.extends.map((each) => printScriptType(each, depth, layout)).join(', ')}` : '';
      const members = node.members.length === 0 ? '{}' : `{\n${printTypeMembers(node.members, depth + 1, layout)}${pad}}`;
      return `${doc}${exported}${declared}interface ${node.name}${printTypeParameters(node.typeParameters, depth, layout)}${bases} ${members}`;
    }
    case 'type': {
      if (!layout.types) return '';
      const head = `${exported}${declared}type ${node.name}${printTypeParameters(node.typeParameters, depth, layout)} = `;
      return `${doc}${head}${printScriptType(node.type, depth, layout)}${end(layout)}`;
    }
    case 'enum':
      return `${doc}${enumText(node, exported, depth, layout)}`;
    case 'import':
      return printScriptImport(node.import, layout, 'module');
    case 'export':
      return exportText(node, layout);
    case 'exportDefault':
      return defaultText(node, depth, layout);
    case 'opaque':
      return scriptOpaque(node, layout.types);
    default:
      throw new AppError('UNSUPPORTED', 'This declaration has no form in TypeScript or JavaScript.');
  }
}

/** Documentation whose first line is indented already, up to where the declaration begins. */
function leadingDoc(text: string, pad: string): string {
  const lines = docLines(text, pad);
  return lines === '' ? '' : lines.trimStart() + pad;
}

const key = (name: string, layout: Layout): string => (isIdentifier(name) ? name : scriptString(name, layout.style.quote));

function recordText(node: Extract<Declaration, { kind: 'record' }>, exported: string, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth + 1);
  const fields = node.fields.map((field) => {
    const doc = field.doc ? docLines(field.doc, pad) : '';
    const type = printScriptType(field.type, depth + 1, layout);
    return `${doc}${pad}${field.readonly ? 'readonly ' : ''}${key(field.name, layout)}${field.optional ? '?' : ''}: ${type}${end(layout)}\n`;
  });
  if (fields.length === 0) return `${exported}interface ${node.name} {}`;
  return `${exported}interface ${node.name} {\n${fields.join('')}${layout.style.indent.repeat(depth)}}`;
}

/** An enumeration; in JavaScript an object of its values, where every member has one. */
function enumText(node: Extract<Declaration, { kind: 'enum' }>, exported: string, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  if (!layout.types && node.members.some(({ value }) => !value)) return refuse('TypeScript', node);
  const words = (node.modifiers ?? []).map((word) => `${word} `).join('');
  const head = layout.types ? `${exported}${words}enum ${node.name} {` : `${exported}const ${node.name} = Object.freeze({`;
  const inner = `${pad}${layout.style.indent}`;
  const members = node.members.map((member) => {
    const written = member.value ? printScriptExpression(member.value, depth + 1, layout) : '';
    const wraps = member.value?.kind === 'sequence' && member.value.items.length > 1;
    const value = member.value ? `${layout.types ? ' =' : ':'} ${wraps ? `(${written})` : written}` : '';
    return `${member.doc ? docLines(member.doc, inner) : ''}${inner}${key(member.name, layout)}${value},\n`;
  });
  const close = layout.types ? '}' : `})${end(layout)}`;
  return members.length === 0 ? `${head}${close}` : `${head}\n${members.join('')}${pad}${close}`;
}

function exportText(node: Extract<Declaration, { kind: 'export' }>, layout: Layout): string {
  if (!layout.types && node.typeOnly) return '';
  const names = node.names
    .filter((each) => layout.types || !each.typeOnly)
    .map((each) => `${each.typeOnly ? 'type ' : ''}${each.name}${each.as === undefined ? '' : ` as ${each.as}`}`);
  const star = node.star === true ? '*' : `* as ${node.star}`;
  const what = node.star ? star : names.length === 0 ? '{}' : `{ ${names.join(', ')} }`;
  const from = node.module === undefined ? '' : ` from ${scriptString(node.module, layout.style.quote)}`;
  return `export ${node.typeOnly ? 'type ' : ''}${what}${from}${end(layout)}`;
}

function defaultText({ value }: Extract<Declaration, { kind: 'exportDefault' }>, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  if (value.kind === 'function' || value.kind === 'class') {
    const doc = value.doc ? leadingDoc(value.doc, pad) : '';
    if (value.kind === 'function')
      return `${doc}export default ${printScriptFunction(value, depth, layout, false).replace(/^((?:async )?function\*?) \(/, '$1 (')}`;
    return `${doc}${printDecorators(value, depth, layout)}export default ${printScriptClass({ ...value, decorators: [] }, depth, layout)}`;
  }
  const text = printScriptExpression(value, depth, layout);
  const declares = startsBadly(value, layout.types) && /^(?:async\s+)?(?:function|class)\b|^@/.test(text);
  return `export default ${declares || (scriptRank(value, layout.types) < 1 && value.kind !== 'opaque') ? `(${text})` : text}${end(layout)}`;
}

function recordClass(node: Extract<Declaration, { kind: 'record' }>, exported: string, layout: Layout): string {
  const pad = layout.style.indent;
  const wrapped = (name: string): string => (isReserved(name, 'javascript') ? `${key(name, layout)}: ${name}_` : key(name, layout));
  const required = node.fields.filter((field) => !field.optional).concat(node.fields.filter((field) => field.optional));
  const declared = layout.types
    ? `${node.fields.map((field) => `${pad}${key(field.name, layout)}${field.optional ? '?' : ''}: ${printScriptType(field.type)}${end(layout)}\n`).join('')}\n`
    : '';
  if (required.length === 0) return `${node.doc ? docLines(node.doc, '') : ''}${exported}class ${node.name} {}\n`;
  const bag = `{ ${required.map((field) => wrapped(field.name)).join(', ')} }`;
  const shape: IrType = {
    kind: 'shape',
    form: 'object',
    members: required.map(({ name, optional, type }) => ({ kind: 'property', name, type, ...(optional ? { optional: true } : {}) })),
  };
  const bagType = layout.types ? `: ${printScriptType(shape, 1, layout)}` : '';
  const assigned = required.map(
    (field) => `${pad}${pad}this.${field.name} = ${isReserved(field.name, 'javascript') ? `${field.name}_` : field.name}${end(layout)}\n`,
  );
  return `${node.doc ? docLines(node.doc, '') : ''}${exported}class ${node.name} {\n${declared}${pad}constructor(${bag}${bagType}) {\n${assigned.join('')}${pad}}\n}\n`;
}
