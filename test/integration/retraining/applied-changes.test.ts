import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReviewStore } from '#db/review';
import { createWorkspaceStore } from '#db/workspace';
import { parseEdits } from '#domain/edit-format';
import type { FeedbackBody } from '#domain/feedback';
import type { MessageId, WorkspaceId } from '#domain/ids';
import type { Proposal } from '#domain/review';
import type { Review } from '#services/review';
import { createReview } from '#services/review';
import { createWorkspaces } from '#services/workspace';
import { processOwner } from '../../../electron/process-owner.ts';
import { reviewFiles } from '../../../electron/services/review/disk.node.ts';
import { workspaceFiles } from '../../../electron/services/workspace/files.node.ts';
import type { FeedbackApp, SeedAnswer } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, seedAnswers, temporaryFolder } from '../../support/feedback-app.ts';
import { ids, put, text } from '../../support/review-app.ts';

let app: FeedbackApp;
let review: Review;
let root: string;
let workspaceId: WorkspaceId;
let exports = 0;

beforeEach(async () => {
  root = await temporaryFolder();
  app = await openFeedbackApp(await temporaryFolder(), { changesOf: (of) => review.changes(of) });
  const { store, clock } = app;
  const announce = () => {};
  const workspaces = createWorkspaces({ store: createWorkspaceStore(store), files: workspaceFiles, clock, ids, announce });
  workspaceId = (await workspaces.open(root)).id;
  review = createReview({
    store: createReviewStore(store),
    files: reviewFiles,
    clock,
    ids,
    owner: processOwner(),
    rootOf: async () => root,
    announce,
    record: async (noted) => void (await app.feedback.recordAll(noted)),
  });
});
afterEach(async () => {
  await review.close();
  await app.close();
  await removeFolder(app.dataDir);
  await removeFolder(root);
});

const twenty = (change: Record<number, string> = {}): string =>
  Array.from({ length: 20 }, (_, at) => `${change[at + 1] ?? `line ${at + 1}`}\n`).join('');
const bad: FeedbackBody = { kind: 'stars', stars: 1 };

/** An answer of the built-in engine (or another) that rewrites files, with its proposal. Lines 2 and 18 of `a.ts` if not said. */
async function answer(
  id: string,
  more: Partial<SeedAnswer> = {},
  files: Record<string, string> = { 'a.ts': twenty({ 2: 'two', 18: 'last' }) },
) {
  const conversationId = `cnv_${id}`;
  const seed: SeedAnswer = { id, conversationId, prompt: `ask ${id}`, text: 'Changed it.', engine: 'programming', ...more };
  const edits = Object.entries(files).map(([name, content]) => ({ kind: 'write' as const, path: name, content }));
  await seedAnswers(app.store, [seed]);
  const proposal = (await review.propose({
    answerId: id as MessageId,
    conversationId: conversationId as never,
    workspaceId,
    edits,
    problems: [],
  })) as Proposal;
  await app.store.durable(async (tx) => {
    await tx.updateTable('message').set({ proposal_id: proposal.id }).where('id', '=', id).execute();
  });
  return { proposal, hunks: proposal.files.flatMap((file) => file.hunks.map((hunk) => hunk.id)) };
}
const say = (id: string, ...said: FeedbackBody[]) =>
  Promise.all(said.map((body) => app.feedback.record({ answerId: id as MessageId }, body)));
const diffOf = async ({ proposal }: { proposal: Proposal }) => (await review.diff(proposal.id)).files.map(({ diff }) => diff).join('\n');

type Row = Record<string, string | boolean>;
async function exported(): Promise<{ unpaired: Row[]; preference: Row[]; sft: Row[]; counts: Record<string, unknown> }> {
  const { folder, manifest } = await app.retraining.export({ folder: path.join(app.dataDir, `out${exports++}`), filter: {}, seed: 1 });
  const read = async (name: string) =>
    (await readFile(path.join(folder, `${name}.jsonl`), 'utf8'))
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Row);
  return { unpaired: await read('unpaired'), preference: await read('preference'), sft: await read('sft'), counts: manifest.counts };
}

/** The rows of one answer that was voted down and whose applied change is a target. */
const rowsOf = (prompt: string, proposed: string, applied: string) => ({
  unpaired: [{ prompt, completion: proposed, label: false }],
  preference: [{ prompt, chosen: applied, rejected: proposed }],
  sft: [{ prompt, completion: applied }],
});
const words = (diff: string): string => `Changed it.\n\n${diff}`;

describe('a proposal in a dataset', () => {
  beforeEach(() => put(root, { 'a.ts': twenty(), 'b.ts': twenty() }));

  it('that was edited and applied is a vote about what was proposed, and an example of what was applied', async () => {
    const made = await answer('x');
    const proposed = await diffOf(made);
    await review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nZWEI\nline 3\nline 4\nline 5\n');
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    expect(text(root, 'a.ts')).toBe(twenty({ 2: 'ZWEI', 18: 'last' }));
    const applied = proposed.replace('+two', '+ZWEI');
    const { counts, ...rows } = await exported();
    expect(rows).toEqual(rowsOf('ask x', words(proposed), words(applied)));
    expect(counts).toEqual({ scored: 1, unpaired: 1, preference: 1, sft: 1, excluded: {}, redacted: {} });
    expect(await exported()).toEqual({ counts, ...rows });
  });
  it('that was applied without a rejected hunk keeps that hunk in the vote', async () => {
    const made = await answer('x');
    const proposed = await diffOf(made);
    await review.decide(made.proposal.id, 'rejected', { hunks: [made.hunks[1] as never] });
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    const { counts: _, ...rows } = await exported();
    expect(proposed).toContain('+last');
    expect(rows).toEqual(rowsOf('ask x', words(proposed), words(proposed.slice(0, proposed.indexOf('@@ -15')))));
  });
  it('that was applied and undone, edited and not applied, not wholly decided, or rejected is its vote alone', async () => {
    const proposed: Record<string, string> = {};
    const keep = async (id: string, made: { proposal: Proposal }) => {
      proposed[`ask ${id}`] = words(await diffOf(made));
      await say(id, bad);
    };
    const edit = (made: { proposal: Proposal; hunks: unknown[] }) =>
      review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nmine\nline 3\nline 4\nline 5\n');
    const undone = await answer('undone');
    await keep('undone', undone);
    await edit(undone);
    await review.apply(undone.proposal.id, { all: true });
    await review.undo(undone.proposal.id);
    const edited = await answer('edited');
    await keep('edited', edited);
    await edit(edited);
    const rejected = await answer('rejected');
    await keep('rejected', rejected);
    await review.decide(rejected.proposal.id, 'rejected', {});
    const half = await answer('half');
    await keep('half', half);
    await edit(half);
    await review.apply(half.proposal.id, { hunks: [half.hunks[0] as never] });
    const { unpaired, preference, sft } = await exported();
    expect(Object.fromEntries(unpaired.map(({ prompt, completion }) => [prompt, completion]))).toEqual(proposed);
    expect({ preference, sft }).toEqual({ preference: [], sft: [] });
  });
  it('that was applied as it was proposed is its vote alone', async () => {
    const made = await answer('x');
    const proposed = await diffOf(made);
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    expect(await exported()).toMatchObject({
      unpaired: [{ prompt: 'ask x', completion: words(proposed), label: false }],
      preference: [],
      sft: [],
    });
  });
  it('gives way to a correction, and is an example without any vote', async () => {
    for (const id of ['x', 'y']) {
      put(root, { 'a.ts': twenty() });
      const made = await answer(id);
      await review.decide(made.proposal.id, 'rejected', { hunks: [made.hunks[1] as never] });
      await review.apply(made.proposal.id, { all: true });
    }
    await say('x', { kind: 'correction', text: 'by hand' });
    const { unpaired, preference, sft, counts } = await exported();
    expect(unpaired).toEqual([]);
    expect(new Map(sft.map(({ prompt, completion }) => [prompt, completion]))).toEqual(
      new Map([
        ['ask x', 'by hand'],
        ['ask y', expect.not.stringContaining('+last')],
      ]),
    );
    expect(new Set(preference.map(({ chosen }) => chosen))).toEqual(new Set(sft.map(({ completion }) => completion)));
    for (const { rejected } of preference) expect(rejected).toContain('+last');
    expect(counts).toMatchObject({ scored: 2, preference: 2, sft: 2 });
  });
  it('of several files has all of them as proposed, and those that were applied', async () => {
    const made = await answer('x', {}, { 'a.ts': twenty({ 2: 'two' }), 'b.ts': twenty({ 3: 'three' }), 'new/数.ts': 'made\n' });
    const proposed = await diffOf(made);
    await review.decide(made.proposal.id, 'rejected', { path: 'b.ts' });
    await review.edit(made.proposal.id, made.hunks[2] as never, 'made by me\n');
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    const [a, , n] = proposed.split(/\n(?=diff --git)/) as [string, string, string];
    const { counts: _, ...rows } = await exported();
    expect(proposed).toContain('+three');
    expect(rows).toEqual(rowsOf('ask x', words(proposed), words(`${a}\n${n.replace('+made', '+made by me')}`)));
  });
  it('of a model is its text against blocks of what was applied, which are edits again', async () => {
    const said = 'Here:\n\na.ts\n<<<<<<< SEARCH\nline 2\n=======\ntwo\n>>>>>>> REPLACE\n';
    const made = await answer('x', { engine: 'model', text: said }, { 'a.ts': twenty({ 2: 'two', 18: 'last' }), 'n.ts': 'made\n' });
    await review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nZWEI\nline 3\nline 4\nline 5\n');
    await review.apply(made.proposal.id, { all: true });
    await answer('y', { engine: 'model', text: 'As it is.' }, { 'b.ts': twenty({ 2: 'two' }) }).then(({ proposal }) =>
      review.apply(proposal.id, { all: true }),
    );
    await say('x', bad);
    await say('y', bad);
    const { unpaired, preference, sft } = await exported();
    expect(new Set(unpaired.map(({ completion }) => completion))).toEqual(new Set([said, 'As it is.']));
    expect(sft).toHaveLength(1);
    const applied = sft[0]?.['completion'] as string;
    expect(preference).toEqual([{ prompt: 'ask x', chosen: applied, rejected: said }]);
    expect(parseEdits(applied)).toMatchObject({
      problems: [],
      edits: [
        {
          kind: 'replace',
          path: 'a.ts',
          search: 'line 1\nline 2\nline 3\nline 4\nline 5\n',
          replace: 'line 1\nZWEI\nline 3\nline 4\nline 5\n',
        },
        { path: 'a.ts' },
        { path: 'n.ts' },
      ],
    });
  });
});

describe('a proposal in a dataset whose file was changed meanwhile', () => {
  beforeEach(() => put(root, { 'a.ts': twenty(), 'b.ts': twenty() }));

  it('and that was moved there is as proposed at its new place', async () => {
    const made = await answer('x');
    await review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nZWEI\nline 3\nline 4\nline 5\n');
    put(root, { 'a.ts': `first\n${twenty()}` });
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    const { unpaired, sft } = await exported();
    expect(unpaired[0]?.['completion']).toMatch(/@@ -1,6 \+1,6 @@\n first\n line 1\n-line 2\n\+two\n line 3[\s\S]*-line 18\n\+last\n/);
    expect(sft[0]?.['completion']).toMatch(/-line 2\n\+ZWEI\n line 3[\s\S]*\+last\n/);
  });
  it('and that is stale is as proposed against what it was made for', async () => {
    const made = await answer('x');
    const proposed = await diffOf(made);
    await review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nZWEI\nline 3\nline 4\nline 5\n');
    put(root, { 'a.ts': 'all is new\n' });
    await expect(review.apply(made.proposal.id, { all: true })).rejects.toMatchObject({ code: 'PROPOSAL_STALE' });
    await say('x', bad);
    expect(await exported()).toMatchObject({ unpaired: [{ completion: words(proposed) }], preference: [], sft: [] });
  });
  it('where a hunk was on disk already has that hunk all the same', async () => {
    const made = await answer('x');
    await review.edit(made.proposal.id, made.hunks[0] as never, 'line 1\nZWEI\nline 3\nline 4\nline 5\n');
    await review.apply(made.proposal.id, { hunks: [made.hunks[0] as never] });
    // The user goes on where the first hunk was: it has no place any more.
    put(root, { 'a.ts': text(root, 'a.ts').replace('ZWEI', 'and on') });
    await review.apply(made.proposal.id, { all: true });
    await say('x', bad);
    const { unpaired, sft, preference } = await exported();
    const body = (second: string) =>
      expect.stringMatching(new RegExp(`@@ -1,5 \\+1,5 @@\\n line 1\\n-line 2\\n\\+${second}\\n[\\s\\S]*-line 18\\n\\+last\\n`));
    expect(unpaired).toEqual([{ prompt: 'ask x', completion: body('two'), label: false }]);
    expect(sft).toEqual([{ prompt: 'ask x', completion: body('ZWEI') }]);
    expect(preference).toHaveLength(1);
  });
});

describe('what a user applied', () => {
  it('holds no secret, is left out for a file of secrets, a report, and when it is too long', async () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    const files = { secret: 'a.ts', env: '数/.env', reported: 'b.ts', long: 'c.ts' };
    for (const [id, name] of Object.entries(files)) {
      const made = await answer(id, id === 'env' ? { engine: 'model' } : {}, { [name]: 'made\n' });
      await review.edit(made.proposal.id, made.hunks[0] as never, id === 'long' ? 'x'.repeat(400_001) : `use ${token}\n`);
      await review.apply(made.proposal.id, { hunks: made.hunks });
      await say(id, bad);
    }
    await say('reported', { kind: 'report', reason: '' });
    const rows = await exported();
    expect(rows.counts).toMatchObject({
      scored: 4,
      unpaired: 4,
      preference: 1,
      sft: 1,
      excluded: { 'secret-file': 1, reported: 1, 'too-long': 1 },
      redacted: { 'github-token': 1 },
    });
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.sft).toMatchObject([{ prompt: 'ask secret' }]);
  });
});
