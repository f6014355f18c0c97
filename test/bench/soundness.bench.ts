/**
 * Random valid plans of every kind with hostile names and texts: all are printed in every target, parse, and are printed the same when
 * they are read and printed again; gofmt changes nothing; a sample that covers the values of the plans and their pairs compiles with the
 * languages' own tools. `npm run bench soundness`; `node test/bench/soundness.bench.ts [kind …]` takes some kinds; SOUNDNESS_PLANS and
 * SOUNDNESS_COMPILED say how many plans of a kind there are (2,000), and how many of them are compiled in each target (50).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printModule } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { type TargetLanguage, targetLanguages } from '#domain/programming';
import { installedGrammars } from '../../electron/services/programming/grammars.node.ts';
import type { AnyPlan, Instruction } from '../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../electron/services/programming/syntax/syntax.ts';
import { grammarOf } from '../../electron/services/programming/syntax/trees.ts';
import { createTemplates } from '../../electron/services/programming/templates/templates.ts';
import { complaints, type GeneratedFile, gofmtDifferences, toolchainOf } from '../support/compiling.ts';
import { coveringSample } from '../support/covering-sample.ts';
import { codeOfPlan, randomPlans, standardOnly } from '../support/random-code.ts';

const count = Number(process.env['SOUNDNESS_PLANS'] ?? 2_000);
const compiled = Number(process.env['SOUNDNESS_COMPILED'] ?? 50);
const wanted = process.argv.slice(2);
const kinds = instructions.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
const folder = mkdtempSync(join(tmpdir(), 'autoglm-soundness-'));

const faults: string[] = [];
const fault = (sentence: string): void => {
  faults.push(sentence);
  if (faults.length <= 40) console.log(sentence);
};
const tally = { printed: 0, parsed: 0, same: 0, all: 0 };
const samples = new Map<TargetLanguage, GeneratedFile[]>(targetLanguages.map((language) => [language, []]));

for (const instruction of kinds) {
  const plans = randomPlans(instruction, count, 20_261);
  for (const language of targetLanguages) for (const plan of plans) await check(instruction, plan, language);
  for (const plan of coveringSample(plans, compiled))
    for (const language of targetLanguages) await keep(instruction, standardOnly(plan), language);
}
const percent = (part: number): number => Math.floor((part / tally.all) * 10_000) / 100;
figure('random plans that are printed', percent(tally.printed));
figure('printed plans that parse', percent(tally.parsed));
figure('printed plans that are printed the same when read again', percent(tally.same));
for (const language of targetLanguages) compile(language);
await syntax.close();
rmSync(folder, { recursive: true, force: true });

async function check(instruction: Instruction, plan: AnyPlan, language: TargetLanguage): Promise<void> {
  tally.all += 1;
  const where = `${instruction.kind} ${language}`;
  let content: string;
  try {
    content = (await codeOfPlan(instruction, plan, language, { syntax, templates })).content;
  } catch (error) {
    fault(`${where}: not printed: ${error instanceof Error ? error.message : error}\n${JSON.stringify(plan)}`);
    return;
  }
  tally.printed += 1;
  const line = await syntax.firstError(grammarOf(language), content);
  if (line !== null) {
    fault(`${where}: line ${line} does not parse\n${content}`);
    return;
  }
  tally.parsed += 1;
  // An edit leaves the lines of a source as somebody wrote them, which is not how they would be printed.
  if (instruction.edit) {
    tally.same += 1;
    return;
  }
  const again = printModule(await syntax.module('new', content, language), language, defaultStyle(language));
  if (again === content) tally.same += 1;
  else fault(`${where}: ${firstDifferentLine(content, again)}`);
}

async function keep(instruction: Instruction, plan: AnyPlan, language: TargetLanguage): Promise<void> {
  try {
    const { content, whole } = await codeOfPlan(instruction, plan, language, { syntax, templates });
    if (whole) samples.get(language)?.push({ kind: instruction.kind, content });
  } catch {
    // Counted as not printed.
  }
}

function compile(language: TargetLanguage): void {
  const files = samples.get(language) ?? [];
  if (!toolchainOf[language]()) return console.log(`${language}: not compiled, because its tools are not installed`);
  const said = complaints(language, join(folder, language), files);
  if (said !== '') console.log(said.split('\n').slice(0, 60).join('\n'));
  const faulty = new Set(said.match(/\b[fp]\d+(?=[./])/g) ?? (said === '' ? [] : ['all']));
  for (const each of [...faulty].slice(0, 3)) console.log(`${each}:\n${files[Number(each.slice(1))]?.content ?? ''}`);
  figure(`compiled of ${files.length} files in ${language}`, Math.floor((1 - faulty.size / Math.max(1, files.length)) * 10_000) / 100);
  if (language !== 'go') return;
  const differences = gofmtDifferences(join(folder, 'gofmt'), files);
  if (differences !== '') console.log(differences.split('\n').slice(0, 60).join('\n'));
  figure('files that gofmt leaves as they are', differences === '' ? 100 : 0);
}

function firstDifferentLine(left: string, right: string): string {
  const [before, after] = [left.split('\n'), right.split('\n')];
  const at = before.findIndex((line, index) => line !== after[index]);
  return `printed again, line ${at + 1} differs:\n- ${before.slice(at, at + 3).join('\n- ')}\n+ ${after.slice(at, at + 3).join('\n+ ')}`;
}

function figure(name: string, value: number): void {
  console.log(JSON.stringify({ bench: 'soundness', figure: name, unit: '%', ours: value, goal: '= 100 %', ok: value === 100 }));
}
