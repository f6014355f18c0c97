import type { Expression } from '#domain/ir/nodes';
import { allNodes, dottedName } from '../../rewriting/visit.ts';
import { typeOf } from '../add-types/inferred.ts';
import type { Conversion } from './convert.ts';

const arrayCalls = /^(?:Object\.(?:keys|values|entries)|Array\.(?:from|of))$/;
const arrayMethods = new Set(['map', 'filter', 'flatMap', 'concat', 'split', 'slice', 'flat', 'sort', 'reverse', 'toSorted', 'matchAll']);

/** Whether an expression of a script is an array for sure. */
function isArray(node: Expression, { known, valueOf }: Conversion, depth = 0): boolean {
  if (typeOf(node, known, 'typescript')?.kind === 'list' || node.kind === 'list') return true;
  if (node.kind === 'call') {
    const name = dottedName(node.callee);
    if (name !== null && arrayCalls.test(name)) return true;
    if (node.callee.kind !== 'member' || !arrayMethods.has(node.callee.name) || node.callee.name === 'matchAll') return false;
    return node.callee.name === 'split' || isArray(node.callee.object, { known, valueOf } as Conversion, depth + 1);
  }
  const value = node.kind === 'name' && depth < 3 ? valueOf(node.name) : null;
  return value !== null && isArray(value, { known, valueOf } as Conversion, depth + 1);
}

const calls = (node: unknown): boolean => ['call', 'new', 'template'].some((kind) => allNodes(node, kind).length > 0);

/** A chain of array methods; why not elsewhere. The order in which conditions and items are looked at stays. */
export function scriptValue(conversion: Conversion): string | [string, string] {
  const { loop, shape, textOf, initial, start } = conversion;
  const { node } = loop;
  const head = /^for\s*\(\s*(?:const|let)\s+([\s\S]*?)\s+of\s*\(?$/.exec(
    textOf({ span: { start: node.span?.start ?? 0, end: node.source.span?.start ?? 0 } }).trim(),
  )?.[1];
  if (head === undefined) return ['its variable outlives the loop', '循环变量在循环之外声明'];
  const known = isArray(node.source, conversion);
  const parameter = `(${head})`;
  const simple = ['name', 'member', 'call', 'index', 'list'].includes(node.source.kind);
  const source = simple ? textOf(node.source) : `(${textOf(node.source)})`;
  const busy = shape.conditions.some(calls) || calls(shape.item);
  const settled = node.source.kind === 'name' && ['set', 'map', 'string'].includes(conversion.known.get(node.source.name)?.kind ?? '');
  if (!known && !settled && busy && !(shape.form === 'list' && shape.conditions.length === 0))
    return [`\`${textOf(node.source)}\` is not known to be an array`, `无法确定 \`${textOf(node.source)}\` 是数组`];
  const array = known ? source : `[...${source}]`;
  const whole = (each: Expression): string => (each.kind === 'dictionary' ? `(${textOf(each)})` : textOf(each));
  const test =
    shape.conditions.length === 0 ? null : shape.conditions.map((each) => part(each, textOf, shape.conditions.length > 1)).join(' && ');
  const isItem = shape.item.kind === 'name' && shape.item.name === head;
  const filtered = test === null ? array : `${array}.filter(${parameter} => ${test})`;
  /** The items that fulfil the conditions, each as `value`. */
  const mapped = (value: string, plain: boolean): string => {
    if (plain) return test === null ? (known ? `[...${source}]` : array) : filtered;
    if (test === null) return known ? `${source}.map(${parameter} => ${value})` : `Array.from(${source}, ${parameter} => ${value})`;
    const interleaved = calls(shape.item) && busy;
    return interleaved
      ? `${array}.flatMap(${parameter} => (${test} ? [${value.replace(/^\((\{[\s\S]*\})\)$/, '$1')}] : []))`
      : `${filtered}.map(${parameter} => ${value})`;
  };
  switch (shape.form) {
    case 'list':
      return initial === 'list' ? mapped(whole(shape.item), isItem) : notEmpty;
    case 'set':
      return initial === 'set'
        ? start.replace(/\(\s*\)$/, () => `(${isItem && test === null ? source : mapped(whole(shape.item), isItem)})`)
        : notEmpty;
    case 'map': {
      const pair = `[${textOf(shape.key)}, ${textOf(shape.item)}]`;
      if (initial === 'newMap') return start.replace(/\(\s*\)$/, () => `(${mapped(pair, false)})`);
      return initial === 'map' ? `Object.fromEntries(${mapped(pair, false)})` : notEmpty;
    }
    case 'flat': {
      if (initial !== 'list') return notEmpty;
      const inner = isArray(shape.item, conversion) ? whole(shape.item) : `[...${textOf(shape.item)}]`;
      if (test !== null && busy)
        return ['its conditions call something, and would all be looked at first', '条件中有函数调用，改写后执行顺序会变'];
      return `${filtered}.flatMap(${parameter} => ${inner})`;
    }
    case 'sum': {
      if (initial !== 'zero' && initial !== 'text') return notEmpty;
      if (test !== null && busy)
        return ['its conditions call something, and would all be looked at first', '条件中有函数调用，改写后执行顺序会变'];
      const total = conversion.free('total');
      const tight = shape.item.kind === 'binary' && ['*', '/', '%', '**'].includes(shape.item.operator);
      const item =
        tight || ['name', 'member', 'call', 'index', 'number', 'string', 'template'].includes(shape.item.kind)
          ? textOf(shape.item)
          : `(${textOf(shape.item)})`;
      return `${filtered}.reduce((${total}, ${head}) => ${total} + ${item}, ${start})`;
    }
    case 'any':
      return initial === 'false' || shape.target === null ? `${array}.some(${parameter} => ${both(shape, textOf)})` : notEmpty;
    case 'all':
      return initial === 'true' || shape.target === null
        ? `${array}.every(${parameter} => ${shape.conditions.length > 0 ? `!(${both(shape, textOf)})` : inverse(shape.item, textOf)})`
        : notEmpty;
  }
}

const notEmpty: [string, string] = [
  'what it collects into is not made empty right in front of it',
  '收集结果的变量没有在循环前一行初始化为空',
];
type Texts = Conversion['textOf'];
const primary = new Set(['name', 'member', 'call', 'index']);

const both = ({ conditions, item }: Conversion['shape'], textOf: Texts): string =>
  [...conditions, item].map((each) => part(each, textOf, conditions.length > 0)).join(' && ');

function part(each: Expression, textOf: Texts, joined: boolean): string {
  if (each.kind === 'unary' && each.operator === 'not' && !each.span) return inverse(each.operand, textOf);
  const isLoose = each.kind === 'conditional' || (each.kind === 'binary' && ['or', 'coalesce'].includes(each.operator));
  return joined && isLoose ? `(${textOf(each)})` : textOf(each);
}

const opposite: Record<string, string> = { '==': '!==', '!=': '===' };

function inverse(each: Expression, textOf: Texts): string {
  if (each.kind === 'unary' && each.operator === 'not' && each.span && primary.has(each.operand.kind)) return textOf(each.operand);
  const operator = each.kind === 'binary' ? opposite[each.operator] : undefined;
  if (each.kind === 'binary' && operator) return `${textOf(each.left)} ${operator} ${textOf(each.right)}`;
  return primary.has(each.kind) ? `!${textOf(each)}` : `!(${textOf(each)})`;
}
