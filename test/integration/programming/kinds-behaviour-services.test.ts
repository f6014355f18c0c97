import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../unit/programming/bank.ts';
import { apiClient } from './behaviour/api-client.ts';
import type { BehaviourCase } from './behaviour/case.ts';
import { eventEmitter } from './behaviour/event-emitter.ts';
import { csvFile, jsonLines, textFile } from './behaviour/file-processing.ts';
import { middleware } from './behaviour/middleware.ts';
import { queueWorker } from './behaviour/queue-worker.ts';
import { slidingWindow, tokenBucket } from './behaviour/rate-limiter.ts';
import { retry } from './behaviour/retry.ts';
import { hasGo, hasPython, runGo, runJavaScript, runPython } from './behaviour/run-cases.ts';
import { stateMachine } from './behaviour/state-machine.ts';
import { union } from './behaviour/union.ts';

const cases: readonly BehaviourCase[] = [
  tokenBucket,
  slidingWindow,
  retry,
  stateMachine,
  queueWorker,
  eventEmitter,
  union,
  middleware,
  apiClient,
  csvFile,
  textFile,
  jsonLines,
];
const expected = Object.fromEntries(cases.map((each) => [each.name, each.expected]));
const folder = mkdtempSync(join(tmpdir(), 'behaviour-'));
const engine = startEngine();
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what services and control structures do when they run', () => {
  test('JavaScript', async () => expect(await runJavaScript(engine, cases, join(folder, 'javascript'))).toEqual(expected), 60_000);

  test.skipIf(!hasPython)(
    hasPython ? 'Python' : 'Python (skipped: python3 is not installed)',
    async () => expect(await runPython(engine, cases, join(folder, 'python'))).toEqual(expected),
    60_000,
  );

  test.skipIf(!hasGo)(
    hasGo ? 'Go' : 'Go (skipped: go is not installed)',
    async () => expect(await runGo(engine, cases, join(folder, 'go'))).toEqual(expected),
    120_000,
  );
});
