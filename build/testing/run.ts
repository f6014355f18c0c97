/**
 * `npm test [-- --only=types,lint,build,unit,integration,e2e] [part of a test file's name …]`
 *
 * Runs every step, prints what failed and what was skipped for which reason, and ends with `N passed, N failed, N skipped`.
 * Exit code 1 when something failed or nothing ran.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { obtainSandbox } from './debian.ts';
import { addTallies, emptyTally, isGood, summary, type Tally } from './results.ts';
import { results, type Step, skipReasonsFile, steps } from './steps.ts';

const { groups, filters } = readArguments(process.argv.slice(2));
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
process.env.AUTOGLM_SKIP_REASONS = skipReasonsFile;

if (['unit', 'integration', 'e2e'].some((group) => groups.has(group as Step['group']))) obtainSandbox((sentence) => console.log(sentence));
const tallies: Tally[] = [];
for (const step of steps.filter((candidate) => groups.has(candidate.group))) tallies.push(await runStep(step));

const total = addTallies(tallies);
console.log(`\n${summary(total).join('\n')}`);
process.exitCode = isGood(total) ? 0 : 1;

async function runStep(step: Step): Promise<Tally> {
  console.log(`\n── ${step.title} ${'─'.repeat(Math.max(3, 76 - step.title.length))}`);
  const started = performance.now();
  let tally: Tally;
  try {
    tally = await step.run(filters);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tally = { ...emptyTally(), failed: [step.title] };
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`   ${tally.passed} passed, ${tally.failed.length} failed, ${tally.skipped.length} skipped in ${seconds} s`);
  return tally;
}

function readArguments(args: string[]): { groups: Set<Step['group']>; filters: string[] } {
  const known = new Set(steps.map((step) => step.group));
  const only = args.filter((argument) => argument.startsWith('--only=')).flatMap((argument) => argument.slice('--only='.length).split(','));
  const wrong = [
    ...args.filter((argument) => argument.startsWith('-') && !argument.startsWith('--only=')),
    ...only.filter((name) => !known.has(name as Step['group'])),
  ];
  if (wrong.length > 0) {
    console.error(`Unknown: ${wrong.join(' ')}. Use: npm test -- [--only=${[...known].join(',')}] [part of a test file's name …]`);
    process.exit(1);
  }
  return {
    groups: only.length > 0 ? new Set(only as Step['group'][]) : known,
    filters: args.filter((argument) => !argument.startsWith('-')),
  };
}
