import { binary, bind, call, callNamed, dictionary, give, name as nameOf, run, text, when } from '#domain/ir/build';
import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { ClassMember, Declaration, Expression, FieldNode, Statement } from '#domain/ir/nodes';
import { named } from '#domain/ir/types';
import type { TargetLanguage } from '#domain/programming';
import type { Hole } from '../../templates/holes.ts';
import { importsUsed } from '../../templates/imports-used.ts';
import { besidePackages, freeName, ownName } from '../../templates/own-name.ts';
import type { Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { type FieldType, fieldsOf, type Pattern, type PatternField } from './pattern.ts';
import { parserTemplate } from './templates.ts';

const methods: Record<FieldType, string> = { string: 'text', integer: 'integer', number: 'decimal', boolean: 'flag' };

/** What `parseAccess` gives is an `Access`. A function that is not named after what it gives has a record of its own name. */
function recordName(given: string): string {
  const stem = given.replace(/^[Pp]arse(?:[-_]|(?=\P{Ll}))/u, '').replace(/[-_]?[Pp]arser$/, '');
  if (/^(?:parse)?$/i.test(stem)) return 'parsed line';
  return stem === given || !/^\p{L}/u.test(stem) ? `${given} line` : stem;
}

export async function lowerParser(given: string, pattern: Pattern, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const stem = recordName(given);
  const all = fieldsOf(pattern);
  const type = ownName(typeName(stem, language), parserTemplate, language);
  const base = type.replace(/_$/, '');
  const own = (name: string): string => freeName(valueName(`${base} ${name}`, 'go'), parserTemplate, 'go');
  const fields = distinct(all.map(({ name }) => fieldName(name, language)));
  const failure = `${base}ParseError`;
  const holes = {
    Name: type,
    Failure: failure,
    Scanner: language === 'go' ? own('scanner') : `${base}Scanner`,
    parse: besidePackages(valueName(given, language), language),
    integers: own('integer'),
    decimals: own('number'),
    flags: own('boolean'),
    fields: fieldsHole(all, fields, language),
    read: { statements: body(all, fields, type, language) },
  };
  const filled = await templates.fill(parserTemplate, holes, target);
  const used = new Set(all.map((each) => methods[each.type]));
  const unused = Object.values(methods).filter((each) => !used.has(each));
  const patterns = { integer: holes.integers, decimal: holes.decimals, flag: holes.flags };
  const lost = new Set([
    ...unused,
    ...(unused.length === 3 && used.has('text') ? ['match', '#match', '_match'] : []),
    ...Object.entries(patterns).flatMap(([method, name]) => (used.has(method) ? [] : [name])),
  ]);
  const declarations = filled.declarations.flatMap((each) => withoutLost(each, holes.Scanner, lost));
  return {
    imports: importsUsed(filled.imports, declarations, language),
    declarations,
    names: filled.names.filter((each) => !lost.has(each)),
    notes: [],
    fileStem: given,
  };
}

/** Methods and patterns that nothing calls. */
function withoutLost(node: Declaration, scanner: string, lost: ReadonlySet<string>): Declaration[] {
  if (node.kind === 'class' && node.name === scanner)
    return [{ ...node, members: node.members.filter((each) => !('name' in each && typeof each.name === 'string' && lost.has(each.name))) }];
  if (node.kind === 'function' && node.receiver !== undefined && lost.has(node.name)) return [];
  if (node.kind !== 'statements') return [node];
  const body = node.body.filter(
    (each) => !(each.kind === 'declare' && lost.has(each.name)) && !(each.kind === 'let' && each.names.some((name) => lost.has(name))),
  );
  return body.length > 0 ? [{ ...node, body }] : [];
}

function fieldsHole(fields: readonly PatternField[], names: readonly string[], language: TargetLanguage): Hole {
  const name = (at: number): string => names[at] ?? 'value';
  if (language === 'python')
    return { members: fields.map(({ type }, at): ClassMember => ({ kind: 'field', name: name(at), type: { kind: type } })) };
  return {
    fields: fields.map(
      ({ type }, at): FieldNode => ({
        ...{ name: name(at), key: name(at), type: { kind: type }, optional: false },
        ...(language === 'go' ? { tag: '' } : {}),
      }),
    ),
  };
}

/** All values in the order of the line, which is the order in which the parts of a record are evaluated. */
function body(fields: readonly PatternField[], names: readonly string[], type: string, language: TargetLanguage): Statement[] {
  const reads = fields.map((each, at): [string, Expression] => [
    names[at] ?? 'value',
    call(`scanner.${methods[each.type]}`, text(each.name), text(each.behind)),
  ]);
  const before = fields[0]?.before ?? '';
  const values: Record<string, () => Expression> = {
    python: () => callNamed(type, [], Object.fromEntries(reads)),
    go: () => ({ kind: 'composite', type: named(type), items: reads.map(([key, value]) => ({ key: nameOf(key), value })) }),
  };
  const failed: Statement[] =
    language === 'go'
      ? [
          when(binary(nameOf('scanner.err'), '!=', nameOf('nil')), [
            give({ kind: 'composite', type: named(type), items: [] }, nameOf('scanner.err')),
          ]),
        ]
      : [];
  return [
    ...(before === '' ? [] : [run(call('scanner.literal', text(before)))]),
    bind('result', (values[language] ?? (() => dictionary(reads)))()),
    run(call('scanner.end')),
    ...failed,
    language === 'go' ? give(nameOf('result'), nameOf('nil')) : give(nameOf('result')),
  ];
}
