import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../../support/prerequisites.ts';
import { realSandbox } from '../../support/sandbox.ts';

type Real = Awaited<ReturnType<typeof realSandbox>>;

describe.skipIf(missing('sandbox'))('what a program in the sandbox can reach', () => {
  let real: Real;
  let home: string;
  beforeAll(async () => {
    real = await realSandbox();
    home = path.join(real.folder, 'home of the user');
    await mkdir(path.join(home, '.ssh'), { recursive: true });
    await writeFile(path.join(home, '.ssh', 'id_ed25519'), 'PRIVATE');
  });
  afterAll(() => real.close());
  const folder = async (name: string, files: Record<string, string> = {}) => {
    const root = path.join(real.folder, name);
    await mkdir(root, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    return { root, trusted: true };
  };

  it('reaches no network, not even a server of this machine that answers outside', async () => {
    const server = createServer((socket) => socket.end('HELLO'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { port: number }).port;
    const script = `exec 5<>/dev/tcp/127.0.0.1/${port} && cat <&5`;
    const outside = spawn('bash', ['-c', script]);
    let heard = '';
    outside.stdout.on('data', (chunk) => {
      heard += chunk;
    });
    await new Promise((resolve) => outside.once('close', resolve));
    expect(heard).toBe('HELLO');
    const inside = await real.run({ command: 'bash', args: ['-c', script] });
    server.close();
    expect(inside.stdout).toBe('');
    expect(inside.exitCode).not.toBe(0);
    expect(inside.stderr).toMatch(/refused|unreachable/i);
    const interfaces = await real.shell('cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "');
    expect(interfaces.stdout.trim()).toBe('lo');
  });

  it('reads no file outside: no home folder, no key, no list of users, nothing of /var, /run, /sys and the temporary folder', async () => {
    const key = path.join(home, '.ssh', 'id_ed25519');
    expect(spawnSync('cat', [key]).stdout.toString()).toBe('PRIVATE');
    const result = await real.shell('', {
      args: [
        '-c',
        'cat "$1"; for p in /home /root /var /run /sys /etc/passwd /etc/shadow /mnt /srv; do [ -e $p ] && echo "SEES $p"; done; ls -A /tmp',
        'sh',
        key,
      ],
    });
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain('No such file');
  });

  it('sees no variable of the app, neither its own nor through the first process, and no host path on a command line', async () => {
    process.env.AUTOGLM_TEST_SECRET = 'hunter2';
    try {
      const seen = await real.shell('env; cat /proc/*/environ /proc/*/cmdline', {
        folder: await folder('variables'),
        env: { GIVEN: 'yes' },
      });
      expect(seen.stdout).toContain('GIVEN=yes');
      expect(seen.stdout).not.toContain('hunter2');
      expect(seen.stdout).not.toContain(real.folder);
      expect(seen.stdout).not.toContain(os.homedir() === '/' ? 'HOME=/\n' : `HOME=${os.homedir()}`);
    } finally {
      delete process.env.AUTOGLM_TEST_SECRET;
    }
  });

  it('writes the scratch space and /tmp, and nothing else', async () => {
    const workspace = await folder('read-only', { 'a.txt': 'old' });
    const script =
      'for p in /x /usr/x /workspace/x /workspace/a.txt /dev/x /etc/x /proc/sys/kernel/core_pattern "$HOME/x" /tmp/x /dev/shm/x; do (echo new > "$p") 2>/dev/null && echo "$p"; done';
    const result = await real.shell(script, { folder: workspace });
    expect(result.stdout.trim().split('\n')).toEqual(['/scratch/x', '/tmp/x', '/dev/shm/x']);
    expect(await readFile(path.join(workspace.root, 'a.txt'), 'utf8')).toBe('old');
    expect((await real.shell('ls -A /tmp /scratch /dev/shm')).stdout.replace(/\/\S+:\n|\n/g, '')).toBe('');
  });

  it('cannot change settings of the kernel, though the host could', async () => {
    const result = await real.shell('cat /proc/sys/vm/swappiness > /tmp/v && cat /tmp/v > /proc/sys/vm/swappiness; echo $?');
    expect(result.stdout.trim()).not.toBe('0');
    expect(result.stderr).toMatch(/read-only|denied/i);
  });

  it('follows no link out of the folder', async () => {
    const workspace = await folder('links', { 'real.txt': 'inside' });
    await symlink(path.join(home, '.ssh', 'id_ed25519'), path.join(workspace.root, 'absolute'));
    await symlink('../home of the user/.ssh/id_ed25519', path.join(workspace.root, 'relative'));
    await symlink('/etc/passwd', path.join(workspace.root, 'system'));
    await symlink('real.txt', path.join(workspace.root, 'good'));
    expect(await readFile(path.join(workspace.root, 'absolute'), 'utf8')).toBe('PRIVATE');
    const plain = await real.shell('cat good absolute relative system', { folder: workspace });
    expect(plain.stdout).toBe('inside');
    const laid = await real.shell('cat good new.txt absolute relative system', { folder: workspace, files: new Map([['new.txt', '!']]) });
    expect(laid.stdout).toBe('inside!');
  });

  it('lays no file behind a link that leads out', async () => {
    const workspace = await folder('linked-folder');
    await symlink(home, path.join(workspace.root, 'away'));
    await expect(real.shell('true', { folder: workspace, files: new Map([['away/x', '1']]) })).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_WORKSPACE',
    });
    await expect(real.shell('true', { folder: workspace, files: new Map([['../x', '1']]) })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('shows git data and the data of the app as empty', async () => {
    const workspace = await folder('with-data', { '.git/config': 'TOKEN', 'data/store.db': 'STORE', 'src/a.txt': 'a' });
    const own = await realSandbox({ hidden: [path.join(workspace.root, 'data')] });
    const look = 'ls -A .git data; cat .git/config data/store.db /folder/.git/config /folder/data/store.db src/a.txt';
    expect((await own.shell(look, { folder: workspace })).stdout).toBe('.git:\n\ndata:\na');
    const laid = await own.shell(look, { folder: workspace, files: new Map([['src/b.txt', 'b']]) });
    expect(laid.stdout).toBe('data:\na');
    await own.close();
  });

  it('refuses a folder that holds the home folder, and a toolchain that does', async () => {
    const own = await realSandbox({ home });
    const wide = { root: real.folder, trusted: true };
    await expect(own.shell('true', { folder: wide })).rejects.toMatchObject({ code: 'SANDBOX_FAILED' });
    await expect(own.shell('true', { readable: [home] })).rejects.toMatchObject({ code: 'SANDBOX_FAILED' });
    await own.close();
  });

  it('has no privileges, gains none from a setuid program and makes no namespace', async () => {
    const workspace = await folder('setuid');
    const file = path.join(workspace.root, 'id');
    await writeFile(file, await readFile('/usr/bin/id'));
    await chmod(file, 0o4755);
    const result = await real.shell('./id -u; grep -E "^(CapEff|CapPrm|CapBnd|NoNewPrivs)" /proc/self/status; unshare -U true', {
      folder: workspace,
    });
    const [user, ...status] = result.stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' '));
    expect(user).toBe('65534');
    expect(status).toEqual(['CapPrm: 0000000000000000', 'CapEff: 0000000000000000', 'CapBnd: 0000000000000000', 'NoNewPrivs: 1']);
    expect(result.exitCode).not.toBe(0);
  });

  it('sees its own processes alone', async () => {
    const result = await real.shell('ls /proc | grep -c "^[0-9]"; kill -0 ' + String(process.pid));
    expect(Number(result.stdout.trim())).toBeLessThan(8);
    expect(result.stderr).toMatch(/No such process/);
  });

  it('works in folders with spaces, Chinese, quotes and line breaks in their names', async () => {
    for (const name of ['a b', '文件夹', 'li\nne', '--ro-bind', '"$(id)" \'x\'']) {
      const workspace = await folder(name, { '文 件\n.txt': 'found' });
      expect((await real.shell('cat *.txt', { folder: workspace })).stdout).toBe('found');
      const laid = await real.run({ command: 'cat', args: [`./${name}/文 件\n.txt`], files: new Map([[`${name}/文 件\n.txt`, 'laid']]) });
      expect(laid.stdout).toBe('laid');
    }
  });

  it.skipIf(missing('ordinary-user'))('does the same for an ordinary user', async () => {
    const script = new URL('../../support/sandbox-as-user.ts', import.meta.url).pathname;
    const child = spawnSync('setpriv', ['--reuid', '65534', '--regid', '65534', '--clear-groups', process.execPath, script], {
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    });
    expect(child.stderr.toString()).toBe('');
    expect(JSON.parse(child.stdout.toString())).toEqual({
      available: true,
      ran: '65534 lo',
      memory: 'memory',
      time: 'wall-time',
      bomb: 'processes',
      kernel: false,
    });
  });
});
