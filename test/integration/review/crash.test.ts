import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReviewApp } from '../../support/review-app.ts';
import { openReviewApp, put, removeFolders, snapshot } from '../../support/review-app.ts';

const child = fileURLToPath(new URL('../../support/review-child.ts', import.meta.url));
const folders: string[] = [];
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const each of children.splice(0)) each.kill('SIGKILL');
  removeFolders(...folders.splice(0));
});

function start(app: Pick<ReviewApp, 'dataDir' | 'root'>, proposal: string, manner: 'loop' | 'once'): ChildProcessWithoutNullStreams {
  const process_ = spawn(process.execPath, [child, app.dataDir, app.root, proposal, manner]);
  children.push(process_);
  return process_;
}

const line = (from: ChildProcessWithoutNullStreams): Promise<string> =>
  new Promise((resolve, reject) => {
    let errors = '';
    from.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    from.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    from.once('exit', () => reject(new Error(`the child ended: ${errors}`)));
  });
const ended = (from: ChildProcessWithoutNullStreams): Promise<void> =>
  new Promise((resolve) => (from.exitCode !== null || from.signalCode !== null ? resolve() : from.once('exit', () => resolve())));

/** A proposal over twelve files of all kinds, some large, with folders to make. */
async function manyFiles(app: ReviewApp): Promise<string> {
  const big = Array.from({ length: 3_000 }, (_, index) => `line ${index} of a file that takes a moment to write\r\n`).join('');
  put(app.root, Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`src/${index}.txt`, `${index}\r\n${big}`])));
  put(app.root, { 'gone.bin.txt': '\uFEFFbye', 'run.sh': 'echo\n' });
  chmodSync(path.join(app.root, 'run.sh'), 0o750);
  const proposal = await app.propose([
    ...Array.from({ length: 8 }, (_, index) => ({
      kind: 'replace' as const,
      path: `src/${index}.txt`,
      search: 'line 1500 of a file that takes a moment to write\n',
      replace: `changed ${index}\n`,
    })),
    { kind: 'delete', path: 'gone.bin.txt' },
    { kind: 'replace', path: 'run.sh', search: 'echo\n', replace: 'echo changed\n' },
    { kind: 'write', path: 'made/in/new/folder.txt', content: 'made\n' },
    { kind: 'write', path: 'made/too.txt', content: big },
  ]);
  return proposal.id;
}

describe('a process that is killed while it writes', () => {
  it('leaves all or nothing after the next start, at twenty random moments', { timeout: 240_000 }, async () => {
    const setup = await openReviewApp();
    folders.push(setup.dataDir, setup.root);
    const proposal = (await manyFiles(setup)) as never;
    const before = snapshot(setup.root);
    await setup.review.apply(proposal, { all: true });
    const after = snapshot(setup.root);
    await setup.review.undo(proposal);
    expect(snapshot(setup.root)).toEqual(before);
    await setup.close();

    let takenBack = 0;
    for (let round = 0; round < 20; round++) {
      const worker = start(setup, proposal, 'loop');
      await line(worker);
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 150));
      worker.kill('SIGKILL');
      await ended(worker);

      const app = await openReviewApp({ dataDir: setup.dataDir, root: setup.root });
      takenBack += (await app.review.recover()).length;
      const found = snapshot(app.root);
      const applied = (await app.review.get(proposal)).undoId !== null;
      expect(found).toEqual(applied ? after : before);
      expect(readdirSync(app.root).filter((name) => name.startsWith('.autoglm'))).toEqual([]);
      if (applied) await app.review.undo(proposal);
      expect(snapshot(app.root)).toEqual(before);
      await app.close();
    }
    // With 20 random moments it is as good as certain that one fell into a change; else this test shows nothing.
    expect(takenBack).toBeGreaterThan(0);
  });

  it('does not keep another process from applying, without a restart', async () => {
    const app = await openReviewApp();
    folders.push(app.dataDir, app.root);
    const proposal = (await manyFiles(app)) as never;
    for (let round = 0; round < 3; round++) {
      const worker = start(app, proposal, 'loop');
      await line(worker);
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
      worker.kill('SIGKILL');
      await ended(worker);
      const state = await app.review.get(proposal);
      if (state.undoId !== null) await app.review.undo(proposal);
      else {
        await app.review.apply(proposal, { all: true });
        await app.review.undo(proposal);
      }
    }
    await app.close();
  });
});

describe('two processes on one store and folder', () => {
  it('apply a proposal once: one wins and the other gets a typed error', async () => {
    const app = await openReviewApp();
    folders.push(app.dataDir, app.root);
    for (let round = 0; round < 4; round++) {
      put(app.root, { [`r${round}.txt`]: 'a\nb\n', [`s${round}.txt`]: 'a\nb\n' });
      const proposal = await app.propose([
        { kind: 'replace', path: `r${round}.txt`, search: 'b\n', replace: 'c\n' },
        { kind: 'replace', path: `s${round}.txt`, search: 'b\n', replace: 'c\n' },
      ]);
      const workers = [start(app, proposal.id, 'once'), start(app, proposal.id, 'once')];
      await Promise.all(workers.map(line));
      const results = Promise.all(workers.map(line));
      for (const worker of workers) worker.stdin.write('go\n');
      const sorted = (await results).sort();
      expect(sorted.filter((result) => result === 'applied')).toHaveLength(1);
      expect(['CONFLICT', 'PROPOSAL_NOTHING_TO_APPLY', 'PROPOSAL_STALE']).toContain(sorted.find((result) => result !== 'applied'));
      const state = await app.review.get(proposal.id);
      expect(state.status).toBe('applied');
      expect(snapshot(app.root)[`s${round}.txt`]).toBe(`644 ${Buffer.from('a\nc\n').toString('base64')}`);
      await app.review.undo(proposal.id);
    }
    await app.close();
  });
});
