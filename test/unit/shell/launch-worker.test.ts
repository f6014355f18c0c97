import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { utilityLauncher } from '../../../electron/shell/launch-worker.ts';
import { electronDouble } from '../../support/electron-double.ts';
import { missing } from '../../support/prerequisites.ts';

function start() {
  const { electron, made } = electronDouble();
  const worker = utilityLauncher(electron, '/app/model-worker.js')();
  const { child, path, options } = made.forks[0] as (typeof made.forks)[number];
  return { worker, child, path, options };
}

test('the worker is a utility process without standard input, and without options of this process', () => {
  const { path, options } = start();
  expect(path).toBe('/app/model-worker.js');
  expect(options).toMatchObject({ serviceName: 'model', stdio: ['ignore', 'ignore', 'pipe'] });
  expect((options.env as Record<string, string>).NODE_OPTIONS).toBe('');
});

test('frames go both ways, and none to a process that has ended', () => {
  const { worker, child } = start();
  const frames: unknown[] = [];
  worker.onFrame((frame) => frames.push(frame));
  child.emit('message', { type: 'ready' });
  worker.send({ type: 'cancel', id: 1 } as never);
  child.emit('exit', 0);
  worker.send({ type: 'cancel', id: 2 } as never);
  expect(frames).toEqual([{ type: 'ready' }]);
  expect(child.posted).toEqual([{ type: 'cancel', id: 1 }]);
});

test('an exit is told once, with the last lines of standard error that came after it', async () => {
  const { worker, child } = start();
  const exits: unknown[] = [];
  const told = new Promise<void>((resolve) =>
    worker.onExit((exit) => {
      exits.push(exit);
      resolve();
    }),
  );
  child.stderr.write(`${'x'.repeat(10_000)}\n`);
  child.emit('exit', 134);
  child.stderr.write('GGML_ASSERT failed\n');
  child.stderr.destroy();
  await told;
  expect(exits).toHaveLength(1);
  expect(exits[0]).toMatchObject({ code: 134, signal: null, lastWords: expect.stringMatching(/GGML_ASSERT failed$/) });
  expect((exits[0] as { lastWords: string }).lastWords.length).toBeLessThanOrEqual(4096);
});

test('an exit whose standard error stays open is told all the same', async () => {
  const { worker, child } = start();
  const told = new Promise((resolve) => worker.onExit(resolve));
  child.emit('exit', 1);
  expect(await told).toMatchObject({ code: 1 });
});

test.skipIf(missing('posix'))('a process that does not listen is ended the hard way', async () => {
  const { worker, child } = start();
  const deaf = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log(1); setInterval(() => {}, 1000)"]);
  onTestFinished(() => void deaf.kill('SIGKILL'));
  await new Promise((resolve) => deaf.stdout.once('data', resolve));
  child.pid = deaf.pid;
  const ended = new Promise((resolve) => deaf.once('exit', (_code, signal) => resolve(signal)));
  worker.kill();
  expect(await ended).toBe('SIGKILL');
});
