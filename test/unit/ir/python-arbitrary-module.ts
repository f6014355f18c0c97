import fc from 'fast-check';
import type { Declaration, FieldNode, ImportNode, ModuleNode, Statement } from '#domain/ir/nodes';
import { expression } from './python-arbitrary-expression.ts';
import { importNode, typeAlias } from './python-arbitrary-line.ts';
import { asBody, body, classNode, functionNode } from './python-arbitrary-statement.ts';
import { always, few, maybe, name, pythonType, some, word } from './python-arbitrary-type.ts';

/** Random modules in the normal form of Python. */

const doc = maybe(fc.constantFrom('A word.', 'A word.\n\nMore of it.\n'));
const fields: fc.Arbitrary<FieldNode[]> = fc
  .tuple(
    few(
      name.chain((each) => fc.record({ name: always(each), key: always(each), type: pythonType, optional: always(false) })),
      1,
    ),
    few(name.chain((each) => fc.record({ name: always(each), key: always(each), type: pythonType, optional: always(true) }))),
  )
  .map((both) => both.flat());
const enumeration: fc.Arbitrary<Declaration> = some<Extract<Declaration, { kind: 'enum' }>>({
  kind: always('enum'),
  name,
  members: few(some<{ name: string }>({ name, value: maybe(expression) } as never), 1),
  doc,
} as never);
const record: fc.Arbitrary<Declaration> = some<Extract<Declaration, { kind: 'record' }>>({
  kind: always('record'),
  name,
  form: fc.constantFrom('class', 'model'),
  fields,
  doc,
} as never);

const isLoud = ({ kind }: Statement): boolean => kind !== 'comment' && kind !== 'blank';
/** Lines between definitions: what is a declaration of its own does not stand among them. */
const lines: fc.Arbitrary<Declaration> = body
  .map((each) =>
    asBody(
      each.filter(({ kind }) => kind !== 'define' && kind !== 'declaration'),
      true,
    ),
  )
  .filter((each) => each.some(isLoud))
  .map((each) => asBody(each.slice(each.findIndex(isLoud))))
  .filter((each) => each.some(isLoud))
  .map((each): Declaration => ({ kind: 'statements', body: each }));

const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  functionNode,
  classNode,
  enumeration,
  record,
  lines,
  body.map((each): Declaration => ({ kind: 'entry', body: each })),
  importNode.map((each): Declaration => ({ kind: 'import', import: each })),
  typeAlias,
);

const imports = few(
  fc.tuple(importNode, maybe(few(word, 1, 2)), maybe(word)).map(
    ([node, comments, trailing]): ImportNode => ({
      ...node,
      ...(comments ? { comments } : {}),
      ...(trailing === undefined ? {} : { trailing }),
    }),
  ),
);

/** Whole modules; neighbouring groups of lines would be one, and an import in front of all would be among the imports. */
export const pythonModule: fc.Arbitrary<ModuleNode> = fc
  .tuple(maybe(few(word, 1, 2)), doc, imports, few(declaration))
  .map(([header, text, imported, drawn]): ModuleNode => {
    const declarations = drawn.filter(
      ({ kind }, at) =>
        (kind !== 'statements' || drawn[at - 1]?.kind !== 'statements') &&
        (kind !== 'import' || drawn.slice(0, at).some((each) => each.kind !== 'import')),
    );
    return {
      version: 2,
      language: 'python',
      ...(header ? { header } : {}),
      ...(text === undefined ? {} : { doc: text }),
      imports: imported,
      declarations,
    };
  });
