import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { output, toolchainOf, write } from '../../support/compiling.ts';
import { drawsOf, extensions } from '../../support/random-code.ts';
import { smallProgram } from '../../support/small-programs.ts';
import { applied, filesOf, startEngine } from '../../unit/programming/bank.ts';

const folder = mkdtempSync(join(tmpdir(), 'edits-'));
const engine = startEngine();
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Changed {
  what: string;
  before: string;
  after: string;
}

/** Programs before and after random edits of four kinds, and how many were tried. */
async function changes(
  language: TargetLanguage,
  programs: number,
): Promise<{ made: Changed[]; tried: Record<string, number>; done: Record<string, number> }> {
  const made: Changed[] = [];
  const tried: Record<string, number> = {};
  const done: Record<string, number> = {};
  const path = `code.${extensions[language]}`;
  const said = (value: unknown) => ({ value, source: value === null ? 'default' : 'words' });
  for (let seed = 1; seed <= programs; seed += 1) {
    const { random } = drawsOf(seed);
    const program = smallProgram(random, language);
    const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? 'short0';
    const parameter = { name: 'extra', type: 'integer', optional: false, typeSource: 'words', default: 7 };
    const [from, to] = program.stretches[seed % 2] ?? [1, 1];
    const plans: [string, Record<string, unknown>][] = [
      ['rename', { target: one([...program.functions, ...program.values]), newName: one(['renamed', 'a', 'p', 'v01']) }],
      ['extract', { name: 'taken', form: 'function', expression: null, lines: `${from}-${to}` }],
      ['inline', { target: one(program.inlinable) }],
      ['add-parameter', { target: one(program.functions), parameters: [parameter] }],
    ];
    for (const [kind, slots] of plans) {
      const all = Object.fromEntries(Object.entries({ lines: null, ...slots, file: path }).map(([name, each]) => [name, said(each)]));
      const files = { [path]: program.text };
      const answer = await engine.execute(
        { plan: { kind, language: said(language), slots: all }, text: '', files: filesOf(files), attachments: [] },
        new AbortController().signal,
      );
      tried[kind] = (tried[kind] ?? 0) + 1;
      if (answer.edits.length === 0) continue;
      done[kind] = (done[kind] ?? 0) + 1;
      made.push({ what: `${kind} ${JSON.stringify(slots)}`, before: program.text, after: applied(answer, files)[path] ?? '' });
    }
  }
  return { made, tried, done };
}

const runners: Partial<Record<TargetLanguage, (texts: string[]) => string[]>> = {
  typescript: (texts) => runScripts(texts.map((text) => stripTypeScriptTypes(text))),
  javascript: runScripts,
  python(texts) {
    for (const [at, text] of texts.entries()) write(folder, `python/p${at}.py`, text);
    const program = `
import contextlib, io, json
said = []
for at in range(${texts.length}):
    out = io.StringIO()
    try:
        names = {}
        exec(compile(open(f"p{at}.py").read(), f"p{at}.py", "exec"), names)
        with contextlib.redirect_stdout(out):
            names["run"]()
        said.append(out.getvalue())
    except Exception as error:
        said.append(f"p{at}: {type(error).__name__}: {error}")
print(json.dumps(said))`;
    return JSON.parse(output('python3', ['-c', program], join(folder, 'python'))) as string[];
  },
  go(texts) {
    write(folder, 'go/go.mod', 'module example.com/edits\n\ngo 1.19\n');
    for (const [at, text] of texts.entries()) write(folder, `go/p${at}/code.go`, text.replace('package main', `package p${at}`));
    const imports = texts.map((_, at) => `\t"example.com/edits/p${at}"`).join('\n');
    const runs = texts.map((_, at) => `\tp${at}.Run()\n\tfmt.Println("end")`).join('\n');
    write(folder, 'go/main.go', `package main\n\nimport (\n\t"fmt"\n${imports}\n)\n\nfunc main() {\n${runs}\n}\n`);
    const said = output('go', ['run', '.'], join(folder, 'go'));
    return said.split(/^end$/m).map((each) => each.trim());
  },
};

function runScripts(texts: string[]): string[] {
  write(folder, 'scripts.json', JSON.stringify(texts));
  const program = `
    import { readFileSync } from 'node:fs';
    import { runInNewContext } from 'node:vm';
    const said = JSON.parse(readFileSync('scripts.json', 'utf8')).map((text) => {
      let out = '';
      try {
        runInNewContext("'use strict';\\n" + text + '\\nrun();', { print: (value) => { out += value + '\\n'; } });
      } catch (error) {
        out = String(error);
      }
      return out;
    });
    console.log(JSON.stringify(said));`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  return JSON.parse(done.stdout || '[]') as string[];
}

describe('random programs print the same after', () => {
  for (const [language, programs] of [
    ['typescript', 40],
    ['python', 40],
    ['go', 15],
  ] as const) {
    const there = toolchainOf[language]();
    test.skipIf(!there)(
      there
        ? `a rename, an extraction, an inlining and a parameter more in ${language}`
        : `edits in ${language} (skipped: ${language} is not installed)`,
      async () => {
        const { made, tried, done } = await changes(language, programs);
        const said = runners[language]?.(made.flatMap(({ before, after }) => [before, after])) ?? [];
        for (const [at, { what, before, after }] of made.entries()) {
          if (said[2 * at] !== said[2 * at + 1] || said[2 * at] === undefined)
            throw new Error(
              `${what}\n${said[2 * at]?.slice(0, 400)}\n---\n${said[2 * at + 1]?.slice(0, 400)}\n--- before\n${before}\n--- after\n${after}`,
            );
          expect(said[2 * at]).toMatch(/^-?\d/);
        }
        // What would print something else is refused: most renamings and parameters are not, a third of the inlinings is done.
        for (const [kind, least] of [
          ['rename', 0.4],
          ['extract', 0.6],
          ['inline', 0.1],
          ['add-parameter', 0.9],
        ] as const)
          expect((done[kind] ?? 0) / (tried[kind] ?? 1), `${kind}: ${done[kind]} of ${tried[kind]}`).toBeGreaterThanOrEqual(least);
      },
      120_000,
    );
  }
});
