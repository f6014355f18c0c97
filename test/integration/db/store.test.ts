import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginImmediate, connectWriter } from '#db/connection';
import { openStore, storeFile } from '#db/open';
import type { Store } from '#db/store';
import { removeFolder, temporaryFolder } from '../../support/feedback-app.ts';

const clock = { now: () => Date.now() };
let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = path.join(await temporaryFolder(), 'data');
  ({ store } = await openStore({ dataDir, clock }));
});
afterEach(async () => {
  await store.close();
  await removeFolder(path.dirname(dataDir));
});

const put =
  (key: string, value = '1') =>
  (tx: Parameters<Parameters<Store['durable']>[0]>[0]) =>
    tx.insertInto('setting').values({ key, value }).execute();
const keys = async (from = store): Promise<string[]> =>
  (await from.db.selectFrom('setting').select('key').orderBy('key').execute()).map(({ key }) => key);

describe('the store', () => {
  it('belongs to this user alone', async () => {
    await store.durable(put('a'));
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(dataDir)) {
      const entry = await stat(path.join(dataDir, name));
      expect([name, (entry.mode & 0o777).toString(8)]).toEqual([name, entry.isDirectory() ? '700' : '600']);
    }
  });
  it('notices once what another process changed, and not what it changed itself', async () => {
    await store.durable(put('own'));
    await keys();
    expect(store.changedElsewhere()).toBe(false);
    const { store: other } = await openStore({ dataDir, clock });
    expect(store.changedElsewhere()).toBe(false);
    await other.relaxed(put('theirs'));
    expect(store.changedElsewhere()).toBe(true);
    expect(store.changedElsewhere()).toBe(false);
    expect(other.changedElsewhere()).toBe(false);
    await store.durable(put('own again'));
    expect(store.changedElsewhere()).toBe(false);
    expect(other.changedElsewhere()).toBe(true);
    await other.close();
    expect(other.changedElsewhere()).toBe(false);
  });
  it('takes back all of a transaction that throws, and goes on with the next', async () => {
    const failing = store.durable(async (tx) => {
      await put('half')(tx);
      throw new Error('no');
    });
    const following = store.relaxed(put('next'));
    await expect(failing).rejects.toThrow('no');
    await following;
    expect(await keys()).toEqual(['next']);
  });
  it('runs transactions one after the other, also those that wait in between', async () => {
    const order: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name, at) =>
        store[at === 1 ? 'relaxed' : 'durable'](async (tx) => {
          order.push(`${name} begins`);
          await put(name)(tx);
          await tx.selectFrom('setting').selectAll().execute();
          order.push(`${name} ends`);
        }),
      ),
    );
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
  it('syncs each commit to disk for durable writes only', async () => {
    const level = async (write: 'durable' | 'relaxed') => {
      const { rows } = await store[write]((tx) =>
        tx.executeQuery({ sql: 'PRAGMA synchronous', parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'level' } }),
      );
      return (rows[0] as { synchronous: number }).synchronous;
    };
    expect([await level('durable'), await level('relaxed'), await level('durable')]).toEqual([2, 1, 2]);
  });
  it('refuses a transaction inside a transaction instead of waiting for itself for ever', async () => {
    await expect(store.durable(() => store.relaxed(put('inner')))).rejects.toMatchObject({ code: 'INTERNAL' });
    await store.durable(put('after'));
    expect(await keys()).toEqual(['after']);
  });
  it('does not let a reader write, nor see what is not committed', async () => {
    await expect(store.db.insertInto('setting').values({ key: 'a', value: '1' }).execute()).rejects.toThrow(/readonly/);
    await store.durable(async (tx) => {
      await put('a')(tx);
      expect(await keys()).toEqual([]);
    });
    expect(await keys()).toEqual(['a']);
  });
  it('is shared by several openings, which wait for each other', async () => {
    const other = await openStore({ dataDir, clock });
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 ? store : other.store).durable(put(`k${String(at).padStart(2, '0')}`))),
    );
    expect(await keys()).toHaveLength(40);
    await other.store.close();
    await store.durable(put('z'));
  });
  it('waits while another process writes, without holding up this one, and says so when that takes too long', async () => {
    const other = connectWriter(storeFile(dataDir));
    other.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const waiting = store.durable(put('late'));
    setTimeout(() => other.exec('COMMIT'), 300);
    await waiting;
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(3);
    other.exec('BEGIN IMMEDIATE');
    const third = connectWriter(storeFile(dataDir));
    await expect(beginImmediate(third, 'IMMEDIATE', 50)).rejects.toMatchObject({ code: 'STORE_BUSY' });
    other.exec('COMMIT');
    third.close();
    other.close();
  });
  it('can be closed twice, finishes what waits, and takes nothing more', async () => {
    const waiting = store.durable(put('last'));
    await Promise.all([store.close(), store.close(), waiting]);
    await expect(store.durable(put('too late'))).rejects.toMatchObject({ code: 'INTERNAL' });
    ({ store } = await openStore({ dataDir, clock }));
    expect(await keys()).toEqual(['last']);
  });
  it('cannot be where a file is, and says what to do', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    await expect(openStore({ dataDir: file, clock })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('--data'),
    });
  });
  it('lives in a folder with blanks, quotes and Chinese in its name', async () => {
    const odd = path.join(dataDir, `数据 'it"s' 100% ?#`);
    await mkdir(odd);
    const { store: second } = await openStore({ dataDir: odd, clock });
    await second.durable(put('a'));
    expect(await keys(second)).toEqual(['a']);
    await second.close();
  });
  it('tells a full disk from other failures, and keeps what was there', async () => {
    await store.durable(put('before'));
    const limited = new Database(storeFile(dataDir));
    const pages = limited.pragma('page_count', { simple: true }) as number;
    limited.close();
    await store.durable((tx) =>
      tx.executeQuery({
        sql: `PRAGMA max_page_count = ${pages + 2}`,
        parameters: [],
        query: { kind: 'RawNode' } as never,
        queryId: { queryId: 'limit' },
      }),
    );
    await expect(store.durable(put('big', 'x'.repeat(100_000)))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('full'),
    });
    expect(await keys()).toEqual(['before']);
    await store.durable(put('small'));
  });
});
