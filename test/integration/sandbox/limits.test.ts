import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '#services/sandbox';
import { bubblewrap } from '../../../electron/services/sandbox/bubblewrap.node.ts';
import { missing } from '../../support/prerequisites.ts';
import { realSandbox } from '../../support/sandbox.ts';

type Real = Awaited<ReturnType<typeof realSandbox>>;

/** Processes of this machine whose command line holds the mark. */
const alive = (mark: string): string => spawnSync('pgrep', ['-f', '--', mark]).stdout.toString().trim();

describe.skipIf(missing('sandbox'))('the limits of the sandbox', () => {
  let real: Real;
  beforeAll(async () => {
    real = await realSandbox();
  });
  afterAll(() => real.close());

  it('kills an endless loop with all that it started, also what left its session', async () => {
    const mark = '31415.926';
    const result = await real.shell(`(setsid sh -c "sleep ${mark} & exec sleep ${mark}" &) ; while :; do sleep 0.01; done`, {
      limits: { wallSeconds: 0.5 },
    });
    expect(result).toMatchObject({ timedOut: true, limit: 'wall-time', exitCode: null, signal: 'SIGKILL' });
    expect(alive(`sleep ${mark}`)).toBe('');
  });

  it('counts processor time over all processes', async () => {
    const result = await real.shell('for i in 1 2 3 4; do (while :; do :; done) & done; wait', {
      limits: { cpuSeconds: 0.6, wallSeconds: 20 },
    });
    expect(result).toMatchObject({ timedOut: true, limit: 'cpu-time' });
    expect(result.durationMs).toBeLessThan(15_000);
  });

  it('ends a program that takes too much memory, at once or bit by bit or in several processes', async () => {
    const limits = { memoryMegabytes: 96 };
    expect((await real.shell('tail /dev/zero', { limits })).outOfMemory).toBe(true);
    const several = 'for i in 1 2 3; do { head -c 48m /dev/zero; sleep 9; } | tail > /dev/null & done; wait';
    expect(await real.shell(several, { limits })).toMatchObject({ outOfMemory: true, limit: 'memory' });
  });

  it.skipIf(missing('python'))('names the memory when the kernel was faster than the watch', async () => {
    const result = await real.run({ command: '/usr/bin/python3', args: ['-c', 'bytearray(8 * 10**9)'], limits: { memoryMegabytes: 96 } });
    expect(result.outOfMemory).toBe(true);
  });

  it('bounds a fork bomb', async () => {
    // The kernel counts no processes of root: without a pause the bomb would leave no process numbers to the tests beside it.
    const pause = process.getuid?.() === 0 ? 'sleep 0.03; ' : '';
    const result = await real.shell(`bomb() { ${pause}bomb | bomb & }; bomb; sleep 31415.927`, {
      limits: { processes: 40, wallSeconds: 30 },
    });
    expect(result).toMatchObject({ tooManyProcesses: true, limit: 'processes' });
    expect(alive('bomb . bomb')).toBe('');
  });

  it('cuts endless output at its limit and keeps what came before', async () => {
    const result = await real.shell('yes', { limits: { outputBytes: 10_001 } });
    expect(result).toMatchObject({ outputCut: true, limit: 'output' });
    expect(result.stdout).toBe('y\n'.repeat(5_001).slice(0, 10_001));
    const both = await real.shell('yes >&2 & yes', { limits: { outputBytes: 5_000 } });
    expect(both.stdout.length + both.stderr.length).toBe(5_000);
  });

  it('lets exactly the limit of output through', async () => {
    const result = await real.shell('head -c 5000 /dev/zero', { limits: { outputBytes: 5_000 } });
    expect(result).toMatchObject({ exitCode: 0, outputCut: false, limit: null });
  });

  it('lets no file and no number of files grow beyond the scratch space', async () => {
    const limits = { scratchMegabytes: 4 };
    const large = await real.shell('head -c 10g /dev/zero > /tmp/large; stat -c %s /tmp/large', { limits });
    expect(Number(large.stdout)).toBeLessThanOrEqual(4 * 1024 * 1024);
    const many = await real.shell('for i in 1 2 3 4 5 6; do head -c 1m /dev/zero > $HOME/$i; done; du -sm $HOME | cut -f1', { limits });
    expect(Number(many.stdout)).toBeLessThanOrEqual(4);
    expect(many.stderr).toContain('No space left');
  });

  it.for([0, 1, 2, 42, 126, 127, 200, 255])('keeps the exit code %i', async (code) => {
    expect(await real.shell(`exit ${code}`)).toMatchObject({ exitCode: code, limit: null });
  });

  it('says which signal ended a program', async () => {
    expect(await real.shell('kill -SEGV $$')).toMatchObject({ exitCode: 139, signal: 'SIGSEGV', limit: null });
    expect(await real.shell('kill -TERM $$')).toMatchObject({ exitCode: 143, signal: 'SIGTERM' });
  });

  it('hands bytes in and out unchanged', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256);
    const { stdout } = await real.sandbox.run({ command: 'cat', input: bytes });
    expect(Buffer.compare(stdout, bytes)).toBe(0);
    const unread = await real.run({ command: 'true', input: new Uint8Array(5_000_000) });
    expect(unread.exitCode).toBe(0);
    expect((await real.run({ command: 'cat' })).stdout).toBe('');
  });

  it('says that a program is missing, and takes no advice from one that claims so', async () => {
    await expect(real.run({ command: 'no-such-program' })).rejects.toMatchObject({ code: 'SANDBOX_PROGRAM_MISSING' });
    await expect(real.run({ command: '/root/.bashrc' })).rejects.toMatchObject({ code: 'SANDBOX_PROGRAM_MISSING' });
    expect(await real.shell('echo not found >&2; exit 127')).toMatchObject({ exitCode: 127, stderr: 'not found\n' });
  });

  it.for([
    ['a huge argument', { command: 'echo', args: ['x'.repeat(200_000)] }],
    ['too many arguments', { command: 'echo', args: Array.from({ length: 40 }, () => 'x'.repeat(100_000)) }],
    ['a NUL', { command: 'echo', args: ['a\0--bind\0/\0/'] }],
    ['a NUL in a variable', { command: 'echo', env: { A: '\0--bind' } }],
    ['a variable with a strange name', { command: 'echo', env: { 'A=B': '1' } }],
    ['no program', { command: '' }],
    ['a limit of nothing', { command: 'true', limits: { wallSeconds: 0 } }],
    ['a limit without limit', { command: 'true', limits: { memoryMegabytes: Number.POSITIVE_INFINITY } }],
    ['a start outside', { command: 'true', cwd: '../..' }],
  ] as const)('refuses %s', async ([, request]) => {
    await expect(real.run(request)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('takes the longest argument that the system takes', async () => {
    const result = await real.run({ command: 'sh', args: ['-c', 'echo ${#1}', 'sh', 'x'.repeat(130_000)] });
    expect(result.stdout).toBe('130000\n');
  });

  it('stops at once when it is cancelled, also while it waits for its turn', async () => {
    const one = await realSandbox({ concurrent: 1 });
    const abort = new AbortController();
    const running = one.shell('sleep 31415.928', { signal: abort.signal });
    const waiting = one.shell('sleep 31415.928', { signal: abort.signal });
    const after = one.shell('echo turn');
    setTimeout(() => abort.abort(), 200);
    const ends = await Promise.allSettled([running, waiting]);
    expect(ends).toMatchObject([{ reason: { code: 'CANCELLED' } }, { reason: { code: 'CANCELLED' } }]);
    expect((await after).stdout).toBe('turn\n');
    expect(alive('sleep 31415.928')).toBe('');
    await expect(one.shell('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    await one.close();
  });

  it('runs no more at one time than it may, and all of them in the end', async () => {
    const two = await realSandbox({ concurrent: 2 });
    const stamps = await Promise.all(Array.from({ length: 6 }, () => two.shell('date +%s%N; sleep 0.15; date +%s%N')));
    const spans = stamps.map(({ stdout }) => stdout.trim().split('\n').map(BigInt) as [bigint, bigint]);
    const atOnce = spans.map(([start]) => spans.filter((other) => other[0] <= start && start < other[1]).length);
    expect(Math.max(...atOnce)).toBe(2);
    await two.close();
  });

  it('ends what runs when it is closed, and refuses what comes after', async () => {
    const own = await realSandbox();
    const running = own.shell('sleep 31415.929');
    const ended = expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await own.sandbox.close();
    await ended;
    expect(alive('sleep 31415.929')).toBe('');
    await expect(own.shell('true')).rejects.toMatchObject({ code: 'CANCELLED' });
    await own.close();
  });

  it('does not hold the event loop while it watches', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 10);
    await real.shell('sleep 1', { limits: { wallSeconds: 5 } });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });
});

describe('where there is no sandbox', () => {
  it('refuses and says what to install', async () => {
    const sandbox = createSandbox({ confinement: bubblewrap({ hidden: [], program: '/nowhere/bwrap' }) });
    expect(await sandbox.availability()).toMatchObject({ available: false, why: expect.stringContaining('Install') });
    await expect(sandbox.run({ command: 'true' })).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE' });
    await sandbox.close();
  });

  it('refuses when the program that confines does not do its work', async () => {
    const sandbox = createSandbox({ confinement: bubblewrap({ hidden: [], program: '/bin/false' }) });
    await expect(sandbox.run({ command: 'true' })).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE' });
    // One that starts the command without confining it says nothing of how it ended, so it is not believed either.
    const pretender = createSandbox({ confinement: bubblewrap({ hidden: [], program: '/bin/true' }) });
    await expect(pretender.run({ command: 'true' })).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE' });
  });

  it('refuses an untrusted folder before anything else', async () => {
    const sandbox = createSandbox({ confinement: bubblewrap({ hidden: [], program: '/nowhere/bwrap' }) });
    await expect(sandbox.run({ command: 'true', folder: { root: '/tmp', trusted: false } })).rejects.toMatchObject({
      code: 'WORKSPACE_UNTRUSTED',
    });
  });
});
