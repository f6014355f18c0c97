import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('wrapping in the words of developers', () => {
  readsAs(engine, 'wrap', [
    ['Wrap fetchUser in a retry with 3 attempts', { form: 'retry', target: 'fetchUser', attempts: 3, time: null }],
    [
      'wrap fetchUser in a retry with 5 attempts and a first delay of 200 ms',
      { form: 'retry', target: 'fetchUser', attempts: 5, time: 200 },
    ],
    ['add a timeout of 5 s to loadConfig', { form: 'timeout', target: 'loadConfig', time: 5000 }],
    ['guard counter.increment with a lock', { form: 'lock', target: 'counter.increment' }],
    ['guard Counter.increment with a mutex in src/counter.go', { form: 'lock', target: 'Counter.increment', file: 'src/counter.go' }],
    ['retry loadConfig 3 times with constant delay', { form: 'retry', target: 'loadConfig', attempts: 3, growth: 'constant' }],
    ['给 fetchUser 加上重试，最多 3 次', { form: 'retry', target: 'fetchUser', attempts: 3 }],
    ['给函数 download 加超时 10 秒', { form: 'timeout', target: 'download', time: 10_000 }],
    ['给 Counter.increment 加锁', { form: 'lock', target: 'Counter.increment' }],
    ['把 fetchUser 用 retry 包装 3 次', { form: 'retry', target: 'fetchUser', attempts: 3 }],
  ]);
  asksFor(engine, [
    ['wrap fetchUser', 'form'],
    ['wrap the function in a retry', 'target'],
  ]);
});

describe('making async in the words of developers', () => {
  readsAs(engine, 'make-async', [
    ['make the function loadConfig async', { target: 'loadConfig' }],
    ['convert readAll to async in src/io.ts', { target: 'readAll', file: 'src/io.ts' }],
    ['turn `load` into an async function', { target: 'load' }],
    ['把 loadConfig 改成异步', { target: 'loadConfig' }],
    ['将 src/io.py 里的 read_all 变成异步', { target: 'read_all', file: 'src/io.py' }],
    ['把函数 load 改为 async', { target: 'load' }],
  ]);
});

describe('handling errors in the words of developers', () => {
  readsAs(engine, 'handle-error', [
    ['handle the error in loadConfig', { target: 'loadConfig', handling: 'rethrow', value: null }],
    ['Handle errors in load_config: log and continue', { target: 'load_config', handling: 'log' }],
    ['add error handling to parseLine that returns null', { target: 'parseLine', value: 'nothing' }],
    ['add try/catch to fetchUser, returning an empty list', { target: 'fetchUser', value: 'list' }],
    ['处理 loadConfig 里的错误', { target: 'loadConfig' }],
    ['给 parseLine 加错误处理，返回空列表', { target: 'parseLine', value: 'list' }],
    ['捕获 fetchUser 的异常并记录日志', { target: 'fetchUser', handling: 'log' }],
  ]);
});

describe('documenting in the words of developers', () => {
  readsAs(engine, 'add-docstring', [
    ['add a docstring to fetchUser', { target: 'fetchUser', text: null }],
    ['add a docstring to fetchUser saying that it loads one user by id', { target: 'fetchUser', text: 'loads one user by id' }],
    ['document the function parse_line', { target: 'parse_line' }],
    ['add jsdoc to all exported functions in src/users.ts', { target: null, file: 'src/users.ts' }],
    ['给 fetchUser 添加文档注释', { target: 'fetchUser' }],
    ['为函数 parse_line 写 docstring，说明：解析一行', { target: 'parse_line', text: '解析一行' }],
    ['为 src/users.py 所有函数添加文档字符串', { target: null, file: 'src/users.py' }],
  ]);
});

describe('adding types in the words of developers', () => {
  readsAs(engine, 'add-types', [
    ['add type annotations to the function parseLine', { target: 'parseLine' }],
    ['add type hints to src/utils.py', { target: null, file: 'src/utils.py' }],
    ['annotate parse_line with types', { target: 'parse_line' }],
    ['给函数 parseLine 添加类型注解', { target: 'parseLine' }],
    ['给 src/utils.py 补充类型提示', { target: null, file: 'src/utils.py' }],
  ]);
});

describe('writing loops as expressions in the words of developers', () => {
  readsAs(engine, 'loop-to-comprehension', [
    ['convert the loop in collectNames to a comprehension', { target: 'collectNames' }],
    ['turn the for loop in collect_names into a list comprehension', { target: 'collect_names' }],
    ['rewrite the loops in src/names.ts with map and filter', { target: null, file: 'src/names.ts' }],
    ['把 collectNames 里的循环改成推导式', { target: 'collectNames' }],
    ['把 src/names.py 里的循环改成列表推导式', { target: null, file: 'src/names.py' }],
  ]);
});

test.each([
  ['Create a retry function called retryCall with 3 attempts', 'retry'],
  ['Add a retry helper', 'retry'],
  ['Add an endpoint GET /users with error handling', 'http-handler'],
  ['write an async function called loadUser that returns a string', 'function'],
  ['add a type User with name and email', 'record'],
])('%s asks for something new', async (text, kind) => {
  const answer = await ask(engine, text);
  expect(JSON.parse(answer.plan?.json ?? '{}').kind).toBe(kind);
});

/** Request, language, source, and what becomes of it: null where it is refused. */
const changes: [string, string, string, string | null][] = [
  ['guard add with a lock', 'a.ts', 'export function add(a: number): number {\n  return a;\n}\n', null],
  [
    'guard C.Add with a lock',
    'a.go',
    'package main\n\ntype C struct{ n int }\n\nfunc (c *C) Add() { c.n++ }\n',
    'package main\n\nimport "sync"\n\ntype C struct {\n\tmu sync.Mutex\n\n\tn int\n}\n\nfunc (c *C) Add() {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n++\n}\n',
  ],
  ['guard C.Add with a lock', 'a.go', 'package main\n\ntype C struct{ n int }\n\nfunc (c C) Add() { c.n++ }\n', null],
  [
    'guard C.add with a lock',
    'a.py',
    'class C:\n    def __init__(self):\n        self.n = 0\n\n    def add(self):\n        self.n += 1  # one',
    'import threading\n\n\nclass C:\n    def __init__(self):\n        self._lock = threading.Lock()\n        self.n = 0\n\n    def add(self):\n        with self._lock:\n            self.n += 1  # one',
  ],
  ['add a timeout of 5 s to load', 'a.js', 'function load() {\n  return 1;\n}\n', null],
  ['add a timeout to load', 'a.py', 'def load():\n    return 1\n', null],
  [
    'add a timeout of 5 s to load',
    'a.go',
    'package main\n\nimport "context"\n\nfunc load(ctx context.Context) error {\n\treturn ctx.Err()\n}\n',
    'package main\n\nimport "context"\nimport "time"\n\nfunc load(ctx context.Context) error {\n\tctx, cancel := context.WithTimeout(ctx, 5*time.Second)\n\tdefer cancel()\n\treturn ctx.Err()\n}\n',
  ],
  ['make run async', 'a.go', 'package main\n\nfunc run() {}\n', null],
  ['make load async', 'a.ts', 'function load(): string {\n  return "a";\n}\nclass A {\n  constructor() {\n    load();\n  }\n}\n', null],
  [
    'make load async',
    'a.py',
    'import time\n\n\ndef load():\n    time.sleep(1)\n    return "a"\n\n\nprint(load().upper())\n',
    'import time\nimport asyncio\n\n\nasync def load():\n    await asyncio.sleep(1)\n    return "a"\n\n\nprint(asyncio.run(load()).upper())\n',
  ],
  [
    'handle the error in load',
    'a.go',
    'package main\n\nimport "os"\n\nfunc load() (string, error) {\n\tdata, _ := os.ReadFile("a") // all\n\treturn string(data), nil\n}\n',
    'package main\n\nimport "os"\nimport "fmt"\n\nfunc load() (string, error) {\n\tdata, err := os.ReadFile("a") // all\n\tif err != nil {\n\t\treturn "", fmt.Errorf("read file: %w", err)\n\t}\n\treturn string(data), nil\n}\n',
  ],
  ['handle the error in load', 'a.go', 'package main\n\nimport "os"\n\nfunc load() {\n\tos.Remove("a")\n}\n', null],
  [
    'handle the error in load, returning null',
    'a.js',
    'const load = (text) => JSON.parse(text);\n',
    'const load = (text) => {\n  try {\n    return JSON.parse(text);\n  } catch {\n    return null;\n  }\n};\n',
  ],
  [
    'add a docstring to is_empty',
    'a.py',
    'def is_empty(items):\n    return not items\n',
    'def is_empty(items):\n    """Return whether it is empty.\n\n    Args:\n        items: The items.\n\n    Returns:\n        Whether it is empty.\n    """\n    return not items\n',
  ],
  [
    'add a doc comment to Load saying that it "reads */ all"',
    'a.go',
    'package main\n\nfunc Load() {}\n',
    'package main\n\n// Load reads * / all.\nfunc Load() {}\n',
  ],
  ['add jsdoc to load', 'a.ts', '/** Loads. */\nexport function load() {}\n', null],
  [
    'add type hints to join',
    'a.py',
    'def join(a, n=1):\n    if n > 1:\n        return None\n    return "x" + a\n',
    'from typing import Optional\n\n\ndef join(a: str, n: int = 1) -> Optional[str]:\n    if n > 1:\n        return None\n    return "x" + a\n',
  ],
  ['add types to same', 'a.ts', 'export function same(a) {\n  return a;\n}\n', null],
  [
    'convert the loop in all to a comprehension',
    'a.py',
    'def all(items):\n    found = []\n    for item in items:\n        found.append(item)\n        print(item)\n    return found\n',
    null,
  ],
  [
    'convert the loop in all to a comprehension',
    'a.py',
    'def all(items):\n    found = []\n    for item in items:\n        found.append(len(found))\n    return found\n',
    null,
  ],
  [
    'convert the loop in all to a comprehension',
    'a.py',
    'def all(items):\n    found = []\n    for item in items:\n        found.append(item)\n    return found, item\n',
    null,
  ],
];

test.each(changes)('%s in %s: what is not changed keeps its bytes', async (text, path, before, after) => {
  const answer = await ask(engine, text, { [path]: before });
  expect(answer.edits.length > 0 ? applied(answer, { [path]: before })[path] : null, answer.text).toBe(after);
  expect(answer.plan, answer.text).not.toBe(null);
});
