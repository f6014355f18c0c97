import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { AnyPlan, EditInstruction } from '../../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { missing } from '../../support/prerequisites.ts';
import { drawsOf, editRandomSource } from '../../support/random-code.ts';
import { runForJson, writeInto } from '../../support/run-for-json.ts';

const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
const folder = mkdtempSync(join(tmpdir(), 'function-edits-'));
afterAll(async () => {
  await syntax.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, content: string): void => writeInto(folder, path, content);
const run = (command: string, args: string[], cwd = folder): unknown => runForJson(command, args, cwd);

interface Program {
  before: string;
  after: string;
  /** The function that was changed. */
  name: string;
  kind: string;
}

/** Random programs of a kind that a plan changed. */
async function programs(kind: string, language: TargetLanguage, count: number): Promise<Program[]> {
  const instruction = instructions.find((each) => each.kind === kind) as EditInstruction;
  const found: Program[] = [];
  for (let seed = 1; found.length < count && seed < count * 8; seed += 1) {
    const plan = instruction.sample?.(drawsOf(seed)) as AnyPlan & { slots: { target: { value: string | null } } };
    // Waiting for seconds would say no more than waiting for none.
    const { before, after } = await editRandomSource(instruction, plan, language, { syntax, templates });
    const name = plan.slots.target.value;
    if (after !== before && name !== null && /^[A-Za-z]\w*$/.test(name)) found.push({ before, after, name, kind });
  }
  expect(found.length, kind).toBe(count);
  return found;
}

const kinds = ['wrap', 'handle-error', 'make-async', 'add-types', 'add-docstring', 'loop-to-comprehension'];
/** What the functions are called with: errors are only passed on otherwise where they are handled. */
const argumentsOf = (kind: string): unknown[] => {
  if (kind === 'loop-to-comprehension') return [[], [1, 2, 3], [0, 30, 31, 4, 4], [2.5]];
  return kind === 'handle-error' ? ['7', ' 12'] : ['ab', '', '[1]', '7'];
};

describe('random programs do the same after the change as before', () => {
  test('in JavaScript', async () => {
    const all = (await Promise.all(kinds.map((kind) => programs(kind, 'javascript', 14)))).flat();
    for (const [at, { before, after }] of all.entries()) {
      write(`scripts/before${at}.mjs`, before);
      write(`scripts/after${at}.mjs`, after);
    }
    write(
      'scripts/main.mjs',
      `const shown = [];
console.log = () => {};
const plain = (value) => (value instanceof Set ? [...value] : value);
for (const [at, [name, values]] of ${JSON.stringify(all.map(({ name, kind }) => [name, argumentsOf(kind)]))}.entries()) {
  const pair = [];
  for (const side of ['before', 'after']) {
    const module = await import('./' + side + at + '.mjs');
    const call = module[name] ?? ((value) => new (Object.values(module)[0])()[name](value));
    const results = [];
    for (const value of values) results.push(await Promise.resolve().then(() => call(value)).then(plain, (error) => String((error.cause ?? error).message)));
    pair.push(JSON.stringify(results));
  }
  shown.push(pair);
}
process.stdout.write(JSON.stringify(shown), () => process.exit(0));
`,
    );
    const shown = run(process.execPath, ['scripts/main.mjs']) as [string, string][];
    for (const [at, [before, after]] of shown.entries()) expect(after, all[at]?.after).toBe(before);
  });

  test.skipIf(missing('python'))('in Python', async () => {
    const all = (await Promise.all(kinds.map((kind) => programs(kind, 'python', 14)))).flat();
    for (const [at, { before, after }] of all.entries()) {
      write(`python/before${at}.py`, before);
      write(`python/after${at}.py`, after);
    }
    write(
      'python/main.py',
      `import asyncio, contextlib, importlib, inspect, io, json

def plain(value):
    return sorted(map(repr, value)) if isinstance(value, set) else repr(value)

def outcome(call, value):
    try:
        result = call(value)
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        return plain(result)
    except Exception as error:
        return repr(error.__cause__ or error)

shown = []
with contextlib.redirect_stdout(io.StringIO()):
    for at, (name, values) in enumerate(json.loads(${JSON.stringify(JSON.stringify(all.map(({ name, kind }) => [name, argumentsOf(kind)])))})):
        pair = []
        for side in ("before", "after"):
            module = importlib.import_module(f"{side}{at}")
            call = getattr(module, name, None)
            if call is None:
                kind = next(each for each in vars(module).values() if inspect.isclass(each))
                call = getattr(kind(), name)
            pair.append([outcome(call, value) for value in values])
        shown.append(pair)
print(json.dumps(shown))
`,
    );
    const shown = run('python3', ['main.py'], join(folder, 'python')) as [unknown, unknown][];
    for (const [at, [before, after]] of shown.entries()) expect(after, all[at]?.after).toEqual(before);
  });

  test.skipIf(missing('go'))('in Go', async () => {
    const all = (await Promise.all(['wrap', 'handle-error', 'add-docstring'].map((kind) => programs(kind, 'go', 6)))).flat();
    const uses: string[] = [];
    const imports: string[] = [];
    for (const [at, { before, after, name, kind }] of all.entries())
      for (const [side, code] of [
        ['before', before],
        ['after', after],
      ] as const) {
        const own = `${side}${at}`;
        // What nobody looked at did not compile before, or was not seen.
        if (kind === 'handle-error' && side === 'before') continue;
        const method = /^func \(\w+ \*(\w+)\) /m.exec(code);
        const call = method && new RegExp(`^func \\(\\w+ \\*\\w+\\) ${name}\\(`, 'm').test(code) ? `new(${method[1]}).${name}` : name;
        const results = kind === 'add-docstring' ? 'a' : kind === 'wrap' ? 'a, b' : 'a, b, c';
        write(`go/${own}/code.go`, code.replace('package main', `package ${own}`));
        write(
          `go/${own}/drive.go`,
          `package ${own}\n\nimport "fmt"\n\nfunc Drive() string {\n\t${results} := ${call}("ab")\n\treturn fmt.Sprint(${results})\n}\n`,
        );
        imports.push(`\t"example.com/changed/${own}"\n`);
        uses.push(`\t\t"${own}": ${own}.Drive(),\n`);
      }
    write('go/go.mod', 'module example.com/changed\n\ngo 1.19\n');
    write(
      'go/main.go',
      `package main\n\nimport (\n\t"encoding/json"\n\t"os"\n\n${imports.join('')})\n\nfunc main() {\n\tjson.NewEncoder(os.Stdout).Encode(map[string]string{\n${uses.join('')}\t})\n}\n`,
    );
    const shown = run('go', ['run', '.'], join(folder, 'go')) as Record<string, string>;
    for (const [at, program] of all.entries()) {
      // The sample removes a file that is not there.
      if (program.kind === 'handle-error') expect(shown[`after${at}`]).toContain('remove: remove ab: no such file or directory');
      else expect(shown[`after${at}`], program.after).toBe(shown[`before${at}`]);
    }
  });
});
