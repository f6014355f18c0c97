import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { closeCorpus, readSource } from '../../support/language-corpus.ts';
import { opaquePlaces, withoutSpans } from '../../support/language-laws.ts';
import { pythonUnderTest } from '../../support/python-language.ts';
import { expression } from './python-arbitrary-expression.ts';
import { pythonModule } from './python-arbitrary-module.ts';
import { pythonType } from './python-arbitrary-type.ts';
import { wildModule } from './python-arbitrary-wild.ts';

const runs = { numRuns: Number(process.env['RUNS'] ?? 1000) };
afterAll(closeCorpus);
/** The parser joins some lines, such as `a, (b,)` and one that begins with a bracket. The reader sees it and keeps them as text. */
const isJoined = (module: ModuleNode): boolean =>
  opaquePlaces(module).some(({ reason }) => reason === 'statements that the parser took for one');
const print = (module: ModuleNode): string => printModule(module, 'python', defaultStyle('python'));

test('every expression in normal form is read back from what is printed of it', async () => {
  await fc.assert(
    fc.asyncProperty(expression, pythonType, async (value, type) => {
      const module: ModuleNode = {
        version: 2,
        language: 'python',
        imports: [],
        declarations: [{ kind: 'statements', body: [{ kind: 'assign', target: { kind: 'name', name: 'x' }, type, value }] }],
      };
      const printed = print(module);
      expect(withoutSpans(await readSource(pythonUnderTest, printed)), printed).toEqual(withoutSpans(module));
    }),
    runs,
  );
}, 180_000);

test('every module in normal form is read back from what is printed of it', async () => {
  await fc.assert(
    fc.asyncProperty(pythonModule, async (module) => {
      const printed = print(module);
      const read = await readSource(pythonUnderTest, printed);
      fc.pre(!isJoined(read));
      expect(withoutSpans(read), printed).toEqual(withoutSpans(module));
    }),
    runs,
  );
}, 180_000);

test('what is read of anything that was printed is printed in the same way', async () => {
  await fc.assert(
    fc.asyncProperty(wildModule, async (module) => {
      const printed = print(module);
      const read = await readSource(pythonUnderTest, printed);
      fc.pre(!isJoined(read));
      expect(print(read)).toBe(printed);
    }),
    runs,
  );
}, 180_000);
