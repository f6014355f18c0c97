import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { targetLanguages } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { Target } from '../../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { existingFileEdits, newFileEdit } from '../../../electron/services/programming/placing/compose.ts';
import { applyEdits } from '../../../electron/services/programming/placing/edits.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTrees, grammarOf } from '../../../electron/services/programming/syntax/trees.ts';
import { languageOfPath, viewSource } from '../../../electron/services/programming/syntax/view.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { editRandomSource, randomPlans } from '../../support/random-code.ts';
import { workspaces } from './bank.ts';
import { plansOf } from './random-plans.ts';

const trees = createTrees(installedGrammars());
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
afterAll(async () => {
  trees.close();
  await syntax.close();
});

const existing = Object.values(workspaces).flatMap((files) => Object.entries(files).filter(([path]) => languageOfPath(path) !== null));

/** Every line of `before` stands in `after`, in the same order. */
function keepsLines(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').every((line) => {
    at = lines.indexOf(line, at) + 1;
    return at > 0;
  });
}

const writing = instructions.flatMap((each) => (each.edit ? [] : [[each.kind, each] as const]));
const editing = instructions.flatMap((each) => (each.edit ? [[each.kind, each] as const] : []));

describe.each(writing)('a random plan of kind %s', (_kind, instruction) => {
  test.each(targetLanguages)('prints a new file that parses in %s', async (language) => {
    const target: Target = { language, view: null, framework: null, dependencies: new Set() };
    await fc.assert(
      fc.asyncProperty(plansOf(instruction) as never, async (drawn: never) => {
        const plan = instruction.schema.parse(drawn);
        const edit = newFileEdit(await instruction.lower(plan, target, templates), language, 'new', 'main');
        if (edit.kind !== 'write') throw new Error('A new file is written whole.');
        const line = await trees.firstError(grammarOf(language), edit.content);
        if (line !== null) throw new Error(`Line ${line} does not parse:\n${edit.content}`);
      }),
      { numRuns: 150 },
    );
  });

  test('leaves every line of an existing file in its order and parses', async () => {
    await fc.assert(
      fc.asyncProperty(
        plansOf(instruction) as never,
        fc.constantFrom(...existing),
        fc.boolean(),
        async (drawn: never, [path, content], crlf) => {
          const text = crlf ? content.replace(/\n/g, '\r\n') : content;
          const language = languageOfPath(path) ?? 'typescript';
          const view = await viewSource(trees, path, text, language);
          const target = { language, view, framework: null, dependencies: new Set<string>() };
          const change = await instruction.lower(instruction.schema.parse(drawn), target, templates);
          if (change.exists || change.names.some((name) => view.declared.includes(name))) return;
          const after = applyEdits(text, existingFileEdits(change, view));
          if (after === null) throw new Error('A search text is not unique.');
          const line = await trees.firstError(grammarOf(language, path), after);
          if (line !== null) throw new Error(`Line ${line} does not parse:\n${after}`);
          if (crlf) expect(after.replace(/\r\n/g, '')).not.toContain('\n');
          // An import may gain a name; every other line is there.
          const untouched = text
            .split('\n')
            .filter((each) => !/^(?:from|import) .*(?:import|\{)/.test(each))
            .join('\n');
          expect(keepsLines(untouched, after)).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe.each(editing)('a random plan of kind %s', (_kind, instruction) => {
  test.each(targetLanguages)(
    'changes a random source of %s so that it parses, and leaves the lines that it does not change',
    async (language) => {
      let applied = 0;
      const plans = randomPlans(instruction, 120, 20_262);
      for (const plan of plans) {
        const { before, after, result } = await editRandomSource(instruction, plan, language, { syntax, templates });
        expect(await trees.firstError(grammarOf(language), before), before).toBe(null);
        expect(await trees.firstError(grammarOf(language), after), after).toBe(null);
        if (after === before) expect([result.refused, result.exists], before).not.toEqual([undefined, undefined]);
        else applied += 1;
        const crlf = await editRandomSource({ ...instruction, sampleSource: () => before.replaceAll('\n', '\r\n') }, plan, language, {
          syntax,
          templates,
        });
        expect(crlf.after.replaceAll('\r\n', '')).not.toContain('\n');
        expect(crlf.after.replaceAll('\r\n', '\n')).toBe(after);
      }
      // A name that is drawn twice, or means something already, is refused.
      if (instruction.outside?.includes(language)) expect(applied).toBe(0);
      else expect(applied).toBeGreaterThan(plans.length / 2);
    },
  );
});
