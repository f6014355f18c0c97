/**
 * Asking again for what was made before, after the user changed it: random plans of every kind that makes declarations, lines of the
 * user's at random places, then another plan under the same name. Counts lines of the user's that are lost (none may be), and results
 * that do not parse. `npm run bench merging`; `node test/bench/merging.bench.ts [kind …]`; MERGES says how many (500).
 */
import fc from 'fast-check';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import { createProgramming } from '#services/programming';
import { installedGrammars } from '../../electron/services/programming/grammars.node.ts';
import { instructions } from '../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../electron/services/programming/syntax/syntax.ts';
import { grammarOf } from '../../electron/services/programming/syntax/trees.ts';
import { randomPlans } from '../support/random-code.ts';
import { applied, filesOf } from '../unit/programming/bank.ts';

const wished = Number(process.env['MERGES'] ?? 500);
const wanted = process.argv.slice(2);
const syntax = createSyntax(installedGrammars());
const engine = createProgramming({ syntax, instructions });
const kinds = instructions.filter(({ kind, edit }) => !edit && (wanted.length === 0 || wanted.includes(kind)));
const never = new AbortController().signal;
const tally = { merges: 0, together: 0, lost: 0, broken: 0, failed: 0, conflicts: 0 };

/** The plan under one name for all and in one language: two of a kind are then requests for the same thing. */
const alike = (plan: unknown, language: TargetLanguage): unknown => {
  const name = { value: 'sharedThing', source: 'words' };
  const { slots } = plan as { slots?: Record<string, unknown> };
  return { ...(plan as object), language: { value: language, source: 'words' }, ...(slots ? { slots: { ...slots, name } } : { name }) };
};

async function merge(
  kind: string,
  firstPlan: unknown,
  secondPlan: unknown,
  language: TargetLanguage,
  places: readonly number[],
): Promise<void> {
  const execute = (plan: unknown, files: Record<string, string>, earlier?: { plan: string; paths: string[] }[]) =>
    engine.execute({ plan, text: '', files: filesOf(files), attachments: [], ...(earlier && { earlier: async () => earlier }) }, never);
  const made = await execute(firstPlan, {});
  const [path] = made.edits.map((edit) => edit.path);
  if (!path || !made.plan) return;
  const text = applied(made, {})[path] ?? '';
  const mark = language === 'python' ? '#' : '//';
  const lines = text.split('\n');
  const own = [...new Set(places.map((place) => place % lines.length))].map((at, order) => ({ at, line: `${mark} mine ${order};` }));
  const edited = lines
    .flatMap((line, at) => {
      const here = own.find((each) => each.at === at);
      if (!here) return [line];
      return at % 2 === 0 || line.trim() === '' ? [(/^\s*/.exec(line)?.[0] ?? '') + here.line, line] : [`${line} ${here.line}`];
    })
    .join('\n');
  // A line in the middle of a text of several lines is no comment: what does not parse, or says something else, is no edit of a user's.
  if ((await syntax.firstError(grammarOf(language, path), edited)) !== null) return;
  tally.merges += 1;
  const again = await execute(secondPlan, { [path]: edited }, [{ plan: made.plan.json, paths: [path] }]);
  const after = applied(again, { [path]: edited })[path] ?? '';
  if (again.edits.some((edit) => edit.path === path)) tally.together += 1;
  if (/Your version was kept/.test(again.text)) tally.conflicts += 1;
  const missing = own.filter(({ line }) => !after.includes(line));
  if (missing.length > 0) {
    tally.lost += missing.length;
    console.log(`${kind} ${language}: lost ${missing.map(({ line }) => line).join(', ')}\n${edited}\n=== became\n${after}`);
  }
  if ((await syntax.firstError(grammarOf(language, path), after)) !== null) {
    tally.broken += 1;
    console.log(`${kind} ${language}: does not parse\n${after}`);
  }
}

const rounds = Math.ceil(wished / (kinds.length * targetLanguages.length));
for (const instruction of kinds) {
  const named = (plan: unknown): boolean => {
    const { slots, name } = plan as { slots?: Record<string, unknown>; name?: unknown };
    return slots ? 'name' in slots : name !== undefined && name !== null;
  };
  const plans = randomPlans(instruction, rounds * 20, 77).filter(named);
  const places = fc.sample(fc.uniqueArray(fc.nat({ max: 400 }), { minLength: 1, maxLength: 6 }), { numRuns: rounds * 4, seed: 3 });
  for (const [which, language] of targetLanguages.entries())
    for (let round = 0; round < rounds; round += 1) {
      const [first, second] = [plans[(round * 8 + which * 2) % plans.length], plans[(round * 8 + which * 2 + 1) % plans.length]];
      if (!first || !second) continue;
      try {
        await merge(instruction.kind, alike(first, language), alike(second, language), language, places[round * 4 + which] ?? [0]);
      } catch (error) {
        tally.failed += 1;
        console.log(`${instruction.kind} ${language}: ${error instanceof Error ? error.message : error}`);
      }
    }
}
await engine.close();
console.log(
  `${tally.merges} merges, ${tally.together} changed the file, ${tally.conflicts} with conflicts that were shown, ${tally.failed} failed`,
);
console.log(
  JSON.stringify({
    bench: 'merging',
    figure: `lines of the user lost in ${tally.merges} merges`,
    ours: tally.lost,
    goal: '= 0',
    ok: tally.lost === 0 && tally.failed === 0,
  }),
);
console.log(
  JSON.stringify({ bench: 'merging', figure: 'results that do not parse', ours: tally.broken, goal: '= 0', ok: tally.broken === 0 }),
);
