/**
 * From a request to its proposal without a model: every request of the banks against its folder, and against the same folder among 20,000
 * other files.
 */
import { performance } from 'node:perf_hooks';
import { ask, readBank, startEngine, workspaces } from '../unit/programming/bank.ts';

const engine = startEngine();
const entries = ['requests.json', 'held-out.json', 'requests-third.json'].flatMap(readBank);
const others: Record<string, string> = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, at) => [`src/part${at % 200}/file${at}.ts`, `export const value${at} = ${at};\n`]),
);
const percentile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] as number;

// Grammars and templates are read once, at the first request for each.
for (const entry of entries) await ask(engine, entry.text, workspaces[entry.files ?? ''] ?? null);

const small: number[] = [];
const large: number[] = [];
let proposed = 0;
for (const entry of entries) {
  const files = workspaces[entry.files ?? ''] ?? {};
  const start = performance.now();
  const answer = await ask(engine, entry.text, files);
  small.push(performance.now() - start);
  if (answer.edits.length > 0) proposed += 1;
  const again = performance.now();
  await ask(engine, entry.text, { ...others, ...files });
  large.push(performance.now() - again);
}
await engine.close();

console.log(
  `${entries.length} requests, ${proposed} proposals; medians ${percentile(small, 0.5).toFixed(1)} and ${percentile(large, 0.5).toFixed(1)} ms`,
);
figure('request to proposal, p95', percentile(small, 0.95));
figure('request to proposal among 20,000 files, p95', percentile(large, 0.95));

function figure(name: string, ours: number): void {
  console.log(JSON.stringify({ bench: 'engine', figure: name, unit: 'ms', ours, goal: '< 300 ms', ok: ours < 300 }));
}
