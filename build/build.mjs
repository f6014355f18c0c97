/** `npm run build`: builds the bundles, whether or not their sources changed. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
Promise.all([import('./bootstrap/sentence.mjs'), import('./bootstrap/bundles.mjs'), import('./install.mjs')]).then(
  ([{ runCommand }, { buildBundle, page, shell }, { ensureInstalled }]) =>
    runCommand(async () => {
      await ensureInstalled();
      for (const bundle of [page, shell]) await buildBundle(bundle, { force: true });
      return 0;
    }),
);
