import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox, type SandboxRequest } from '#services/sandbox';
import { bubblewrap } from '../../electron/services/sandbox/bubblewrap.node.ts';

/** A sandbox of this machine with a folder for a test's files, which it hides nothing of. */
export async function realSandbox(options: { hidden?: string[]; home?: string; concurrent?: number } = {}): Promise<{
  sandbox: Sandbox;
  folder: string;
  run: (request: SandboxRequest) => Promise<SandboxText>;
  /** Runs a shell script. */
  shell: (script: string, request?: Partial<SandboxRequest>) => Promise<SandboxText>;
  close(): Promise<void>;
}> {
  const { hidden = [], concurrent, ...rest } = options;
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'autoglm sandbox 测试-')));
  const sandbox = createSandbox({ confinement: bubblewrap({ hidden, ...rest }), ...(concurrent && { concurrent }) });
  const run = async (request: SandboxRequest) => {
    const { stdout, stderr, ...result } = await sandbox.run(request);
    return { ...result, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
  };
  return {
    sandbox,
    folder,
    run,
    shell: (script, request = {}) => run({ command: 'sh', args: ['-c', script], ...request }),
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type SandboxText = Omit<Awaited<ReturnType<Sandbox['run']>>, 'stdout' | 'stderr'> & { stdout: string; stderr: string };
