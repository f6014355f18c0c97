import type { Expression, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { canEnd } from '../../rewriting/endings.ts';
import { dottedName, type FunctionPlace, ownNodes, visit } from '../../rewriting/visit.ts';

/** What names are known to hold: parameters, and variables that get one value. */
export type Known = ReadonlyMap<string, IrType>;

const text: IrType = { kind: 'string' };
const integer: IrType = { kind: 'integer' };
const decimal: IrType = { kind: 'number' };
const truth: IrType = { kind: 'boolean' };
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'notIn', 'is', 'isNot', 'looseEquals', 'looseDiffers']);
const surely = new Set(['in', 'notIn', 'is', 'isNot']);
const arithmetic = new Set(['-', '*', '%', '**']);
const same = (left: IrType, right: IrType): boolean => JSON.stringify(plain(left)) === JSON.stringify(plain(right));
const plain = ({ span: _, ...type }: IrType): unknown => type;
const isNumber = (type: IrType | null): boolean => type?.kind === 'integer' || type?.kind === 'number';

/** Results of functions that every program has. */
const pythonCalls: Record<string, IrType> = {
  len: integer,
  int: integer,
  ord: integer,
  hash: integer,
  id: integer,
  str: text,
  repr: text,
  chr: text,
  input: text,
  hex: text,
  bin: text,
  format: text,
  float: decimal,
  bool: truth,
  isinstance: truth,
  any: truth,
  all: truth,
  callable: truth,
  hasattr: truth,
};
const scriptCalls: Record<string, IrType> = {
  String: text,
  Number: decimal,
  Boolean: truth,
  parseInt: decimal,
  parseFloat: decimal,
  isNaN: truth,
  isFinite: truth,
  'JSON.stringify': text,
  'Array.isArray': truth,
  'Number.isInteger': truth,
  'Date.now': decimal,
  'Object.is': truth,
};
const textMethods: Record<string, IrType> = {
  upper: text,
  lower: text,
  strip: text,
  lstrip: text,
  rstrip: text,
  title: text,
  capitalize: text,
  casefold: text,
  replace: text,
  join: text,
  zfill: text,
  format: text,
  startswith: truth,
  endswith: truth,
  isdigit: truth,
  isalpha: truth,
  find: integer,
  count: integer,
  split: { kind: 'list', element: text },
  splitlines: { kind: 'list', element: text },
  toUpperCase: text,
  toLowerCase: text,
  trim: text,
  trimStart: text,
  trimEnd: text,
  slice: text,
  substring: text,
  padStart: text,
  padEnd: text,
  repeat: text,
  charAt: text,
  replaceAll: text,
  startsWith: truth,
  endsWith: truth,
  includes: truth,
  indexOf: decimal,
  lastIndexOf: decimal,
  charCodeAt: decimal,
};

/** The type of an expression; null where more than one is possible, or nothing is known. */
export function typeOf(node: Expression, known: Known, language: TargetLanguage): IrType | null {
  const of = (inner: Expression): IrType | null => typeOf(inner, known, language);
  const python = language === 'python';
  switch (node.kind) {
    case 'string':
      return node.form === 'bytes' ? { kind: 'bytes' } : node.form === 'rune' ? null : text;
    case 'template':
      return node.tag ? null : text;
    case 'number':
      if (node.form === 'bigint' || node.form === 'imaginary') return null;
      return python && node.form !== 'float' && Number.isInteger(node.value) && !/[.eE]/.test(node.source?.replace(/^0[xX].*/, '') ?? '')
        ? integer
        : decimal;
    case 'boolean':
      return truth;
    case 'null':
      return { kind: 'nothing' };
    case 'name':
      return Object.hasOwn({ undefined: 1 }, node.name) ? null : (known.get(node.name) ?? null);
    case 'comparison':
      return python && ![node.first, ...node.rest.map(({ right }) => right)].every(of) ? null : truth;
    case 'unary': {
      if (node.operator === 'not') return truth;
      if (node.operator === 'typeof') return text;
      const inner = of(node.operand);
      return node.operator === 'negate' && isNumber(inner) ? inner : null;
    }
    case 'binary': {
      const left = of(node.left);
      const right = of(node.right);
      // Classes of Python decide themselves what `a < b` gives.
      if (comparisons.has(node.operator))
        return !python || surely.has(node.operator) || node.right.kind === 'null' || (left && right) ? truth : null;
      if (!left || !right) return null;
      if ((node.operator === 'and' || node.operator === 'or') && same(left, right)) return left;
      if (node.operator === '+' && same(left, right) && (left.kind === 'string' || left.kind === 'list')) return left;
      if (node.operator === '+' && !python && (left.kind === 'string' || right.kind === 'string')) return text;
      if (!isNumber(left) || !isNumber(right)) return null;
      if (node.operator === '/') return decimal;
      if (node.operator === 'floorDivide' || node.operator === '+' || arithmetic.has(node.operator)) {
        // A negative exponent makes a fraction of whole numbers.
        if (node.operator === '**' && python) return null;
        return left.kind === 'integer' && right.kind === 'integer' ? integer : decimal;
      }
      return null;
    }
    case 'conditional': {
      const yes = of(node.yes);
      const no = of(node.no);
      return yes && no ? joined([yes, no]) : null;
    }
    case 'list': {
      const items = node.items.map(of);
      const [first] = items;
      if (!first || !items.every((each) => each && same(each, first))) return null;
      return first.kind === 'nothing' ? null : { kind: 'list', element: first };
    }
    case 'new': {
      const name = dottedName(node.callee);
      return name !== null && !node.typeArguments && /^(?:Date|RegExp|URL|Error|TypeError|RangeError)$/.test(name)
        ? { kind: 'named', name }
        : null;
    }
    case 'member':
      return !python && node.name === 'length' && (of(node.object)?.kind === 'string' || of(node.object)?.kind === 'list') ? decimal : null;
    case 'call': {
      const name = dottedName(node.callee);
      const table = python ? pythonCalls : scriptCalls;
      if (name !== null && Object.hasOwn(table, name)) return table[name] ?? null;
      if (!python && name !== null && /^Math\.\w+$/.test(name)) return decimal;
      if (node.callee.kind !== 'member' || of(node.callee.object)?.kind !== 'string') return null;
      return Object.hasOwn(textMethods, node.callee.name) ? (textMethods[node.callee.name] ?? null) : null;
    }
    default:
      return null;
  }
}

/** One type for several values; one that may be nothing is optional. Null where there are more. */
export function joined(types: readonly IrType[]): IrType | null {
  const some = types.filter(({ kind }) => kind !== 'nothing');
  const [first] = some;
  if (!first) return null;
  const inner = some.every((each) => same(each, first)) ? first : some.every(isNumber) ? decimal : null;
  if (!inner) return null;
  return some.length < types.length && inner.kind !== 'optional' ? { kind: 'optional', inner } : inner;
}

const textOnly = new Set(
  'toUpperCase toLowerCase charCodeAt codePointAt charAt padStart padEnd trim trimStart trimEnd localeCompare startsWith endsWith'.split(
    ' ',
  ),
);
const pythonTextOnly = new Set('encode casefold isidentifier format_map'.split(' '));
const textWithText = new Set(
  'startswith endswith split rsplit replace strip lstrip rstrip find join partition removeprefix removesuffix'.split(' '),
);

/** What a parameter must be for the body to work; null where that leaves more than one possibility. */
export function typeByUse(name: string, { node }: FunctionPlace, language: TargetLanguage): IrType | null {
  let found: IrType | null = null;
  let written = false;
  visit(node.body, (each, parents) => {
    if ((each.kind === 'assign' && (each['target'] as { name?: string }).name === name) || each.kind === 'update') written = true;
    if (each.kind !== 'name' || each['name'] !== name) return;
    const parent = parents.at(-1);
    const call = parents.at(-2);
    if (parent?.kind === 'member' && parent['object'] === each && call?.kind === 'call' && call['callee'] === parent) {
      const method = String(parent['name']);
      if (language !== 'python' && textOnly.has(method)) found = text;
      if (language !== 'python' && (method === 'toFixed' || method === 'toPrecision')) found = decimal;
      const args = call['args'] as Expression[];
      if (
        language === 'python' &&
        (pythonTextOnly.has(method) || (textWithText.has(method) && args[0]?.kind === 'string' && args[0].form !== 'bytes'))
      )
        found = text;
    }
    if (language !== 'python' && parent?.kind === 'binary' && ['-', '*', '/', '%', '**'].includes(String(parent['operator']))) {
      const other = (parent['left'] === each ? parent['right'] : parent['left']) as Expression;
      if (other.kind === 'number' && other.form !== 'bigint') found = decimal;
    }
    if (language === 'python' && parent?.kind === 'binary' && parent['operator'] === '+') {
      const other = (parent['left'] === each ? parent['right'] : parent['left']) as Expression;
      if ((other.kind === 'string' && other.form !== 'bytes') || other.kind === 'template') found = text;
    }
  });
  return written ? null : found;
}

/** What a parameter's default says of it; null where it says nothing. */
export function typeByDefault(fallback: Expression, language: TargetLanguage): IrType | null {
  const type = typeOf(fallback, new Map(), language);
  return type?.kind === 'nothing' ? null : type;
}

/** What a function returns on all its ways: `void` where nothing; null where that is not known. */
export function resultType(place: FunctionPlace, parameters: Known, language: TargetLanguage): IrType | null {
  const { node } = place;
  const returns = ownNodes<Extract<Statement, { kind: 'return' }>>(node.body, 'return');
  if (node.generator || ownNodes(node.body, 'yield').length > 0 || ownNodes(node.body, 'opaque').length > 0) return null;
  const values = returns.flatMap(({ values: each }) => each);
  const falls = canEnd(node.body);
  const real = values.filter(({ kind }) => kind !== 'null');
  if (real.length === 0 && (language === 'python' || values.length === 0))
    return neverReturns(node.body, falls, returns.length) ? null : { kind: 'void' };
  const known = withVariables(node.body, parameters, language);
  const types = values.map((each) => typeOf(each, known, language));
  if (types.some((each) => each === null)) return null;
  const bare = falls || returns.some(({ values: each }) => each.length === 0);
  // A script gives undefined where nothing is returned, which is not null.
  if (bare && language !== 'python') return null;
  return joined([...(types as IrType[]), ...(bare ? [{ kind: 'nothing' } as const] : [])]);
}

/** A body that only raises gives no value, not none. */
const neverReturns = (body: readonly Statement[], falls: boolean, returns: number): boolean => body.length > 0 && !falls && returns === 0;

function withVariables(body: readonly Statement[], parameters: Known, language: TargetLanguage): Known {
  const known = new Map(parameters);
  const values = new Map<string, Expression[]>();
  const unknown = new Set<string>();
  visit(body, (node) => {
    const target = node['target'] as { kind?: string; name?: string } | undefined;
    const names =
      node.kind === 'let' ? (node['names'] as string[]) : node.kind === 'assign' && target?.kind === 'name' ? [target.name ?? ''] : [];
    const [name] = names;
    if (node.kind === 'let' && node['type']) unknown.add(name ?? '');
    if (node.kind === 'assign' && node['operator']) unknown.add(target?.name ?? '');
    if (names.length === 1 && name !== undefined) values.set(name, [...(values.get(name) ?? []), node['value'] as Expression]);
    if (names.length > 1) for (const each of names) unknown.add(each);
    if (node.kind === 'each' || node.kind === 'count' || node.kind === 'with') unknown.add(String(node['name']));
    if (node.kind === 'destructure' || node.kind === 'assignParts' || node.kind === 'update') unknown.add('*');
  });
  if (unknown.has('*')) return known;
  for (const [name, given] of values) {
    known.delete(name);
    const type = given.length === 1 && given[0] && !unknown.has(name) && !parameters.has(name) ? typeOf(given[0], known, language) : null;
    if (type && type.kind !== 'nothing') known.set(name, type);
  }
  for (const name of unknown) known.delete(name);
  return known;
}
