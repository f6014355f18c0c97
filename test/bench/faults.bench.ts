/**
 * kill -9 of the whole app at 200 random moments while it streams, applies, rates and exports: what was broken or lost.
 * `npm run bench faults`; takes about ten minutes. `node test/bench/faults.bench.ts [kills]`.
 */
import { killAtRandom } from '../support/killing.ts';

const kills = Number(process.argv[2] ?? 200);
const { promised, changes, changesTakenBack, answersInterrupted, ...broken } = await killAtRandom(kills);
console.log(
  `${broken.kills} kills; ${promised} acknowledged ratings and exports, ${changes} changes; ${changesTakenBack} changes taken back, ${answersInterrupted} times an answer was interrupted`,
);
for (const [figure, count] of Object.entries(broken)) {
  if (figure === 'kills') continue;
  console.log(
    JSON.stringify({ bench: 'faults', figure: `${figure} in ${kills} kills`, unit: 'times', ours: count, goal: '= 0', ok: count === 0 }),
  );
}
