import { chmodSync, existsSync, linkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '#domain/review';
import { openReviewApp, put, removeFolders, snapshot, text } from '../../support/review-app.ts';
import type { ReviewApp } from '../../support/review-app.ts';

let app: ReviewApp;
beforeEach(async () => {
  app = await openReviewApp();
});
afterEach(async () => {
  await app.close();
  removeFolders(app.dataDir, app.root);
});

const numbered = (count: number, ending = '\n') => Array.from({ length: count }, (_, index) => `line ${index + 1}${ending}`).join('');
const replaceLine = (line: number, by: string) => ({ kind: 'replace' as const, path: 'a.txt', search: `line ${line}\n`, replace: `${by}\n` });
const hunkIds = (proposal: Proposal) => proposal.files.flatMap((file) => file.hunks.map((hunk) => hunk.id));
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'no error', (error: { code?: string }) => error.code ?? String(error));

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
    expect(one.files[0]!.hunks.map((hunk) => [hunk.applied, hunk.decision])).toEqual([[false, 'pending'], [true, 'accepted'], [false, 'pending']]);
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 30\n', 'thirty\nmore\n'));
    await app.review.apply(proposal.id, { hunks: [third!, first!] });
    expect(text(app.root, 'a.txt')).toBe(numbered(60).replace('line 5\n', 'five\n').replace('line 30\n', 'thirty\nmore\n').replace('line 55\n', 'fifty-five\n'));
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
    const proposal = await app.propose([replaceLine(3, 'three'), { kind: 'write', path: 'locked.txt', content: 'y\n' }, { kind: 'write', path: 'new/folder/n.txt', content: 'n\n' }]);
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
    expect(proposal.files.map((file) => [file.path, file.protected !== null])).toEqual([['.env', true], ['a.txt', false]]);
    await app.review.decide(proposal.id, 'accepted', {});
    const applied = await app.review.apply(proposal.id, { all: true });
    expect(applied.status).toBe('open');
    expect(text(app.root, '.env')).toBe('A=1\n');
    expect(await codeOf(app.review.apply(proposal.id, { all: true }))).toBe('PROPOSAL_NOTHING_TO_APPLY');
    await app.review.apply(proposal.id, { hunks: [proposal.files[0]!.hunks[0]!.id] });
    expect(text(app.root, '.env')).toBe('A=2\n');
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
