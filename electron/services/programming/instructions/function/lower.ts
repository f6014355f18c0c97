import { fromJson, give, nothing, raise } from '#domain/ir/build';
import { distinct, fieldName, isReserved, valueName } from '#domain/ir/names';
import type { FunctionNode, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import { type IrType, optional } from '#domain/ir/types';
import type { TestCase } from '../../reading/cases.ts';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target, Words } from '../instruction.ts';
import { lowerTest } from '../unit-test/lower.ts';
import { bodyOf } from './bodies.ts';
import type { Body } from './body.ts';
import { parseFormula } from './formula.ts';
import { resultOf } from './operations.ts';
import { namesIn, renameVariables } from './rename.ts';
import type { FunctionPlan } from './schema.ts';
import { findBody } from './synthesis.ts';

/** What a body takes from its library; a parameter of that name would hide it. */
const library = new Set([
  'errors',
  'strings',
  'sort',
  'unicode',
  'utf8',
  'Math',
  'Array',
  'Set',
  'sum',
  'sorted',
  'reversed',
  'dict',
  'max',
  'min',
  'abs',
  'list',
  'len',
  'append',
  'make',
  'string',
]);

/** The name as the user wrote it where the target takes it: Go's `Sum` and Python's `to_slug` stay. */
export function ownName(plan: FunctionPlan, target: Pick<Target, 'language'>): string {
  const given = plan.name.value;
  if (target.language === 'go' && /^[A-Z][A-Za-z0-9]*$/.test(given)) return given;
  if (target.language === 'go' && /^[A-Z]/.test(given)) return fieldName(given, 'go');
  if (plan.name.source === 'words' && /^[A-Za-z_]\w*$/.test(given) && target.language !== 'go' && !isReserved(given, target.language))
    return given;
  return valueName(given, target.language);
}

export async function lowerFunction(plan: FunctionPlan, target: Target): Promise<Change> {
  const { language } = target;
  const own = ownName(plan, target);
  const types = plan.parameters.map((each) => each.type);
  const numeric = numericType(types);
  const holders = plan.parameters.map((_, at) => `$${at}`);
  const found = plan.operation || plan.formula ? null : await findBody(plan, target, holders);
  let body: Body = plan.operation
    ? bodyOf(plan.operation.value, { language, names: holders, types, descending: plan.descending })
    : (found ?? { statements: [] });
  const used = namesIn(body.statements);
  const taken = [own, ...[...used].filter((each) => library.has(each))];
  const variables = distinct([...taken, ...plan.parameters.map((each) => valueName(each.name, language))]).slice(taken.length);
  const formula = plan.formula
    ? parseFormula(plan.formula.value, new Map(plan.parameters.map((each, at) => [each.name, variables[at] ?? each.name])))
    : null;
  const isStub = !formula && !plan.operation && !found;
  // Go has no arithmetic across types: the parameters of a formula share one.
  const shared = formula && language === 'go' && numeric ? types.map(() => numeric) : types;
  let resultText: string | null = plan.result?.value ?? null;
  if (formula) {
    body = { statements: [give(formula)] };
    resultText = language === 'go' || resultText === null ? numeric : resultText;
  } else if (plan.operation || found) {
    // The body's own variables give way to the parameters.
    const bound = [...variables, ...used].filter((each) => !holders.includes(each));
    const rename = (name: string): string => {
      const at = holders.indexOf(name);
      if (at >= 0) return variables[at] ?? name;
      return variables.includes(name) && !library.has(name) ? (distinct([...bound, name]).at(-1) ?? name) : name;
    };
    body = { ...body, statements: renameVariables(body.statements, rename) };
    resultText = plan.operation ? resultOf(plan.operation.value, types) : (found?.result ?? null);
  } else body = unwritten(own, language);

  const neverFails = plan.fallible && !isStub && !body.fallible;
  if (plan.fallible && language === 'go' && !isStub && !body.fallible)
    body = { ...body, statements: besideNoError(body.statements), fallible: true };
  // A Python function named like the built-in that its body calls would call itself.
  const hidesBuiltIn = language === 'python' && !isStub && library.has(own) && used.has(own);
  if (hidesBuiltIn) {
    const statements = renameVariables(body.statements, (name) => (name === own ? `builtins.${own}` : name));
    body = { ...body, statements, imports: [...(body.imports ?? []), 'builtins'] };
  }
  const result: IrType | undefined = resultText === null ? undefined : toIrType(resultText);
  const goResult: IrType | undefined = isStub || body.fallible ? { kind: 'fallible', inner: result ?? { kind: 'void' } } : result;
  const stubStatements: Statement[] = isStub && language === 'go' ? goStub(own, result, variables) : body.statements;
  const written = !isStub;
  const message = `"${own} is not written yet"`;
  const stubDoes: Words =
    language === 'go'
      ? { en: `returns the error ${message}`, zh: `返回错误 ${message}` }
      : language === 'python'
        ? { en: `raises NotImplementedError with the message ${message}`, zh: `抛出 NotImplementedError：${message}` }
        : { en: `throws an Error with the message ${message}`, zh: `抛出 Error：${message}` };
  const because: Words = plan.examples
    ? { en: 'no short calculation was found that gives all the examples', zh: '没有找到能得出全部示例的简短计算' }
    : { en: 'the request names no calculation that the built-in engine can write', zh: '请求中没有内置引擎能编写的计算' };
  const made = plan.parameters.map((each, at): Parameter => {
    const type = toIrType(shared[at] ?? 'unknown');
    const fallback = each.default !== null ? typed(each.default, each.type) : null;
    const makesDefault = language !== 'go' && fallback !== null && fallback !== undefined;
    return {
      name: variables[at] ?? 'value',
      type: each.optional && !makesDefault && !written ? optional(type) : type,
      default: makesDefault ? fromJson(fallback) : language === 'python' && each.optional && !written ? nothing : undefined,
    };
  });
  // After a parameter that may be left out, none that may not can follow.
  const mayBeLeftOut = (parameter: Parameter): number => Number(parameter.default !== undefined || parameter.type?.kind === 'optional');
  const parameters = [...made].sort((left, right) => mayBeLeftOut(left) - mayBeLeftOut(right));
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    parameters,
    result: language === 'go' ? goResult : result,
    body: stubStatements,
    exported: target.view?.form !== 'require',
  };
  return {
    imports: importsOf(
      language,
      [...(body.imports ?? []), ...(isStub && language === 'go' ? ['errors'] : [])],
      [...shared, resultText ?? ''],
      parameters,
    ),
    declarations: [node],
    names: [own],
    ...(isStub && target.view?.form !== 'require' ? testsOf(plan, own, target) : {}),
    fileStem: plan.name.value,
    notes: [
      ...withoutDefaults(plan, language),
      ...(found?.notes ?? []),
      ...(isStub
        ? [
            {
              en: `The body is a stub, because ${because.en}: every call of \`${own}\` ${stubDoes.en}.`,
              zh: `函数体只是占位，因为${because.zh}：每次调用 \`${own}\` 都会${stubDoes.zh}。`,
            },
          ]
        : neverFails && language === 'go'
          ? [
              {
                en: 'The error that it returns is always nil, because this calculation cannot fail.',
                zh: '返回的 error 始终为 nil，因为该计算不会失败。',
              },
            ]
          : body.fallible
            ? [
                {
                  en: 'It returns an error beside the value, for input without an answer.',
                  zh: '除了值，还返回一个错误，用于没有结果的输入。',
                },
              ]
            : []),
    ],
  };
}

/** The examples as tests, which fail until the body is written. */
function testsOf(plan: FunctionPlan, own: string, target: Target): Pick<Change, 'tests'> {
  const cases = (plan.examples?.value ?? []).map(
    ({ inputs, output }): TestCase => ({ subject: own, inputs, outcome: { form: 'value', value: output } }),
  );
  if (cases.length === 0) return {};
  const parameters = plan.parameters.map(({ type }) => toIrType(type));
  const result = plan.result ? toIrType(plan.result.value) : undefined;
  return { tests: (path) => lowerTest(cases, plan.name.value, target, { path, parameters, result, fallible: true }) };
}

/** Go has no default values; the answer says which ones were left out. */
function withoutDefaults(plan: FunctionPlan, language: Target['language']): Words[] {
  const names = language === 'go' ? plan.parameters.filter((each) => each.default !== null).map((each) => `\`${each.name}\``) : [];
  if (names.length === 0) return [];
  return [
    {
      en: `Go has no default values, so every call must give ${names.join(', ')}.`,
      zh: `Go 没有默认参数值，每次调用都须给出 ${names.join('、')}。`,
    },
  ];
}

/** A default as a value of its parameter's type; null where it is none, and then there is no default. */
function typed(value: string | number | boolean, type: string): unknown {
  if (type === 'string') return String(value);
  if (type === 'integer' || type === 'number')
    return typeof value !== 'boolean' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
  return type === 'boolean' && (typeof value === 'boolean' || value === 'true' || value === 'false')
    ? value === true || value === 'true'
    : null;
}

/** Every `return value` as `return value, nil`, also inside branches and loops. */
function besideNoError(statements: Statement[]): Statement[] {
  return statements.map((statement): Statement => {
    if (statement.kind === 'return') return give(...statement.values, nothing);
    if (statement.kind === 'if')
      return {
        ...statement,
        then: besideNoError(statement.then),
        ...(statement.otherwise ? { otherwise: besideNoError(statement.otherwise) } : {}),
      };
    return 'body' in statement && Array.isArray(statement.body)
      ? ({ ...statement, body: besideNoError(statement.body) } as Statement)
      : statement;
  });
}

const numericType = (types: string[]): string | null =>
  types.length > 0 && types.every((type) => type === 'integer')
    ? 'integer'
    : types.every((type) => type === 'integer' || type === 'number') && types.length > 0
      ? 'number'
      : null;

function unwritten(own: string, language: Target['language']): Body {
  return { statements: [raise(`${own} is not written yet`, language === 'python' ? 'NotImplementedError' : undefined)] };
}

function goStub(own: string, result: IrType | undefined, taken: readonly string[]): Statement[] {
  const message = {
    kind: 'call' as const,
    callee: { kind: 'member' as const, object: { kind: 'name' as const, name: 'errors' }, name: 'New' },
    args: [{ kind: 'string' as const, value: `${own} is not written yet` }],
  };
  if (!result || result.kind === 'void') return [give(message)];
  const none = distinct([...taken, 'none']).at(-1) ?? 'none';
  return [{ kind: 'declare', name: none, type: result }, give({ kind: 'name', name: none }, message)];
}

function importsOf(language: Target['language'], modules: string[], types: string[], parameters: Parameter[]): ImportNode[] {
  const has = (pattern: RegExp): boolean => types.some((type) => pattern.test(type));
  if (language === 'go')
    return [...new Set([...modules, ...(has(/datetime/) ? ['time'] : [])])].sort().map((module) => ({ module, names: [] }));
  if (language !== 'python') return [];
  const typing = [
    ...(has(/unknown|map/) ? ['Any'] : []),
    ...(parameters.some((each) => each.type?.kind === 'optional') ? ['Optional'] : []),
  ];
  return [
    ...modules.map((module) => ({ module, names: [] })),
    ...(has(/datetime/) ? [{ module: 'datetime', names: ['datetime'] }] : []),
    ...(typing.length > 0 ? [{ module: 'typing', names: typing }] : []),
  ];
}
