/**
 * Bodies of functions from two to four examples: how many are found within two seconds, how many of those give the examples that were held
 * out, and how long a search takes. Half of the tasks have names in English, half have names that say nothing. With `SHOW=1` the tasks
 * that were not solved are printed too.
 */
import { readFileSync } from 'node:fs';
import { evaluate } from '#domain/operators/evaluate';
import { type Example, isSame, type Term, type TermType } from '#domain/operators/term';
import { openReading } from '#domain/synthesis/readings';
import { search } from '#domain/synthesis/search';

interface SynthesisTask {
  name: string;
  parameters: TermType[];
  result: TermType;
  given: Example[];
  heldOut: Example[];
}

const longestMs = 2_000;
const tasks = JSON.parse(
  readFileSync(new URL('../fixtures/programming/synthesis.json', import.meta.url), 'utf8'),
) as readonly SynthesisTask[];

const fits = (term: Term, examples: readonly Example[]): boolean =>
  examples.every(({ inputs, output }) => {
    const value = evaluate(term, inputs);
    return value !== undefined && isSame(value, output);
  });

const results = tasks.map((task) => {
  const { parameters, result, given } = task;
  const start = performance.now();
  const { terms } = search({ parameters, result, examples: given });
  const durationMs = performance.now() - start;
  const [term] = terms;
  const open = openReading(terms, given) !== null;
  return { task, durationMs, term, open, found: term !== undefined && durationMs <= longestMs, right: !!term && fits(term, task.heldOut) };
});

const named = (each: (typeof results)[number]): boolean => !/^f\d+$/.test(each.task.name);
report('names in English', results.filter(named));
report(
  'names that say nothing',
  results.filter((each) => !named(each)),
);
report('all', results);

function report(part: string, all: typeof results): void {
  const found = all.filter((each) => each.found);
  const right = found.filter((each) => each.right);
  const times = all.map(({ durationMs }) => durationMs).sort((left, right) => left - right);
  const of = `${part} (${all.length})`;
  print(`found within 2 s: ${of}`, found.length / all.length, 'share');
  print(`found within 2 s and right: ${of}`, right.length / all.length, 'share', right.length / all.length >= 0.6, '>= 0.6');
  print(`right, of what is found: ${of}`, right.length / found.length, 'share', right.length / found.length >= 0.95, '>= 0.95');
  const told = found.filter((each) => each.right || each.open);
  print(`right or said to be open, of what is found: ${of}`, told.length / found.length, 'share');
  print(`95th percentile of a search: ${of}`, times[Math.ceil(times.length * 0.95) - 1] ?? 0, 'ms');
}

function print(figure: string, ours: number, unit: string, ok?: boolean, goal?: string): void {
  const rounded = Math.round(ours * 1000) / 1000;
  console.log(JSON.stringify({ bench: 'synthesis', figure, unit, ours: rounded, ...(goal ? { goal, ok } : {}) }));
}

if (process.env['SHOW'])
  for (const { task, term, durationMs, found, right, open } of results)
    if (!found || !right)
      console.log(`  ${task.name}: ${Math.round(durationMs)} ms, ${term ? shown(term) : 'nothing'}${open ? ', open' : ''}`);

function shown(term: Term): string {
  if (term.form === 'apply') return `${term.operator}(${term.args.map(shown).join(', ')})`;
  return term.form === 'constant' ? JSON.stringify(term.value) : term.form === 'input' ? `$${term.index}` : 'item';
}
