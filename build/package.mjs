/** `npm run package`: packs the desktop program for this system into build/out/package. `--dir` makes a folder and no installers. */
import { refuseOldNode } from './bootstrap/node-version.mjs';

refuseOldNode(process.version);
Promise.all([import('./bootstrap/sentence.mjs'), import('./bootstrap/bundles.mjs'), import('./install.mjs')]).then(
  ([{ runCommand, Sentence }, { buildBundle, page, shell }, { ensureInstalled }]) =>
    runCommand(async () => {
      await ensureInstalled();
      for (const bundle of [page, shell]) await buildBundle(bundle);
      const [major = 0] = process.versions.node.split('.').map(Number);
      if (major < 24) throw new Sentence('Packing needs Node 24: use `npm run package`, which brings its own.');
      const { packageDesktop } = await import('./package-desktop.ts');
      for (const file of await packageDesktop({ folderOnly: process.argv.includes('--dir') })) console.error(file);
      return 0;
    }),
);
