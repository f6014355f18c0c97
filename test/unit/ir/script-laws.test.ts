import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { readModule } from '#domain/ir/read';
import type { PrintStyle } from '#domain/ir/style';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import { copyTree } from '../../../electron/services/programming/syntax/copy-tree.ts';
import { createTrees } from '../../../electron/services/programming/syntax/trees.ts';
import { withoutSpans } from '../../support/language-laws.ts';
import { type Language, scriptModules } from './script-arbitrary.ts';

const trees = createTrees(installedGrammars());
afterAll(() => trees.close());

async function read(source: string, language: Language): Promise<ModuleNode> {
  return readModule(await trees.withTree(language, source, copyTree), source, language);
}

/** The formatter's habit, and everything else that a workspace may ask for. */
const styles: fc.Arbitrary<PrintStyle> = fc.record({
  indent: fc.constantFrom('  ', '\t'),
  quote: fc.constantFrom('"', "'"),
  semicolons: fc.boolean(),
  width: fc.constantFrom(100, 40, Number.POSITIVE_INFINITY),
});

/** The same modules each time, so that a failure can be looked at again. */
const runs = { numRuns: 1200, seed: 20_261_124 };

describe.each(['typescript', 'javascript'] as const)('%s', (language) => {
  test('every module in normal form is read back from what is printed of it', async () => {
    await fc.assert(
      fc.asyncProperty(scriptModules(language), styles, async (module, style) => {
        const printed = printModule(module, language, style);
        expect(withoutSpans(await read(printed, language)), printed).toEqual(withoutSpans(module));
      }),
      runs,
    );
  });

  test('what is printed of any module is printed again of what is read from it', async () => {
    await fc.assert(
      fc.asyncProperty(scriptModules(language, true), styles, async (module, style) => {
        // The fields of a record's class have no semicolons where the style has none, those of other classes do.
        fc.pre(style.semicolons || !module.declarations.some((each) => each.kind === 'record' && each.form === 'class'));
        const printed = printModule(module, language, style);
        expect(printModule(await read(printed, language), language, style)).toBe(printed);
      }),
      runs,
    );
  });
});
