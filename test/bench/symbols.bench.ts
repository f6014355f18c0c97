/**
 * The index of a generated repository of 5,000 files, and look-ups among 200,000 declarations. The warm run is a ratio to walking the
 * same folder and asking for the state of every file, which is the least that anything must do that finds what changed.
 */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRouterClient } from '@orpc/server';
import { createApp } from '#app';
import type { Client } from '../support/start-app.ts';

const files = Number(process.env['SYMBOL_FILES'] ?? 5_000);
const perFile = 40;
const verbs = 'read write find open close parse print merge split join load save send fetch build check'.split(' ');
const nouns = 'User Order File Token Node Tree Page Model Index Query Cache Queue Route Store Event Value'.split(' ');
const types = 'string number boolean Date Buffer URL Request Response'.split(' ');
const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length] as Item;

function sourceOf(file: number): { name: string; text: string } {
  const lines: string[] = [];
  for (let at = 0; at < perFile; at += 1) {
    const n = file * perFile + at;
    const name = `${pick(verbs, n)}${pick(nouns, Math.floor(n / 16))}${pick(nouns, n * 7)}${n % 997}`;
    const [a, b] = [pick(types, n), pick(types, n * 3 + 1)];
    if (file % 10 < 6)
      lines.push(`/** Does ${n}. */\nexport function ${name}(first: ${a}, other: ${b}): ${a} {\n  return use(first, other);\n}`);
    else if (file % 10 < 8) lines.push(`def ${name}(first: ${a}, other: ${b}) -> ${a}:\n    return use(first, other)`);
    else lines.push(`// Does ${n}.\nfunc ${name}(first ${a}, other ${b}) ${a} {\n\treturn use(first, other)\n}`);
  }
  const ending = file % 10 < 6 ? 'ts' : file % 10 < 8 ? 'py' : 'go';
  const head = ending === 'ts' ? "import express from 'express';\n" : ending === 'py' ? 'import flask\n' : 'package p\n';
  return { name: `d${file % 50}/e${file % 7}/f${file}.${ending}`, text: `${head}${lines.join('\n')}\n` };
}

const walk = (folder: string): number => {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) count += walk(at);
    else count += lstatSync(at).isFile() ? 1 : 0;
  }
  return count;
};
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
async function timed<Result>(work: () => Result | Promise<Result>): Promise<{ ms: number; cpu: number; result: Result }> {
  const [start, cpu] = [performance.now(), cpuMs()];
  const result = await work();
  return { ms: performance.now() - start, cpu: cpuMs() - cpu, result };
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

const folder = mkdtempSync(path.join(tmpdir(), 'autoglm-symbols-'));
const repository = path.join(folder, 'repository');
let bytes = 0;
for (let at = 0; at < files; at += 1) {
  const { name, text } = sourceOf(at);
  const file = path.join(repository, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  bytes += text.length;
}
const app = await createApp({ dataDir: path.join(folder, 'data'), host: 'browser' });
try {
  const client = createRouterClient(app.router) as Client;
  const { id: workspaceId } = await client.workspace.open({ root: repository });
  const cold = await timed(() => client.symbols.index({ workspaceId }));
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${files * perFile} declarations`);
  console.log(
    `cold: ${(cold.ms / 1000).toFixed(1)} s, ${(cold.cpu / 1000).toFixed(1)} s of CPU, RSS ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
    cold.result,
  );
  const warm: number[] = [];
  const plain: number[] = [];
  const warmCpu: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    // The list of the folder's files serves for three seconds: the run is to read it anew.
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    plain.push((await timed(() => walk(repository))).ms);
    const run = await timed(() => client.symbols.index({ workspaceId }));
    if (run.result.unchanged !== files) throw new Error(`Files were read again: ${JSON.stringify(run.result)}`);
    warm.push(run.ms);
    warmCpu.push(run.cpu);
  }
  console.log(
    `warm: median ${median(warm).toFixed(0)} ms (CPU ${median(warmCpu).toFixed(0)} ms), ${(median(warm) / median(plain)).toFixed(1)} times a walk with lstat (${median(plain).toFixed(0)} ms)`,
  );
  const queries: Record<string, (at: number) => object> = {
    prefix: (at) => ({ query: `${pick(verbs, at)}${pick(nouns, at * 5)}` }),
    'one letter': (at) => ({ query: pick(verbs, at).slice(0, 1) }),
    fuzzy: (at) => ({ query: `${pick(verbs, at).slice(0, 1)}${pick(nouns, at * 3).slice(0, 2)}${pick(nouns, at).slice(0, 1)}` }),
    'of a kind': (at) => ({ query: pick(verbs, at), kinds: ['function'] }),
    signature: (at) => ({ words: [pick(types, at), pick(types, at * 3 + 1)] }),
    'of no file': (at) => ({ query: `zz${at}` }),
  };
  for (const [name, queryOf] of Object.entries(queries)) {
    const times: number[] = [];
    for (let at = 0; at < 200; at += 1) times.push((await timed(() => client.symbols.find({ workspaceId, limit: 50, ...queryOf(at) }))).ms);
    times.sort((a, b) => a - b);
    console.log(`${name}: p50 ${(times[100] as number).toFixed(1)} ms, p95 ${(times[190] as number).toFixed(1)} ms`);
  }
} finally {
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
