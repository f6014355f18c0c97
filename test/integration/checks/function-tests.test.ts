import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '#domain/checks';
import type { TargetLanguage } from '#domain/programming';
import type { CodePromise, FunctionPromise } from '#domain/promises';
import { createProgramming } from '#services/programming';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { syntaxProcess } from '../../../electron/services/programming/syntax-process.node.ts';
import { synthesisProcess } from '../../../electron/services/programming/synthesis-process.node.ts';
import { openFolder, realChecks } from '../../support/checks.ts';
import { missing, type Prerequisite } from '../../support/prerequisites.ts';
import { applied, ask } from '../../unit/programming/bank.ts';

let real: Awaited<ReturnType<typeof realChecks>>;
const engine = createProgramming({ syntax: syntaxProcess(), instructions, synthesis: synthesisProcess() });
beforeAll(async () => {
  real = await realChecks();
});
afterAll(async () => {
  await real.close();
  await engine.close();
});

async function made(words: string, language: TargetLanguage) {
  const answer = await ask(engine, words, {}, { language });
  const promises = await engine.promises(answer.plan?.json, null);
  expect(promises).toHaveLength(1);
  return { files: applied(answer, {}), promises: promises as FunctionPromise[] };
}

async function tests(files: Record<string, string>, promises: readonly CodePromise[]): Promise<Check> {
  const root = await real.folder({});
  const checks = await real.checks.checkFiles({ files: new Map(Object.entries(files)), folder: openFolder(root, true), promises });
  const found = checks.find(({ name }) => name === 'tests');
  if (!found) throw new Error('no check of tests');
  return found;
}

const messages = (check: Check) => check.findings.map(({ message }) => message);
const toolchains: [TargetLanguage, ...Prerequisite[]][] = [['typescript'], ['javascript'], ['python', 'python'], ['go', 'go']];

describe.each(toolchains)('the function of a proposal in %s', (language, ...tools) => {
  it.skipIf(missing('sandbox', ...tools))(
    'is called with its examples, and those that it does not keep are shown',
    async () => {
      const { files, promises } = await made(
        "Write a function shorten(items: list of strings, count: integer) with shorten(['a', 'b', 'c'], 2) = ['a', 'b'] and shorten(['x'], 3) = ['x'] and shorten(['x', 'é'], 0) = []",
        language,
      );
      expect(promises[0]?.examples).toHaveLength(3);
      const kept = await tests(files, promises);
      expect(messages(kept)).toEqual([]);
      expect(kept).toMatchObject({ status: 'passed', reason: null });
      const broken = promises.map((each) => ({
        ...each,
        examples: [
          { inputs: [['p', 'q'], 1], output: ['q'] },
          { inputs: [['p'], -1], output: [] },
        ],
      }));
      const failed = await tests(files, broken);
      expect(failed.status).toBe('failed');
      expect(messages(failed)).toEqual([
        'The call shorten(["p","q"], 1) is to give ["q"] by its example, and gave ["p"].',
        expect.stringMatching(/^The call shorten\(\["p"\], -1\) is to give \[\] by its example, and failed: .*the count is negative/),
      ]);
      const [finding] = failed.findings;
      expect(files[finding?.path ?? '']?.split('\n')[(finding?.line ?? 0) - 1]).toMatch(/shorten/);
    },
    240_000,
  );
});

describe.skipIf(missing('sandbox'))('a function that cannot be tried', () => {
  const promise: FunctionPromise = { form: 'function', language: 'javascript', name: 'one', examples: [{ inputs: [], output: 1 }] };
  const why = async (text: string) => {
    const { status, reason } = await tests({ 'one.js': text }, [promise]);
    return [status, reason?.sentence.code];
  };

  it('is neither good nor bad', async () => {
    expect(await why('export const two = 2;\n')).toEqual(['notChecked', 'check.noFunction']);
    expect(await why("throw new Error('no settings');\nfunction one() {}\n")).toEqual(['notChecked', 'check.notLoaded']);
    expect(await why("import 'not-installed';\nfunction one() {}\n")).toEqual(['notChecked', 'check.dependencyMissing']);
  });

  it.each(['function one() {\n  return 1;\n}\n', 'const one = async () => 1;\nmodule.exports = {};\n'])(
    'is called though it is not exported',
    async (text) => {
      expect(await tests({ 'one.js': text }, [promise])).toMatchObject({ status: 'passed' });
    },
  );
});
