import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { installedGrammars } from '../../../electron/services/programming/grammars.node.ts';
import type { AnyPlan, EditInstruction } from '../../../electron/services/programming/instructions/instruction.ts';
import { instructions } from '../../../electron/services/programming/instructions.node.ts';
import { createSyntax } from '../../../electron/services/programming/syntax/syntax.ts';
import { createTemplates } from '../../../electron/services/programming/templates/templates.ts';
import { missing } from '../../support/prerequisites.ts';
import { drawsOf, editRandomSource } from '../../support/random-code.ts';
import { applied, ask, startEngine } from '../../unit/programming/bank.ts';

const engine = startEngine();
const syntax = createSyntax(installedGrammars());
const templates = createTemplates(syntax);
const folder = mkdtempSync(join(tmpdir(), 'function-edits-'));
afterAll(async () => {
  await Promise.all([engine.close(), syntax.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** What a program prints as JSON; its errors where it fails. */
function run(command: string, args: string[], cwd = folder): unknown {
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', env, maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${done.error?.message ?? ''}${done.stdout}${done.stderr}`);
  return JSON.parse(done.stdout);
}

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

async function changed(request: string, path: string, before: string): Promise<string> {
  const answer = await ask(engine, request, { [path]: before });
  if (answer.edits.length === 0) throw new Error(answer.text);
  return applied(answer, { [path]: before })[path] ?? '';
}

describe('what is put around a function does what it says', () => {
  test('in JavaScript: an error is tried again, also that of a returned promise; time runs out; calls follow each other', async () => {
    const failing =
      'let calls = 0;\nexport async function load() {\n  calls += 1;\n  return calls < 3 ? Promise.reject(new Error("no")) : calls;\n}\n';
    write('wrap/retry.mjs', await changed('wrap load in a retry with 3 attempts and a first delay of 1 ms', 'a.js', failing));
    write('wrap/twice.mjs', await changed('wrap load in a retry with 2 attempts and a first delay of 1 ms', 'a.js', failing));
    const slow = 'export async function load(wait) {\n  await new Promise((resolve) => setTimeout(resolve, wait));\n  return wait;\n}\n';
    write('wrap/timeout.mjs', await changed('add a timeout of 300 ms to load', 'a.js', slow));
    const counting =
      'export class Counter {\n  n = 0;\n  async add(wrong) {\n    const seen = this.n;\n    await null;\n    if (wrong) throw new Error("no");\n    this.n = seen + 1;\n    return this.n;\n  }\n}\n';
    write('wrap/lock.mjs', await changed('guard Counter.add with a lock', 'a.js', counting));
    write(
      'wrap/main.mjs',
      `const told = (work) => work.then((value) => value, (error) => error.message);
const [retry, twice, timeout, lock] = await Promise.all(['retry', 'twice', 'timeout', 'lock'].map((name) => import('./' + name + '.mjs')));
const counter = new lock.Counter();
const counts = await Promise.all([0, 1, 0, 0].map((wrong) => told(counter.add(wrong === 1))));
const shown = [await told(retry.load()), await told(twice.load()), await told(timeout.load(0)), await told(timeout.load(100000)), counts];
process.stdout.write(JSON.stringify(shown), () => process.exit(0));
`,
    );
    expect(run(process.execPath, ['wrap/main.mjs'])).toEqual([3, 'no', 0, 'load took longer than 300 milliseconds', [1, 'no', 2, 3]]);
  });

  test.skipIf(missing('python'))('in Python, in threads and coroutines', async () => {
    const failing =
      'calls = 0\n\n\nASYNCdef load():\n    global calls\n    calls += 1\n    if calls < 3:\n        raise ValueError("no")\n    return calls\n';
    const slow = 'import time\n\n\ndef load(wait):\n    wait = wait * 2\n    time.sleep(wait)\n    return wait\n';
    const coroutine = 'import asyncio\n\n\nasync def load(wait):\n    wait = wait * 2\n    await asyncio.sleep(wait)\n    return wait\n';
    const counting =
      'import time\n\n\nclass Counter:\n    def __init__(self):\n        self.n = 0\n\n    def add(self):\n        seen = self.n\n        time.sleep(0.001)\n        self.n = seen + 1\n';
    const retry = 'wrap load in a retry with 3 attempts and a first delay of 1 ms';
    write('wrapped/retry_sync.py', await changed(retry, 'a.py', failing.replace('ASYNC', '')));
    write('wrapped/retry_async.py', await changed(retry, 'a.py', failing.replace('ASYNC', 'async ')));
    write('wrapped/slow.py', await changed('add a timeout of 200 ms to load', 'a.py', slow));
    write('wrapped/waiting.py', await changed('add a timeout of 200 ms to load', 'a.py', coroutine));
    write('wrapped/counting.py', await changed('guard Counter.add with a lock', 'a.py', counting));
    write(
      'wrapped/main.py',
      `import asyncio, json, threading
import counting, retry_async, retry_sync, slow, waiting

def told(work):
    try:
        return work()
    except Exception as error:
        return type(error).__name__

counter = counting.Counter()
threads = [threading.Thread(target=counter.add) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps([
    retry_sync.load(),
    asyncio.run(retry_async.load()),
    slow.load(0),
    told(lambda: slow.load(0.5)),
    told(lambda: asyncio.run(waiting.load(0))),
    told(lambda: asyncio.run(waiting.load(60))),
    counter.n,
]))
`,
    );
    expect(run('python3', ['main.py'], join(folder, 'wrapped'))).toEqual([3, 3, 0, 'TimeoutError', 0, 'TimeoutError', 8]);
  });

  test.skipIf(missing('go'))('in Go, with and without a context', async () => {
    const failing =
      'package retry\n\nimport "errors"\n\nvar calls = 0\n\nfunc Load() (int, error) {\n\tcalls++\n\tif calls < 3 {\n\t\treturn 0, errors.New("no")\n\t}\n\treturn calls, nil\n}\n';
    const slow =
      'package slow\n\nimport "time"\n\nfunc Load(wait time.Duration) (done bool, err error) {\n\ttime.Sleep(wait)\n\tdone = true\n\treturn\n}\n';
    const waiting =
      'package waiting\n\nimport "context"\n\nfunc Load(ctx context.Context) error {\n\t<-ctx.Done()\n\treturn ctx.Err()\n}\n';
    const counting =
      'package counting\n\nimport "time"\n\ntype Counter struct {\n\tN int\n}\n\nfunc (c *Counter) Add() {\n\tseen := c.N\n\ttime.Sleep(time.Millisecond)\n\tc.N = seen + 1\n}\n';
    write('wrapgo/retry/a.go', await changed('wrap Load in a retry with 3 attempts and a first delay of 1 ms', 'a.go', failing));
    write('wrapgo/slow/a.go', await changed('add a timeout of 100 ms to Load', 'a.go', slow));
    write('wrapgo/waiting/a.go', await changed('add a timeout of 10 ms to Load', 'a.go', waiting));
    write('wrapgo/counting/a.go', await changed('guard Counter.Add with a lock', 'a.go', counting));
    write('wrapgo/go.mod', 'module example.com/wrapped\n\ngo 1.19\n');
    write(
      'wrapgo/main.go',
      `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"example.com/wrapped/counting"
	"example.com/wrapped/retry"
	"example.com/wrapped/slow"
	"example.com/wrapped/waiting"
)

func main() {
	value, err := retry.Load()
	quick, quickErr := slow.Load(0)
	late, lateErr := slow.Load(time.Minute)
	var counter counting.Counter
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			counter.Add()
		}()
	}
	group.Wait()
	json.NewEncoder(os.Stdout).Encode([]string{
		fmt.Sprint(value, err), fmt.Sprint(quick, quickErr), fmt.Sprint(late, lateErr), fmt.Sprint(waiting.Load(context.Background())), fmt.Sprint(counter.N),
	})
}
`,
    );
    expect(run('go', ['run', '.'], join(folder, 'wrapgo'))).toEqual([
      '3 <nil>',
      'true <nil>',
      'false Load: no result after 100 milliseconds',
      'context deadline exceeded',
      '8',
    ]);
  });
});
