import type { Expression } from '#domain/ir/nodes';
import { isName } from '#domain/symbols/rename';
import { typeOf } from '../add-types/inferred.ts';
import type { Conversion } from './convert.ts';

const loose = new Set(['conditional', 'lambda', 'tuple', 'assignment', 'yield']);

/** A comprehension of Python, or a call of `sum`, `any`, `all`, `join` with one; why not elsewhere. */
export function pythonValue({ loop, shape, textOf, initial, known, free }: Conversion): string | [string, string] {
  const { node } = loop;
  const inner = (each: Expression): string => (loose.has(each.kind) ? `(${textOf(each)})` : textOf(each));
  const target = /^(?:async\s+)?for\s+([\s\S]*?)\s+in$/.exec(
    textOf({ span: { start: node.span?.start ?? 0, end: node.source.span?.start ?? 0 } })
      .trim()
      .replace(/\($/, '')
      .trim(),
  )?.[1];
  if (target === undefined) return ['its variable is written in an unusual way', '循环变量的写法不常见'];
  const conditions = shape.conditions.map((each) => ` if ${negatable(each, textOf)}`);
  const clauses = `for ${target} in ${inner(node.source)}${conditions.join('')}`;
  switch (shape.form) {
    case 'list':
      if (initial !== 'list') return notEmpty;
      return `[${inner(shape.item)} ${clauses}]`;
    case 'set':
      return initial === 'set' ? `{${inner(shape.item)} ${clauses}}` : notEmpty;
    case 'map':
      return initial === 'map' ? `{${inner(shape.key)}: ${inner(shape.item)} ${clauses}}` : notEmpty;
    case 'flat': {
      if (initial !== 'list') return notEmpty;
      const element = free('element');
      return isName(element, { language: 'python' }) ? `[${element} ${clauses} for ${element} in ${inner(shape.item)}]` : notEmpty;
    }
    case 'sum': {
      const type = typeOf(shape.item, known, 'python');
      if (type?.kind === 'integer' && initial === 'zero') return `sum(${inner(shape.item)} ${clauses})`;
      if (type?.kind === 'string' && initial === 'text') return `"".join(${inner(shape.item)} ${clauses})`;
      return [
        'it is not known to add whole numbers or texts, and `sum` rounds fractions otherwise',
        '无法确定它累加的是整数或文本，而 `sum` 对小数的舍入不同',
      ];
    }
    case 'any':
      return initial === 'false' || shape.target === null ? `any(${inner(shape.item)} ${clauses})` : notEmpty;
    case 'all':
      return initial === 'true' || shape.target === null ? `all(${negated(shape.item, textOf)} ${clauses})` : notEmpty;
  }
}

const notEmpty: [string, string] = [
  'what it collects into is not made empty right in front of it',
  '收集结果的变量没有在循环前一行初始化为空',
];

type Texts = Conversion['textOf'];

/** A condition, also one that was turned round for `continue`. */
function negatable(each: Expression, textOf: Texts): string {
  if (each.kind === 'unary' && each.operator === 'not' && !each.span) return negated(each.operand, textOf);
  return loose.has(each.kind) ? `(${textOf(each)})` : textOf(each);
}

const opposite: Record<string, string> = { '==': '!=', '!=': '==', in: 'not in', notIn: 'in' };

function negated(each: Expression, textOf: Texts): string {
  if (each.kind === 'unary' && each.operator === 'not' && each.span)
    return loose.has(each.operand.kind) || each.operand.kind === 'binary' ? `(${textOf(each.operand)})` : textOf(each.operand);
  const operator = each.kind === 'binary' ? opposite[each.operator] : undefined;
  if (each.kind === 'binary' && operator !== undefined && each.right.kind !== 'null' && !loose.has(each.right.kind))
    return `${textOf(each.left)} ${operator} ${textOf(each.right)}`;
  const simple = ['name', 'member', 'call', 'index'].includes(each.kind);
  return simple ? `not ${textOf(each)}` : `not (${textOf(each)})`;
}
