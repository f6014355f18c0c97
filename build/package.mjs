/** `npm run package`: packs the desktop program for this system into build/out/package. `--dir` makes a folder and no installers. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
Promise.all([
  import('./bootstrap/sentence.mjs'),
  import('./bootstrap/bundles.mjs'),
  import('./bootstrap/run-sources.mjs'),
  import('./install.mjs'),
]).then(([{ runCommand }, { buildBundle, page, shell }, { runSources }, { ensureInstalled }]) =>
  runCommand(async () => {
    await ensureInstalled();
    for (const bundle of [page, shell]) await buildBundle(bundle);
    return runSources('build/package-desktop.ts', process.argv.slice(2));
  }),
);
