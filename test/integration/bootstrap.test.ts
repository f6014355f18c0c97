import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missing } from '../support/prerequisites.ts';
import { ending, makeTemplate, makeTinyProject, type TinyProject } from '../support/tiny-project.ts';

let template: string;
let project: TinyProject;
beforeAll(() => {
  template = makeTemplate();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(() => {
  project = makeTinyProject(template);
});
afterEach(() => project.remove());

/** Waits until something is so; the test's time limit ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

/** Makes the next install stop half-way until it is let go. */
function hold(): () => void {
  writeFileSync(project.at('log', 'slow'), '');
  return () => rmSync(project.at('log', 'slow'), { force: true });
}

describe('a start', () => {
  it('installs, builds the page and runs the host with its arguments', async () => {
    const { code, stdout, stderr } = await project.run('start.mjs', ['--port', '5000', '--no-open']);
    expect(stderr).toContain('Installing the packages');
    expect(stderr).toContain('Serving the page in a browser instead.');
    expect(stdout).toBe('["--port","5000","--no-open"]\n');
    expect(code).toBe(0);
    expect(readFileSync(project.at('build', 'dist', 'page', 'index.html'), 'utf8')).toBe('<p>first</p>');
  });

  it('does nothing twice', async () => {
    await project.run('start.mjs');
    const { stderr } = await project.run('start.mjs');
    expect(stderr).toBe("Electron's binary is not installed; `npm run desktop` downloads it. Serving the page in a browser instead.\n");
    expect([project.count('installs'), project.count('builds')]).toEqual([1, 1]);
  });

  it('builds the page anew when its sources or the vocabulary changed, and when the last build was lost', async () => {
    await project.run('start.mjs');
    writeFileSync(project.at('renderer', 'index.html'), '<p>second</p>');
    await project.run('start.mjs');
    expect(readFileSync(project.at('build', 'dist', 'page', 'index.html'), 'utf8')).toBe('<p>second</p>');
    writeFileSync(project.at('electron', 'domain', 'chat.ts'), 'export {};');
    await project.run('start.mjs');
    rmSync(project.at('build', 'dist'), { recursive: true });
    await project.run('start.mjs');
    expect([project.count('installs'), project.count('builds')]).toEqual([1, 4]);
  });

  it('keeps the last page when a build fails, and says what Vite said', async () => {
    await project.run('start.mjs');
    rmSync(project.at('renderer', 'index.html'));
    const { code, stderr } = await project.run('start.mjs');
    expect(code).toBe(1);
    expect(stderr).toMatch(/The page could not be built:\n[\s\S]*ENOENT/);
    expect(readFileSync(project.at('build', 'dist', 'page', 'index.html'), 'utf8')).toBe('<p>first</p>');
  });

  it('ends with the exit code of the host', async () => {
    expect((await project.run('start.mjs', ['--fail'])).code).toBe(7);
  });

  it.skipIf(missing('posix'))('hands a signal to the host and lets it end in its own way', async () => {
    const child = project.spawn('start.mjs', ['--wait']);
    const end = ending(child);
    let printed = '';
    child.stdout?.on('data', (text: string) => {
      printed += text;
    });
    await until(() => printed.includes('--wait'));
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, stdout: '["--wait"]\nended by SIGTERM\n' });
  });

  it('goes on in the browser when Electron cannot be downloaded', async () => {
    const { code, stdout, stderr } = await project.run('start.mjs', ['--desktop', '--no-open']);
    expect(stderr).toMatch(/Electron's binary could not be downloaded .*Check the connection/);
    expect([code, stdout]).toEqual([0, '["--no-open"]\n']);
  });
});

describe('an install', () => {
  it('happens once when two starts come at the same time', async () => {
    const release = hold();
    const first = project.run('install.mjs', ['now']);
    const ends = [project.run('start.mjs'), project.run('start.mjs')];
    await until(() => project.count('installs') > 0);
    await sleep(600);
    release();
    const done = await Promise.all(ends);
    await first;
    expect(done.map((end) => end.code)).toEqual([0, 0]);
    expect(done.map((end) => end.stderr).join('')).toContain('Another start is installing the packages');
    expect([project.count('installs'), project.count('builds')]).toEqual([1, 1]);
  });

  it.skipIf(missing('posix'))('is finished by the next start when it is killed in the middle', async () => {
    const release = hold();
    const child = project.spawn('start.mjs');
    const end = ending(child);
    await until(() => project.count('installs') > 0);
    child.kill('SIGKILL');
    release();
    expect((await end).signal).toBe('SIGKILL');
    const { code, stderr } = await project.run('start.mjs');
    expect(stderr).toContain('an earlier install was interrupted');
    expect(code).toBe(0);
  });

  it.skipIf(missing('posix'))('says so when it is interrupted, and the next start finishes it', async () => {
    const release = hold();
    const child = project.spawn('start.mjs');
    const end = ending(child);
    await until(() => project.count('installs') > 0);
    child.kill('SIGINT');
    release();
    expect(await end).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('The install was interrupted. The next start finishes it.'),
    });
    expect((await project.run('start.mjs')).code).toBe(0);
  });

  it.each([
    ['a package is gone', 'node_modules/alpha', 'alpha is missing|alpha is incomplete', 2],
    ["npm's mark of a finished install is gone", 'node_modules/.package-lock.json', 'an earlier install did not finish', 2],
    ['everything is gone', 'node_modules', 'nothing is installed yet', 2],
    ['the Node of the program is gone', 'node_modules/node/bin', 'Installing the Node that the program runs on', 2],
  ])('is repaired when %s', async (_what, lost, reason, installs) => {
    await project.run('start.mjs');
    rmSync(project.at(...lost.split('/')), { recursive: true });
    const { code, stderr } = await project.run('start.mjs');
    expect(stderr).toMatch(new RegExp(reason));
    expect([code, project.count('installs')]).toEqual([0, installs]);
  });

  it.skipIf(missing('posix'))('is repaired when the Node of the program does not run', async () => {
    await project.run('start.mjs');
    rmSync(project.at('node_modules', 'node', 'bin', 'node'));
    writeFileSync(project.at('node_modules', 'node', 'bin', 'node'), 'half a download', { mode: 0o755 });
    expect((await project.run('start.mjs')).code).toBe(0);
    expect(project.count('installs')).toBe(2);
  });

  it('follows a changed package-lock.json', async () => {
    await project.run('start.mjs');
    const installed = project.at('node_modules', '.package-lock.json');
    writeFileSync(installed, readFileSync(installed, 'utf8').replace(/("node_modules\/alpha": \{\s*"version": )"1.0.0"/, '$1"0.9.0"'));
    const { stderr } = await project.run('start.mjs');
    expect(stderr).toContain('is another version');
    expect(readFileSync(installed, 'utf8')).not.toContain('0.9.0');
  });

  it('says in a sentence that the registry cannot be reached', async () => {
    const lock = JSON.parse(readFileSync(project.at('package-lock.json'), 'utf8'));
    lock.packages['node_modules/alpha'].resolved = 'http://127.0.0.1:9/alpha-1.0.0.tgz';
    lock.packages[''].devDependencies.alpha = '1.0.0';
    const manifest = JSON.parse(readFileSync(project.at('package.json'), 'utf8'));
    manifest.devDependencies.alpha = '1.0.0';
    writeFileSync(project.at('package.json'), JSON.stringify(manifest));
    writeFileSync(project.at('package-lock.json'), JSON.stringify(lock));
    const { code, stdout, stderr } = await project.run('start.mjs', [], {
      env: { npm_config_fetch_retries: '0', npm_config_cache: project.at('log', 'cache') },
    });
    expect(stderr).toContain('The packages could not be installed: the npm registry cannot be reached');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([code, stdout]).toEqual([1, '']);
    expect(existsSync(project.at('build', 'out', 'install.lock'))).toBe(false);
  });

  it.skipIf(missing('posix'))('says in a sentence that the folder is read-only', async () => {
    // Root may write anywhere, so the start is made as nobody.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    chmodSync(project.folder, 0o555);
    chmodSync(project.at('build'), 0o555);
    const { code, stdout, stderr } = await project.run('start.mjs', [], uid === undefined ? {} : { uid });
    expect(stderr).toMatch(
      /has to write into its own folder, .*autoglm-tiny-\S+, and may not \(EACCES\)\. Copy it to a folder that you own/,
    );
    expect([code, stdout]).toEqual([1, '']);
    chmodSync(project.at('build'), 0o755);
  });
});
