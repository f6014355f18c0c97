import { AppError } from '../errors.ts';
import { binary, call, fromJson, give, name, nothing, number, raise, text, when } from '../ir/build.ts';
import type { BinaryOperator, Expression, Statement } from '../ir/nodes.ts';
import type { IrType } from '../ir/types.ts';
import type { TargetLanguage } from '../programming.ts';
import { operators } from './catalogue.ts';
import { takesFunction } from './evaluate.ts';
import { modulesOf } from './modules.ts';
import { readProgram } from './program.ts';
import { boundIn } from './snippet.ts';
import { elementOf, type Term, type TermType } from './term.ts';

/** A term as the body of a function. */
export interface Lowered {
  statements: Statement[];
  /** Modules that it needs. */
  imports: string[];
  /** It gives an error beside the value (Go). */
  fallible: boolean;
}

interface Scope {
  language: TargetLanguage;
  parameters: readonly Expression[];
  taken: Set<string>;
  imports: Set<string>;
  /** What stands for the items of the functions around. */
  items: readonly Expression[];
  /** The type of the whole. */
  result: TermType;
  failed: { yes: boolean };
  statements: Statement[];
}

export const irType = (type: TermType): IrType =>
  type.endsWith('[]') ? { kind: 'list', element: irType(elementOf(type)) } : { kind: type as 'string' };

/**
 * The body that gives the value of a term, where `parameters` hold the inputs. Throws UNSUPPORTED where the language has no form for it:
 * Python's comprehensions have no room for checks.
 */
export function lowerTerm(term: Term, language: TargetLanguage, parameters: readonly string[]): Lowered {
  const scope: Scope = {
    language,
    parameters: parameters.map((each) => name(each)),
    taken: new Set(parameters),
    imports: new Set(),
    items: [],
    result: term.type,
    failed: { yes: false },
    statements: [],
  };
  finish(term, scope);
  const fallible = scope.failed.yes;
  return {
    statements: fallible && language === 'go' ? besideNoError(scope.statements) : scope.statements,
    imports: [...scope.imports].sort(),
    fallible: fallible && language === 'go',
  };
}

/** Returns the value; a choice becomes branches. */
function finish(term: Term, scope: Scope): void {
  if (term.form === 'apply' && term.operator === 'choose') {
    const [condition, yes, no] = term.args as [Term, Term, Term];
    const looked = valueOf(condition, scope);
    const then: Statement[] = [];
    finish(yes, { ...scope, statements: then });
    scope.statements.push(when(looked, then));
    finish(no, scope);
    return;
  }
  const value = valueOf(term, scope);
  const last = scope.statements.at(-1);
  if (last?.kind === 'let' && last.mutable !== true && value.kind === 'name' && last.names.length === 1 && last.names[0] === value.name) {
    scope.statements.pop();
    scope.statements.push(give(last.value));
  } else scope.statements.push(give(value));
}

const besideNoError = (statements: Statement[]): Statement[] =>
  statements.map((each): Statement => {
    if (each.kind === 'return') return each.values.length === 2 ? each : give(...each.values, nothing);
    if (each.kind === 'if' && !each.otherwise) return when(each.condition, besideNoError(each.then));
    return each;
  });

function constantOf(term: Extract<Term, { form: 'constant' }>): Expression {
  if (typeof term.value === 'number' && term.type === 'number') return { kind: 'number', value: term.value };
  if (Array.isArray(term.value)) return { kind: 'list', items: term.value.map(fromJson), element: irType(elementOf(term.type)) };
  if (typeof term.value === 'number' && term.value < 0) return { kind: 'unary', operator: 'negate', operand: number(-term.value) };
  return fromJson(term.value);
}

function valueOf(term: Term, scope: Scope): Expression {
  if (term.form === 'input') return scope.parameters[term.index] ?? nothing;
  if (term.form === 'item') return scope.items[term.place] ?? nothing;
  if (term.form === 'constant') return constantOf(term);
  return applied(term, scope);
}

const plain: Record<string, string> = { string: 'text', integer: 'value', number: 'value', boolean: 'flag' };
const itemNames: Record<string, string> = {
  words: 'word',
  characters: 'character',
  digits: 'digit',
  lines: 'line',
  range: 'number',
  rangeFromOne: 'number',
};

/** What an item of a list is called. */
function itemName(list: Term | undefined): string {
  if (list?.form === 'apply') {
    const known = itemNames[list.operator];
    if (known) return known;
    if (list.operator === 'filter' || list.operator === 'sort' || list.operator === 'unique') return itemName(list.args[0]);
  }
  const element = list ? elementOf(list.type) : '';
  return element === 'integer' || element === 'number' ? 'number' : element.endsWith('[]') ? 'row' : 'item';
}

function fresh(wanted: string, scope: Scope): string {
  let candidate = wanted;
  for (let count = 2; scope.taken.has(candidate); count += 1) candidate = `${wanted}${count}`;
  scope.taken.add(candidate);
  return candidate;
}

function applied(term: Extract<Term, { form: 'apply' }>, scope: Scope): Expression {
  const operator = operators[term.operator];
  if (!operator) throw new AppError('UNSUPPORTED', `There is no operator ${term.operator}.`);
  const { language } = scope;
  const code = written(operator[language === 'go' ? 'go' : language === 'python' ? 'python' : 'script'], term, language);
  for (const module of modulesOf(code, language)) scope.imports.add(module);
  const values = term.args.map((arg, at): Expression => {
    if (takesFunction(term.operator, at)) return nothing;
    const value = valueOf(arg, scope);
    const uses = code.split(`$${at}`).length - 1;
    const isRepeated = uses > 1 || (/ for |=>|while /.test(code) && at > 0);
    if (!isRepeated || ['name', 'string', 'number', 'boolean'].includes(value.kind)) return value;
    const bound = fresh(arg.type.endsWith('[]') ? 'items' : (plain[arg.type] ?? 'value'), scope);
    scope.statements.push({ kind: 'let', names: [bound], value });
    return name(bound);
  });
  const element = irType(elementOf(term.type));
  const names: Record<string, Expression> = {
    empty: { kind: 'list', items: [], element },
    zero: { kind: 'number', value: 0, ...(language === 'go' && term.type.startsWith('number') ? { form: 'float' as const } : {}) },
    one: { kind: 'number', value: 1, ...(language === 'go' && term.type.startsWith('number') ? { form: 'float' as const } : {}) },
    set0: goSet(term.args[0]?.type ?? ''),
    set1: goSet(term.args[0]?.type ?? ''),
    copied: { kind: 'call', callee: name('append'), args: [{ kind: 'list', items: [], element }, values[0] ?? nothing], spreadLast: true },
  };
  if (code.includes('empty') && language !== 'go' && language !== 'typescript') names['empty'] = { kind: 'list', items: [] };
  for (const each of boundIn(code)) names[each] = { kind: 'name', name: fresh(each === 'item' ? itemName(term.args[0]) : each, scope) };
  const { statements, value } = readProgram(code, {
    names,
    blocks: language !== 'python',
    typed: language === 'typescript',
    argument: (at) => values[at] ?? nothing,
    apply: (at, items, into) => valueOf(term.args[at] as Term, { ...scope, items, statements: into }),
    isConstant: (at) => term.args[at]?.form === 'constant',
    check(condition, message, into) {
      into.push(failing(condition, message, scope));
    },
  });
  scope.statements.push(...statements);
  return value;
}

const goTypes: Record<string, string> = { integer: 'int', number: 'float64', string: 'string', boolean: 'bool' };
const goSet = (list: TermType): Expression => call('make', name(`map[${goTypes[elementOf(list)] ?? 'string'}]bool`));

/** Sorting needs another call for each type of item. */
function written(code: string, term: Extract<Term, { form: 'apply' }>, language: TargetLanguage): string {
  if (code !== 'sorted0' && code !== 'descending0') return code;
  const isText = elementOf(term.type) === 'string';
  const down = code === 'descending0';
  if (language === 'go') {
    const kind = isText ? 'String' : elementOf(term.type) === 'integer' ? 'Int' : 'Float64';
    return `sorted := copied; ${down ? `sort.Sort(sort.Reverse(sort.${kind}Slice(sorted)))` : `sort.${kind}s(sorted)`}; sorted`;
  }
  if (isText) return down ? '$0.slice().sort().reverse()' : '$0.slice().sort()';
  return `$0.slice().sort((left, right) => ${down ? 'right - left' : 'left - right'})`;
}

const opposites: Partial<Record<BinaryOperator, BinaryOperator>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };

function failing(condition: Expression, message: string, scope: Scope): Statement {
  const opposite = condition.kind === 'binary' ? opposites[condition.operator] : undefined;
  const wrong: Expression =
    condition.kind === 'binary' && opposite
      ? binary(condition.left, opposite, condition.right)
      : { kind: 'unary', operator: 'not', operand: condition };
  if (scope.language !== 'go') return when(wrong, [raise(message, scope.language === 'python' ? 'ValueError' : 'RangeError')]);
  scope.failed.yes = true;
  scope.imports.add('errors');
  return when(wrong, [give(zeroOf(scope.result), call('errors.New', text(message)))]);
}

function zeroOf(type: TermType): Expression {
  if (type.endsWith('[]')) return nothing;
  return type === 'string' ? text('') : type === 'boolean' ? { kind: 'boolean', value: false } : number(0);
}
