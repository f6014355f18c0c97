/**
 * The dataset export at a million rows, beside the naive way: one query and one write per row, not sorted, no search for secrets, no
 * hashes. By hand: `node test/bench/export.bench.ts [rows] [runs]`.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRetrainingStore } from '../../db/retraining.ts';
import { writeDataset } from '../../electron/services/retraining/dataset.ts';
import { createDatasetFiles, sha256 } from '../../electron/services/retraining/dataset-folder.node.ts';
import type { FeedbackApp } from '../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, temporaryFolder } from '../support/feedback-app.ts';
import { createSeeding } from './store-seed.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
/** The fastest run of each is reported: nobody else's work makes one faster. */
const runs = Number(process.argv[3] ?? 3);
const day = 86_400_000;

interface Run {
  rowsPerSecond: number;
  /** Microseconds of CPU time per row, of all threads and of the main thread. */
  cpu: number;
  cpuOfMain: number;
  /** Milliseconds that the main thread's event loop was late, 99th percentile and worst. */
  delay: number;
  worstDelay: number;
  /** How much the resident memory of the process grew. */
  megabytes: number;
}

async function measured(work: () => Promise<void>): Promise<Run> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage.rss();
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const [cpu, own, start] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
  delay.enable();
  await work();
  delay.disable();
  const [usedCpu, usedOwn, seconds] = [process.cpuUsage(cpu), process.threadCpuUsage(own), (performance.now() - start) / 1000];
  clearInterval(watching);
  return {
    rowsPerSecond: Math.round(rows / seconds),
    cpu: (usedCpu.user + usedCpu.system) / rows,
    cpuOfMain: (usedOwn.user + usedOwn.system) / rows,
    delay: delay.percentile(99) / 1e6,
    worstDelay: delay.max / 1e6,
    megabytes: (peak - before) / 1e6,
  };
}

async function exportAll(app: FeedbackApp, target: string): Promise<void> {
  const store = createRetrainingStore(app.store, app.reader);
  const folder = await createDatasetFiles({ self: '1.1', alive: () => true }).create(target, 1);
  try {
    const batches = store.batches({}, folder.salt);
    const manifest = await writeDataset({ batches, changesOf: async () => new Map(), filter: {}, seed: 1 }, folder, sha256);
    if (manifest.counts.scored !== rows) throw new Error(`${manifest.counts.scored} rows were exported and not ${rows}.`);
    await folder.publish();
  } finally {
    await folder.discard();
  }
}

async function exportRowAtATime({ store }: FeedbackApp, target: string): Promise<void> {
  const out = createWriteStream(target);
  const ids = await store.db.selectFrom('answer_feedback').select(['answer_id', 'score']).execute();
  for (const { answer_id: id, score } of ids) {
    const row = await store.db.selectFrom('message').select(['text', 'prompt']).where('id', '=', id).executeTakeFirstOrThrow();
    if (!out.write(`${JSON.stringify({ prompt: row.prompt, completion: row.text, label: (score ?? 0) >= 0.5 })}\n`))
      await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const print = (figure: { figure: string; unit: string; ours: number; baseline?: number; goal: string; ok: boolean }): void => {
  const { baseline, ours } = figure;
  const round = (value: number): number => Number(value.toFixed(2));
  const ratio = baseline === undefined ? {} : { baseline: round(baseline), ratio: round(ours / baseline) };
  process.stdout.write(`${JSON.stringify({ bench: 'dataset export', ...figure, ours: round(ours), ...ratio })}\n`);
};

const dataDir = await temporaryFolder();
try {
  const empty = await openFeedbackApp(dataDir);
  await empty.close();
  createSeeding({ rows, firstAt: Date.UTC(2025, 0, 1), step: Math.floor((600 * day) / rows) }).seed(path.join(dataDir, 'store.sqlite'));
  const app = await openFeedbackApp(dataDir);
  const ours: Run[] = [];
  const naive: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const target = path.join(dataDir, 'export');
    ours.push(await measured(() => exportAll(app, target)));
    await removeFolder(target);
    naive.push(await measured(() => exportRowAtATime(app, `${target}.jsonl`)));
    await removeFolder(`${target}.jsonl`);
  }
  await app.close();
  const most = (list: Run[], of: keyof Run): number => Math.max(...list.map((run) => run[of]));
  const least = (list: Run[], of: keyof Run): number => Math.min(...list.map((run) => run[of]));
  const speed = most(ours, 'rowsPerSecond');
  const name = `${rows.toLocaleString('en')} rows`;
  print({
    figure: name,
    unit: 'rows/s',
    ours: speed,
    baseline: most(naive, 'rowsPerSecond'),
    goal: '≥ 50,000 rows/s',
    ok: speed >= 50_000,
  });
  const cpu = least(ours, 'cpu');
  print({ figure: `${name}, CPU per row`, unit: 'µs', ours: cpu, baseline: least(naive, 'cpu'), goal: '≤ 30 µs', ok: cpu <= 30 });
  const main = least(ours, 'cpuOfMain');
  print({
    figure: `${name}, CPU of the main thread per row`,
    unit: 'µs',
    ours: main,
    baseline: least(naive, 'cpuOfMain'),
    goal: '≤ 3 µs',
    ok: main <= 3,
  });
  const delay = least(ours, 'delay');
  print({
    figure: `${name}, event loop p99`,
    unit: 'ms',
    ours: delay,
    baseline: least(naive, 'delay'),
    goal: '< 20 ms',
    ok: delay < 20,
  });
  const memory = most(ours, 'megabytes');
  print({
    figure: `${name}, memory at the peak`,
    unit: 'MB',
    ours: memory,
    baseline: most(naive, 'megabytes'),
    goal: '< 700 MB',
    ok: memory < 700,
  });
  process.stdout.write(`worst delay of the event loop: ${least(ours, 'worstDelay').toFixed(1)} ms\n`);
} finally {
  await removeFolder(dataDir);
}
