import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { gofmtChanges, goUnderTest } from '../../support/go-language.ts';
import { closeCorpus, readSource } from '../../support/language-corpus.ts';
import { withoutSpans } from '../../support/language-laws.ts';
import { missing } from '../../support/prerequisites.ts';
import { goModule } from './go-arbitrary-module.ts';
import { expression, statement, type } from './go-arbitrary-statement.ts';
import { wildModule } from './go-arbitrary-wild.ts';

const runs = { numRuns: Number(process.env['RUNS'] ?? 1000) };
afterAll(closeCorpus);
const print = (module: ModuleNode): string => printModule(module, 'go', defaultStyle('go'));
const moduleOf = (declarations: ModuleNode['declarations']): ModuleNode => ({
  version: 2,
  language: 'go',
  package: 'p',
  imports: [],
  declarations,
});

test('every expression and type in normal form is read back from what is printed of it', async () => {
  await fc.assert(
    fc.asyncProperty(expression, type, async (value, held) => {
      const module = moduleOf([{ kind: 'statements', body: [{ kind: 'let', names: ['x'], type: held, value, form: 'var' }] }]);
      const printed = print(module);
      expect(withoutSpans(await readSource(goUnderTest, printed)), printed).toEqual(withoutSpans(module));
    }),
    runs,
  );
}, 60_000);

test('every module in normal form is read back from what is printed of it', async () => {
  await fc.assert(
    fc.asyncProperty(goModule, async (module) => {
      const printed = print(module);
      expect(withoutSpans(await readSource(goUnderTest, printed)), printed).toEqual(withoutSpans(module));
    }),
    runs,
  );
}, 60_000);

test('what is read of anything that was printed is printed in the same way', async () => {
  await fc.assert(
    fc.asyncProperty(wildModule, async (module) => {
      const printed = print(module);
      expect(print(await readSource(goUnderTest, printed))).toBe(printed);
    }),
    runs,
  );
}, 60_000);

test.skipIf(missing('go'))(
  'gofmt finds nothing to change in what is printed',
  () => {
    const bodies = fc.sample(statement, { numRuns: 500, seed: 5 });
    const functions = bodies.map((inner) => moduleOf([{ kind: 'function', name: 'f', parameters: [], body: [inner] }]));
    const texts = [...fc.sample(goModule, { numRuns: 500, seed: 1 }), ...functions].map(print);
    // gofmt takes the parentheses around a generic type or function away in the head of a statement, where a brace behind it is ambiguous.
    expect(gofmtChanges(texts.filter((text) => !/\((?:Box|f|pkg\.Pair|pkg\.F)\[/.test(text)))).toBe('');
  },
  60_000,
);
