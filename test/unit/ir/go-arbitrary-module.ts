import fc from 'fast-check';
import type { Declaration, FunctionNode, ImportNode, ModuleNode, Parameter, Statement } from '#domain/ir/nodes';
import { importOrder } from '#domain/ir/print/go-import';
import { body, declared, expression, parameters, result, tidied, type, typeParameters } from './go-arbitrary-statement.ts';
import { without } from './go-arbitrary-type.ts';
import { doc, few, maybe, name, node, note, remark } from './go-words.ts';

/** Whole random files in the normal form of Go. */

const documented = (declaration: fc.Arbitrary<Declaration>): fc.Arbitrary<Declaration> =>
  fc.tuple(declaration, maybe(doc)).map(([drawn, text]) => (text === undefined ? drawn : { ...drawn, doc: text }) as Declaration);

const functionNode = node<FunctionNode>({
  kind: 'function',
  name,
  typeParameters: maybe(typeParameters, 4),
  receiver: maybe(node<Parameter>({ name, type }), 3),
  parameters,
  result: maybe(result),
  body,
}).map((drawn) => (drawn.receiver ? without(drawn, 'typeParameters') : drawn));
const bodyless = node<FunctionNode>({ kind: 'function', name, parameters, result: maybe(result), body: [], bodyless: true });

const trailing = maybe(note, 5);
const single = fc.oneof(
  node<Statement>({ kind: 'let', names: few(name, 1), type: maybe(type), value: expression, form: 'var', trailing }),
  node<Statement>({ kind: 'declare', name, type, trailing }),
);
const constant = node<Statement>({ kind: 'let', names: few(name, 1), type: maybe(type), value: expression, form: 'constant', trailing });
const variables = fc
  .tuple(maybe(doc), fc.oneof(few(single, 1), few(constant, 1)))
  .map(([text, all]): Declaration => ({ kind: 'statements', body: text === undefined ? all : [{ kind: 'comment', text }, ...all] }));
const grouped = few(
  fc.oneof(
    { weight: 4, arbitrary: single },
    { weight: 1, arbitrary: fc.constant<Statement>({ kind: 'blank' }) },
    { weight: 1, arbitrary: doc.map((text): Statement => ({ kind: 'comment', text })) },
  ),
).map((all): Declaration => ({ kind: 'statements', body: tidied(all), grouped: true }));
const comment = doc.map((text): Declaration => ({ kind: 'statements', body: [{ kind: 'comment', text }] }));

const imports: fc.Arbitrary<ImportNode[]> = fc
  .uniqueArray(
    node<ImportNode>({
      module: fc.constantFrom('fmt', 'net/http', 'C', 'example.org/a', 'example.org/b/c', 'été'),
      names: [],
      default: maybe(fc.constantFrom('_', '.', 'alias'), 3),
      comments: maybe(
        remark.map((text) => [text]),
        5,
      ),
      trailing: maybe(note, 5),
    }),
    { maxLength: 4, selector: ({ module }) => module },
  )
  .map((drawn) => importOrder(drawn));

/** A file; `doc` of the package only where gofmt finds nothing to change in it. */
export const goModule: fc.Arbitrary<ModuleNode> = node<ModuleNode>({
  version: 2,
  language: 'go',
  header: maybe(few(fc.constantFrom('Copyright of nobody.', 'Two\nlines.'), 1, 2), 4),
  doc: maybe(doc, 3),
  package: fc.constantFrom('main', 'p'),
  imports,
  declarations: few(
    fc.oneof(
      documented(functionNode),
      documented(functionNode),
      documented(bodyless),
      documented(declared),
      variables,
      documented(grouped),
      comment,
    ),
    0,
    3,
  ),
});
