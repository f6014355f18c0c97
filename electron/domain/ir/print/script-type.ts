import { commentText, docLines, lineComment, scriptString } from '../literals.ts';
import type { TypeParameter } from '../nodes.ts';
import type { IrType, TypeMember } from '../types.ts';
import { bracketed, type Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { scriptOpaque } from './script-opaque.ts';

type FunctionType = Extract<IrType, { kind: 'function' }>;

/** `depth` is that of the line that the type starts on. Without a layout the type is written as in TypeScript's usual style. */
export function printScriptType(type: IrType, depth = 0, layout?: Layout): string {
  const print = (inner: IrType, at = depth): string => printScriptType(inner, at, layout);
  const holding = (inner: IrType, least: number): string => (typeRank(inner) < least ? `(${print(inner)})` : print(inner));
  const members = (all: IrType[], none: string, held: (member: IrType) => string, sign: string): string =>
    all.length > 1 ? all.map(held).join(sign) : all[0] ? print(all[0]) : none;
  const quote = layout?.style.quote ?? '"';
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'void':
    case 'any':
    case 'never':
    case 'bigint':
      return type.kind;
    case 'integer':
    case 'float32':
    case 'fixed':
      return 'number';
    case 'bytes':
      return 'Uint8Array';
    case 'nothing':
      return 'null';
    case 'datetime':
      return 'Date';
    case 'list': {
      if (type.readonly) return `readonly ${holding(type.element, 5)}[]`;
      const element = print(type.element);
      if (typeRank(type.element) < 5 && type.element.kind !== 'optional') return `(${element})[]`;
      return /^[\w.]+(\[\])*$/.test(element) ? `${element}[]` : `Array<${element}>`;
    }
    case 'map':
      return `${type.key ? `Map<${print(type.key)}` : 'Record<string'}, ${print(type.value)}>`;
    case 'set':
      return `Set<${print(type.element)}>`;
    case 'tuple':
      return `[${type.items.map((item, at) => (type.variadic && at === type.items.length - 1 ? `...${print(item)}` : print(item))).join(', ')}]`;
    case 'results':
      return `[${type.items.map((item) => print(item.type)).join(', ')}]`;
    case 'union':
      return members(type.members, 'never', (member) => holding(member, 3), ' | ');
    case 'intersection':
      return members(type.members, 'unknown', (member) => holding(member, 4), ' & ');
    case 'literal':
      return typeof type.value === 'string' ? scriptString(type.value, quote) : String(type.value);
    case 'optional':
      return `${type.inner.kind === 'optional' ? print(type.inner) : holding(type.inner, 2)} | undefined`;
    case 'fallible':
    case 'pointer':
      return print(type.inner);
    case 'function':
      return `${signature(type, depth, layout)} => ${type.result ? print(type.result) : 'void'}`;
    case 'named':
      return type.args?.length ? `${type.name}<${type.args.map((arg) => print(arg)).join(', ')}>` : type.name;
    case 'keyof':
      return `keyof ${holding(type.inner, type.inner.kind === 'list' || type.inner.kind === 'infer' ? 5 : 4)}`;
    case 'query':
      return `typeof ${type.name}${type.args ? `<${type.args.map((arg) => print(arg)).join(', ')}>` : ''}`;
    case 'indexed':
      return `${holding(type.object, 5)}[${print(type.index)}]`;
    case 'conditionalType':
      return `${endsInInfer.test(print(type.check)) ? `(${print(type.check)})` : holding(type.check, 2)} extends ${holding(type.extends, 2)} ? ${print(type.yes)} : ${print(type.no)}`;
    case 'infer':
      return `infer ${type.name}${type.constraint ? ` extends ${holding(type.constraint, 2)}` : ''}`;
    case 'predicate':
      return `${type.asserts ? 'asserts ' : ''}${type.name}${type.type ? ` is ${print(type.type)}` : ''}`;
    case 'shape':
      return shapeText(type.members, depth, layout);
    case 'opaque':
      return scriptOpaque(type, true);
    default:
      return refuse('TypeScript', type);
  }
}

/** `infer U extends A ? B : C` would limit U. */
const endsInInfer = /(?:^|\W)infer [\p{ID_Continue}$]+$/u;

/** 1 a choice or function, 2 a union, 3 an intersection, 4 a prefixed type, 5 what a bracket may follow. */
function typeRank(type: IrType): number {
  switch (type.kind) {
    case 'function':
    case 'conditionalType':
    case 'predicate':
    case 'opaque':
      return 1;
    case 'infer':
      return type.constraint ? 1 : 4;
    case 'optional':
      return 2;
    case 'fallible':
    case 'pointer':
      return typeRank(type.inner);
    case 'union':
    case 'intersection': {
      const [first, second] = type.members;
      if (second) return type.kind === 'union' ? 2 : 3;
      return first ? typeRank(first) : 5;
    }
    case 'keyof':
    case 'query':
      return 4;
    case 'list':
      return type.readonly ? 4 : 5;
    default:
      return 5;
  }
}

function signature(type: FunctionType, depth: number, layout: Layout | undefined): string {
  const parameters = type.parameters.map(({ name, type: own, variadic, optional }, at) => {
    const word = name ?? `value${at + 1}`;
    return `${variadic ? '...' : ''}${word}${optional ? '?' : ''}: ${printScriptType(own, depth, layout)}`;
  });
  return `(${parameters.join(', ')})`;
}

export const typeKey = (name: string, quote: '"' | "'"): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : scriptString(name, quote);

function shapeText(members: TypeMember[], depth: number, layout: Layout | undefined): string {
  if (members.length === 0) return '{}';
  const inline = members.every((member) => member.kind !== 'comment' && !('doc' in member && member.doc));
  if (inline) {
    const line = `{ ${members.map((member) => memberText(member, depth, layout)).join('; ')} }`;
    if (line.length <= 80 && !line.includes('\n')) return line;
  }
  const indent = layout?.style.indent ?? '  ';
  return `{\n${printTypeMembers(members, depth + 1, layout)}${indent.repeat(depth)}}`;
}

/** The members of an interface or object type, each on its line with its documentation in front. */
export function printTypeMembers(members: TypeMember[], depth: number, layout: Layout | undefined): string {
  const pad = (layout?.style.indent ?? '  ').repeat(depth);
  const end = layout && !layout.style.semicolons ? '' : ';';
  return members
    .map((member) => {
      if (member.kind === 'comment') return `${pad}// ${lineComment(member.text)}\n`;
      const doc = 'doc' in member && member.doc ? docLines(member.doc, pad) : '';
      return `${doc}${pad}${memberText(member, depth, layout)}${end}\n`;
    })
    .join('');
}

function memberText(member: TypeMember, depth: number, layout: Layout | undefined): string {
  const quote = layout?.style.quote ?? '"';
  switch (member.kind) {
    case 'property': {
      const type = member.type ? `: ${printScriptType(member.type, depth, layout)}` : '';
      return `${member.readonly ? 'readonly ' : ''}${typeKey(member.name, quote)}${member.optional ? '?' : ''}${type}`;
    }
    case 'method': {
      const result = member.type.result ? `: ${printScriptType(member.type.result, depth, layout)}` : '';
      const name = member.name === '' ? '' : typeKey(member.name, quote);
      return `${name}${member.optional ? '?' : ''}${signature(member.type, depth, layout)}${result}`;
    }
    case 'index': {
      const key = `[${member.parameter}: ${printScriptType(member.key, depth, layout)}]`;
      return `${member.readonly ? 'readonly ' : ''}${key}: ${printScriptType(member.value, depth, layout)}`;
    }
    case 'comment':
      return `/* ${commentText(member.text)} */`;
    case 'opaque':
      return scriptOpaque(member, true);
    default:
      return refuse('TypeScript', member);
  }
}

/** `<T extends X = Y>` with nothing where there are none. A constraint that is a text was written for another language. */
export function printTypeParameters(parameters: TypeParameter[] | undefined, depth: number, layout: Layout): string {
  if (!parameters?.length || !layout.types) return '';
  const items = parameters.map((parameter) => {
    const limit = typeof parameter.constraint === 'object' ? ` extends ${printScriptType(parameter.constraint, depth, layout)}` : '';
    const fallback = parameter.default ? ` = ${printScriptType(parameter.default, depth, layout)}` : '';
    return `${(parameter.modifiers ?? []).map((word) => `${word} `).join('')}${parameter.name}${limit}${fallback}`;
  });
  return bracketed('<', () => items, '>', depth, 0, layout);
}
