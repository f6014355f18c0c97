import fc from 'fast-check';
import type {
  ClassNode,
  Declaration,
  Expression,
  FunctionNode,
  ImportNode,
  ModuleNode,
  Parameter,
  Pattern,
  Statement,
  TypeParameter,
} from '#domain/ir/nodes';
import type { IrType, TypeMember } from '#domain/ir/types';
import { atoms, expressionArbitraries } from './script-expression-arbitrary.ts';
import { functionArbitraries } from './script-function-arbitrary.ts';
import { patternArbitraries } from './script-pattern-arbitrary.ts';
import { statementArbitraries, tidy } from './script-statement-arbitrary.ts';
import { sugarDeclarations, sugarExpressions, sugarStatements, sugarTypes } from './script-sugar-arbitrary.ts';
import { typeArbitraries } from './script-type-arbitrary.ts';
import { beside, doc, few, maybe, name, node, note, plainName, property, text, yes } from './script-words.ts';

/** Random modules in the normal form of scripts, as `electron/domain/ir/read/script.ts` documents it. */

export type Language = 'typescript' | 'javascript';

/** What nests in each other. */
interface Parts {
  expression: Expression;
  atom: Expression;
  place: Expression;
  decorator: Expression;
  target: Pattern;
  binding: Pattern;
  targetParts: Pattern;
  bindingParts: Pattern;
  placed: Pattern;
  lambdaParameters: Parameter[];
  method: FunctionNode;
  definition: FunctionNode;
  class: ClassNode;
  inner: Declaration;
  statement: Statement;
  body: Statement[];
  type: IrType;
  result: IrType;
  members: TypeMember[];
  typeParameters: TypeParameter[];
}
export type Tied = { [Key in keyof Parts]: fc.Arbitrary<Parts[Key]> };

function scriptArbitraries(language: Language, sugar: boolean) {
  return fc.letrec<Parts & { bound: Statement; declare: Statement }>((tie) => {
    const tied = Object.fromEntries(parts.map((key) => [key, tie(key)])) as unknown as Tied;
    const types = typeArbitraries(tied.type);
    const expressions = expressionArbitraries(tied, language);
    const functions = functionArbitraries(tied, language);
    const statements = statementArbitraries(tied, language);
    const sweet = <Node>(plain: fc.Arbitrary<Node>, more: fc.Arbitrary<Node>[]): fc.Arbitrary<Node> =>
      sugar ? fc.oneof({ maxDepth: 4, depthIdentifier: 'script' }, { weight: more.length, arbitrary: plain }, ...more) : plain;
    return {
      ...types,
      ...functions,
      ...statements,
      type: sweet(types.type, sugarTypes(tied.type)),
      statement: sweet(statements.statement, sugarStatements(tied)),
      body: sugar ? few(tied.statement) : statements.body,
      atom: atoms(language),
      expression: sweet(expressions.expression, sugarExpressions(tied)),
      place: expressions.place,
      ...patternArbitraries(tied, expressions.key),
      decorator: fc.oneof(
        plainName.map((each): Expression => ({ kind: 'name', name: each })),
        node<Expression>({ kind: 'member', object: fc.constant({ kind: 'name', name: 'a' }), name: plainName }),
        node<Expression>({ kind: 'call', callee: fc.constant({ kind: 'name', name: 'a' }), args: few(tied.expression) }),
      ),
      definition: beside(functions.declared, 'doc', maybe(doc)),
      inner: fc.oneof(
        beside(functions.class, 'doc', maybe(doc)),
        ...(language === 'typescript' ? typeDeclarations(tied) : []),
      ) as fc.Arbitrary<Declaration>,
      class: functions.classExpression,
    };
  });
}
const parts = [
  ...([
    'expression',
    'atom',
    'place',
    'decorator',
    'target',
    'binding',
    'targetParts',
    'bindingParts',
    'placed',
    'lambdaParameters',
    'method',
    'definition',
    'class',
  ] as const),
  ...(['inner', 'statement', 'body', 'type', 'result', 'members', 'typeParameters'] as const),
];

/** Declarations that only TypeScript has; `exported` is added where they stand at the top. */
function typeDeclarations({ type, members, typeParameters, expression }: Tied): fc.Arbitrary<Declaration>[] {
  const key = fc.oneof(property, text);
  const field = key.chain((own) => node<object>({ name: own, key: own, type, optional: fc.boolean(), readonly: yes, doc: maybe(doc) }));
  return [
    node<Declaration>({ kind: 'record', name: plainName, form: 'interface', fields: few(field, 1), doc: maybe(doc) }),
    node<Declaration>({
      kind: 'interface',
      name: plainName,
      typeParameters: maybe(typeParameters),
      extends: maybe(
        few(fc.constantFrom<IrType>({ kind: 'named', name: 'Item' }, { kind: 'named', name: 'a.Box', args: [{ kind: 'string' }] }), 1),
      ),
      members,
      modifiers: maybe(fc.constant(['declare']), 4),
      doc: maybe(doc),
    }).filter((each) => each.kind === 'interface' && !isRecord(each)),
    node<Declaration>({
      kind: 'type',
      name: plainName,
      typeParameters: maybe(typeParameters),
      type,
      alias: true,
      modifiers: maybe(fc.constant(['declare']), 4),
      doc: maybe(doc),
    }),
    node<Declaration>({
      kind: 'enum',
      name: plainName,
      members: few(node({ name: key, value: maybe(expression), doc: maybe(doc) })),
      modifiers: maybe(fc.constantFrom(['const'], ['declare'], ['declare', 'const']), 3),
      doc: maybe(doc),
    }),
    node<Declaration>({
      kind: 'function',
      name: plainName,
      parameters: few(node({ name, type: type.filter(({ kind }) => kind !== 'optional') })),
      result: maybe(type),
      body: [],
      bodyless: true,
      modifiers: maybe(fc.constant(['declare'])),
      doc: maybe(doc),
    }),
  ];
}

const isRecord = (node: Extract<Declaration, { kind: 'interface' }>): boolean =>
  !node.extends &&
  !node.typeParameters &&
  !node.modifiers &&
  node.members.length > 0 &&
  node.members.every((each) => each.kind === 'property' && each.type !== null);

function importNodes(types: boolean): fc.Arbitrary<ImportNode> {
  const own = fc.constantFrom('a', 'b as c', 'default as d', ...(types ? ['type D', 'type E as F'] : []));
  const what = fc.oneof(
    few(own).map((names) => ({ names })),
    node<object>({ names: [], default: plainName, namespace: maybe(plainName) }),
    node<object>({ names: few(own, 1), default: plainName }),
    node<object>({ names: [], namespace: plainName, typeOnly: types ? yes : undefined }),
    ...(types
      ? [
          node<object>({ names: few(fc.constantFrom('a', 'b as c'), 1), typeOnly: true }),
          node<object>({ names: [], default: plainName, typeOnly: true }),
        ]
      : []),
  );
  const around = node<object>({
    module: fc.oneof(fc.constantFrom('node:fs', './a.js'), text),
    comments: maybe(few(note, 1), 4),
    trailing: maybe(note, 4),
  });
  return fc.tuple(what, around).map(([names, rest]) => ({ ...names, ...rest }) as ImportNode);
}

/** Whole modules. Neighbouring groups of statements would be one, and imports at the head are no declarations. */
export function scriptModules(language: Language, sugar = false): fc.Arbitrary<ModuleNode> {
  const types = language === 'typescript';
  const tied = scriptArbitraries(language, sugar);
  const exported = (declaration: fc.Arbitrary<Declaration>): fc.Arbitrary<Declaration> => beside(declaration, 'exported', yes);
  const variables = fc.array(
    fc.oneof(
      exported(tied.bound as never) as never as fc.Arbitrary<Statement>,
      exported(tied.declare as never) as never as fc.Arbitrary<Statement>,
    ),
    { minLength: 1, maxLength: 2 },
  );
  const statements = fc
    .oneof(tied.body, variables)
    .map((body) => tidy(body.filter(({ kind }) => !['define', 'declaration', 'opaque'].includes(kind))))
    .filter((body) => body.length > 0)
    .map((body): Declaration => ({ kind: 'statements', body }));
  const imports = importNodes(types);
  const module = fc.constantFrom('node:fs', './a.js');
  const declaration = fc.oneof(
    statements,
    exported(tied.definition),
    exported(tied.inner),
    node<Declaration>({
      kind: 'export',
      names: few(node({ name: plainName, as: maybe(plainName), typeOnly: types ? yes : undefined })),
      module: maybe(module),
    }),
    node<Declaration>({ kind: 'export', names: [], star: fc.constantFrom<true | string>(true, 'all'), module }),
    node<Declaration>({
      kind: 'exportDefault',
      value: fc.oneof(tied.expression.filter(isValue), beside(tied.definition, 'name', fc.constantFrom('', 'run')), tied.class),
    }),
    imports.map(({ comments: _, trailing: __, ...each }): Declaration => ({ kind: 'import', import: each })),
    ...(types
      ? [
          node<Declaration>({
            kind: 'statements',
            body: fc.tuple(
              node<Statement>({
                kind: 'declare',
                name: plainName,
                type: maybe(tied.type),
                ambient: fc.constantFrom('let', 'const', 'var'),
                exported: yes,
              }),
            ),
          }),
        ]
      : []),
  );
  const all = sugar ? fc.oneof(declaration, ...sugarDeclarations(tied, language)) : declaration;
  return fc.tuple(few(imports, 0, 2), few(all, 0, 3)).map(([head, drawn]) => {
    const declarations: Declaration[] = [];
    for (const each of drawn) {
      const before = declarations.at(-1);
      if (each.kind === 'import' && declarations.every(isHead)) continue;
      // What stands behind a function without a name would call it, for the grammar.
      const adjoins = before?.kind === 'exportDefault' || (!sugar && before?.kind === 'statements');
      if ((each.kind === 'statements' || each.kind === 'entry') && adjoins) continue;
      declarations.push(each);
    }
    return { version: 2, ...(sugar ? {} : { language }), imports: head, declarations };
  });
}

/** What may stand in front of an import that is one of the head. */
const isHead = (declaration: Declaration): boolean =>
  declaration.kind === 'import' ||
  ((declaration.kind === 'statements' || declaration.kind === 'entry') &&
    declaration.body.every(({ kind }) => kind === 'comment' || kind === 'blank'));

/** A function or class exported by default is a declaration. */
const isValue = (expression: Expression): boolean =>
  expression.kind !== 'lambda' || (expression.form !== 'function' && !expression.generator);
