/**
 * How long a proposal waits for its checks once the compilers' caches are filled, beside the bare compiler on the same folder without a
 * sandbox; and a service with the tests of its contract, beside its checks without them. `npm run bench checks`.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import { installedTools } from '../../electron/services/toolchains/tools.node.ts';
import { openFolder, realChecks } from '../support/checks.ts';
import { missing } from '../support/prerequisites.ts';
import { ask, startEngine } from '../unit/programming/bank.ts';

const rounds = 20;
const packages = 40;

const goFiles: Record<string, string> = { 'go.mod': 'module example.com/shop\n\ngo 1.20\n' };
const scriptFiles: Record<string, string> = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "noEmit": true, "module": "preserve" }, "include": ["src"] }',
};
for (let index = 0; index < packages; index++) {
  goFiles[`part${index}/part.go`] =
    `package part${index}\n\nimport "fmt"\n\n// Show says which it is.\nfunc Show(n int) string {\n\treturn fmt.Sprintf("%d of ${index}", n)\n}\n`;
  scriptFiles[`src/part${index}.ts`] = `export const show = (n: number): string => \`\${n} of ${index}\`;\n`;
}

const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const real = await realChecks();
const tools = installedTools();
const engine = startEngine();

async function measure(
  language: string,
  files: Record<string, string>,
  edit: (round: number) => Record<string, string>,
  bare: (root: string) => unknown,
): Promise<void> {
  const root = await real.folder(files);
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const gates = await timed(async () => {
      const checks = await real.check(root, edit(round));
      if (checks.some(({ status }) => status !== 'passed')) throw new Error(`not all passed: ${JSON.stringify(checks)}`);
    });
    const compiler = await timed(() => bare(root));
    if (round >= 0) {
      ours.push(gates);
      baseline.push(compiler);
    }
  }
  report(`all checks of a change in ${language}, warm, p95; bare compiler`, ours, baseline);
}

function report(name: string, ours: number[], baseline: number[]): void {
  const figure = (ms: number[]) => Math.round(percentile(ms, 0.95));
  console.log(
    JSON.stringify({
      bench: 'checks',
      figure: name,
      ...{ unit: 'ms', ours: figure(ours), baseline: figure(baseline), ratio: figure(ours) / Math.max(1, figure(baseline)) },
      ...{ goal: '< 6 s', ok: figure(ours) < 6_000 },
    }),
  );
}

try {
  const [go, tsc] = [await tools.find('go'), await tools.find('typescript')];
  if (missing('sandbox')) console.log('not measured: no sandbox can be made here');
  if (go !== null && !missing('sandbox'))
    await measure(
      'Go',
      goFiles,
      (round) => ({ 'part0/part.go': `${goFiles['part0/part.go']}\n// Round is ${round}.\nconst Round = ${round}\n` }),
      (root) => execFileSync(go.program, ['vet', './...'], { cwd: root, stdio: 'ignore' }),
    );
  if (tsc !== null && !missing('sandbox'))
    await measure(
      'TypeScript',
      scriptFiles,
      (round) => ({ 'src/part0.ts': `${scriptFiles['src/part0.ts']}export const round = ${round};\n` }),
      (root) => execFileSync(tsc.program, ['-p', path.join(root, 'tsconfig.json')], { cwd: root, stdio: 'ignore' }),
    );
  if (!missing('sandbox')) for (const language of targetLanguages) await measureTests(language);
} finally {
  await engine.close();
  await real.close();
}

/** A service of three endpoints, from the parser to the last request of its contract; beside it the checks without the requests. */
async function measureTests(language: TargetLanguage): Promise<void> {
  if ((language === 'go' || language === 'python') && missing(language)) return;
  const request = 'Add a CRUD API for Product with name: string, price: number, stock?: integer';
  const answer = await ask(engine, request, {}, { language });
  const promises = await engine.promises(answer.plan?.json, null);
  const [edit] = answer.edits;
  if (edit?.kind !== 'write') throw new Error(answer.text);
  const ours: number[] = [];
  const baseline: number[] = [];
  const comment = language === 'python' ? '#' : '//';
  for (let round = -2; round < rounds; round++) {
    const folder = openFolder(await real.folder({}), true);
    const files = new Map([[edit.path, `${edit.content}\n${comment} Round is ${round}.\n`]]);
    const gates = await timed(async () => {
      const checks = await real.checks.checkFiles({ files, folder, promises });
      if (checks.at(-1)?.name !== 'tests' || checks.at(-1)?.status !== 'passed') throw new Error(JSON.stringify(checks));
    });
    const without = await timed(() => real.checks.checkFiles({ files, folder }));
    if (round >= 0) {
      ours.push(gates);
      baseline.push(without);
    }
  }
  report(`all checks of a new service in ${language} with the tests of its contract, warm, p95; without the tests`, ours, baseline);
}
