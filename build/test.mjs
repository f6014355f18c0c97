/** `npm test`: installs what is missing and runs every check; see testing/run.ts for its options. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
Promise.all([import('./bootstrap/sentence.mjs'), import('./bootstrap/run-sources.mjs')]).then(([{ runCommand }, { runSources }]) =>
  runCommand(() => runSources('build/testing/run.ts', process.argv.slice(2))),
);
