import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, firstChunk, isRunning, never, read, source, startEngine, type TestEngine, until } from '../../support/model-engine.ts';
import { cachedTinyModel, endless, exactReply, midSize } from '../../support/tiny-model.ts';

const started: TestEngine[] = [];
function start(...options: Parameters<typeof startEngine>): TestEngine {
  const host = startEngine(...options);
  started.push(host);
  return host;
}
afterEach(async () => {
  const pids = started.flatMap((host) => host.pids);
  await Promise.all(started.splice(0).map((host) => host.engine.close()));
  expect(pids.filter(isRunning), 'closing left processes behind').toEqual([]);
});

const endlessly = ask('endless', { grammar: endless, maxTokens: 10_000, model: source({}, 2048) });
const lastPid = (host: TestEngine): number => host.pids.at(-1) as number;

describe('stopping', () => {
  test('in the middle of an answer ends the text at once, keeps the process and frees it for the next request', async () => {
    const host = start();
    const stop = new AbortController();
    const generation = host.engine.generate(endlessly, stop.signal);
    const chunks = await firstChunk(generation);
    stop.abort();
    while (!(await chunks.next()).done);
    const { stopReason, usage } = await generation.done;
    expect(stopReason).toBe('abort');
    expect(usage.answerTokens).toBeGreaterThan(0);
    expect((await read(host.engine.generate(ask('next', { grammar: exactReply('next') }), never))).text).toBe('next');
    expect(host.pids).toHaveLength(1);
  });

  test('in the middle of a long prompt does not wait for its end', async () => {
    const host = start();
    const model = { id: 'mdl_mid', path: cachedTinyModel({ ...midSize, context: 16_384 }), contextSize: 16_384 };
    await host.engine.load(model);
    const stop = new AbortController();
    const generation = host.engine.generate(ask('long '.repeat(3200), { model }), stop.signal);
    const { tokens } = await generation.prompt;
    stop.abort();
    expect(await read(generation)).toMatchObject({ text: '', stopReason: 'abort', usage: { answerTokens: 0 } });
    expect(host.engine.status().contextUsed).toBeLessThan(tokens / 4);
    expect((await read(host.engine.generate(ask('next', { grammar: exactReply('next') }), never))).text).toBe('next');
    expect(host.pids).toHaveLength(1);
  });

  test('a process that does not answer replaces it, and the next request works', async () => {
    const host = start({ cancelGraceMs: 200 });
    const stop = new AbortController();
    const generation = host.engine.generate(endlessly, stop.signal);
    await firstChunk(generation);
    const hung = lastPid(host);
    process.kill(hung, 'SIGSTOP');
    stop.abort();
    expect((await generation.done).stopReason).toBe('abort');
    await until(() => !isRunning(hung));
    expect((await read(host.engine.generate(ask('next', { grammar: exactReply('next') }), never))).text).toBe('next');
    expect(host.pids).toHaveLength(2);
  });

  test('a load leaves nothing half loaded', async () => {
    const host = start();
    const stop = new AbortController();
    const loading = host.engine.load(source(), stop.signal);
    await until(() => host.engine.status().state === 'loading');
    stop.abort();
    await expect(loading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(host.engine.status()).toMatchObject({ state: 'idle', modelId: null });
    await host.engine.load(source());
    expect(host.engine.status()).toMatchObject({ state: 'ready', modelId: 'mdl_test', contextSize: 512 });
  });
});

describe('unloading', () => {
  test('stops a load that hangs: its process is replaced', async () => {
    const host = start({ cancelGraceMs: 200 });
    const loading = host.engine.load(source());
    await until(() => host.engine.status().state === 'loading');
    process.kill(lastPid(host), 'SIGSTOP');
    const unloaded = host.engine.unload();
    await expect(loading).rejects.toMatchObject({ code: 'CANCELLED' });
    await unloaded;
    expect(host.engine.status()).toMatchObject({ state: 'idle', modelId: null });
    await host.engine.load(source());
    expect(host.engine.status().state).toBe('ready');
  });
});

describe('a crash', () => {
  test('in the middle of an answer fails that answer alone; what waits is answered by a new process', async () => {
    const host = start();
    const running = host.engine.generate(endlessly, never);
    const chunks = await firstChunk(running);
    const waiting = read(host.engine.generate(ask('waits', { grammar: exactReply('still here') }), never));
    process.kill(lastPid(host), 'SIGKILL');
    await expect(running.done).rejects.toMatchObject({ code: 'MODEL_CRASHED', data: { signal: 'SIGKILL' } });
    await expect(
      (async () => {
        while (!(await chunks.next()).done);
      })(),
    ).rejects.toMatchObject({ code: 'MODEL_CRASHED' });
    expect((await waiting).text).toBe('still here');
    expect(host.pids).toHaveLength(2);
    expect(host.engine.status()).toMatchObject({ state: 'ready', restarts: 1, error: null });
  });

  test('while nothing runs is shown, and the next request loads the model again', async () => {
    const host = start();
    await host.engine.load(source());
    process.kill(lastPid(host), 'SIGKILL');
    await until(() => host.engine.status().state === 'crashed');
    expect(host.engine.status().error).toMatchObject({ code: 'MODEL_CRASHED' });
    expect((await read(host.engine.generate(ask('again', { grammar: exactReply('again') }), never))).text).toBe('again');
  });

  test('three times within a minute keeps the process down until a user loads the model again', async () => {
    const host = start();
    for (let crash = 1; crash <= 3; crash++) {
      const generation = host.engine.generate(endlessly, never);
      await firstChunk(generation);
      process.kill(lastPid(host), 'SIGKILL');
      await expect(generation.done).rejects.toMatchObject({ code: 'MODEL_CRASHED' });
    }
    await expect(read(host.engine.generate(endlessly, never))).rejects.toMatchObject({ code: 'MODEL_CRASHED' });
    await expect(host.engine.load(source())).rejects.toMatchObject({ code: 'MODEL_CRASHED' });
    expect(host.pids).toHaveLength(3);
    await host.engine.load(source(), undefined, { despiteCrashes: true });
    expect((await read(host.engine.generate(ask('up', { grammar: exactReply('up') }), never))).text).toBe('up');
  });
});

describe('the process', () => {
  test('is started with the first request and ended when nothing was asked for a while', async () => {
    const host = start({ unloadAfterMs: () => 50 });
    expect(host.pids).toEqual([]);
    expect((await read(host.engine.generate(ask('hi', { grammar: exactReply('hi'), model: source() }), never))).text).toBe('hi');
    await until(() => !isRunning(lastPid(host)));
    await until(() => host.engine.status().state === 'idle');
    expect((await read(host.engine.generate(ask('again', { grammar: exactReply('again') }), never))).text).toBe('again');
    expect(host.pids).toHaveLength(2);
  });

  test('is ended by unloading, and then there is no model', async () => {
    const host = start();
    await host.engine.load(source());
    await host.engine.unload();
    expect(isRunning(lastPid(host))).toBe(false);
    await expect(read(host.engine.generate(ask('hi'), never))).rejects.toMatchObject({ code: 'NO_MODEL' });
  });

  test('is ended by closing in the middle of an answer, and what runs and waits is cancelled', async () => {
    const host = start();
    const running = host.engine.generate(endlessly, never);
    await firstChunk(running);
    const waiting = host.engine.generate(ask('waits'), never);
    await host.engine.close();
    await expect(running.done).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(waiting.done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(isRunning(lastPid(host))).toBe(false);
    await expect(host.engine.load(source())).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('does not outlive a host that is killed in the middle of an answer', async () => {
    const host = spawn(process.execPath, [fileURLToPath(new URL('./killed-host.ts', import.meta.url)), cachedTinyModel()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
    const pid = Number(line);
    expect(isRunning(pid)).toBe(true);
    host.kill('SIGKILL');
    await until(() => !isRunning(pid));
  });

  test('says when it cannot be started at all', async () => {
    const host = start({ launch: (await import('#native-models/runtime/launch-node')).nodeLauncher('/does/not/exist.ts') });
    await expect(host.engine.load(source())).rejects.toMatchObject({ code: 'MODEL_CRASHED', message: expect.stringContaining('exist.ts') });
  });
});
