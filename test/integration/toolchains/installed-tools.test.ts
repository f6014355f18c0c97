import { chmod, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedTools } from '../../../electron/services/toolchains/tools.node.ts';
import { missing } from '../../support/prerequisites.ts';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'autoglm-tools-')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('tools of this machine', () => {
  it('has the Node that runs it, and the TypeScript compilers of its own packages', async () => {
    const tools = installedTools();
    expect(await tools.find('node')).toMatchObject({ program: await realpath(process.execPath), version: process.version.slice(1) });
    expect(await tools.find('typescript-script')).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+/),
      args: [expect.stringMatching(/tsc\.js$/)],
    });
  });

  it.skipIf(missing('go'))('finds Go with its root', async () => {
    const go = await installedTools().find('go');
    expect(go).toMatchObject({ version: expect.stringMatching(/^1\.\d+/), program: expect.stringMatching(/\/bin\/go$/) });
    expect(go?.program.startsWith(go.readable[0] as string)).toBe(true);
    expect((await installedTools().find('gofmt'))?.program).toMatch(/gofmt$/);
  });

  it.skipIf(missing('python'))('finds the interpreter behind a shim', async () => {
    const python = await installedTools().find('python');
    expect(python).toMatchObject({ version: expect.stringMatching(/^3\.\d+\.\d+/), program: expect.stringMatching(/python3(\.\d+)?$/) });
  });

  it('finds nothing where nothing is installed', async () => {
    const none = installedTools({ PATH: folder });
    expect(await Promise.all((['go', 'gofmt', 'python'] as const).map((name) => none.find(name)))).toEqual([null, null, null]);
    expect(await installedTools({}).find('go')).toBeNull();
  });

  it.skipIf(missing('posix'))('takes no tool by a relative path, and none that fails, lies or hangs on', async () => {
    const fake = async (name: string, script: string) => {
      await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`);
      await chmod(path.join(folder, name), 0o755);
    };
    await fake('go', `touch "${folder}/ran"; echo '{}'`);
    const relative = path.relative(process.cwd(), folder);
    expect(await installedTools({ PATH: relative }).find('go')).toBeNull();
    expect(await readdir(folder)).toEqual(['go']);
    for (const script of ['exit 1', 'echo nonsense', 'yes', 'echo "{}"']) {
      await fake('go', script);
      expect(await installedTools({ PATH: `${folder}:/usr/bin:/bin` }).find('go')).toBeNull();
    }
    // An activated environment of the opened folder: its program is not even asked for its version.
    await rm(path.join(folder, 'ran'), { force: true });
    await fake('python3', `touch "${folder}/ran"; echo '["/bin/sh", "/usr", "3.9.9"]'`);
    const found = await installedTools({ PATH: `${folder}:/usr/bin:/bin` }).find('python', folder);
    expect(found?.version).not.toBe('3.9.9');
    expect(await readdir(folder)).toEqual(['go', 'python3']);
  });
});
