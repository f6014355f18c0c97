import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { goUnderTest } from '../../support/go-language.ts';
import { closeCorpus, readSource } from '../../support/language-corpus.ts';
import { withoutSpans } from '../../support/language-laws.ts';
import { goModule } from './go-arbitrary-module.ts';
import { expression, type } from './go-arbitrary-statement.ts';

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
