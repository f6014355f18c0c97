/** `npm start`: brings the program to run from a fresh clone, or from wherever an earlier start left it. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
// Loaded only now, and without top-level await: a Node that is too old has to get as far as the line above.
Promise.all([import('./bootstrap/sentence.mjs'), import('./bootstrap/host.mjs')]).then(([{ runCommand }, { start }]) =>
  runCommand(() => start(process.argv.slice(2))),
);
