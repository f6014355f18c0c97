import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { missing } from '../../support/prerequisites.ts';
import { randomServices } from '../../support/random-services.ts';
import { playTranscripts } from '../../support/transcripts.ts';
import { startEngine } from '../../unit/programming/bank.ts';

const engine = startEngine();
const folder = mkdtempSync(join(tmpdir(), 'transcripts-'));
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing('python', 'go'))('random services', () => {
  test('answer every request of a transcript in the same way in every language, as their contracts say', async () => {
    const services = await randomServices(engine, 9, 4_711);
    const played = await playTranscripts(services, ['typescript', 'javascript', 'python', 'go'], folder, 11);
    expect(new Set(services.map(({ kind }) => kind)).size).toBeGreaterThan(2);
    for (const { request, expected, answers } of played) {
      const [first = ''] = Object.values(answers);
      const same = { typescript: expected ?? first, javascript: expected ?? first, python: expected ?? first, go: expected ?? first };
      expect(answers, `${request.title}: ${request.method} ${request.path} ${request.body}`).toEqual(same);
    }
    const statuses = new Set(played.map(({ answers }) => Object.values(answers)[0]?.slice(0, 3)));
    for (const status of ['400', '404', '405', '413']) expect(statuses).toContain(status);
  }, 120_000);
});
