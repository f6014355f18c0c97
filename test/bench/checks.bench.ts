/**
 * How long a proposal waits for its checks once the compilers' caches are filled, beside the bare compiler on the same folder without a
 * sandbox. `npm run bench checks`.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { installedTools } from '../../electron/services/toolchains/tools.node.ts';
import { realChecks } from '../support/checks.ts';
import { missing } from '../support/prerequisites.ts';

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
  const figure = (ms: number[]) => Math.round(percentile(ms, 0.95));
  console.log(
    JSON.stringify({
      bench: 'checks',
      figure: `all checks of a change in ${language}, warm, p95; bare compiler`,
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
} finally {
  await real.close();
}
