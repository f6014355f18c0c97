import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addTallies,
  emptyTally,
  isGood,
  readSkipReasons,
  summary,
  tallyPlaywright,
  tallyUnrun,
  tallyVitest,
} from '../../../build/testing/results.ts';

const root = path.resolve('/project');
const file = (name: string, status: string, ...tests: [string, string][]) => ({
  name: path.join(root, name),
  status,
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});

describe('a report of Vitest', () => {
  it('is counted by tests, with the reasons that their file gave for skipping', () => {
    const report = {
      testResults: [
        file('test/unit/a.test.ts', 'passed', ['a adds', 'passed'], ['a runs Go', 'skipped'], ['a waits', 'pending']),
        file('test/unit/b.test.ts', 'failed', ['b adds', 'passed'], ['b subtracts', 'failed']),
      ],
    };
    const reasons = new Map([[path.join(root, 'test/unit/a.test.ts'), ['Go is not on PATH.']]]);
    expect(tallyVitest(report, root, reasons)).toEqual({
      passed: 2,
      failed: ['test/unit/b.test.ts: b subtracts'],
      skipped: [
        { test: 'test/unit/a.test.ts: a runs Go', reason: 'Go is not on PATH.' },
        { test: 'test/unit/a.test.ts: a waits', reason: 'Go is not on PATH.' },
      ],
    });
  });

  it('counts a file that could not be loaded as a failure, and not twice when a test is to blame', () => {
    const report = { testResults: [file('test/unit/a.test.ts', 'failed'), file('test/unit/b.test.ts', 'failed', ['b', 'failed'])] };
    expect(tallyVitest(report, root, new Map()).failed).toEqual([
      'test/unit/a.test.ts: the file could not be run',
      'test/unit/b.test.ts: b',
    ]);
  });
});

describe('a report of Playwright', () => {
  const spec = (title: string, status: string, ...annotations: { type: string; description?: string }[]) => ({
    title,
    file: 'a.spec.ts',
    tests: [{ status, annotations }],
  });
  const report = {
    suites: [
      {
        title: 'a.spec.ts',
        specs: [spec('opens', 'expected'), spec('breaks', 'unexpected'), spec('wavers', 'flaky')],
        suites: [
          {
            title: 'in Electron',
            specs: [spec('opens', 'skipped', { type: 'skip', description: 'No Electron.' }), spec('closes', 'skipped')],
          },
        ],
      },
    ],
  };

  it('is counted by tests; a test that passed only when repeated has failed', () => {
    expect(tallyPlaywright(report)).toEqual({
      passed: 1,
      failed: ['test/e2e/a.spec.ts › breaks', 'test/e2e/a.spec.ts › wavers (passed only when repeated)'],
      skipped: [
        { test: 'test/e2e/a.spec.ts › in Electron › opens', reason: 'No Electron.' },
        { test: 'test/e2e/a.spec.ts › in Electron › closes', reason: undefined },
      ],
    });
  });

  it('counts an error outside the tests as a failure', () => {
    expect(tallyPlaywright({ suites: [], errors: [{ message: 'Cannot find module\n at x' }] }).failed).toEqual([
      'end to end: Cannot find module',
    ]);
  });

  it('names every test of a list as skipped when there is no browser', () => {
    const list = { suites: [{ title: 'a.spec.ts', specs: [spec('opens', 'skipped'), spec('closes', 'skipped')] }] };
    const { skipped } = tallyUnrun(list, 'There is no Chromium.');
    expect(skipped.map((skip) => skip.reason)).toEqual(['There is no Chromium.', 'There is no Chromium.']);
  });
});

describe('the end of a run', () => {
  it('sums up in one line, after the names of what failed and what was skipped', () => {
    const total = addTallies([
      { ...emptyTally(), passed: 2 },
      { passed: 1, failed: ['type check'], skipped: [{ test: 'a', reason: 'Go is not on PATH.' }] },
    ]);
    expect(summary(total)).toEqual([
      'Failed:',
      '  type check',
      '',
      'Skipped, with what is missing here:',
      '  a: Go is not on PATH.',
      '',
      '3 passed, 1 failed, 1 skipped',
    ]);
    expect(isGood(total)).toBe(false);
  });

  it('takes a skip that does not say what is missing for a failure', () => {
    const total = addTallies([{ passed: 1, failed: [], skipped: [{ test: 'a', reason: undefined }] }]);
    expect(summary(total).at(-1)).toBe('1 passed, 1 failed, 0 skipped');
    expect(isGood(total)).toBe(false);
  });

  it('is not good when nothing ran', () => {
    expect(isGood(addTallies([]))).toBe(false);
    expect(summary(addTallies([]))).toEqual(['0 passed, 0 failed, 0 skipped']);
    expect(isGood(addTallies([{ ...emptyTally(), passed: 1 }]))).toBe(true);
  });

  it('reads each reason of a file once', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'autoglm-reasons-'));
    const lines = path.join(folder, 'reasons.jsonl');
    writeFileSync(lines, ['Go', 'Go', 'Python'].map((reason) => `${JSON.stringify({ test: '/a.test.ts', reason })}\n`).join(''));
    expect([...readSkipReasons(lines)]).toEqual([['/a.test.ts', ['Go', 'Python']]]);
    expect([...readSkipReasons(path.join(folder, 'none'))]).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
