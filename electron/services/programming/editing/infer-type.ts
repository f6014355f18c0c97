import type { Expression, FunctionNode, Parameter } from '#domain/ir/nodes';
import { booleanType, type IrType, integerType, named, stringType } from '#domain/ir/types';
import type { Declaration } from '#domain/symbols/scope-tree';
import { resolve } from '#domain/symbols/scopes';
import type { EditSource } from './edit-source.ts';
import { type AnyNode, contains, type Visited, walk } from './walk.ts';

const deepest = 12;

/** The type that the source gives a declaration: written, or plain from its first value. Null where it cannot be told without a compiler. */
export function typeOfDeclaration(source: EditSource, declaration: Declaration, depth = 0): IrType | null {
  if (depth > deepest) return null;
  const { name, span } = declaration;
  let best: Visited | null = null;
  for (const visited of walk(source.module)) {
    const { node } = visited;
    const isNamed = node['name'] === name || (Array.isArray(node['names']) && node['names'].includes(name));
    if (
      isNamed &&
      node.span &&
      contains(node.span, span) &&
      (visited.role === 'parameters' || visited.role === 'receiver' || /^(?:let|declare|each|count|assign)$/.test(node.kind ?? ''))
    )
      best = visited;
  }
  const node = best?.node;
  if (!node) return null;
  if (best?.role === 'parameters' || best?.role === 'receiver') return parameterType(node as unknown as Parameter, source);
  if (node['type']) return node['type'] as IrType;
  if (node.kind === 'count') return source.language === 'go' || source.language === 'python' ? integerType : { kind: 'number' };
  if (node.kind === 'each') {
    const collection = typeOfValue(source, node['source'] as Expression, depth + 1);
    return collection && (collection.kind === 'list' || collection.kind === 'array') && node['over'] !== 'keys' ? collection.element : null;
  }
  if (node.kind !== 'let' || !node['value']) return null;
  const names = node['names'] as string[];
  const value = node['value'] as Expression;
  const parts = value.kind === 'tuple' ? value.items : null;
  if (parts) return parts[names.indexOf(name)] ? typeOfValue(source, parts[names.indexOf(name)] as Expression, depth + 1) : null;
  const type = typeOfValue(source, value, depth + 1);
  if (names.length === 1) return type;
  if (type?.kind === 'results') return type.items[names.indexOf(name)]?.type ?? null;
  return type?.kind === 'fallible' ? (names.indexOf(name) === 0 ? type.inner : named('error')) : null;
}

function parameterType({ type, default: value, variadic, optional }: Parameter, source: EditSource): IrType | null {
  const own = type ?? (value ? typeOfValue(source, value) : null);
  if (own && variadic === 'list' && source.language === 'go') return { kind: 'list', element: own };
  return own && optional && own.kind !== 'optional' ? { kind: 'optional', inner: own } : own;
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'looseEquals', 'looseDiffers', 'in', 'notIn', 'is', 'isNot']);

/** The type of a value, as far as it can be told without a compiler. */
export function typeOfValue(source: EditSource, value: Expression, depth = 0): IrType | null {
  if (depth > deepest) return null;
  const inner = (each: Expression): IrType | null => typeOfValue(source, each, depth + 1);
  switch (value.kind) {
    case 'string':
      return value.form === undefined || value.form === 'raw' ? stringType : null;
    case 'template':
      return stringType;
    case 'boolean':
      return booleanType;
    case 'number':
      if (value.form !== undefined && value.form !== 'integer' && value.form !== 'float') return null;
      return /script$/.test(source.language) || value.form === 'float' || /[.e]/i.test(value.source ?? String(value.value))
        ? { kind: 'number' }
        : integerType;
    case 'unary':
      if (value.operator === 'not') return booleanType;
      if (value.operator === 'address') {
        const pointed = inner(value.operand);
        return pointed && { kind: 'pointer', inner: pointed };
      }
      return value.operator === 'negate' || value.operator === 'plus' ? inner(value.operand) : null;
    case 'comparison':
      return booleanType;
    case 'binary': {
      if (comparisons.has(value.operator)) return booleanType;
      const [left, right] = [inner(value.left), inner(value.right)];
      if (!left || !right) return null;
      const isConstant = (each: Expression): boolean => each.kind === 'number';
      if (source.language === 'go')
        return isConstant(value.left)
          ? right
          : isConstant(value.right)
            ? left
            : JSON.stringify(plain(left)) === JSON.stringify(plain(right))
              ? left
              : null;
      if (value.operator === '/' && source.language === 'python') return { kind: 'number' };
      return left.kind === right.kind ? left : null;
    }
    case 'conditional': {
      const [yes, no] = [inner(value.yes), inner(value.no)];
      return yes && no && yes.kind === no.kind ? yes : null;
    }
    case 'new':
      return value.callee.kind === 'name' ? named(value.callee.name, ...(value.typeArguments ?? [])) : null;
    case 'composite':
      return value.type;
    case 'list': {
      const [first] = value.items;
      const element = value.element ?? (first && value.items.every((each) => each.kind === first.kind) ? inner(first) : null);
      return element && { kind: 'list', element };
    }
    case 'await':
      return inner(value.operand);
    case 'call': {
      if (value.callee.kind !== 'name') return null;
      if (source.language === 'go' && (value.callee.name === 'len' || value.callee.name === 'cap')) return integerType;
      const callee = value.callee.name;
      const found = source.module.declarations.find(
        (each): each is FunctionNode => each.kind === 'function' && each.name === callee && !each.receiver,
      );
      return found?.result ?? null;
    }
    case 'index': {
      const collection = inner(value.object);
      if (collection?.kind === 'list' || collection?.kind === 'array') return collection.element;
      return collection?.kind === 'map' ? collection.value : null;
    }
    case 'name': {
      const declaration = value.span ? resolve(source.scopes, value.span.end) : null;
      return declaration ? typeOfDeclaration(source, declaration, depth + 1) : null;
    }
    default:
      return null;
  }
}

const plain = (type: AnyNode | IrType): unknown => ({ ...type, span: undefined });
