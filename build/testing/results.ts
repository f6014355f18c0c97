import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A test that did not run. */
export interface Skip {
  test: string;
  /** What is missing on this machine; undefined when the test does not say. */
  reason: string | undefined;
}

/** What one step of the run found. */
export interface Tally {
  passed: number;
  /** One name per failed test. */
  failed: string[];
  skipped: Skip[];
}

export const emptyTally = (): Tally => ({ passed: 0, failed: [], skipped: [] });

/** The sum. A skip without a reason is a hole that nobody declared (a forgotten `.skip` or `.only`) and counts as a failure. */
export function addTallies(tallies: Tally[]): Tally {
  const skipped = tallies.flatMap((tally) => tally.skipped);
  const undeclared = skipped
    .filter((skip) => skip.reason === undefined)
    .map((skip) => `${skip.test} (skipped, and does not say what is missing)`);
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: [...tallies.flatMap((tally) => tally.failed), ...undeclared],
    skipped: skipped.filter((skip) => skip.reason !== undefined),
  };
}

/** The parts of Vitest's JSON report that are read here. */
interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/**
 * Counts a report of Vitest. A file that fails before its tests are known counts as one failure.
 *
 * @param reasons file → reasons that its tests gave for skipping, as test/support/prerequisites.ts recorded them
 */
export function tallyVitest(report: VitestReport, root: string, reasons: Map<string, string[]>): Tally {
  const tally = emptyTally();
  for (const file of report.testResults) {
    const place = path.relative(root, file.name).split(path.sep).join('/');
    for (const { fullName, status } of file.assertionResults) {
      const test = `${place}: ${fullName}`;
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') tally.failed.push(test);
      else tally.skipped.push({ test, reason: reasons.get(path.resolve(file.name))?.join(' ') });
    }
    const blamed = file.assertionResults.some((result) => result.status === 'failed');
    if (file.status === 'failed' && !blamed) tally.failed.push(`${place}: the file could not be run`);
  }
  return tally;
}

interface PlaywrightSuite {
  title: string;
  specs?: { title: string; file: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
  suites?: PlaywrightSuite[];
}

/** The parts of Playwright's JSON report that are read here. */
interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors?: { message?: string }[];
}

/** Counts a report of Playwright. A test that passed only when repeated has failed. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  const tally = emptyTally();
  for (const suite of report.suites) countSuite(suite, [], tally);
  for (const error of report.errors ?? []) tally.failed.push(`end to end: ${firstLine(error.message ?? 'unknown error')}`);
  return tally;
}

function countSuite(suite: PlaywrightSuite, above: string[], tally: Tally): void {
  const titles = [...above, suite.title];
  for (const spec of suite.specs ?? []) {
    const name = `test/e2e/${[...titles, spec.title].filter(Boolean).join(' › ')}`;
    for (const { status, annotations } of spec.tests) {
      if (status === 'expected') tally.passed += 1;
      else if (status === 'skipped')
        tally.skipped.push({ test: name, reason: annotations.find((note) => note.type === 'skip' || note.type === 'fixme')?.description });
      else tally.failed.push(status === 'flaky' ? `${name} (passed only when repeated)` : name);
    }
  }
  for (const inner of suite.suites ?? []) countSuite(inner, titles, tally);
}

/** Every test of a report of `playwright test --list`, as skipped for one reason. */
export function tallyUnrun(report: PlaywrightReport, reason: string): Tally {
  const { passed: _none, failed, skipped } = tallyPlaywright(report);
  const names = [...skipped.map((skip) => skip.test), ...failed];
  return { ...emptyTally(), skipped: names.map((test) => ({ test, reason })) };
}

/** The reasons for skipping, by file, from the lines that the test processes wrote. */
export function readSkipReasons(file: string): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  if (!existsSync(file)) return reasons;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { test, reason } = JSON.parse(line) as { test: string; reason: string };
    const known = reasons.get(test) ?? [];
    if (!known.includes(reason)) reasons.set(test, [...known, reason]);
  }
  return reasons;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** The end of a run: what failed, what was skipped and why, and the closing line. */
export function summary(total: Tally): string[] {
  const lines: string[] = [];
  if (total.failed.length > 0) lines.push('Failed:', ...total.failed.map((name) => `  ${name}`), '');
  if (total.skipped.length > 0) {
    lines.push('Skipped, with what is missing here:');
    for (const { test, reason } of total.skipped) lines.push(`  ${test}: ${reason}`);
    lines.push('');
  }
  lines.push(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
  return lines;
}

/** A run in which nothing ran is no better than one in which something failed. */
export const isGood = (total: Tally): boolean => total.failed.length === 0 && total.passed > 0;
