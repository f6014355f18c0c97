import fc from 'fast-check';
import type { ClassMember, ClassNode, Expression, FunctionNode, Parameter } from '#domain/ir/nodes';
import type { IrType, TypeMember } from '#domain/ir/types';
import type { Language, Tied } from './script-arbitrary.ts';
import { beside, block, doc, few, maybe, name, node, note, plainName, promised, property, text, yes } from './script-words.ts';

/** Random functions and classes in the normal form of scripts. */

const isWord = (value: string): boolean => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(value);

export function functionArbitraries(tied: Tied, language: Language) {
  const types = language === 'typescript';
  const typed = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    types ? maybe(arbitrary, 3) : fc.constant(undefined);
  const { expression, type, body, bindingParts, typeParameters, result } = tied;
  /** `undefined` is a member of a parameter's type, whatever else is. */
  const parameterType = type.filter(({ kind }) => kind !== 'optional');
  const decorators = types ? maybe(few(fc.oneof(tied.decorator), 1, 2), 6) : fc.constant(undefined);
  const parameter = fc.oneof(
    node<Parameter>({ name, type: typed(parameterType), default: maybe(expression, 3) }),
    node<Parameter>({ name: '', pattern: bindingParts, type: typed(parameterType), default: maybe(expression, 3) }),
    ...(types ? [node<Parameter>({ name, type: maybe(parameterType), optional: true, decorators })] : []),
  );
  const last = node<Parameter>({ name: plainName, type: typed(parameterType), variadic: 'list' });
  const lambdaParameters = fc.tuple(few(parameter), maybe(last, 4)).map(([list, rest]) => (rest ? [...list, rest] : list));
  const own = types ? maybe(node<Parameter>({ name: 'this', type: parameterType }), 6) : fc.constant(undefined);
  const parameters = fc.tuple(own, lambdaParameters).map(([first, list]) => (first ? [first, ...list] : list));
  const property_ = node<Parameter>({
    name: plainName,
    type: maybe(parameterType),
    default: maybe(expression),
    modifiers: fc.constantFrom(['readonly'], ['private'], ['public', 'readonly'], ['protected', 'override']),
    decorators,
  });
  const constructor = node<FunctionNode>({
    kind: 'function',
    name: 'constructor',
    parameters: types ? few(fc.oneof(parameter, property_)) : lambdaParameters,
    body,
  });
  /** A name of a member: a word, a private name, or a text, number or value that is none. */
  const named = fc.oneof<fc.Arbitrary<{ name: string; computed?: Expression }>[]>(
    { weight: 5, arbitrary: property.map((each) => ({ name: each })) } as never,
    fc.constant({ name: '#hidden' }),
    text.filter((each) => !isWord(each)).map((value) => ({ name: '', computed: { kind: 'string', value } as Expression })),
    fc.nat(9).map((value) => ({ name: '', computed: { kind: 'number', value } as Expression })),
    fc.constant({ name: '', computed: { kind: 'member', object: { kind: 'name', name: 'Symbol' }, name: 'iterator' } as Expression }),
  );
  const plainMethod = node<FunctionNode>({
    kind: 'function',
    typeParameters: typed(typeParameters),
    parameters,
    result: typed(result),
    body,
    async: yes,
    generator: yes,
    optional: types ? fc.constantFrom(undefined, undefined, undefined, true) : undefined,
  }).map(promised);
  const getter = node<FunctionNode>({ kind: 'function', parameters: [], result: typed(type), body, accessor: 'get' });
  const setter = node<FunctionNode>({
    kind: 'function',
    parameters: fc.tuple(node({ name, type: typed(parameterType) })),
    body,
    accessor: 'set',
  });
  const withName = <Node extends object>(arbitrary: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc.tuple(named, arbitrary).map(([label, drawn]) => ({ ...drawn, ...label }));
  const method = withName(fc.oneof({ weight: 4, arbitrary: plainMethod }, getter, setter)).map(
    ({ optional: _, ...drawn }) => drawn as FunctionNode,
  );
  const declared = node<FunctionNode>({
    kind: 'function',
    name: plainName,
    typeParameters: typed(typeParameters),
    parameters,
    result: typed(result),
    body,
    async: yes,
    generator: yes,
  }).map(promised);

  const memberModifiers = types
    ? maybe(fc.constantFrom(['static'], ['private'], ['private', 'static'], ['protected', 'override'], ['public', 'static', 'override']))
    : maybe(fc.constant(['static']));
  const members = few<ClassMember>(
    fc.oneof<fc.Arbitrary<ClassMember>[]>(
      beside(
        beside(withName(fc.oneof({ weight: 4, arbitrary: plainMethod }, getter, setter)), 'modifiers', memberModifiers),
        'doc',
        maybe(doc),
      ),
      beside(
        beside(
          withName(
            node<FunctionNode & { kind: 'function' }>({
              kind: 'field',
              type: typed(type),
              value: maybe(expression),
              decorators,
              doc: maybe(doc),
            }) as never,
          ) as fc.Arbitrary<Extract<ClassMember, { kind: 'field' }>>,
          'modifiers',
          memberModifiers,
        ),
        types ? 'optional' : 'doc',
        types ? yes : maybe(doc),
      ),
      constructor,
      node<ClassMember>({ kind: 'comment', text: note }),
      node<ClassMember>({ kind: 'comment', text: block, block: true }),
      node<ClassMember>({ kind: 'code', body, form: 'static' }),
      ...(types
        ? [
            node<ClassMember>({
              kind: 'field',
              name,
              type,
              definite: true,
              modifiers: maybe(fc.constantFrom(['declare'], ['readonly'], ['private', 'static', 'readonly'])),
            }),
            withName(
              node<FunctionNode>({
                kind: 'function',
                parameters,
                result: maybe(result),
                body: fc.constant([]),
                bodyless: true,
                modifiers: maybe(fc.constant(['protected', 'abstract'])),
                doc: maybe(doc),
              }),
            ),
            node<ClassMember>({
              kind: 'index',
              member: node<TypeMember>({
                kind: 'index',
                parameter: name,
                key: fc.constant<IrType>({ kind: 'string' }),
                value: type,
                readonly: yes,
              }),
            }),
          ]
        : []),
    ),
  );
  const inherits = fc
    .tuple(maybe(expression), types ? maybe(few(type, 1)) : fc.constant(undefined))
    .map(([base, args]) => ({ bases: base ? [base] : [], ...(base && args ? { baseArguments: args } : {}) }));
  const classBody = fc.tuple(
    inherits,
    node<object>({
      typeParameters: typed(typeParameters),
      implements: types
        ? maybe(
            few(fc.constantFrom<IrType>({ kind: 'named', name: 'Item' }, { kind: 'named', name: 'a.Box', args: [{ kind: 'string' }] }), 1),
            4,
          )
        : undefined,
      members,
      decorators: maybe(few(tied.decorator, 1, 2), 6),
    }),
  );
  const classOf = (label: fc.Arbitrary<string>): fc.Arbitrary<ClassNode> =>
    fc.tuple(label, classBody).map(([own_, [bases, rest]]) => ({ kind: 'class' as const, name: own_, ...bases, ...rest }) as ClassNode);
  return { lambdaParameters, method, declared, class: classOf(plainName), classExpression: classOf(fc.constantFrom('', 'A')) };
}
