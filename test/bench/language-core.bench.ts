/**
 * How much of real programs the language core understands, and whether it gives them back unchanged: fixed lists of files of standard
 * libraries and named packages, read, printed and read again. `npm run bench language-core`;
 * `node test/bench/language-core.bench.ts [language …] [--problems] [--every]` shows one language, each file that breaks a law, and
 * reads every file that the machine has.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goUnderTest } from '../support/go-language.ts';
import { checkFile, closeCorpus, type FileResult, listedFiles, readSource } from '../support/language-corpus.ts';
import type { LanguageUnderTest } from '../support/language-laws.ts';
import { pythonUnderTest } from '../support/python-language.ts';
import { javascriptUnderTest, typescriptUnderTest } from '../support/script-language.ts';

const languages: LanguageUnderTest[] = [typescriptUnderTest, javascriptUnderTest, pythonUnderTest, goUnderTest];
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const showProblems = process.argv.includes('--problems');
const readEvery = process.argv.includes('--every');
const goals = { algorithmic: 0.9, application: 0.6 } as const;

for (const under of languages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const root = under.root();
  if (root === null) {
    console.log(`${under.name}: not measured, because its sources are not on this machine`);
    continue;
  }
  for (const list of ['algorithmic', 'application'] as const) {
    const paths = listedFiles(under.name, list, root);
    const results: FileResult[] = [];
    for (const path of paths) {
      try {
        results.push(await checkFile(under, path, readFileSync(join(root, path), 'utf8')));
      } catch (error) {
        console.log(`${path}: thrown: ${error instanceof Error ? error.stack : error}`);
        results.push(thrownResult(path));
      }
    }
    if (results.length > 0) report(`${under.name} ${list}`, results, goals[list]);
    if (under.differing) compareTrees(under, root, `${under.name} ${list}`, results);
  }
  if (readEvery) await readAll(under, root);
}
closeCorpus();

function thrownResult(path: string): FileResult {
  const nothing = { bytes: 0, functions: 0, represented: 0, reasons: [], readMs: 0, printMs: 0, printed: '' };
  return { path, ...nothing, sound: true, sameTokens: false, sameComments: false, readBack: false, problem: 'thrown' };
}

function report(title: string, results: FileResult[], goal: number): void {
  const sum = (pick: (result: FileResult) => number): number => results.reduce((total, result) => total + pick(result), 0);
  const sound = results.filter((result) => result.sound);
  const megabytes = sum(({ bytes }) => bytes) / 1e6;
  const all = sum(({ functions }) => functions);
  console.log(
    `${title}: ${results.length} files, ${megabytes.toFixed(2)} MB, ${all} functions, ${results.length - sound.length} files with syntax errors; CPU per MB: read ${(sum(({ readMs }) => readMs) / megabytes).toFixed(0)} ms, print ${(sum(({ printMs }) => printMs) / megabytes).toFixed(0)} ms`,
  );
  const reasons = new Map<string, number>();
  for (const reason of results.flatMap((result) => result.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const frequent = [...reasons].sort((left, right) => right[1] - left[1]).slice(0, 15);
  if (frequent.length > 0) console.log(`  kept as text: ${frequent.map(([reason, count]) => `${reason} ${count}`).join(', ')}`);
  figure(`functions fully represented, ${title}`, all === 0 ? 1 : sum(({ represented }) => represented) / all, goal);
  const share = (passes: (result: FileResult) => boolean): number => sound.filter(passes).length / Math.max(1, sound.length);
  figure(
    `files with the same tokens, ${title}`,
    share(({ sameTokens }) => sameTokens),
    1,
  );
  figure(
    `files with the same comments, ${title}`,
    share(({ sameComments }) => sameComments),
    1,
  );
  figure(
    `files that read back the same, ${title}`,
    share(({ readBack }) => readBack),
    1,
  );
  if (showProblems) for (const { path, problem } of results) if (problem !== null) console.log(`  ${path}: ${problem}`);
}

function figure(name: string, share: number, goal: number): void {
  const ours = Math.round(share * 10_000) / 100;
  console.log(JSON.stringify({ bench: 'language-core', figure: name, unit: '%', ours, goal: `≥ ${goal * 100} %`, ok: ours >= goal * 100 }));
}

/** What the language's own parser, the strictest judge, says of the files that parse. */
function compareTrees(under: LanguageUnderTest, root: string, title: string, results: FileResult[]): void {
  const sound = results.filter((result) => result.sound);
  const pairs = sound.map(({ path, printed }) => ({ path, source: readFileSync(join(root, path), 'utf8'), printed }));
  const different = under.differing?.(pairs);
  if (!different) {
    console.log(`${title}: trees not compared, because the language's own parser is not on this machine`);
    return;
  }
  figure(`files with the same tree by the language's own parser, ${title}`, 1 - different.length / Math.max(1, sound.length), 1);
  if (showProblems) for (const { path, problem } of different) console.log(`  ${path}: ${problem}`);
}

async function readAll(under: LanguageUnderTest, root: string): Promise<void> {
  const paths = under.everyFile(root);
  let thrown = 0;
  for (const path of paths) {
    try {
      await readSource(under, readFileSync(join(root, path), 'utf8'), path);
    } catch (error) {
      thrown += 1;
      console.log(`  ${path}: thrown: ${error instanceof Error ? error.stack : error}`);
    }
  }
  console.log(
    JSON.stringify({
      bench: 'language-core',
      figure: `readings that threw, ${paths.length} files of ${under.name}`,
      unit: 'files',
      ours: thrown,
      goal: '= 0',
      ok: thrown === 0,
    }),
  );
}
