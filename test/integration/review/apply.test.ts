import { chmodSync, existsSync, linkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '#domain/review';
import { codeOf } from '../../support/code-of.ts';
import type { ReviewApp } from '../../support/review-app.ts';
import { newAnswer, openReviewApp, put, removeFolders, snapshot, text } from '../../support/review-app.ts';

let app: ReviewApp;
beforeEach(async () => {
  app = await openReviewApp();
});
afterEach(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root);
});

const numbered = (count: number, ending = '\n') => Array.from({ length: count }, (_, index) => `line ${index + 1}${ending}`).join('');
const replaceLine = (line: number, by: string) => ({
  kind: 'replace' as const,
  path: 'a.txt',
  search: `line ${line}\n`,
  replace: `${by}\n`,
});
const hunkIds = (proposal: Proposal) => proposal.files.flatMap((file) => file.hunks.map((hunk) => hunk.id));

describe('applying', () => {
  it('writes nothing before the user accepts', async () => {
    put(app.root, { 'a.txt': numbered(40) });
    const before = snapshot(app.root);
    const proposal = await app.propose([replaceLine(3, 'three'), { kind: 'write', path: 'new/b.txt', content: 'b\n' }]);
    await app.review.decide(proposal.id, 'accepted', {});
    await app.review.edit(proposal.id, hunkIds(proposal)[0]!, 'changed\n');
    expect(snapshot(app.root)).toEqual(before);
  });

  it('changes, makes and deletes files at once, and one undo gives everything back to the byte', async () => {
    put(app.root, { 'a.txt': numbered(40), 'run.sh': '#!/bin/sh\necho 1\n', 'gone.txt': 'bye' });
    chmodSync(path.join(app.root, 'run.sh'), 0o755);
    chmodSync(path.join(app.root, 'gone.txt'), 0o640);
    const before = snapshot(app.root);
    const proposal = await app.propose([
      replaceLine(3, 'three'),
      { kind: 'replace', path: 'run.sh', search: 'echo 1\n', replace: 'echo 2\n' },
      { kind: 'write', path: 'deep/er/new.txt', content: 'new\n' },
      { kind: 'delete', path: 'gone.txt' },
    ]);
    const applied = await app.review.apply(proposal.id, { all: true });
    expect(applied.status).toBe('applied');
    expect(text(app.root, 'a.txt')).toBe(numbered(40).replace('line 3\n', 'three\n'));
    expect(text(app.root, 'run.sh')).toBe('#!/bin/sh\necho 2\n');
    expect(statSync(path.join(app.root, 'run.sh')).mode & 0o777).toBe(0o755);
    expect(text(app.root, 'deep/er/new.txt')).toBe('new\n');
    expect(existsSync(path.join(app.root, 'gone.txt'))).toBe(false);
    expect(Object.keys(snapshot(app.root)).filter((name) => name.includes('.tmp'))).toEqual([]);
    const undone = await app.review.undo(proposal.id);
    expect(undone.status).toBe('undone');
    expect(undone.undoId).toBeNull();
    expect(snapshot(app.root)).toEqual(before);
  });

  it('applies a subset, keeps the rest pending against the new text, and undoes newest first', async () => {
    put(app.root, { 'a.txt': numbered(60) });
    const proposal = await app.propose([replaceLine(5, 'five'), replaceLine(30, 'thirty\nmore'), replaceLine(55, 'fifty-five')]);
    const [first, second, third] = hunkIds(proposal);
    const one = await app.review.apply(proposal.id, { hunks: [second!] });
    expect(one.status).toBe('open');
    expect(one.files[0]!.hunks.map((hunk) => [hunk.applied, hunk.decision])).toEqual([
      [false, 'pending'],
      [true, 'accepted'],
      [false, 'pending'],
    ]);
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 30\n', 'thirty\nmore\n'));
    await app.review.apply(proposal.id, { hunks: [third!, first!] });
    expect(text(app.root, 'a.txt')).toBe(
      numbered(60).replace('line 5\n', 'five\n').replace('line 30\n', 'thirty\nmore\n').replace('line 55\n', 'fifty-five\n'),
    );
    await app.review.undo(proposal.id);
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 30\n', 'thirty\nmore\n'));
    const back = await app.review.undo(proposal.id);
    expect(text(app.root, 'a.txt')).toBe(numbered(60));
    expect(back.files[0]!.hunks.every((hunk) => !hunk.applied && hunk.decision === 'pending')).toBe(true);
    expect(await codeOf(app.review.undo(proposal.id))).toBe('CONFLICT');
  });

  it('can undo after a restart, and apply again after an undo', async () => {
    put(app.root, { 'a.txt': numbered(10) });
    const proposal = await app.propose([replaceLine(3, 'three')]);
    await app.review.apply(proposal.id, { all: true });
    const { dataDir, root } = app;
    await app.close();
    app = await openReviewApp({ dataDir, root });
    expect(await app.review.recover()).toEqual([]);
    await app.review.undo(proposal.id);
    expect(text(root, 'a.txt')).toBe(numbered(10));
    await app.review.apply(proposal.id, { all: true });
    expect(text(root, 'a.txt')).toBe(numbered(10).replace('line 3\n', 'three\n'));
  });

  it('refuses to undo over a later change and touches nothing', async () => {
    put(app.root, { 'a.txt': numbered(10), 'b.txt': 'b\n' });
    const proposal = await app.propose([replaceLine(3, 'three'), { kind: 'write', path: 'b.txt', content: 'bb\n' }]);
    await app.review.apply(proposal.id, { all: true });
    writeFileSync(path.join(app.root, 'b.txt'), 'mine\n');
    const before = snapshot(app.root);
    await expect(app.review.undo(proposal.id)).rejects.toMatchObject({ code: 'CHANGED_SINCE_APPLY', data: { paths: ['b.txt'] } });
    expect(snapshot(app.root)).toEqual(before);
  });

  it.each([
    ['CRLF', numbered(10, '\r\n'), 'three\r\n'],
    ['mixed endings', `${numbered(5, '\r\n')}lf line\nlast\n`, 'three\r\n'],
    ['a byte-order mark', `\uFEFF${numbered(10)}`, 'three\n'],
    ['no final newline', numbered(10).slice(0, -1), 'three\n'],
  ])('keeps %s', async (_, content, replacement) => {
    put(app.root, { 'a.txt': content });
    const proposal = await app.propose([{ kind: 'replace', path: 'a.txt', search: 'line 2\nline 3\n', replace: 'line 2\nthree\n' }]);
    await app.review.apply(proposal.id, { all: true });
    expect(text(app.root, 'a.txt')).toBe(content.replace(/line 3\r?\n/, replacement));
    await app.review.undo(proposal.id);
    expect(text(app.root, 'a.txt')).toBe(content);
  });

  it('follows a file that was changed elsewhere, and refuses when it was changed at the same place', async () => {
    put(app.root, { 'a.txt': numbered(40) });
    const proposal = await app.propose([replaceLine(20, 'twenty')]);
    put(app.root, { 'a.txt': `new first\n${numbered(40)}` });
    const refreshed = await app.review.refresh(proposal.id);
    expect(refreshed.files[0]!.hunks[0]!.oldStart).toBe(proposal.files[0]!.hunks[0]!.oldStart + 1);
    put(app.root, { 'a.txt': `another first\nnew first\n${numbered(40)}` });
    await app.review.apply(proposal.id, { all: true });
    expect(text(app.root, 'a.txt')).toBe(`another first\nnew first\n${numbered(40).replace('line 20\n', 'twenty\n')}`);

    put(app.root, { 'a.txt': numbered(40) });
    const other = await app.propose([replaceLine(20, 'twenty')]);
    put(app.root, { 'a.txt': numbered(40).replace('line 20\n', 'mine\n') });
    expect(await codeOf(app.review.apply(other.id, { all: true }))).toBe('PROPOSAL_STALE');
    expect(text(app.root, 'a.txt')).toBe(numbered(40).replace('line 20\n', 'mine\n'));
    expect((await app.review.get(other.id)).files[0]!.stale).not.toBeNull();
    put(app.root, { 'a.txt': numbered(40) });
    expect((await app.review.refresh(other.id)).files[0]!.stale).toBeNull();
  });

  it('leaves a read-only file alone with all others', async () => {
    put(app.root, { 'a.txt': numbered(10), 'locked.txt': 'x\n' });
    chmodSync(path.join(app.root, 'locked.txt'), 0o444);
    const before = snapshot(app.root);
    const proposal = await app.propose([
      replaceLine(3, 'three'),
      { kind: 'write', path: 'locked.txt', content: 'y\n' },
      { kind: 'write', path: 'new/folder/n.txt', content: 'n\n' },
    ]);
    expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('WRITE_FAILED');
    expect(snapshot(app.root)).toEqual(before);
    chmodSync(path.join(app.root, 'locked.txt'), 0o644);
    expect((await app.review.apply(proposal.id, { all: true })).status).toBe('applied');
  });

  it('breaks a hard link rather than changing the other name', async () => {
    put(app.root, { 'a.txt': numbered(10) });
    linkSync(path.join(app.root, 'a.txt'), path.join(app.root, 'other.txt'));
    const proposal = await app.propose([replaceLine(3, 'three')]);
    await app.review.apply(proposal.id, { all: true });
    expect(text(app.root, 'other.txt')).toBe(numbered(10));
  });

  it('leaves protected files out of "all" until they are named', async () => {
    put(app.root, { '.env': 'A=1\n', 'a.txt': numbered(10) });
    const proposal = await app.propose([{ kind: 'write', path: '.env', content: 'A=2\n' }, replaceLine(3, 'three')]);
    expect(proposal.files.map((file) => [file.path, file.protected !== null])).toEqual([
      ['.env', true],
      ['a.txt', false],
    ]);
    await app.review.decide(proposal.id, 'accepted', {});
    const applied = await app.review.apply(proposal.id, { all: true });
    expect(applied.status).toBe('open');
    expect(text(app.root, '.env')).toBe('A=1\n');
    expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('PROPOSAL_NOTHING_TO_APPLY');
    await app.review.apply(proposal.id, { hunks: [proposal.files[0]!.hunks[0]!.id] });
    expect(text(app.root, '.env')).toBe('A=2\n');
  });
});

describe('large and tangled changes', () => {
  it('takes 300 hunks in 20,000 lines through subsets, edits and undo without losing a byte', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => (index % 3 === 0 ? '}\r\n' : `  line ${index}\r\n`));
    put(app.root, { 'big.txt': lines.join('') });
    const places = Array.from({ length: 300 }, (_, index) => index * 66 + 10);
    const proposal = await app.propose(
      places.map((at) => ({
        kind: 'replace' as const,
        path: 'big.txt',
        search: `  line ${at}\n`,
        replace: `  changed ${at}\n  added ${at}\n`,
      })),
    );
    const hunks = proposal.files[0]!.hunks;
    expect([proposal.unplaced, hunks.length, proposal.files[0]!.additions, proposal.files[0]!.deletions]).toEqual([[], 300, 600, 300]);
    await app.review.apply(proposal.id, { hunks: hunks.filter((_, index) => index % 2 === 0).map((hunk) => hunk.id) });
    await app.review.edit(proposal.id, hunks[1]!.id, 'mine\n');
    await app.review.decide(proposal.id, 'rejected', { hunks: [hunks[3]!.id] });
    await app.review.apply(proposal.id, { all: true });
    const changed = new Map(places.map((at, index) => [at, index === 3 ? null : `  changed ${at}\r\n  added ${at}\r\n`]));
    const expected = lines.map((line, at) => changed.get(at) ?? line);
    expected.splice(places[1]! - 3, 7, 'mine\r\n');
    expect(text(app.root, 'big.txt')).toBe(expected.join(''));
    await app.review.undo(proposal.id);
    await app.review.undo(proposal.id);
    expect(text(app.root, 'big.txt')).toBe(lines.join(''));
  });

  it('lets two proposals change one file, and undoes them in reverse', async () => {
    put(app.root, { 'a.txt': numbered(60) });
    const first = await app.propose([replaceLine(10, 'ten')]);
    const second = await app.propose([replaceLine(50, 'fifty')]);
    await app.review.apply(first.id, { all: true });
    await app.review.apply(second.id, { all: true });
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 10\n', 'ten\n').replace('line 50\n', 'fifty\n'));
    expect(await codeOf(app.review.undo(first.id))).toBe('CHANGED_SINCE_APPLY');
    await app.review.undo(second.id);
    await app.review.undo(first.id);
    expect(text(app.root, 'a.txt')).toBe(numbered(60));
  });

  it('undoes after the rest was moved onto a change that was taken back by hand', async () => {
    put(app.root, { 'a.txt': numbered(60) });
    const proposal = await app.propose([replaceLine(10, 'ten'), replaceLine(50, 'fifty')]);
    const [first] = hunkIds(proposal);
    await app.review.apply(proposal.id, { hunks: [first!] });
    const applied = text(app.root, 'a.txt');
    // The user changes the applied lines themselves, so that the applied hunk no longer has a place of its own.
    put(app.root, { 'a.txt': `top\n${applied.replace('ten\n', 'TEN\n')}` });
    await app.review.refresh(proposal.id);
    put(app.root, { 'a.txt': applied });
    const undone = await app.review.undo(proposal.id);
    expect(text(app.root, 'a.txt')).toBe(numbered(60));
    expect(undone.files[0]!.hunks.map((hunk) => hunk.applied)).toEqual([false, false]);
    await app.review.apply(proposal.id, { all: true });
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 10\n', 'ten\n').replace('line 50\n', 'fifty\n'));
  });

  it('gives one proposal to an answer, and nothing for an answer without edits', async () => {
    put(app.root, { 'a.txt': 'a\n' });
    const { answerId, conversationId } = await newAnswer(app.store);
    const draft = { answerId, conversationId, workspaceId: app.workspaceId, problems: [] };
    expect(await app.review.propose({ ...draft, edits: [] })).toBeNull();
    expect(await app.review.propose({ ...draft, edits: [{ kind: 'write', path: 'a.txt', content: 'a\n' }] })).toBeNull();
    const proposal = await app.review.propose({ ...draft, edits: [{ kind: 'write', path: 'a.txt', content: 'b\n' }] });
    expect(await app.review.find(answerId)).toEqual(proposal);
    expect(await codeOf(app.review.propose({ ...draft, edits: [{ kind: 'write', path: 'a.txt', content: 'c\n' }] }))).toBe('CONFLICT');
    expect(await app.review.texts(proposal!.id, 'a.txt')).toEqual({ path: 'a.txt', before: 'a\n', after: 'b\n' });
  });

  it('removes kept bytes with the conversation they belong to, and only those', async () => {
    put(app.root, { 'a.txt': numbered(10), 'b.txt': numbered(20) });
    const gone = await app.propose([replaceLine(3, 'three')]);
    const kept = await app.propose([{ kind: 'write', path: 'b.txt', content: 'b\n' }]);
    await app.review.apply(kept.id, { all: true });
    await app.store.durable(async (tx) => void (await tx.deleteFrom('conversation').where('id', '=', gone.conversationId).execute()));
    await app.review.recover();
    expect(await app.store.db.selectFrom('blob').select('hash').execute()).toHaveLength(2);
    expect(await codeOf(app.review.get(gone.id))).toBe('NOT_FOUND');
    await app.review.undo(kept.id);
    expect(text(app.root, 'b.txt')).toBe(numbered(20));
  });
});

describe('deciding and editing', () => {
  it('notes each decision once, in the words of the feedback log', async () => {
    put(app.root, { 'a.txt': numbered(60) });
    const proposal = await app.propose([replaceLine(5, 'five'), replaceLine(50, 'fifty')]);
    const [first, second] = hunkIds(proposal);
    await app.review.decide(proposal.id, 'rejected', { hunks: [first!] });
    await app.review.decide(proposal.id, 'rejected', { hunks: [first!] });
    await app.review.edit(proposal.id, second!, 'line 49\nFIFTY\n');
    await app.review.apply(proposal.id, {});
    expect(app.events.map((event) => [event.body.kind, event.subject.hunkId])).toEqual([
      ['hunk-decided', first],
      ['hunk-edited', second],
      ['hunk-decided', second],
      ['applied', null],
    ]);
    expect(await codeOf(app.review.edit(proposal.id, second!, 'x'))).toBe('CONFLICT');
    expect((await app.review.get(proposal.id)).status).toBe('applied');
  });

  it('is rejected when every hunk is, and open again when one is taken back', async () => {
    put(app.root, { 'a.txt': numbered(10) });
    const proposal = await app.propose([replaceLine(3, 'three')]);
    expect((await app.review.decide(proposal.id, 'rejected', {})).status).toBe('rejected');
    expect(await app.review.open()).toEqual([]);
    expect((await app.review.decide(proposal.id, 'pending', {})).status).toBe('open');
    expect(await app.review.open()).toHaveLength(1);
    expect(await codeOf(app.review.apply(proposal.id, {}))).toBe('PROPOSAL_NOTHING_TO_APPLY');
  });
});
