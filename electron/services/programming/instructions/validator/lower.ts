import { bind, call, callNamed, dictionary, give, lambda, list, name as nameOf, number, run, text, when } from '#domain/ir/build';
import { constantCase, distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FieldNode, Statement } from '#domain/ir/nodes';
import { type IrType, listOf, named, pointerTo } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { importsUsed } from '../../templates/imports-used.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { besidePackages, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { formatPatterns, formatTitles, hasDay } from './formats.ts';
import { goBody } from './lower-go.ts';
import { baseOf, methodOf, type Names } from './names.ts';
import { needed, withoutUnused } from './needed.ts';
import { type Format, formats, isList, type Rule } from './rules.ts';
import { validatorTemplate } from './templates.ts';

const yes: Expression = { kind: 'boolean', value: true };

/** The type of what is valid, and the function that checks input of any shape. */
export async function lowerValidator(
  given: string,
  rules: readonly Rule[],
  strict: boolean,
  target: Target,
  templates: Templates,
): Promise<Change> {
  const { language } = target;
  const type = ownName(typeName(given, language), validatorTemplate, language);
  const names: Names = {
    type,
    problem: `${type}Problem`,
    failure: language === 'go' ? `${type}Error` : `Invalid${type}`,
    checks: language === 'go' ? valueName(`${type} checks`, language) : `${type}Checks`,
    fields: distinct(rules.map((each) => fieldName(each.name, language))),
    format: (format) =>
      language === 'python'
        ? constantCase(`${type} ${format}`)
        : valueName(`${type} ${format} ${language === 'go' ? 'pattern' : 'format'}`, language),
  };
  const used = formats.filter((format) => rules.some((each) => each.format === format));
  const bodies = { typescript: scriptBody, javascript: scriptBody, python: pythonBody, go: goBody };
  const filled = await templates.fill(
    validatorTemplate,
    {
      Name: type,
      Problem: names.problem,
      Failure: names.failure,
      Expected: `${type}Expected`,
      Format: `${type}Format`,
      Checks: names.checks,
      validate: besidePackages(valueName(`validate ${type}`, language), language),
      counted: rules.some(
        ({ type: each, minimum, maximum }) => (each === 'string' || isList(each)) && (minimum !== null || maximum !== null),
      ),
      formatted: used.length > 0,
      check: { statements: bodies[language](rules, strict, names, language) },
    },
    target,
  );
  const own = withoutUnused(filled.declarations, needed(rules, strict, language), language);
  const described = used.map((format) => formatDeclaration(format, names, language));
  const declarations = [...recordOf(rules, names, target), ...own.slice(0, -1), ...described, ...own.slice(-1)];
  // Only the formats, which are not in the template, need these.
  const patterns = used.length === 0 ? [] : language === 'go' ? ['regexp'] : language === 'python' ? ['re'] : [];
  const dataclass = language === 'python' ? [{ module: 'dataclasses', names: ['dataclass'] }] : [];
  const optional = language === 'python' ? [{ module: 'typing', names: ['Optional'] }] : [];
  const imports = joinImports(
    importsUsed(filled.imports, declarations, language),
    patterns.map((module) => ({ module, names: [] })),
    dataclass,
    importsUsed(optional, declarations, language),
  ).sort((left, right) => (left.module < right.module ? -1 : 1));
  return { imports, declarations, names: [...filled.names, type, ...used.map(names.format)], notes: [], fileStem: `${given} validator` };
}

function typeOf({ type, choices }: Rule, language: TargetLanguage): IrType {
  if (choices.length > 0 && language === 'typescript') {
    const members = choices.map((value): IrType => ({ kind: 'literal', value }));
    return members.length === 1 && members[0] ? members[0] : { kind: 'union', members };
  }
  const base: IrType = { kind: baseOf(type) };
  return isList(type) ? listOf(base) : base;
}

function recordOf(rules: readonly Rule[], names: Names, target: Target): Declaration[] {
  const { language } = target;
  if (language === 'javascript') return [];
  const fields = rules.map((rule, at): FieldNode => {
    const plain = typeOf(rule, language);
    const name = names.fields[at] ?? 'value';
    return language === 'go'
      ? { name, key: rule.name, type: rule.optional && !isList(rule.type) ? pointerTo(plain) : plain, optional: false }
      : { name, key: name, type: plain, optional: rule.optional };
  });
  return [{ kind: 'record', form: 'interface', name: names.type, fields, exported: target.view?.form !== 'require' }];
}

const anchored = (format: Format): string => `^${formatPatterns[format]}$`;

/** A format as a value: what it is called, and what fits it. */
function formatDeclaration(format: Format, names: Names, language: TargetLanguage): Declaration {
  const name = names.format(format);
  const expected = text(formatTitles[format]);
  const given = nameOf('text');
  if (language === 'go')
    return {
      kind: 'statements',
      body: [{ kind: 'let', names: [name], value: call('regexp.MustCompile', { kind: 'string', value: anchored(format), form: 'raw' }) }],
    };
  if (language === 'python') {
    const matches = call(nameOf('re.fullmatch'), { kind: 'string', value: formatPatterns[format], form: 'raw' }, given);
    const day = call(`${names.checks}.is_day`, { kind: 'slice', object: given, to: number(10) });
    const fits: Expression = hasDay(format)
      ? lambda([{ name: 'text' }], [give({ kind: 'binary', operator: 'and', left: matches, right: day })])
      : nameOf(`re.compile`);
    const compiled: Expression = {
      kind: 'member',
      object: call(fits, { kind: 'string', value: formatPatterns[format], form: 'raw' }),
      name: 'fullmatch',
    };
    const value = call({ kind: 'name', name: `${names.type}Format` }, expected, hasDay(format) ? fits : compiled);
    return { kind: 'statements', body: [bind(name, value)] };
  }
  const pattern: Expression = { kind: 'regex', pattern: anchored(format).replaceAll('/', '\\/').replaceAll('[\\/?#]', '[/?#]'), flags: '' };
  const matches: Expression = { kind: 'call', callee: { kind: 'member', object: pattern, name: 'test' }, args: [given] };
  const day = call(`${names.checks}.isDay`, call('text.slice', number(0), number(10)));
  const parameter = language === 'typescript' ? { name: 'text', type: { kind: 'string' as const } } : { name: 'text' };
  const fits = lambda([parameter], [give(hasDay(format) ? { kind: 'binary', operator: 'and', left: matches, right: day } : matches)]);
  return { kind: 'statements', body: [bind(name, dictionary({ expected, fits }))] };
}

/** What the check of a rule is told beside its key. */
function expectations({ optional, minimum, maximum, format }: Rule, names: Names, formatKey: string): [string, Expression][] {
  return [
    ...(optional ? [['optional', yes] as [string, Expression]] : []),
    ...(minimum !== null ? [['minimum', number(minimum)] as [string, Expression]] : []),
    ...(maximum !== null ? [['maximum', number(maximum)] as [string, Expression]] : []),
    ...(format !== null ? [[formatKey, { kind: 'name', name: names.format(format) }] as [string, Expression]] : []),
  ];
}

const itemTitles = { string: 'a string', integer: 'a whole number', number: 'a number', boolean: 'true or false' } as const;
const guards = { string: 'isText', integer: 'isInteger', number: 'isNumber', boolean: 'isFlag' } as const;
const pythonGuards = { string: 'is_text', integer: 'is_integer', number: 'is_number', boolean: 'is_flag' } as const;

/** The arguments in front of the expectations. */
const leading = (rule: Rule, guard: Expression): Expression[] => [
  text(rule.name),
  ...(rule.choices.length > 0 ? [list(rule.choices.map(text))] : []),
  ...(isList(rule.type) ? [guard, text(itemTitles[baseOf(rule.type)])] : []),
];

function scriptBody(rules: readonly Rule[], strict: boolean, names: Names, language: TargetLanguage): Statement[] {
  const entries = rules.map((rule, at): [string, Expression] => {
    const expected = expectations(rule, names, 'format');
    const guard = nameOf(`${names.checks}.${guards[baseOf(rule.type)]}`);
    const check = call(`checks.${methodOf(rule)}`, ...leading(rule, guard), ...(expected.length > 0 ? [dictionary(expected)] : []));
    return [names.fields[at] ?? 'value', check];
  });
  const value = nameOf('value');
  const problems = nameOf('checks.problems');
  return [
    bind('value', dictionary(entries)),
    ...(strict ? [run(call('checks.only', list(rules.map(({ name }) => text(name)))))] : []),
    when({ kind: 'binary', operator: '>', left: nameOf('checks.problems.length'), right: number(0) }, [
      give(dictionary({ valid: { kind: 'boolean', value: false }, problems })),
    ]),
    give(dictionary({ valid: yes, value: language === 'typescript' ? { kind: 'cast', operand: value, type: named(names.type) } : value })),
  ];
}

function pythonBody(rules: readonly Rule[], strict: boolean, names: Names): Statement[] {
  const entries = rules.map((rule, at): [string, Expression] => {
    const guard = nameOf(`checks.${pythonGuards[baseOf(rule.type)]}`);
    const expected = Object.fromEntries(expectations(rule, names, 'form'));
    return [names.fields[at] ?? 'value', callNamed(`checks.${methodOf(rule)}`, leading(rule, guard), expected)];
  });
  return [
    bind('value', callNamed(names.type, [], Object.fromEntries(entries))),
    ...(strict ? [run(call('checks.only', list(rules.map(({ name }) => text(name)))))] : []),
    when(nameOf('checks.problems'), [{ kind: 'throw', value: call({ kind: 'name', name: names.failure }, nameOf('checks.problems')) }]),
    give(nameOf('value')),
  ];
}
