import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Check } from '#domain/checks';
import { type Checks, createChecks } from '#services/checks';
import { createSandbox, type Sandbox } from '#services/sandbox';
import { createToolchains, type FindTools } from '#services/toolchains';
import { syntaxProcess } from '../../electron/services/programming/syntax-process.node.ts';
import { bubblewrap } from '../../electron/services/sandbox/bubblewrap.node.ts';
import { installedTools } from '../../electron/services/toolchains/tools.node.ts';

/** Checks with the real sandbox, the real compilers of this machine and real folders. */
export async function realChecks(options: { tools?: FindTools; sandbox?: Sandbox } = {}): Promise<{
  folder(files: Record<string, string>): Promise<string>;
  check(root: string, files: Record<string, string | null>, options?: { trusted?: boolean; signal?: AbortSignal }): Promise<Check[]>;
  checks: Checks;
  close(): Promise<void>;
}> {
  const home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'autoglm-checks-')));
  // A cache that outlives the test: to compile Go's own library takes longer than all the rest.
  const cacheFolder = path.join(os.tmpdir(), `autoglm-check-cache-${process.getuid?.() ?? 0}`);
  const sandbox = options.sandbox ?? createSandbox({ confinement: bubblewrap({ hidden: [] }) });
  const syntax = syntaxProcess();
  const toolchains = createToolchains({ tools: options.tools ?? installedTools() });
  const checks = createChecks({ sandbox, toolchains, firstError: (grammar, text) => syntax.firstError(grammar, text), cacheFolder });
  let number = 0;
  return {
    async folder(files) {
      const root = path.join(home, `folder ${number++}`);
      await mkdir(root);
      for (const [file, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(root, file)), { recursive: true });
        await writeFile(path.join(root, file), text);
      }
      return root;
    },
    check: (root, files, { trusted = true, signal } = {}) =>
      checks.checkFiles({ files: new Map(Object.entries(files)), folder: openFolder(root, trusted), ...(signal && { signal }) }),
    checks,
    async close() {
      await sandbox.close();
      await syntax.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export const openFolder = (root: string, trusted: boolean) => ({
  root,
  trusted,
  list: async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  },
  read: (file: string) => readFile(path.join(root, file), 'utf8').catch(() => null),
});
