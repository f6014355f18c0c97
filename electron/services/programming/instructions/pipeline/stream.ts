import { binary, call, member, name, not, number, text, when } from '#domain/ir/build';
import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { BinaryOperator, Expression, Statement } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import type { Condition, Flow, Shape, Step } from './schema.ts';

/** Names that the code of a pipeline uses itself. */
const own: Record<TargetLanguage, readonly string[]> = {
  typescript: ['Map', 'Set', 'Math', 'Infinity', 'undefined'],
  javascript: ['Map', 'Set', 'Math', 'Infinity', 'undefined'],
  python: [
    'sorted',
    'sum',
    'min',
    'max',
    'len',
    'list',
    'dict',
    'set',
    'str',
    'int',
    'float',
    'bool',
    'dataclass',
    'Dict',
    'List',
    'Optional',
    'Set',
  ],
  go: ['sort', 'strings'],
};
const locals =
  'kept sorted rows places place known groups group key value values seen unique left right least most sum count counts found i j row'.split(
    ' ',
  );

/** One of many: `orders` → `order`, `entries` → `entry`. */
export function singular(items: string): string {
  if (/(?:[^aeiou])ies$/i.test(items)) return items.replace(/ies$/i, 'y');
  if (/(?:ss|x|ch|sh)es$/i.test(items)) return items.slice(0, -2);
  return /[^s]s$/i.test(items) && items.length > 2 ? items.slice(0, -1) : items;
}

/** What the pipeline and its parts are called in the target. */
export interface Naming {
  language: TargetLanguage;
  pipeline: string;
  items: string;
  item: string;
  type: string;
  row: string;
  /** Names of fields by the names that the user gave them. */
  field(shape: Shape, given: string): string;
  /** A variable that nothing else is called. */
  fresh(wanted: string): string;
}

export function naming(given: string, { items, fields }: Flow, language: TargetLanguage): Naming {
  const free = (wanted: string, taken: readonly string[]): string => (taken.includes(wanted) ? free(`${wanted}_`, taken) : wanted);
  const pipeline = free(valueName(given, language), [...own[language], ...(language === 'python' ? [] : locals)]);
  const type = free(typeName(singular(items), language), [...own[language], pipeline]);
  const row = free(typeName(`${given} row`, language), [...own[language], pipeline, type]);
  const list = free(valueName(items, language), [...own[language], ...locals, pipeline, type, row]);
  const item = free(valueName(singular(items), language), [...own[language], ...locals, pipeline, type, row, list]);
  const used = new Set([pipeline, list, item, type, row, ...own[language]]);
  const names = (all: readonly { name: string }[]): string[] => distinct(all.map((each) => fieldName(each.name, language)));
  const itemFields = names(fields);
  return {
    language,
    pipeline,
    items: list,
    item,
    type,
    row,
    field(shape, wanted) {
      if (shape.kind === 'values') return wanted;
      const at = shape.fields.findIndex((each) => each.name === wanted);
      return (shape.kind === 'items' ? itemFields : names(shape.fields))[at] ?? wanted;
    },
    fresh(wanted) {
      let name = wanted;
      for (let count = 2; used.has(name); count += 1) name = `${wanted}${count}`;
      used.add(name);
      return name;
    },
  };
}

/** A field of the item that `value` is, or the item itself. */
export const partOf = (value: Expression, shape: Shape, field: string | null, names: Naming): Expression =>
  field === null ? value : member(value, names.field(shape, field));

const operators: Partial<Record<Condition['test'], BinaryOperator>> = {
  equal: '==',
  unequal: '!=',
  over: '>',
  least: '>=',
  under: '<',
  most: '<=',
};
const textTests: Record<TargetLanguage, Partial<Record<Condition['test'], string>>> = {
  typescript: { contains: 'includes', starts: 'startsWith', ends: 'endsWith' },
  javascript: { contains: 'includes', starts: 'startsWith', ends: 'endsWith' },
  python: { starts: 'startswith', ends: 'endswith' },
  go: { contains: 'strings.Contains', starts: 'strings.HasPrefix', ends: 'strings.HasSuffix' },
};

function one(value: Expression, { test, value: wanted }: Condition, language: TargetLanguage): Expression {
  if (typeof wanted === 'boolean') return (test === 'equal') === wanted ? value : not(value);
  const literal = typeof wanted === 'string' ? text(wanted) : number(wanted);
  const operator = operators[test];
  if (operator) return binary(value, operator, literal);
  const method = textTests[language][test];
  if (method === undefined) return binary(literal, 'in', value);
  return language === 'go' ? call(method, value, literal) : call(member(value, method), literal);
}

/** All conditions of a filter on the item that `value` is. */
export const conditionOf = (value: Expression, shape: Shape, conditions: readonly Condition[], names: Naming): Expression =>
  conditions
    .map((each) => one(partOf(value, shape, each.field, names), each, names.language))
    .reduce((left, right) => binary(left, 'and', right));

/** The value of a map; `convert` makes a whole number one with a fraction where the language asks for it. */
export function mapped(
  value: Expression,
  shape: Shape,
  step: Extract<Step, { op: 'map' }>,
  names: Naming,
  convert: (operand: Expression, field: string | null) => Expression = (operand) => operand,
): Expression {
  const left = partOf(value, shape, step.field, names);
  if (step.operator === null || step.operand === null) return left;
  const right = typeof step.operand === 'number' ? number(step.operand) : convert(partOf(value, shape, step.operand, names), step.operand);
  return binary(convert(left, step.field), step.operator, right);
}

/** What one loop does to the items: goes through them and through lists in them, and leaves some out. */
export type Clause = { kind: 'for'; name: string; source: Expression } | { kind: 'if'; condition: Expression };

/** Loops and conditions around what is done with each item. */
export function nested(clauses: readonly Clause[], inner: readonly Statement[]): Statement[] {
  return clauses.reduceRight<Statement[]>(
    (body, clause) =>
      clause.kind === 'if' ? [when(clause.condition, body)] : [{ kind: 'each', name: clause.name, source: clause.source, body }],
    [...inner],
  );
}

/** The items at a point of the pipeline, not yet gathered: `value` inside `clauses`. */
export interface Stream {
  clauses: readonly Clause[];
  value: Expression;
  shape: Shape;
}

/** Everything in a list, one after the other. */
export const through = (list: Expression, variable: string, shape: Shape): Stream => ({
  clauses: [{ kind: 'for', name: variable, source: list }],
  value: name(variable),
  shape,
});

/** The list itself where nothing is done with its items; null where something is. */
export function untouched({ clauses, value }: Stream): Expression | null {
  const [first, ...more] = clauses;
  return more.length === 0 && first?.kind === 'for' && value.kind === 'name' && value.name === first.name ? first.source : null;
}
