import fc from 'fast-check';
import type { Expression, Parameter, TypeParameter } from '#domain/ir/nodes';
import type { IrType, TypeMember } from '#domain/ir/types';
import { doc, few, maybe, name, node, note, remark, text, typeName, yes } from './go-words.ts';

/** Random types in the normal form of Go. */

/** Types that Go knows without a declaration and that convert when they are called. */
export const basic = fc.constantFrom<IrType>(
  { kind: 'string' },
  { kind: 'integer' },
  { kind: 'number' },
  { kind: 'float32' },
  { kind: 'boolean' },
  { kind: 'fixed', bits: 8, signed: false },
  { kind: 'fixed', bits: 64, signed: true },
  { kind: 'fixed', bits: 'word', signed: false },
  { kind: 'fixed', bits: 'pointer', signed: false },
);
const named = typeName.map((each): IrType => ({ kind: 'named', name: each }));
const isByte = (type: IrType): boolean => type.kind === 'named' && type.name === 'byte' && !type.args;

export type FunctionType = Extract<IrType, { kind: 'function' }>;
type Items = { name?: string; type: IrType }[];

/** Members without empty lines in front of the first; a comment that the next one would take for its own has one behind it. */
export function spaced<Node extends { kind?: string; blank?: boolean; doc?: string }>(
  members: Node[],
  takes: (member: Node) => boolean,
  isComment: (member: Node) => boolean,
): Node[] {
  return members.map((drawn, position) => {
    const { blank, ...member } = drawn;
    const before = members[position - 1];
    if (before === undefined) return member as Node;
    const needs = isComment(before) && (takes(drawn) || isComment(drawn));
    return (needs || blank ? { ...member, blank: true } : member) as Node;
  });
}

/** `length` is an expression of the caller. */
export function typeArbitraries(type: fc.Arbitrary<IrType>, length: fc.Arbitrary<Expression>) {
  const items: fc.Arbitrary<Items> = fc.oneof(
    few(node<{ type: IrType }>({ type }), 2, 3),
    few(node<{ name: string; type: IrType }>({ name, type }), 1, 3),
  );
  const result = fc.oneof<fc.Arbitrary<IrType>[]>(
    type,
    items.map((all): IrType => ({ kind: 'results', items: all })),
  );
  const signature: fc.Arbitrary<FunctionType> = fc
    .tuple(few(node<{ name: string; type: IrType }>({ name, type })), fc.boolean(), fc.boolean(), fc.option(result))
    .map(([drawn, isNamed, variadic, given]): FunctionType => {
      const parameters = drawn.map(({ name: own, type: held }, at) => ({
        ...(isNamed ? { name: own } : {}),
        type: held,
        ...(variadic && at === drawn.length - 1 ? { variadic: true } : {}),
      }));
      return { kind: 'function', parameters, result: given };
    });
  const parameters: fc.Arbitrary<Parameter[]> = signature.map(({ parameters: all }) =>
    all.map(
      ({ name: own = '', type: held, variadic }): Parameter => ({ name: own, type: held, ...(variadic ? { variadic: 'list' } : {}) }),
    ),
  );
  const around = { trailing: maybe(note, 4), blank: yes };
  const comment = node<TypeMember>({ kind: 'comment', text: remark, blank: yes });
  const documented = (member: TypeMember): boolean => member.kind === 'property' || member.kind === 'method';
  const list = (member: fc.Arbitrary<TypeMember>): fc.Arbitrary<TypeMember[]> =>
    few(fc.oneof({ weight: 5, arbitrary: member }, { weight: 1, arbitrary: comment })).map((all) =>
      spaced(all, documented, ({ kind }) => kind === 'comment'),
    );
  const tag = maybe(fc.oneof(fc.constantFrom('json:"a"', 'json:"b,omitempty" xml:"c"', 'ключ:"é"'), text), 4);
  const embedded = fc.oneof(
    named,
    named.map((inner): IrType => ({ kind: 'pointer', inner })),
    node<IrType>({ kind: 'named', name: 'Box', args: few(basic, 1, 2) }),
  );
  const structMembers = list(
    fc.oneof<fc.Arbitrary<TypeMember>[]>(
      node({ kind: 'property', name, type, tag, doc: maybe(remark, 4), ...around }),
      node({ kind: 'embedded', type: embedded, tag, ...around }),
    ),
  ).map((members) => members.map((member) => ('tag' in member && member.tag === '' ? without(member, 'tag') : member)));
  const term = fc.oneof(
    named,
    basic,
    basic.map((inner): IrType => ({ kind: 'underlying', inner })),
    node<IrType>({ kind: 'underlying', inner: node({ kind: 'list', element: type.filter((each) => !isByte(each)) }) }),
  );
  const union = few(term, 2, 3).map((members): IrType => ({ kind: 'union', members }));
  const constraint = fc.oneof(term, union, fc.constant<IrType>({ kind: 'unknown' }), type);
  const interfaceMembers = list(
    fc.oneof<fc.Arbitrary<TypeMember>[]>(
      node({ kind: 'method', name, type: signature, doc: maybe(remark, 4), ...around }),
      node({ kind: 'embedded', type: fc.oneof(term, union), ...around }),
    ),
  );
  const typeParameters: fc.Arbitrary<TypeParameter[]> = few(
    node<TypeParameter>({ name: fc.constantFrom('K', 'V', 'P'), constraint }),
    1,
    2,
  );
  const whole: fc.Arbitrary<IrType> = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'go', withCrossShrink: true },
    basic,
    named,
    fc.constantFrom<IrType>({ kind: 'unknown' }, { kind: 'bytes' }),
    node<IrType>({ kind: 'list', element: type.filter((each) => !isByte(each)) }),
    node<IrType>({ kind: 'array', element: type, length }),
    node<IrType>({ kind: 'map', value: type }),
    node<IrType>({ kind: 'map', key: type.filter(({ kind }) => kind !== 'string'), value: type }),
    node<IrType>({ kind: 'channel', element: type, direction: fc.constantFrom('both', 'send', 'receive') }),
    node<IrType>({ kind: 'pointer', inner: type }),
    node<IrType>({ kind: 'named', name: fc.constantFrom('Box', 'pkg.Pair'), args: few(type, 1, 2) }),
    signature,
    structMembers.map((members): IrType => ({ kind: 'shape', form: 'struct', members })),
    interfaceMembers.map((members): IrType => ({ kind: 'shape', form: 'interface', members })),
  );
  // Not filtered from the others: where nothing may nest any more none would be left.
  const struct = structMembers.map((members): IrType => ({ kind: 'shape', form: 'struct', members }));
  /** What is no value, however it is looked at: a generic function that is given one of these is not an element. */
  const structural = fc.oneof<fc.Arbitrary<IrType>[]>(
    fc.constant({ kind: 'bytes' }),
    node({ kind: 'list', element: type.filter((each) => !isByte(each)) }),
    node({ kind: 'map', value: type }),
    node({ kind: 'channel', element: type, direction: fc.constantFrom('both', 'send', 'receive') }),
    signature,
    struct,
    interfaceMembers.map((members): IrType => ({ kind: 'shape', form: 'interface', members })),
  );
  return { struct, structural, type: whole, result, signature, parameters, typeParameters, doc };
}

export function without<Node extends object>(drawn: Node, key: string): Node {
  return Object.fromEntries(Object.entries(drawn).filter(([each]) => each !== key)) as Node;
}
