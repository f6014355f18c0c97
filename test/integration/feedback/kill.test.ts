import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeFile } from '#db/open';
import type { MessageId } from '#domain/ids';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';

const kills = Number(process.env['AUTOGLM_KILLS'] ?? 20);
const program = fileURLToPath(new URL('../../support/voting-process.ts', import.meta.url));
const answers = 50;
let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => removeFolder(dataDir));

/** Lines that the process printed before it was killed, some milliseconds after the first. */
async function voteUntilKilled(round: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, dataDir, String(answers), String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), (round * 37) % 90);
    printed += part;
  });
  await once(child, 'close');
  return printed.split('\n').slice(0, -1);
}

describe('votes that were acknowledged', () => {
  it(`are all there after each of ${kills} kills at odd moments, in a sound store`, { timeout: 30_000 + kills * 6_000 }, async () => {
    const app = await openFeedbackApp(dataDir);
    await seedAnswers(
      app.store,
      Array.from({ length: answers }, (_, at) => ({ id: `a${at}` })),
    );
    await app.close();
    let acknowledged = 0;
    for (let round = 0; round < kills; round++) {
      const lines = await voteUntilKilled(round);
      expect(lines.filter((line) => line.startsWith('!'))).toEqual([]);
      acknowledged += lines.length;
      const store = new Database(storeFile(dataDir));
      expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
      // One vote more than was acknowledged may be there: the process died between the disk and the line.
      const recorded = store
        .prepare(`SELECT answer_id || ' ' || (body ->> '$.stars') FROM feedback_event ORDER BY seq DESC LIMIT ?`)
        .pluck()
        .all(lines.length + 1) as string[];
      store.close();
      const newestFirst = [...lines].reverse();
      expect([recorded.slice(0, lines.length), recorded.slice(1)]).toContainEqual(newestFirst);
    }
    const after = await openFeedbackApp(dataDir);
    expect(after.notices).toEqual([]);
    const { n } = await after.store.db
      .selectFrom('feedback_event')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBeGreaterThanOrEqual(acknowledged);
    expect(n).toBeLessThanOrEqual(acknowledged + kills);
    for (let at = 0; at < answers; at++) {
      const { events, stars } = await after.feedback.get(`a${at}` as MessageId);
      const last = events.at(-1)?.body;
      expect(stars).toBe(last?.kind === 'stars' ? last.stars : null);
    }
    await after.close();
  });
});
