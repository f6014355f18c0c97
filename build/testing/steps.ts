import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildBundle, page, shell } from '../bootstrap/bundles.mjs';
import { root } from '../bootstrap/paths.mjs';
import { obtainChromium } from './chromium.ts';
import { emptyTally, readSkipReasons, type Tally, tallyPlaywright, tallyUnrun, tallyVitest } from './results.ts';
import { runTool } from './run-tool.ts';

export const results = path.join(root, 'test', 'results');
export const skipReasonsFile = path.join(results, 'skip-reasons.jsonl');

/** One step of `npm test`, chosen by `--only=<group>`. */
export interface Step {
  group: 'types' | 'lint' | 'build' | 'unit' | 'integration' | 'e2e';
  title: string;
  /** @param filters parts of test file names; empty runs all. @returns what it found; a thrown error counts as one failure. */
  run(filters: string[]): Promise<Tally>;
}

const tool = (name: string, ...parts: string[]): string => path.join(root, 'node_modules', ...name.split('/'), ...parts);

/** A check that passes or fails as a whole and counts as one. */
function check(group: Step['group'], title: string, program: string, args: string[]): Step {
  return {
    group,
    title,
    async run() {
      const { code } = await runTool(program, args);
      return code === 0 ? { ...emptyTally(), passed: 1 } : { ...emptyTally(), failed: [`${title} (exit code ${code})`] };
    },
  };
}

function vitest(project: 'unit' | 'integration'): Step {
  const report = path.join(results, `${project}.json`);
  return {
    group: project,
    title: `${project} tests`,
    async run(filters) {
      const args = [
        'run',
        '--config',
        'build/vitest.config.ts',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ];
      const { code } = await runTool(tool('vitest', 'vitest.mjs'), [
        ...args,
        ...(filters.length > 0 ? ['--passWithNoTests'] : []),
        ...filters,
      ]);
      const tally = existsSync(report) ? tallyVitest(readJson(report), root, readSkipReasons(skipReasonsFile)) : emptyTally();
      return withExitCode(tally, code, `${project} tests`);
    },
  };
}

const bundles: Step = {
  group: 'build',
  title: 'bundles of page and shell',
  async run() {
    for (const bundle of [page, shell]) await buildBundle(bundle);
    return { ...emptyTally(), passed: 1 };
  },
};

const endToEnd: Step = {
  group: 'e2e',
  title: 'end-to-end tests in a browser',
  async run(filters) {
    const report = path.join(results, 'e2e.json');
    const playwright = tool('@playwright/test', 'cli.js');
    const args = ['test', '--config', 'test/e2e/playwright.config.ts', ...filters];
    // Playwright sets FORCE_COLOR for its workers; beside NO_COLOR each of them would complain.
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, NO_COLOR: '', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
    const browser = obtainChromium((sentence) => console.log(sentence));
    if (browser === undefined) {
      const { code } = await runTool(playwright, [...args, '--list', '--reporter=json'], { env, quiet: true });
      const reason = 'There is no Chromium; install one, or name one in AUTOGLM_CHROMIUM.';
      return existsSync(report) ? tallyUnrun(readJson(report), reason) : withExitCode(emptyTally(), code, 'list of end-to-end tests');
    }
    const more = [
      '--forbid-only',
      '--retries=0',
      '--workers=1',
      '--reporter=list,json',
      ...(filters.length > 0 ? ['--pass-with-no-tests'] : []),
    ];
    const { code } = await runTool(playwright, [...args, ...more], { env: { ...env, AUTOGLM_CHROMIUM: browser } });
    return withExitCode(existsSync(report) ? tallyPlaywright(readJson(report)) : emptyTally(), code, 'end-to-end tests');
  },
};

/** A tool that fails without naming a test (an unhandled error, a crash, a time limit) is one failure. */
function withExitCode(tally: Tally, code: number, title: string): Tally {
  if (code === 0 || tally.failed.length > 0) return tally;
  return { ...tally, failed: [`${title} (exit code ${code}, and no test to blame)`] };
}

/** Everything `npm test` does, cheapest first; all steps run, whatever the ones before them found. */
export const steps: Step[] = [
  check('types', 'type check', tool('@typescript/native', 'bin', 'tsc'), ['--build']),
  check('types', 'type check of the page', tool('svelte-check', 'bin', 'svelte-check'), [
    '--tsconfig',
    'renderer/tsconfig.json',
    '--fail-on-warnings',
  ]),
  check('lint', 'lint and format', tool('@biomejs/biome', 'bin', 'biome'), [
    'ci',
    '--error-on-warnings',
    process.stdout.isTTY ? '--colors=force' : '--colors=off',
  ]),
  check('lint', 'unused files, exports and packages', tool('knip', 'bin', 'knip.js'), ['--config', 'build/knip.json']),
  bundles,
  vitest('unit'),
  vitest('integration'),
  endToEnd,
];

const readJson = <Report>(file: string): Report => JSON.parse(readFileSync(file, 'utf8'));
