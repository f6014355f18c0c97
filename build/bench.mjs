/** `npm run bench`: runs the benchmarks one after another; see testing/bench.ts. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
Promise.all([import('./bootstrap/sentence.mjs'), import('./bootstrap/run-sources.mjs')]).then(([{ runCommand }, { runSources }]) =>
  runCommand(() => runSources('build/testing/bench.ts', process.argv.slice(2))),
);
