import { goString } from '../literals.ts';
import type { FieldNode, FunctionNode, Parameter } from '../nodes.ts';
import type { IrType, TypeMember } from '../types.ts';
import { isRaw } from './go-literal.ts';
import type { GoPrinter } from './go-printer.ts';
import { cell, goComment, goDoc, goTrailing, newGroup, severalLines, sizeOf, verbatim } from './go-text.ts';
import { refuse } from './refuse.ts';

/** Types of Go 1.18 and later: `any`, and a pointer for what may be absent. */
export function printGoType(type: IrType, depth: number, printer: GoPrinter): string {
  const print = (inner: IrType): string => printer.type(inner, depth);
  switch (type.kind) {
    case 'string':
      return 'string';
    case 'integer':
      return 'int';
    case 'number':
      return 'float64';
    case 'float32':
      return 'float32';
    case 'boolean':
      return 'bool';
    case 'datetime':
      return 'time.Time';
    case 'unknown':
    case 'any':
      return 'any';
    case 'bytes':
      return '[]byte';
    case 'bigint':
      return '*big.Int';
    case 'void':
      return '';
    case 'fixed':
      if (type.bits === 'pointer') return 'uintptr';
      return `${type.signed ? '' : 'u'}int${type.bits === 'word' ? '' : type.bits}`;
    case 'list':
      return `[]${print(type.element)}`;
    case 'array':
      return `[${printer.expression(type.length, depth)}]${print(type.element)}`;
    case 'map':
      return `map[${type.key ? print(type.key) : 'string'}]${print(type.value)}`;
    case 'set':
      return `map[${print(type.element)}]struct{}`;
    case 'optional':
      return ['list', 'map', 'unknown', 'any', 'bytes', 'set'].includes(type.inner.kind) ? print(type.inner) : `*${print(type.inner)}`;
    case 'pointer':
      return `*${print(type.inner)}`;
    case 'fallible':
      return type.inner.kind === 'void' ? 'error' : `(${print(type.inner)}, error)`;
    case 'results':
      return resultsText(type, depth, printer);
    case 'function':
      return `func${signatureText(type, depth, printer)}`;
    case 'channel': {
      const element = print(type.element);
      // `chan <-chan T` would be read as a channel to send to.
      const own = type.element.kind === 'channel' && type.element.direction === 'receive' && type.direction === 'both';
      return `${type.direction === 'receive' ? '<-chan' : type.direction === 'send' ? 'chan<-' : 'chan'} ${own ? `(${element})` : element}`;
    }
    case 'union':
      return type.members.map(print).join(' | ');
    case 'underlying':
      return `~${print(type.inner)}`;
    case 'named':
      return type.args?.length ? `${type.name}[${type.args.map(print).join(', ')}]` : type.name;
    case 'shape':
      if (type.form === 'object') return refuse('Go', type);
      return `${type.form}${membersText(type.members, type.form, depth, printer)}`;
    case 'opaque':
      return type.language === 'go' ? verbatim(type.text) : refuse('Go', type);
    default:
      return refuse('Go', type);
  }
}

type FunctionType = Extract<IrType, { kind: 'function' }>;
type Named = { name?: string; type: IrType; variadic?: boolean };

/** Neighbours of one type share it, as in `a, b int`. */
function parametersText(items: Named[], depth: number, printer: GoPrinter): string {
  const types = items.map(({ type, variadic }) => (variadic ? '...' : '') + printer.type(type, depth));
  return items
    .map(({ name }, position) => {
      if (!name) return types[position];
      return types[position + 1] === types[position] && !severalLines(types[position] as string) ? name : `${name} ${types[position]}`;
    })
    .join(', ');
}

function resultsText(type: Extract<IrType, { kind: 'results' }>, depth: number, printer: GoPrinter): string {
  return type.items.length === 0 ? '' : `(${parametersText(type.items, depth, printer)})`;
}

function signatureText(type: FunctionType, depth: number, printer: GoPrinter): string {
  return `(${parametersText(type.parameters, depth, printer)})${resultText(type.result, depth, printer)}`;
}

/** The result behind the parameters, with its blank. */
export function resultText(type: IrType | null | undefined, depth: number, printer: GoPrinter): string {
  const text = type ? printer.type(type, depth) : '';
  return text === '' ? '' : ` ${text}`;
}

export function printGoParameters(parameters: Parameter[], depth: number, printer: GoPrinter): string {
  const items = parameters.map((parameter): Named => {
    if (parameter.pattern || parameter.default || parameter.variadic === 'map') return refuse('Go', { kind: 'parameter' });
    const type = parameter.type ?? { kind: 'unknown' };
    return { name: parameter.name, type, ...(parameter.variadic ? { variadic: true } : {}) };
  });
  return parametersText(items, depth, printer);
}

const elements = new Set<IrType['kind']>(['list', 'array', 'map', 'set', 'function', 'channel', 'shape', 'bytes', 'underlying']);
const isElement = (type: IrType): boolean => elements.has(type.kind) || (type.kind === 'union' && type.members.some(isElement));
/** Whether `P T` could be read as the product or the alternatives of two values: `P *T`. */
function combines(type: IrType): boolean {
  if (type.kind === 'pointer') return !isElement(type.inner);
  const [first, ...rest] = type.kind === 'union' ? type.members : [];
  return first !== undefined && combines(first) && !rest.some(isElement);
}

export function typeParametersText(parameters: FunctionNode['typeParameters'], depth: number, printer: GoPrinter, ofType = false): string {
  if (!parameters?.length) return '';
  const texts = parameters.map(({ constraint }) =>
    typeof constraint === 'string' ? constraint : printer.type(constraint ?? { kind: 'unknown' }, depth),
  );
  const items = parameters.map(({ name }, position) =>
    texts[position + 1] === texts[position] && !severalLines(texts[position] as string) ? name : `${name} ${texts[position]}`,
  );
  const only = parameters.length === 1 ? parameters[0]?.constraint : undefined;
  const comma = ofType && only !== undefined && typeof only !== 'string' && combines(only) ? ',' : '';
  return `[${items.join(', ')}${comma}]`;
}

/** The tag of a struct's field: a raw string where nothing in it can end one. */
export const tagText = (tag: string): string => (isRaw(tag) && !/[\u0000-\u001f\u007f-\u009f]/.test(tag) ? `\`${tag}\`` : goString(tag));

/** A record's fields as the members of a struct; `tag` holds what differs from the JSON key alone, empty for none. */
export function fieldMembers(fields: FieldNode[]): TypeMember[] {
  return fields.map((field): TypeMember => {
    const tag = field.tag ?? `json:"${field.key}${field.optional ? ',omitempty' : ''}"`;
    const type: IrType = field.optional ? { kind: 'optional', inner: field.type } : field.type;
    return {
      kind: 'property',
      name: field.name,
      type,
      ...(tag === '' ? {} : { tag }),
      ...(field.doc === undefined ? {} : { doc: field.doc }),
    };
  });
}

/** The body of a struct or an interface with its braces; a small one on one line where gofmt lets it stand. */
export function membersText(members: TypeMember[], form: 'struct' | 'interface', depth: number, printer: GoPrinter, inline = true): string {
  const [only] = members;
  if (only === undefined) return '{}';
  if (inline && members.length === 1) {
    const small = oneLine(only, depth, printer);
    if (small !== null) return `{ ${small} }`;
  }
  const pad = '\t'.repeat(depth + 1);
  const fields = members.filter(({ kind }) => kind !== 'comment').length;
  let text = '';
  let several = false;
  members.forEach((member, position) => {
    if (position > 0 && member.blank) text += '\n';
    if (member.kind === 'comment') {
      text += goComment(member.text, pad, printer.directives);
      several = false;
      return;
    }
    if ('doc' in member) text += goDoc(member.doc, pad, printer.directives);
    const line = form === 'struct' ? fieldText(member, fields === 1, depth + 1, printer) : methodText(member, depth + 1, printer);
    text += `${pad}${several ? newGroup : ''}${line}\n`;
    several = severalLines(line);
  });
  return ` {\n${text}${'\t'.repeat(depth)}}`;
}

function oneLine(member: TypeMember, depth: number, printer: GoPrinter): string | null {
  if (
    member.trailing !== undefined ||
    ('doc' in member && goDoc(member.doc, '', printer.directives) !== '') ||
    ('tag' in member && member.tag) ||
    member.kind === 'comment'
  )
    return null;
  if (member.kind === 'property') {
    const type = printer.type(member.type ?? { kind: 'unknown' }, depth);
    return 1 + sizeOf(type) > 30 ? null : `${member.name} ${type}`;
  }
  const text = methodText(member, depth, printer);
  const size = member.kind === 'method' ? 1 + 4 + sizeOf(text) - sizeOf(member.name) : sizeOf(text);
  return size > 30 ? null : text;
}

/** Cells as gofmt sets them: name, type, tag, comment; a single field has blanks instead. */
function fieldText(member: TypeMember, alone: boolean, depth: number, printer: GoPrinter): string {
  const separator = alone ? ' ' : cell;
  const trailing = goTrailing(member.trailing, printer.directives);
  if (member.kind === 'property') {
    const start = `${member.name}${separator}${printer.type(member.type ?? { kind: 'unknown' }, depth)}`;
    if (member.tag) return `${start}${separator}${alone ? '' : separator}${tagText(member.tag)}${trailing}`;
    return trailing === '' ? start : `${start}${trailing}`;
  }
  if (member.kind === 'embedded') {
    const type = printer.type(member.type, depth);
    if (member.tag) return `${type}${separator}${tagText(member.tag)}${trailing}`;
    return trailing === '' ? type : `${type}${alone ? '' : cell}${trailing}`;
  }
  return member.kind === 'opaque' && member.language === 'go' ? verbatim(member.text) : refuse('Go', member);
}

function methodText(member: TypeMember, depth: number, printer: GoPrinter): string {
  const trailing = goTrailing(member.trailing, printer.directives);
  if (member.kind === 'method') return `${member.name}${signatureText(member.type, depth, printer)}${trailing}`;
  if (member.kind === 'embedded') return `${member.underlying ? '~' : ''}${printer.type(member.type, depth)}${trailing}`;
  return member.kind === 'opaque' && member.language === 'go' ? verbatim(member.text) : refuse('Go', member);
}
