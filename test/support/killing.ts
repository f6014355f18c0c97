import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { createApp } from '#app';
import type { FileEdit } from '#domain/edit-format';
import type { MessageId, ProposalId } from '#domain/ids';
import { seedAnswers } from './feedback-app.ts';
import { ids, openReviewApp, put, snapshot, temporaryFolder } from './review-app.ts';
import type { Client } from './start-app.ts';
import { cachedTinyModel } from './tiny-model.ts';
import type { Told } from './victim.ts';

/** What was found after the kills. Every figure but `kills`, `promised` and the two that show the kills hit something must be 0. */
export interface Aftermath {
  kills: number;
  /** Ratings and exports that had been acknowledged. */
  promised: number;
  /** Changes over many files that were written or taken back. */
  changes: number;
  /** Kills that fell into a change that was being written, and into an answer that was being streamed. */
  changesTakenBack: number;
  answersInterrupted: number;
  corruptStores: number;
  halfApplied: number;
  lostRatings: number;
  brokenExports: number;
  /** Answers that still count as running, or lost more of their text than one checkpoint's worth of time. */
  stuckAnswers: number;
}

const victim = path.join(import.meta.dirname, 'victim.ts');
const rated = 40;

/**
 * Kills the app `rounds` times at random moments of its work, opens the store again after each and compares it with what had been
 * acknowledged. The work goes on with the same store from round to round.
 */
export async function killAtRandom(rounds: number, random: () => number = Math.random): Promise<Aftermath> {
  const place = await prepare();
  const aftermath: Aftermath = {
    kills: 0,
    promised: 0,
    changes: 0,
    changesTakenBack: 0,
    answersInterrupted: 0,
    corruptStores: 0,
    halfApplied: 0,
    lostRatings: 0,
    brokenExports: 0,
    stuckAnswers: 0,
  };
  const stars = new Map<MessageId, Set<number>>();
  try {
    for (let round = 0; round < rounds; round++) {
      const told = await workUntilKilled(place, 30 + random() * 1200);
      aftermath.kills += 1;
      aftermath.changes += told.filter(({ type }) => type === 'changed').length;
      await inspect(place, told, stars, aftermath);
    }
    return aftermath;
  } finally {
    for (const folder of [place.dataDir, place.root, place.exports]) rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  dataDir: string;
  root: string;
  exports: string;
  proposalId: ProposalId;
  modelId: string;
  answers: MessageId[];
  before: ReturnType<typeof snapshot>;
  after: ReturnType<typeof snapshot>;
}

async function prepare(): Promise<Place> {
  const setup = await openReviewApp();
  const { dataDir, root, store } = setup;
  const text = Array.from({ length: 2000 }, (_, index) => `line ${index}\n`).join('');
  put(root, Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`src/${index}.txt`, text])));
  const edits: FileEdit[] = Array.from({ length: 6 }, (_, index) => ({
    kind: 'replace',
    path: `src/${index}.txt`,
    search: 'line 1000\n',
    replace: 'changed\n',
  }));
  const proposal = await setup.propose([...edits, { kind: 'write', path: 'new/made.txt', content: text }]);
  const before = snapshot(root);
  await setup.review.apply(proposal.id, { all: true });
  const after = snapshot(root);
  await setup.review.undo(proposal.id);
  const answers = await seedAnswers(
    store,
    Array.from({ length: rated }, (_, index) => ({
      id: ids.next('msg'),
      request: `request ${index}`,
      text: `answer ${index}`,
      createdAt: 1000 + index,
    })),
  );
  // The proposal's own answer must exist as a message: applying records feedback about it.
  await seedAnswers(store, [{ id: proposal.answerId, request: 'change', text: 'the change', createdAt: 1 }]);
  await setup.close();

  const app = await createApp({ dataDir, host: 'browser' });
  const client = createRouterClient(app.router) as Client;
  const model = await client.models.add({ path: cachedTinyModel({ chatTemplate: 'chatml', context: 16_384, layers: 4, neverEnds: true }) });
  await client.settings.change({ maxTokens: 14_000, contextSize: 16_384, temperature: 0.9 });
  await app.close();
  const exports = temporaryFolder();
  mkdirSync(exports, { recursive: true });
  return { dataDir, root, exports, proposalId: proposal.id, modelId: model.id, answers, before, after };
}

function workUntilKilled(place: Place, milliseconds: number): Promise<Told[]> {
  const told: Told[] = [];
  const child = fork(victim, [place.dataDir, place.proposalId, place.modelId, place.exports, ...place.answers], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('message', (message: Told) => {
      if (message.type === 'ready') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      else told.push(message);
    });
    child.on('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve(told) : reject(new Error(`the app ended by itself (${code}): ${errors}`)),
    );
  });
}

async function inspect(place: Place, told: Told[], stars: Map<MessageId, Set<number>>, aftermath: Aftermath): Promise<void> {
  const app = await createApp({ dataDir: place.dataDir, host: 'browser' });
  const client = createRouterClient(app.router) as Client;
  try {
    aftermath.changesTakenBack += app.notices.some(({ code }) => code.startsWith('CHANGE_')) ? 1 : 0;
    aftermath.answersInterrupted += app.notices.some(({ code }) => code === 'ANSWERS_INTERRUPTED') ? 1 : 0;
    aftermath.corruptStores +=
      isSound(path.join(place.dataDir, 'store.sqlite')) && !app.notices.some(({ code }) => code === 'STORE_RECOVERED') ? 0 : 1;

    const { undoId } = await client.review.get({ proposalId: place.proposalId });
    const expected = undoId === null ? place.before : place.after;
    aftermath.halfApplied += JSON.stringify(snapshot(place.root)) === JSON.stringify(expected) ? 0 : 1;

    const last = new Map<MessageId, number>();
    for (const note of told) if (note.type === 'rated') last.set(note.answerId, note.stars);
    for (const [answerId, value] of last) {
      aftermath.promised += 1;
      const { events } = await client.feedback.get({ answerId });
      const values = events.flatMap(({ body }) => (body.kind === 'stars' ? [body.stars] : []));
      const known = stars.get(answerId) ?? new Set();
      // One more vote may have reached the disk without being acknowledged; none may be missing.
      if (!values.includes(value) || [...known].some((earlier) => !values.includes(earlier))) aftermath.lostRatings += 1;
      stars.set(answerId, new Set(values));
    }
    for (const note of told) {
      if (note.type !== 'exported') continue;
      aftermath.promised += 1;
      aftermath.brokenExports += isWhole(note.folder) ? 0 : 1;
    }
    // An export that was cut off must not look like one that was not.
    for (const name of readdirSync(place.exports)) {
      if (!name.startsWith('.') && !isWhole(path.join(place.exports, name))) aftermath.brokenExports += 1;
      rmSync(path.join(place.exports, name), { recursive: true, force: true });
    }
    const streamed = told.findLast((note) => note.type === 'text');
    if (streamed?.type === 'text' && (await client.chat.answer({ answerId: streamed.answerId })).status === 'streaming')
      aftermath.stuckAnswers += 1;
  } finally {
    await app.close();
  }
}

function isSound(file: string): boolean {
  const database = new Database(file, { readonly: true });
  try {
    return (
      database.pragma('integrity_check', { simple: true }) === 'ok' && (database.pragma('foreign_key_check') as unknown[]).length === 0
    );
  } finally {
    database.close();
  }
}

/** Every file the manifest names is there with its hash. */
function isWhole(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as { files: { name: string; sha256: string }[] };
    return manifest.files.every(
      ({ name, sha256 }) =>
        createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex') === sha256,
    );
  } catch {
    return false;
  }
}
