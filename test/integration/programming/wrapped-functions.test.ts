import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { missing } from '../../support/prerequisites.ts';
import { runForJson, writeInto } from '../../support/run-for-json.ts';
import { applied, ask, startEngine } from '../../unit/programming/bank.ts';

const engine = startEngine();
const folder = mkdtempSync(join(tmpdir(), 'wrapped-functions-'));
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, content: string): void => writeInto(folder, path, content);
const run = (command: string, args: string[], cwd = folder): unknown => runForJson(command, args, cwd);

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
