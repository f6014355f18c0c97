import fc from 'fast-check';
import type { TypeParameter } from '#domain/ir/nodes';
import type { IrType, TypeMember } from '#domain/ir/types';
import { beside, doc, few, maybe, name, node, note, property, text, yes } from './script-words.ts';

/** Random types in the normal form of TypeScript. */

const plain = fc.constantFrom<IrType>(
  { kind: 'string' },
  { kind: 'number' },
  { kind: 'boolean' },
  { kind: 'unknown' },
  { kind: 'void' },
  { kind: 'any' },
  { kind: 'never' },
  { kind: 'datetime' },
  { kind: 'nothing' },
  { kind: 'bigint' },
  { kind: 'bytes' },
  { kind: 'named', name: 'undefined' },
  { kind: 'named', name: 'Item' },
  { kind: 'named', name: 'a.b.Item' },
  { kind: 'named', name: 'object' },
  { kind: 'named', name: 'unique symbol' },
  { kind: 'named', name: 'this' },
  { kind: 'query', name: 'a.b' },
  { kind: 'infer', name: 'U' },
  { kind: 'opaque', language: 'typescript', text: '{ [K in keyof T]: T[K] }', reason: 'a mapped type' },
);

/** What the reader makes `optional` is no union, and what it makes a list, a set or a map no named type. */
const isMissing = (members: IrType[]): boolean => {
  const [first, second] = members;
  const joined = first?.kind === 'union' || first?.kind === 'opaque' || first?.kind === 'optional';
  return members.length === 2 && !joined && second?.kind === 'named' && second.name === 'undefined';
};

export type FunctionType = Extract<IrType, { kind: 'function' }>;

/** `type` is the whole of them, tied by the caller. */
export function typeArbitraries(type: fc.Arbitrary<IrType>) {
  const result = fc.oneof(
    { weight: 6, arbitrary: type },
    {
      weight: 1,
      arbitrary: node<IrType>({ kind: 'predicate', name: fc.constantFrom('a', 'this'), asserts: yes, type: maybe(type) }).filter(
        (each) => each.kind === 'predicate' && (each.asserts === true || each.type !== undefined),
      ),
    },
  );
  const parameters = beside(
    node<{ list: FunctionType['parameters'] }>({ list: few(node({ name, type, optional: yes })) }),
    'rest',
    maybe(node({ name, type, variadic: true }), 4),
  ).map((drawn) => {
    const { list, rest } = drawn as { list: FunctionType['parameters']; rest?: FunctionType['parameters'][number] };
    return rest ? [...list, rest] : list;
  });
  const typeParameters: fc.Arbitrary<TypeParameter[]> = few(
    node<TypeParameter>({
      name: fc.constantFrom('T', 'Key'),
      constraint: maybe(type),
      default: maybe(type),
      modifiers: maybe(fc.constant(['const']), 4),
    }),
    1,
    2,
  );
  const signature = node<FunctionType>({ kind: 'function', parameters, result: fc.option(result, { freq: 4 }) });
  const members = few(
    fc.oneof<fc.Arbitrary<TypeMember>[]>(
      node({
        kind: 'property',
        name: fc.oneof(property, text),
        type: fc.option(type, { freq: 5 }),
        optional: yes,
        readonly: yes,
        doc: maybe(doc),
      }),
      node({
        kind: 'method',
        name: fc.oneof(property, fc.constantFrom('', 'a b')),
        type: signature,
        optional: yes,
        doc: maybe(doc),
      }).filter(
        (each) => (each as TypeMember & { name: string; optional?: boolean }).name !== '' || !('optional' in each),
      ) as fc.Arbitrary<TypeMember>,
      node({ kind: 'index', parameter: name, key: fc.constant({ kind: 'string' }), value: type, readonly: yes }),
      node({ kind: 'comment', text: note }),
    ),
  );
  const union = fc
    .array(type, { minLength: 2, maxLength: 3 })
    .filter((all) => !isMissing(all))
    .map((all): IrType => ({ kind: 'union', members: all }));
  const whole = fc.oneof(
    { maxDepth: 3, depthIdentifier: 'script', withCrossShrink: true },
    plain,
    node<IrType>({ kind: 'list', element: type, readonly: yes }),
    node<IrType>({ kind: 'map', value: type }),
    node<IrType>({ kind: 'map', key: type, value: type }),
    node<IrType>({ kind: 'set', element: type }),
    node<IrType>({ kind: 'tuple', items: few(type) }),
    node<IrType>({ kind: 'tuple', items: few(type, 1), variadic: true }),
    union,
    node<IrType>({ kind: 'intersection', members: fc.array(type, { minLength: 2, maxLength: 3 }) }),
    node<IrType>({ kind: 'literal', value: fc.oneof(text, fc.integer({ min: -9, max: 99 }), fc.boolean()) }),
    node<IrType>({ kind: 'optional', inner: type.filter(({ kind }) => !['optional', 'union', 'opaque'].includes(kind)) }),
    signature.filter((each) => each.result !== null) as fc.Arbitrary<IrType>,
    node<IrType>({ kind: 'named', name: fc.constantFrom('Box', 'a.Box'), args: few(type, 1) }),
    node<IrType>({ kind: 'keyof', inner: type }),
    node<IrType>({ kind: 'query', name: 'a', args: few(type, 1) }),
    node<IrType>({ kind: 'indexed', object: type, index: type }),
    node<IrType>({ kind: 'conditionalType', check: type, extends: type, yes: type, no: type }),
    node<IrType>({ kind: 'infer', name: 'U', constraint: type }),
    node<IrType>({ kind: 'shape', form: 'object', members }),
  );
  return { type: whole, result, members, typeParameters };
}
