import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { printDeclaration } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { instances } from '#domain/operators/catalogue';
import { evaluate } from '#domain/operators/evaluate';
import { irType, lowerTerm } from '#domain/operators/lower';
import { isSame, type Term, type Value } from '#domain/operators/term';
import type { TargetLanguage } from '#domain/programming';
import { missing } from '../../support/prerequisites.ts';

const folder = mkdtempSync(join(tmpdir(), 'autoglm-operators-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bases = ['integer', 'number', 'string', 'boolean'];
const samples: Record<string, readonly Value[]> = {
  integer: [0, 3, -7, 2],
  number: [0.5, -2.25, 3, 0],
  string: ['', 'Ab c', 'x,y', 'né😀z', '12'],
  boolean: [true, false],
};

function valueOf(type: string, seed: number): Value {
  if (type.endsWith('[]')) return Array.from({ length: Math.min(seed, 3) }, (_, at) => valueOf(type.slice(0, -2), seed + at));
  const values = samples[type] ?? [0];
  return values[seed % values.length] ?? 0;
}

interface Case {
  term: Term;
  takes: string[];
  runs: { inputs: Value[]; want: Value | undefined }[];
}

/** Every operator at every base type, on inputs of all kinds; a function that it is given is an operator of one argument. */
function casesOf(): Case[] {
  const all = instances(bases);
  return all.flatMap((instance): Case[] => {
    const takes: string[] = [];
    const args = instance.takes.map((type): Term | null => {
      if (typeof type === 'string') {
        takes.push(type);
        return { form: 'input', index: takes.length - 1, type };
      }
      const item: Term = { form: 'item', place: 0, type: type.item };
      if (type.item === type.gives) return item;
      const found = all.find((each) => each.takes.length === 1 && each.takes[0] === type.item && each.gives === type.gives);
      return found ? { form: 'apply', operator: found.name, args: [item], type: type.gives } : null;
    });
    const whole = args.filter((each) => each !== null);
    if (whole.length < args.length) return [];
    const term: Term = { form: 'apply', operator: instance.name, args: whole, type: instance.gives };
    const runs = Array.from({ length: 12 }, (_, n) => {
      const inputs = takes.map((type, at) => valueOf(type, (n * (at + 1) + at * (n % 3)) % 5));
      return { inputs, want: evaluate(term, inputs) };
    }).filter(({ want }) => want !== undefined);
    return [{ term, takes, runs }];
  });
}
const cases = casesOf();

function codeOf(language: TargetLanguage): { code: string; imports: string[]; fallible: boolean[] } {
  const imports = new Set<string>();
  const fallible: boolean[] = [];
  const functions = cases.map(({ term, takes }, at) => {
    const lowered = lowerTerm(
      term,
      language,
      takes.map((_, place) => `p${place}`),
    );
    for (const each of lowered.imports) imports.add(each);
    fallible.push(lowered.fallible);
    const result = irType(term.type);
    return printDeclaration(
      {
        kind: 'function',
        name: `f${at}`,
        parameters: takes.map((type, place) => ({ name: `p${place}`, type: irType(type) })),
        result: lowered.fallible ? { kind: 'fallible', inner: result } : result,
        body: lowered.statements,
      },
      language,
      defaultStyle(language),
    );
  });
  return { code: functions.join('\n'), imports: [...imports], fallible };
}

/** What the code gives, in the order of the runs, against what the operators mean. */
function wrong(output: string): string[] {
  const given = JSON.parse(output) as (Value | null)[];
  const runs = cases.flatMap(({ term, runs }) => runs.map((run) => ({ ...run, term })));
  expect(given).toHaveLength(runs.length);
  return runs.flatMap(({ term, inputs, want }, at) =>
    want !== undefined && isSame(want, given[at] ?? [])
      ? []
      : [`${JSON.stringify(term)} of ${JSON.stringify(inputs)}: ${given[at]}, not ${want}`],
  );
}

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { maxBuffer: 1e8, encoding: 'utf8' });
const written = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const calls = (form: (at: number, run: Case['runs'][number], each: Case) => string): string =>
  cases.flatMap((each, at) => each.runs.map((one) => form(at, one, each))).join(',\n');

const goTypes: Record<string, string> = { integer: 'int', number: 'float64', string: 'string', boolean: 'bool' };
const goType = (type: string): string => (type.endsWith('[]') ? `[]${goType(type.slice(0, -2))}` : (goTypes[type] ?? 'any'));
const goValue = (value: Value, type: string): string =>
  typeof value === 'object'
    ? `${goType(type)}{${value.map((each) => goValue(each, type.slice(0, -2))).join(', ')}}`
    : JSON.stringify(value);

describe('an operator gives what it means', () => {
  test('in JavaScript', () => {
    const { code } = codeOf('javascript');
    const all = calls((at, { inputs }) => `f${at}(...${JSON.stringify(inputs)})`);
    expect(wrong(run(process.execPath, written('all.mjs', `${code}\nconsole.log(JSON.stringify([${all}]))`)))).toEqual([]);
  });

  test.skipIf(missing('python'))('in Python', () => {
    const { code, imports } = codeOf('python');
    const head = ['json', ...imports].map((each) => `import ${each}\n`).join('');
    const all = calls((at, { inputs }) => `f${at}(*json.loads(${JSON.stringify(JSON.stringify(inputs))}))`);
    expect(wrong(run('python3', written('all.py', `${head}${code}\nprint(json.dumps([${all}]))\n`)))).toEqual([]);
  });

  test.skipIf(missing('go'))('in Go', () => {
    const { code, imports, fallible } = codeOf('go');
    const head = [...new Set(['encoding/json', 'fmt', ...imports])].map((each) => `"${each}"\n`).join('');
    const all = calls((at, { inputs }, { takes }) => {
      const call = `f${at}(${inputs.map((value, place) => goValue(value, takes[place] ?? '')).join(', ')})`;
      return fallible[at] ? `first(${call})` : call;
    });
    const frame = 'func first(value any, _ error) any { return value }\n';
    const main = `func main() {\nb, _ := json.Marshal([]any{${all},\n})\nfmt.Println(string(b))\n}\n`;
    expect(wrong(run('go', 'run', written('main.go', `package main\nimport (\n${head})\n${code}\n${frame}${main}`)))).toEqual([]);
  });
});
