import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { missing } from '../../support/prerequisites.ts';
import { startEngine } from '../../unit/programming/bank.ts';
import type { BehaviourCase } from './behaviour/case.ts';
import { configuration } from './behaviour/configuration.ts';
import { parser } from './behaviour/parser.ts';
import { runGo, runJavaScript, runPython } from './behaviour/run-cases.ts';
import { sqlQuery, sqlTotals } from './behaviour/sql-query.ts';
import { sqlHostile, sqlTable } from './behaviour/sql-table.ts';
import { validator } from './behaviour/validator.ts';

const cases: readonly BehaviourCase[] = [configuration, validator, sqlTable, sqlHostile, sqlQuery, sqlTotals, parser];
const expected = Object.fromEntries(cases.map((each) => [each.name, each.expected]));
const folder = mkdtempSync(join(tmpdir(), 'behaviour-'));
const engine = startEngine();
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what code that holds and checks data does when it runs', () => {
  test('JavaScript', async () => expect(await runJavaScript(engine, cases, join(folder, 'javascript'))).toEqual(expected), 60_000);

  test.skipIf(missing('python'))(
    'Python',
    async () => expect(await runPython(engine, cases, join(folder, 'python'))).toEqual(expected),
    60_000,
  );

  test.skipIf(missing('go'))('Go', async () => expect(await runGo(engine, cases, join(folder, 'go'))).toEqual(expected), 120_000);
});
