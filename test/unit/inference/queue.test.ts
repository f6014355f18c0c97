import { describe, expect, test } from 'vitest';
import { Queue } from '#native-models/runtime/queue';

function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a queue', () => {
  test('runs one job at a time in the order they came, also after one failed', async () => {
    const log: string[] = [];
    const queue = new Queue(() => {});
    const job = (name: string, fails = false) =>
      queue.run(async () => {
        log.push(`${name} starts`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([job('a'), job('b', true), job('c')]);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(queue.idle).toBe(true);
  });

  test('lets a waiting job go when it is aborted, and leaves a running one to itself', async () => {
    const queue = new Queue(() => {});
    const { opened, open } = gate();
    const abort = new AbortController();
    let ran = false;
    const running = queue.run(() => opened, abort.signal);
    const waiting = queue.run(async () => {
      ran = true;
    }, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    open();
    await running;
    expect(ran).toBe(false);
    await expect(queue.run(async () => {}, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('tells how many wait and when it is idle', async () => {
    const seen: string[] = [];
    const queue: Queue = new Queue(() => seen.push(`${queue.waiting}${queue.idle ? ' idle' : ''}`));
    const { opened, open } = gate();
    const jobs = [queue.run(() => opened), queue.run(async () => {}), queue.run(async () => {})];
    expect(queue.waiting).toBe(2);
    open();
    await Promise.all(jobs);
    await Promise.resolve();
    expect(seen).toEqual(['0', '1', '2', '1', '0', '0 idle']);
  });

  test('that is closed cancels what waits and takes nothing more', async () => {
    const queue = new Queue(() => {});
    const { opened, open } = gate();
    const running = queue.run(() => opened);
    const waiting = queue.run(async () => {});
    queue.close();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(queue.run(async () => {})).rejects.toMatchObject({ code: 'CANCELLED' });
    open();
    await running;
  });
});
