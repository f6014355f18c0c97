import { bind, call, callNamed, dictionary, fromJson, give, list, name as nameOf, number, run, text, when } from '#domain/ir/build';
import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { ClassMember, Declaration, Expression, FieldNode, ImportNode, Statement } from '#domain/ir/nodes';
import { type IrType, listOf, named, optional, pointerTo, stringType } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { importsUsed } from '../../templates/imports-used.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { besidePackages, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { type Setting, variableOf } from './settings.ts';
import { configurationTemplate, secretTemplate } from './templates.ts';

interface Names {
  type: string;
  failure: string;
  reader: string;
  secret: string;
  fields: string[];
}

const methods = { string: 'text', integer: 'integer', number: 'number', boolean: 'flag', 'string[]': 'list' } as const;
const methodOf = ({ type, choices }: Setting): string => (choices.length > 0 ? 'choice' : methods[type]);
const isRequired = (setting: Setting): boolean => !setting.optional && setting.default === null;
const isBounded = ({ minimum, maximum }: Setting): boolean => minimum !== null || maximum !== null;

/** Settings as a typed record, and the function that reads them from the environment. */
export async function lowerConfiguration(
  given: string,
  settings: readonly Setting[],
  target: Target,
  templates: Templates,
): Promise<Change> {
  const { language } = target;
  const type = ownName(typeName(given, language), configurationTemplate, language);
  const names: Names = {
    type,
    failure: `${type}Error`,
    reader: language === 'go' ? valueName(`${type} reader`, language) : `${type}Reader`,
    secret: `${type}Secret`,
    fields: distinct(settings.map((each) => fieldName(each.name, language))),
  };
  const holes = {
    Name: type,
    Failure: names.failure,
    Reader: names.reader,
    Expected: `${type}Expected`,
    load: besidePackages(valueName(`load ${type}`, language), language),
    bounded: settings.some(isBounded),
    read: { statements: body(settings, names, language) },
  };
  const filled = await templates.fill(configurationTemplate, holes, target);
  const hides = language === 'go' && settings.some(isHidden);
  const secret = hides ? await templates.fill(secretTemplate, { Secret: names.secret }, target) : null;
  const record = recordOf(settings, names, target);
  const declarations = [...record, ...(secret?.declarations ?? []), ...withoutUnused(filled.declarations, settings, language)];
  const imports = joinImports(importsUsed(filled.imports, declarations, language), importsOf(declarations, language));
  return {
    imports: imports.sort((left, right) => (left.module < right.module ? -1 : 1)),
    declarations,
    names: [...filled.names, ...(secret?.names ?? []), type],
    notes: [],
    fileStem: given,
  };
}

const isHidden = ({ secret, type }: Setting): boolean => secret && type === 'string';

function typeOf({ type, choices }: Setting, language: TargetLanguage): IrType {
  if (choices.length > 0 && language === 'typescript') {
    const members = choices.map((value): IrType => ({ kind: 'literal', value }));
    return members.length === 1 && members[0] ? members[0] : { kind: 'union', members };
  }
  return type === 'string[]' ? listOf(stringType) : { kind: type };
}

/** The type of what was read. A dataclass is written as a class, because a secret needs a field of its own form. */
function recordOf(settings: readonly Setting[], names: Names, target: Target): Declaration[] {
  const { language } = target;
  if (language === 'javascript') return [];
  const maybe = (setting: Setting): boolean => setting.optional && setting.default === null;
  if (language === 'python') {
    const members = settings.map(
      (setting, at): ClassMember => ({
        kind: 'field',
        name: names.fields[at] ?? 'value',
        type: maybe(setting) ? optional(typeOf(setting, language)) : typeOf(setting, language),
        ...(setting.secret ? { value: callNamed('field', [], { repr: { kind: 'boolean', value: false } }) } : {}),
      }),
    );
    const decorators = [callNamed('dataclass', [], { frozen: { kind: 'boolean', value: true } })];
    return [{ kind: 'class', name: names.type, bases: [], members, decorators }];
  }
  const fields = settings.map((setting, at): FieldNode => {
    const name = names.fields[at] ?? 'value';
    const plain = language === 'go' && isHidden(setting) ? named(names.secret) : typeOf(setting, language);
    return language === 'go'
      ? { name, key: name, type: maybe(setting) && setting.type !== 'string[]' ? pointerTo(plain) : plain, optional: false, tag: '' }
      : { name, key: name, type: plain, optional: maybe(setting) };
  });
  return [{ kind: 'record', form: 'interface', name: names.type, fields, exported: target.view?.form !== 'require' }];
}

function body(settings: readonly Setting[], names: Names, language: TargetLanguage): Statement[] {
  if (language === 'go') return goBody(settings, names);
  if (language === 'python') return pythonBody(settings, names);
  const failed = when({ kind: 'binary', operator: '>', left: nameOf('reader.problems.length'), right: number(0) }, [
    { kind: 'throw', value: { kind: 'new', callee: nameOf(names.failure), args: [nameOf('reader.problems')] } },
  ]);
  const entries = settings.map((setting, at): [string, Expression] => {
    const { minimum, maximum } = setting;
    const expected: [string, Expression][] = [
      ...(isRequired(setting) ? [['required', { kind: 'boolean', value: true }] as [string, Expression]] : []),
      ...(minimum !== null ? [['minimum', number(minimum)] as [string, Expression]] : []),
      ...(maximum !== null ? [['maximum', number(maximum)] as [string, Expression]] : []),
    ];
    const read = call(
      `reader.${methodOf(setting)}`,
      text(variableOf(setting)),
      ...(setting.choices.length > 0 ? [list(setting.choices.map(text))] : []),
      ...(expected.length > 0 ? [dictionary(expected)] : []),
    );
    const value: Expression =
      setting.default === null ? read : { kind: 'binary', operator: 'coalesce', left: read, right: fromJson(setting.default) };
    return [names.fields[at] ?? 'value', value];
  });
  const hidden = settings.flatMap((setting, at) => (setting.secret ? [names.fields[at] ?? 'value'] : []));
  const made = nameOf('settings');
  return [
    bind('settings', dictionary(entries)),
    failed,
    ...(hidden.length > 0 ? [{ kind: 'comment' as const, text: 'What is secret is not printed with the rest.' }] : []),
    ...hidden.map((each) =>
      run(call('Object.defineProperty', made, text(each), dictionary({ enumerable: { kind: 'boolean', value: false } }))),
    ),
    give(language === 'typescript' ? { kind: 'cast', operand: made, type: named(names.type) } : made),
  ];
}

function pythonBody(settings: readonly Setting[], names: Names): Statement[] {
  const entries = settings.map((setting, at): [string, Expression] => {
    const { minimum, maximum, choices } = setting;
    const read = callNamed(
      `reader.${methodOf(setting)}`,
      [
        text(variableOf(setting)),
        ...(choices.length > 0 ? [list(choices.map(text))] : []),
        ...(setting.default !== null ? [fromJson(setting.default)] : []),
      ],
      {
        ...(isRequired(setting) ? { required: { kind: 'boolean' as const, value: true } } : {}),
        ...(minimum !== null ? { minimum: number(minimum) } : {}),
        ...(maximum !== null ? { maximum: number(maximum) } : {}),
      },
    );
    return [names.fields[at] ?? 'value', read];
  });
  return [
    bind('settings', callNamed(names.type, [], Object.fromEntries(entries))),
    when(nameOf('reader.problems'), [{ kind: 'throw', value: call({ kind: 'name', name: names.failure }, nameOf('reader.problems')) }]),
    give(nameOf('settings')),
  ];
}

const zeros: Record<Setting['type'], Expression> = {
  string: text(''),
  integer: number(0),
  number: { kind: 'number', value: 0, form: 'float' },
  boolean: { kind: 'boolean', value: false },
  'string[]': nameOf('nil'),
};
const address = (operand: Expression): Expression => ({ kind: 'unary', operator: 'address', operand });
const asFloat = (operand: Expression, { type }: Setting): Expression => (type === 'number' ? operand : call('float64', operand));

function goBody(settings: readonly Setting[], names: Names): Statement[] {
  const field = (at: number): Expression => nameOf(`settings.${names.fields[at] ?? 'Value'}`);
  const defaults = settings.flatMap((setting, at) =>
    setting.default === null
      ? []
      : [{ key: { kind: 'name' as const, name: names.fields[at] ?? 'Value' }, value: fromJson(setting.default) }],
  );
  const reads = settings.map((setting, at): Statement => {
    const { minimum, maximum, choices } = setting;
    const variable = text(variableOf(setting));
    // What may be missing is a pointer, and a secret has a type of its own: both are read into a variable first.
    const isPointer = setting.optional && setting.default === null && setting.type !== 'string[]';
    const apart = isPointer || isHidden(setting);
    const into = apart ? nameOf('value') : field(at);
    const read = call(
      `reader.${methodOf(setting)}`,
      variable,
      address(into),
      { kind: 'boolean', value: isRequired(setting) },
      ...choices.map(text),
    );
    const converted = isHidden(setting) ? call(names.secret, nameOf('value')) : nameOf('value');
    const keep: Statement[] = !apart
      ? []
      : isPointer && isHidden(setting)
        ? [bind('secret', converted), { kind: 'assign', target: field(at), value: address(nameOf('secret')) }]
        : [{ kind: 'assign', target: field(at), value: isPointer ? address(nameOf('value')) : converted }];
    const limits: Statement[] = [
      ...(minimum !== null ? [run(call('reader.atLeast', variable, asFloat(into, setting), number(minimum)))] : []),
      ...(maximum !== null ? [run(call('reader.atMost', variable, asFloat(into, setting), number(maximum)))] : []),
    ];
    const then = [...limits, ...keep];
    if (then.length === 0) return run(read);
    return { kind: 'if', ...(apart ? { before: bind('value', zeros[setting.type]) } : {}), condition: read, then };
  });
  return [
    bind('settings', { kind: 'composite', type: named(names.type), items: defaults }),
    ...reads,
    when({ kind: 'binary', operator: '>', left: call('len', nameOf('reader.problems')), right: number(0) }, [
      give(
        { kind: 'composite', type: named(names.type), items: [] },
        address({
          kind: 'composite',
          type: named(names.failure),
          items: [{ key: nameOf('Problems'), value: nameOf('reader.problems') }],
        }),
      ),
    ]),
    give(nameOf('settings'), nameOf('nil')),
  ];
}

/** The reader with the methods that these settings need. */
function withoutUnused(declarations: readonly Declaration[], settings: readonly Setting[], language: TargetLanguage): Declaration[] {
  const bounded = settings.some(isBounded);
  const needed = new Set(['constructor', '__init__', 'text', ...settings.map(methodOf)]);
  if (bounded) needed.add('within');
  if (settings.some(({ minimum }) => minimum !== null)) needed.add('atLeast');
  if (settings.some(({ maximum }) => maximum !== null)) needed.add('atMost');
  if (language === 'go') needed.add('Error').add('fail');
  const isLimit = ({ name }: { name: string }): boolean => !bounded && (name === 'minimum' || name === 'maximum');
  return declarations.flatMap((node): Declaration[] => {
    if (node.kind === 'function' && node.receiver) return needed.has(node.name) ? [node] : [];
    if (node.kind === 'interface') return [{ ...node, members: node.members.filter((each) => !('name' in each) || !isLimit(each)) }];
    if (node.kind === 'record') return [{ ...node, fields: node.fields.filter((each) => !isLimit(each)) }];
    if (node.kind !== 'class') return [node];
    const members = node.members
      .filter((member) => member.kind !== 'function' || needed.has(member.name))
      .map((member) =>
        member.kind === 'function' ? { ...member, parameters: member.parameters.filter((each) => !isLimit(each)) } : member,
      );
    return [{ ...node, members }];
  });
}

function importsOf(declarations: readonly Declaration[], language: TargetLanguage): ImportNode[] {
  if (language !== 'python') return [];
  const all: ImportNode[] = [
    { module: 'dataclasses', names: ['dataclass', 'field'] },
    { module: 'typing', names: ['Optional'] },
  ];
  return importsUsed(all, declarations, language);
}
