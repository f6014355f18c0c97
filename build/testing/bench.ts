/**
 * `npm run bench [-- part of a file's name …]`: runs test/bench/*.bench.ts one after another, so that no benchmark shares the machine
 * with another, and prints their figures as one table. Exit code 1 when a benchmark fails or misses its goal.
 *
 * A benchmark is a program. It prints one line of JSON for each figure, see `Figure`; its other lines are shown as they are.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildBundle, page } from '../bootstrap/bundles.mjs';
import { root } from '../bootstrap/paths.mjs';

/** One measured figure, beside a baseline that was measured in the same run. */
interface Figure {
  bench: string;
  figure: string;
  /** of `ours` and `baseline`, for example `ms` or `rows/s` */
  unit: string;
  ours: number;
  /** What a named peer or the naive way needs; absent where there is nothing to compare with. */
  baseline?: number;
  /** ours / baseline */
  ratio?: number;
  /** What has to hold, in words: `< 20 ms`. */
  goal: string;
  ok: boolean;
}

const folder = path.join(root, 'test', 'bench');
const filters = process.argv.slice(2);
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.bench.ts') && (filters.length === 0 || filters.some((filter) => name.includes(filter))))
  .sort();

// Some of them open the page in a browser.
if (files.length > 0) await buildBundle(page);

const figures: Figure[] = [];
const broken: string[] = [];
for (const file of files) {
  console.log(`── ${file}`);
  const before = figures.length;
  const code = await run(path.join(folder, file));
  if (code !== 0 || figures.length === before) broken.push(`${file} (${code === 0 ? 'it printed no figure' : `exit code ${code}`})`);
}

if (figures.length > 0) console.log(`\n${table(figures)}`);
for (const name of broken) console.log(`Failed: ${name}`);
if (files.length === 0) console.log(`There is no benchmark of that name in ${folder}.`);
process.exitCode = files.length > 0 && broken.length === 0 && figures.every((figure) => figure.ok) ? 0 : 1;

async function run(file: string): Promise<number> {
  const child = spawn(process.execPath, ['--expose-gc', file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout }).on('line', (line) => {
    const figure = asFigure(line);
    if (figure === undefined) console.log(`   ${line}`);
    else figures.push(figure);
  });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (exitCode) => resolve(exitCode ?? 128));
  });
  // The last lines may still be on their way when the process has gone.
  if (!child.stdout.readableEnded) await new Promise((resolve) => lines.on('close', resolve));
  return code;
}

function asFigure(line: string): Figure | undefined {
  if (!line.startsWith('{"bench"')) return undefined;
  try {
    return JSON.parse(line) as Figure;
  } catch {
    return undefined;
  }
}

function table(rows: Figure[]): string {
  const head = ['benchmark', 'figure', 'ours', 'baseline', 'ratio', 'goal', ''];
  const number = (value: number | undefined) => (value === undefined ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 }));
  const body = rows.map((row) => [
    row.bench,
    row.figure,
    `${number(row.ours)} ${row.unit}`,
    row.baseline === undefined ? '' : `${number(row.baseline)} ${row.unit}`,
    number(row.ratio),
    row.goal,
    row.ok ? 'ok' : 'MISSED',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...body.map((row) => row[column]?.length ?? 0)));
  return [head, ...body]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
