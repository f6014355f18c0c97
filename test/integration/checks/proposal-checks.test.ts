import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckProgress } from '#domain/checks';
import type { ProposalId } from '#domain/ids';
import { createProposalChecks, type ProposedFiles } from '#services/checks';
import { openFolder, realChecks } from '../../support/checks.ts';
import { missing } from '../../support/prerequisites.ts';

const id = 'prp_1' as ProposalId;

describe('the checks of a proposal', () => {
  let real: Awaited<ReturnType<typeof realChecks>>;
  beforeAll(async () => {
    real = await realChecks();
  });
  afterAll(() => real.close());

  async function proposed(text: string, trusted = true) {
    const root = await real.folder({});
    const now: ProposedFiles = {
      revision: 1,
      folder: openFolder(root, trusted),
      files: new Map([['a.py', text]]),
      before: new Map([['a.py', null]]),
      promises: [],
    };
    let runs = 0;
    const checks = createProposalChecks({
      checks: {
        checkFiles(request) {
          runs += 1;
          return real.checks.checkFiles(request);
        },
      },
      proposed: async () => now,
      hash: (key) => createHash('sha256').update(key).digest('hex'),
    });
    return { checks, now, runs: () => runs };
  }
  const all = async (progress: AsyncIterable<CheckProgress>) => {
    const seen: CheckProgress[] = [];
    for await (const each of progress) seen.push(each);
    return seen;
  };

  it.skipIf(missing('sandbox', 'python'))('are told while they run, and kept for the text that they are of', async () => {
    const { checks, now, runs } = await proposed('x = 1\n');
    const seen = await all(checks.follow(id));
    expect(seen[0]?.running).toContainEqual({ name: 'parses', language: 'python' });
    expect(seen.at(-1)).toMatchObject({ revision: 1, running: [] });
    expect(seen.at(-1)?.checks.map(({ name, status }) => [name, status])).toEqual([
      ['parses', 'passed'],
      ['compiles', 'passed'],
    ]);
    now.revision = 2;
    expect(await all(checks.follow(id))).toMatchObject([{ revision: 2, running: [], checks: [{}, {}] }]);
    expect((await checks.of(id)).checks).toHaveLength(2);
    expect(runs()).toBe(1);
    await checks.of(id, true);
    expect(runs()).toBe(2);
    now.files = new Map([['a.py', 'def f(:\n']]);
    expect((await checks.of(id)).checks[0]).toMatchObject({ status: 'failed', findings: [{ path: 'a.py', line: 1 }] });
    expect(runs()).toBe(3);
    await checks.close();
  });

  it.skipIf(missing('sandbox', 'python'))('end when the last who waits has gone, and go on for those who stay', async () => {
    const { checks, runs } = await proposed('x = 2\n');
    const first = new AbortController();
    const leaving = all(checks.follow(id, false, first.signal));
    const staying = all(checks.follow(id));
    setTimeout(() => first.abort(), 5);
    await expect(leaving).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await staying).at(-1)?.checks).toHaveLength(2);
    expect(runs()).toBe(1);
    const alone = await proposed('x = 3\n');
    const only = new AbortController();
    const gone = all(alone.checks.follow(id, false, only.signal));
    setTimeout(() => only.abort(), 5);
    await expect(gone).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await alone.checks.of(id)).checks).toHaveLength(2);
    expect(alone.runs()).toBe(2);
    await checks.close();
    await alone.checks.close();
  });

  it('of a change that is on disk compare with what was there before', async () => {
    const { checks, now } = await proposed('def f(:\n', false);
    now.folder = { ...now.folder, read: async () => 'def f(:\n' };
    now.before = new Map([['a.py', 'x = 1\n']]);
    expect((await checks.of(id)).checks[0]).toMatchObject({ name: 'parses', status: 'failed' });
    await checks.close();
  });
});
