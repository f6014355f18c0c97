import { call, give, index, name, raise, text, when } from '#domain/ir/build';
import { distinct, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FieldNode, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import { type IrType, named } from '#domain/ir/types';
import { words } from '../../plan.ts';
import { toIrType } from '../../reading/type-words.ts';
import type { FieldGroup } from '../../slots/groups.ts';
import { joinImports } from '../../templates/join-imports.ts';
import { ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import record from '../record/index.ts';
import { bareMakerTemplate, makerTemplate, sealTemplate, unionTemplate } from './templates.ts';

interface Variant {
  label: string;
  type: string;
  /** Its function among the cases, and the one that makes it. */
  name: string;
  fields: FieldGroup['fields'];
}

function variantsOf(union: string, match: string, given: readonly FieldGroup[], { language }: Target): Variant[] {
  const types = given.map((each) => ownName(typeName(each.name, language), unionTemplate, language));
  const apart = distinct([union, 'Outcome', ...types]).slice(2);
  const names = given.map((each) => ownName(valueName(each.name, language), unionTemplate, language));
  const own = distinct([match, 'value', 'cases', 'variant', 'fields', ...apart, ...names]).slice(5 + apart.length);
  return given.map((each, at) => ({ label: each.name, type: apart[at] ?? '', name: own[at] ?? '', fields: each.fields }));
}

/** A property that says which variant it is, whose name no variant uses for something else. */
const tagOf = (variants: readonly Variant[]): string =>
  ['kind', 'type', 'tag', 'variant', '$kind'].find((tag) => !variants.some(({ fields }) => fields.some((field) => field.name === tag))) ??
  '$variant';

/** Interfaces, records or structs joined into one type, and a function with a case for each. */
export async function lowerUnion(given: string, groups: readonly FieldGroup[], target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const union = ownName(typeName(given, language), unionTemplate, language);
  const match = valueName(`match ${union}`, language);
  const variants = variantsOf(union, match, groups, target);
  const made =
    language === 'python' || language === 'go'
      ? await records(variants, union, target, templates)
      : await shapes(variants, target, templates);
  const filled = await templates.fill(
    unionTemplate,
    {
      Name: union,
      match,
      sealed: `is${union}`,
      either: { type: { kind: 'union', members: variants.map(({ type }) => named(type)) } },
      cases: language === 'python' || language === 'go' ? { parameters: parameters(variants, language) } : { type: casesType(variants) },
      branches: { statements: branches(variants, union, language) },
    },
    target,
  );
  const alias: Declaration[] =
    language === 'python'
      ? [
          {
            kind: 'statements',
            body: [
              {
                kind: 'let',
                names: [union],
                value: index(name('Union'), { kind: 'tuple', items: variants.map(({ type }) => name(type)) }),
              },
            ],
          },
        ]
      : [];
  const first = language === 'python' || language === 'go' ? 1 : 0;
  const declarations = [...filled.declarations.slice(0, first), ...made.declarations, ...alias, ...filled.declarations.slice(first)];
  const imports: ImportNode[] = language === 'python' ? [{ module: 'typing', names: ['Union'] }] : [];
  return {
    imports: joinImports(made.imports, filled.imports, imports),
    declarations,
    names: [...new Set([union, match, ...variants.map(({ type }) => type), ...filled.names, ...made.names])],
    notes: [],
    fileStem: given,
  };
}

type Made = Pick<Change, 'declarations' | 'imports' | 'names'>;

/** A dataclass or struct for each variant. */
async function records(variants: readonly Variant[], union: string, target: Target, templates: Templates): Promise<Made> {
  const parts: Made[] = [];
  for (const { type, fields } of variants) {
    const plan = { kind: 'record', language: words(target.language), name: words(type), form: words('class'), fields };
    parts.push(await record.lower(plan as never, target, templates));
    if (target.language === 'go') parts.push(await templates.fill(sealTemplate, { Type: type, sealed: `is${union}` }, target));
  }
  return {
    declarations: parts.flatMap((each) => each.declarations),
    imports: parts.flatMap((each) => each.imports),
    names: parts.flatMap((each) => each.names),
  };
}

/** An interface for each variant, and the function that makes one. */
async function shapes(variants: readonly Variant[], target: Target, templates: Templates): Promise<Made> {
  const tag = tagOf(variants);
  const declarations: Declaration[] = [];
  const names: string[] = [];
  for (const { label, type, name: make, fields } of variants) {
    const own: FieldNode[] = fields.map((field) => ({
      name: field.name,
      type: toIrType(field.type),
      optional: field.optional,
      key: field.name,
    }));
    const literal: FieldNode = { name: tag, type: { kind: 'literal', value: label }, optional: false, key: tag, readonly: true };
    if (target.language === 'typescript')
      declarations.push({ kind: 'record', form: 'interface', name: type, fields: [literal, ...own], exported: true });
    const maker = await templates.fill(fields.length > 0 ? makerTemplate : bareMakerTemplate, { Type: type, make, label, tag }, target);
    declarations.push(...maker.declarations);
    names.push(make);
  }
  return { declarations, imports: [], names };
}

const functionOf = (type: string): IrType => ({
  kind: 'function',
  parameters: [{ name: 'value', type: named(type) }],
  result: named('Outcome'),
});

const casesType = (variants: readonly Variant[]): IrType => ({
  kind: 'shape',
  form: 'object',
  members: variants.map((each) => ({ kind: 'property', name: each.name, type: functionOf(each.type) })),
});

const parameters = (variants: readonly Variant[], language: Target['language']): Parameter[] =>
  variants.map((each) => ({ name: each.name, type: functionOf(each.type), ...(language === 'python' ? { only: 'name' as const } : {}) }));

function branches(variants: readonly Variant[], union: string, language: Target['language']): Statement[] {
  const value = name('value');
  if (language === 'python')
    return variants.map((each) => when(call('isinstance', value, name(each.type)), [give(call({ kind: 'name', name: each.name }, value))]));
  if (language === 'go') {
    const unknown = call('panic', call('fmt.Sprintf', text(`this is no ${union}: %T`), value));
    return [
      {
        kind: 'typeSwitch',
        name: 'variant',
        subject: value,
        cases: [
          ...variants.map((each) => ({
            types: [named(each.type)],
            body: [give(call({ kind: 'name', name: each.name }, name('variant')))],
          })),
          { types: [], isDefault: true, body: [{ kind: 'expression' as const, value: unknown }] },
        ],
      },
    ];
  }
  const message: Expression = { kind: 'template', parts: [`This is no ${union}: `, call('JSON.stringify', value)] };
  return [
    {
      kind: 'switch',
      subject: { kind: 'member', object: value, name: tagOf(variants) },
      cases: [
        ...variants.map((each) => ({
          values: [text(each.label)],
          body: [give(call({ kind: 'member', object: name('cases'), name: each.name }, value))],
        })),
        { values: [], isDefault: true, body: [raise(message, 'TypeError')] },
      ],
    },
  ];
}
