import { mkdir, open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackup, restoreStore } from '#db/backup';
import { openStore, storeFile } from '#db/open';
import type { MessageId } from '#domain/ids';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

const clock = { now: () => Date.UTC(2026, 0, 2) };
let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => removeFolder(dataDir));

/** A store with `count` rated answers, closed. */
async function fill(count: number): Promise<void> {
  const app = await openFeedbackApp(dataDir);
  const ids = await seedAnswers(
    app.store,
    Array.from({ length: count }, (_, at) => ({ id: `a${at}`, text: `answer ${at} ${'lorem ipsum '.repeat(60)}`, request: '数据库连接' })),
  );
  await app.feedback.recordAll(ids.map((answerId) => ({ subject: { answerId }, body: { kind: 'stars', stars: 5 } })));
  await app.close();
}
/** The marker that a process leaves which ends without closing the store. */
async function endUncleanly(): Promise<void> {
  await mkdir(path.join(dataDir, 'open'), { recursive: true });
  await writeFile(path.join(dataDir, 'open', '999999-x.json'), JSON.stringify({ pid: 999_999, boot: { id: null, at: 0 }, start: '1' }));
}
async function overwrite(from: number, length: number, byte = 0xa5): Promise<void> {
  const handle = await open(storeFile(dataDir), 'r+');
  await handle.write(Buffer.alloc(length, byte), 0, length, from);
  await handle.close();
}
const damagedFolders = async () => (await readdir(dataDir)).filter((name) => name.startsWith('damaged-'));

describe('a store after an unclean end', () => {
  it('is opened as it is when it is sound, and the traces are gone', async () => {
    await fill(3);
    await endUncleanly();
    const app = await openFeedbackApp(dataDir);
    expect(app.notices).toEqual([]);
    expect(await readdir(path.join(dataDir, 'open'))).toHaveLength(1);
    await app.close();
    expect(await readdir(path.join(dataDir, 'open'))).toEqual([]);
  });
  it('is recovered into a new file when pages are damaged: what can be read is there, searchable, and the damaged file is kept', async () => {
    await fill(200);
    const { size } = await stat(storeFile(dataDir));
    await overwrite(Math.floor(size / 2 / 4096) * 4096, 4096 * 2);
    await endUncleanly();
    const before = await readFile(storeFile(dataDir));
    const app = await openFeedbackApp(dataDir);
    expect(app.notices).toEqual([{ code: 'STORE_RECOVERED', message: expect.stringMatching(/\d+ rows were recovered .*kept at/) }]);
    const [folder] = await damagedFolders();
    expect(await readFile(path.join(dataDir, folder ?? '', 'store.sqlite'))).toEqual(before);
    const { n } = await app.store.db
      .selectFrom('message')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBeGreaterThan(300);
    const { rows } = await app.feedback.list({ filter: { text: '连接', minScore: 1 }, limit: 500 });
    expect(rows.length).toBeGreaterThan(150);
    await app.feedback.record({ answerId: rows[0]?.answerId as MessageId }, { kind: 'thumb', up: false });
    await app.close();
    const check = new Database(storeFile(dataDir), { readonly: true });
    expect([check.pragma('integrity_check', { simple: true }), check.pragma('foreign_key_check')]).toEqual(['ok', []]);
    check.close();
  });
  it.each([
    [
      'is no database at all',
      async () => writeFile(storeFile(dataDir), 'not a database, but long enough to look like a file of one. '.repeat(50)),
    ],
    ['has lost its head', async () => overwrite(0, 100)],
    ['has lost its table of contents', async () => overwrite(100, 3996)],
    ['is cut off in the middle', async () => truncate(storeFile(dataDir), 20_000)],
    ['is cut off inside a page', async () => truncate(storeFile(dataDir), 4096 * 9 + 1234)],
  ])('starts anew, and says so, when the file %s', async (_, damage) => {
    await fill(40);
    await damage();
    await endUncleanly();
    const app = await openFeedbackApp(dataDir);
    expect(app.notices).toEqual([{ code: 'STORE_RECOVERED', message: expect.stringContaining('damaged') }]);
    expect(await damagedFolders()).toHaveLength(1);
    const [id] = (await seedAnswers(app.store, [{ id: 'new', conversationId: 'cnv_new' }])) as [MessageId];
    expect(await app.feedback.record({ answerId: id }, { kind: 'stars', stars: 4 })).toMatchObject({ score: 0.75 });
    await app.close();
  });
  it('is not recovered under the feet of another process', async () => {
    await fill(3);
    const app = await openFeedbackApp(dataDir);
    await endUncleanly();
    await overwrite(4096, 4096 * 8);
    await expect(openStore({ dataDir, clock })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('Close that one'),
    });
    expect(await damagedFolders()).toEqual([]);
    await app.close().catch(() => {});
  });
});

describe('a backup', () => {
  const file = (): string => path.join(dataDir, 'copy.sqlite');
  async function backUp(): Promise<number> {
    const app = await openFeedbackApp(dataDir);
    const { bytes } = await createBackup(app.reader)(file());
    await app.close();
    return bytes;
  }

  it('is one file with everything, which can be put back; the store that it replaces is kept', async () => {
    await fill(20);
    expect(await backUp()).toBe((await stat(file())).size);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const app = await openFeedbackApp(dataDir);
    await app.store.durable((tx) => tx.deleteFrom('conversation').execute());
    await app.close();
    const { kept } = await restoreStore({ dataDir, file: file(), clock });
    expect((await stat(kept as string)).isFile()).toBe(true);
    const restored = await openFeedbackApp(dataDir);
    expect((await restored.feedback.list({ filter: {}, limit: 100 })).rows).toHaveLength(20);
    await restored.close();
  });
  it('can be put into a folder that has no store yet', async () => {
    await fill(2);
    await backUp();
    const elsewhere = path.join(dataDir, 'new');
    await mkdir(elsewhere);
    expect(await restoreStore({ dataDir: elsewhere, file: file(), clock })).toEqual({ kept: null });
    const app = await openFeedbackApp(elsewhere);
    expect((await app.feedback.list({ filter: {}, limit: 9 })).rows).toHaveLength(2);
    await app.close();
  });
  it('is made while the app writes, and holds one moment', async () => {
    await fill(30);
    const app = await openFeedbackApp(dataDir);
    const [copied] = await Promise.all([
      createBackup(app.reader)(file()),
      ...Array.from({ length: 30 }, (_, at) => app.feedback.record({ answerId: `a${at}` as MessageId }, { kind: 'thumb', up: false })),
    ]);
    expect(copied.bytes).toBeGreaterThan(0);
    await app.close();
    const copy = new Database(file(), { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(
      copy.prepare('SELECT count(*) FROM feedback_event e WHERE seq > (SELECT max(voted_seq) FROM answer_feedback)').pluck().get(),
    ).toBe(0);
    copy.close();
  });
  it('never replaces a file, and leaves no half of one', async () => {
    await fill(1);
    await writeFile(file(), 'mine');
    const app = await openFeedbackApp(dataDir);
    const backUpTo = createBackup(app.reader);
    await expect(backUpTo(file())).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(backUpTo('relative.sqlite')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(backUpTo(path.join(dataDir, 'no', 'such', 'folder'))).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    await app.close();
    expect(await readFile(file(), 'utf8')).toBe('mine');
    expect((await readdir(dataDir)).filter((name) => name.includes('partial'))).toEqual([]);
  });
  it.each([
    ['a text', async () => writeFile(file(), 'not a database'), 'BAD_INPUT'],
    ['nothing', async () => {}, 'BAD_INPUT'],
    ['a folder', async () => mkdir(file()).then(() => {}), 'BAD_INPUT'],
    ["another program's database", async () => void new Database(file()).exec('CREATE TABLE t (a)').close(), 'BAD_INPUT'],
    [
      'a newer store',
      async () => {
        await backUp();
        const db = new Database(file());
        db.pragma('user_version = 9000');
        db.close();
      },
      'STORE_NEWER',
    ],
  ])('that is %s is not put in the place of the store', async (_, make, code) => {
    await fill(1);
    await make();
    const before = await readFile(storeFile(dataDir));
    await expect(restoreStore({ dataDir, file: file(), clock })).rejects.toMatchObject({ code });
    expect(await readFile(storeFile(dataDir))).toEqual(before);
  });
  it('is not put back while the app runs', async () => {
    await fill(1);
    await backUp();
    const app = await openFeedbackApp(dataDir);
    await expect(restoreStore({ dataDir, file: file(), clock })).rejects.toMatchObject({ code: 'STORE_BUSY' });
    await app.close();
  });
});
