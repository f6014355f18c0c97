/**
 * The oldest versions that generated code promises to work with: Go 1.18, Python 3.8, ES2020. A sample that covers the values of each
 * kind's plans is checked by those compilers themselves, with their own libraries. AUTOGLM_GO_1_19 and AUTOGLM_PYTHON_3_8 name the
 * programs where they are not found; what is not installed is said and not measured. `node test/bench/levels.bench.ts [kind …]`.
 */
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../electron/services/programming/grammars.node.ts';
import { instructions } from '../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../electron/services/programming/templates/templates.ts';
import { type GeneratedFile, output, write } from '../support/compiling.ts';
import { coveringSample } from '../support/covering-sample.ts';
import { codeOfPlan, randomPlans, standardOnly } from '../support/random-code.ts';

const sampled = Number(process.env['LEVELS_SAMPLED'] ?? 20);
const wanted = process.argv.slice(2);
const kinds = instructions.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
const folder = mkdtempSync(join(tmpdir(), 'autoglm-levels-'));
const go = process.env['AUTOGLM_GO_1_19'] ?? '/usr/lib/go-1.19/bin/go';
const python =
  process.env['AUTOGLM_PYTHON_3_8'] ?? globSync(join(homedir(), '.pyenv/versions/3.8.*/bin/python'))[0] ?? '/usr/bin/python3.8';

const levels = { typescript: 'es2020', python: '3.8', go: '1.18' };
const samples: Record<'typescript' | 'python' | 'go', GeneratedFile[]> = { typescript: [], python: [], go: [] };
for (const instruction of kinds)
  for (const plan of coveringSample(randomPlans(instruction, 400, 7), sampled))
    for (const language of Object.keys(samples) as (keyof typeof samples & TargetLanguage)[]) {
      const { content, whole } = await codeOfPlan(instruction, standardOnly(plan), language, { syntax, templates }, levels);
      if (whole) samples[language].push({ kind: instruction.kind, content });
    }
await syntax.close();
checkTypeScript(samples.typescript);
if (existsSync(python)) checkPython(samples.python);
else console.log('Python 3.8 is not installed: not measured.');
if (existsSync(go)) checkGo(samples.go);
else console.log('Go 1.19 is not installed: not measured.');
rmSync(folder, { recursive: true, force: true });

function checkTypeScript(files: readonly GeneratedFile[]): void {
  const place = join(folder, 'typescript');
  for (const [at, { content }] of files.entries()) write(place, `f${at}.ts`, `${content}\nexport {};\n`);
  const types = { types: ['node'], typeRoots: [join(process.cwd(), 'node_modules/@types')] };
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'ES2020',
    lib: ['ES2020', 'DOM'],
    module: 'NodeNext',
    ...types,
  };
  write(place, 'package.json', '{ "type": "module" }');
  write(place, 'tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  tell('TypeScript with the library of ES2020', files, output(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', '.'], place), 'ts');
}

/** Loaded and not only compiled: annotations of classes and modules are evaluated. */
function checkPython(files: readonly GeneratedFile[]): void {
  const place = join(folder, 'python');
  for (const [at, { content }] of files.entries()) write(place, `f${at}.py`, content);
  const program = `
import importlib, sys
sys.path.insert(0, ".")
for at in range(${files.length}):
    try:
        importlib.import_module(f"f{at}")
    except BaseException as error:
        print(f"f{at}.py: {type(error).__name__}: {error}")`;
  tell('Python 3.8', files, output(python, ['-W', 'ignore', '-c', program], place), 'py');
}

function checkGo(files: readonly GeneratedFile[]): void {
  const place = join(folder, 'go');
  write(place, 'go.mod', 'module example.com/built\n\ngo 1.18\n');
  for (const [at, { content }] of files.entries())
    write(place, `f${at}/f${at}.go`, /^func main\(\)/m.test(content) ? content : content.replace(/^package main/, 'package built'));
  tell('Go 1.18 and the library of 1.19', files, output(go, ['build', './...'], place), 'go');
}

function tell(name: string, files: readonly GeneratedFile[], said: string, extension: string): void {
  const faulty = new Set([...said.matchAll(new RegExp(`\\bf(\\d+)\\.${extension}`, 'g'))].map((match) => Number(match[1])));
  if (faulty.size === 0 && said !== '') console.log(said);
  for (const at of faulty) console.log(`${files[at]?.kind}: ${said.split('\n').find((line) => line.includes(`f${at}.${extension}`))}`);
  const share = Math.floor((1 - faulty.size / Math.max(1, files.length)) * 10_000) / 100;
  const ok = faulty.size === 0 && said === '';
  console.log(
    JSON.stringify({
      bench: 'levels',
      figure: `works with ${name}, of ${files.length} files`,
      unit: '%',
      ours: share,
      goal: '= 100 %',
      ok,
    }),
  );
}
