import { distinct, fieldName, isReserved } from '#domain/ir/names';
import type { Declaration, FieldNode, ImportNode } from '#domain/ir/nodes';
import { type IrType, listOf, named } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import { type DataModel, isEnumeration, type ModelType, typeParts, withoutDoubts } from '../../documents/model.ts';
import { modelName } from '../../documents/naming.ts';
import type { Templates } from '../../templates/templates.ts';
import { lowerEnumeration } from '../enumeration/lower.ts';
import type { Change, Target, Words } from '../instruction.ts';
import { embeddedInThemselves, inOrderOfUse } from './order.ts';

/** Names that the printed code finds ready: a type of the document called so gets a `Type` behind it. */
const given: Record<'script' | 'python' | 'go', ReadonlySet<string>> = {
  script: new Set([
    'Array',
    'Date',
    'Map',
    'Object',
    'Promise',
    'Readonly',
    'Record',
    'Set',
    'String',
    'Number',
    'Boolean',
    'Uint8Array',
    'Symbol',
  ]),
  python: new Set(['Any', 'Dict', 'Enum', 'List', 'None', 'Optional', 'True', 'False']),
  go: new Set(),
};
const familyOf = (language: TargetLanguage): 'script' | 'python' | 'go' =>
  language === 'python' || language === 'go' ? language : 'script';

/** Each type of a document as a record or an enumeration; a type that needs another stands behind it. */
export async function lowerDataTypes(described: DataModel, name: string | null, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const model = withoutDoubts(described);
  const names = namesOf(model, name, language);
  const types = inOrderOfUse(model.types);
  const looped = embeddedInThemselves(model.types);
  const declarations: Declaration[] = [];
  const imports: ImportNode[] = [];
  const declared: string[] = [];
  const renamed: string[] = [];
  for (const [at, type] of types.entries()) {
    const own = names.get(type.name) ?? type.name;
    if (isEnumeration(type)) {
      const made = await lowerEnumeration(own, type.values, target, templates);
      declarations.push(...made.declarations);
      imports.push(...made.imports.filter((each) => !imports.some(({ module }) => module === each.module)));
      declared.push(...made.names);
      continue;
    }
    const behind = new Set(types.slice(at).map((each) => each.name));
    const refer = (used: string): IrType => referTo(used, names, looped.get(type.name) ?? none, behind, language);
    const fields = fieldsOf(type, language, refer);
    const lost = (at: number): boolean =>
      language === 'go' ? !mapped(type.fields[at]?.key ?? '') : fields[at]?.name !== type.fields[at]?.key;
    if (language !== 'typescript') renamed.push(...fields.filter((_, at) => lost(at)).map((field) => `${own}.${field.name}`));
    declarations.push({
      kind: 'record',
      form: language === 'javascript' ? 'class' : 'interface',
      name: own,
      fields,
      exported: target.view?.form !== 'require',
    });
    declared.push(own);
  }
  imports.push(...importsOf(model, language));
  imports.sort((left, right) => (left.module < right.module ? -1 : 1));
  const first = names.get(model.types[0]?.name ?? '') ?? 'types';
  return { imports, declarations, names: declared, notes: notesOf(model, names, renamed), fileStem: first };
}

const none: ReadonlySet<string> = new Set();

/** Whether a tag of Go's encoding/json can hold a key. */
const mapped = (key: string): boolean => key !== '-' && /^[\p{L}\p{N}!#$%&()*+./:;<=>?@[\]^_{|}~ -]+$/u.test(key);

function namesOf(model: DataModel, name: string | null, language: TargetLanguage): Map<string, string> {
  const family = familyOf(language);
  const wanted = model.types.map((type, at) => {
    const plain = at === 0 && name !== null ? modelName(name) : type.name;
    return given[family].has(plain) || isReserved(plain, language) ? `${plain}Type` : plain;
  });
  const own = distinct(wanted);
  return new Map(model.types.map((type, at) => [type.name, own[at] ?? type.name]));
}

function fieldsOf(type: ModelType, language: TargetLanguage, refer: (type: string) => IrType): FieldNode[] {
  const names = distinct(
    type.fields.map(({ key }) => {
      // An interface says what the document says, whatever characters that has.
      if (language === 'typescript') return key;
      const kept = /^[A-Za-z_]\w*$/.test(key) && !key.startsWith('__') && !isReserved(key, language);
      return kept && language === 'python' ? key : fieldName(key, language);
    }),
  );
  return type.fields.map(({ key, type: text, optional }, at) => {
    const name = names[at] ?? 'value';
    // One pointer, or one `Optional`, says both: that it may be null and that it may be left out.
    const shown = optional && language !== 'typescript' ? text.replace(/\?$/, '') : text;
    return { name, key: language === 'go' && !mapped(key) ? name : key, type: refer(shown), optional };
  });
}

/** `Item[]?` as a type of the language; `looped` are the types that this one would contain itself through. */
function referTo(
  text: string,
  names: ReadonlyMap<string, string>,
  looped: ReadonlySet<string>,
  behind: ReadonlySet<string>,
  language: TargetLanguage,
): IrType {
  const { base, plain, suffixes } = typeParts(text);
  const name = names.get(base) ?? base;
  const reference: IrType = language === 'python' && behind.has(base) ? { kind: 'named', name, quoted: true } : named(name);
  const direct = suffixes.length === 0 && looped.has(base);
  const inner: IrType = plain ? { kind: base as 'string' } : direct ? { kind: 'pointer', inner: reference } : reference;
  return suffixes.reduce<IrType>((type, suffix) => {
    if (suffix === '[]') return listOf(type);
    if (suffix === '{}') return { kind: 'map', value: type };
    return language === 'typescript' ? { kind: 'union', members: [type, { kind: 'nothing' }] } : { kind: 'optional', inner: type };
  }, inner);
}

function importsOf(model: DataModel, language: TargetLanguage): ImportNode[] {
  const fields = model.types.flatMap((type) => type.fields);
  const uses = (pattern: RegExp): boolean => fields.some(({ type }) => pattern.test(type));
  if (language === 'go') return uses(/^datetime/) ? [{ module: 'time', names: [] }] : [];
  if (language !== 'python') return [];
  const typing = [...(uses(/^unknown/) ? ['Any'] : []), ...(uses(/\?/) || fields.some(({ optional }) => optional) ? ['Optional'] : [])];
  return [
    ...(!model.types.every(isEnumeration) ? [{ module: 'dataclasses', names: ['dataclass'] }] : []),
    ...(uses(/^datetime/) ? [{ module: 'datetime', names: ['datetime'] }] : []),
    ...(typing.length > 0 ? [{ module: 'typing', names: typing }] : []),
  ];
}

function notesOf(model: DataModel, names: ReadonlyMap<string, string>, renamed: readonly string[]): Words[] {
  const unknown = model.types
    .filter((type) => type.fields.some((field) => field.type.startsWith('unknown')))
    .map(({ name }) => names.get(name) ?? name);
  const list = (all: readonly string[]): string => all.slice(0, 5).join(', ') + (all.length > 5 ? ', …' : '');
  return [
    ...(unknown.length > 0
      ? [
          {
            en: `What the document does not tell is unknown in ${list(unknown)}.`,
            zh: `文档未说明的部分在 ${list(unknown)} 中为未知类型。`,
          },
        ]
      : []),
    ...(renamed.length > 0
      ? [
          {
            en: `Keys that Python cannot name are spelled otherwise: ${list(renamed)}.`,
            zh: `Python 无法直接命名的键已改写：${list(renamed)}。`,
          },
        ]
      : []),
  ];
}
