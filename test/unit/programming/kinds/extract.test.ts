import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** The file after a request on its lines. */
async function extracted(path: string, source: string, text: string): Promise<string> {
  const answer = await ask(engine, text, { [path]: source });
  if (answer.edits.length === 0) throw new Error(answer.text);
  return applied(answer, { [path]: source })[path] ?? '';
}

describe('extractions in the words of developers', () => {
  readsAs(engine, 'extract', [
    [
      'extract lines 10-20 of a.ts into a function called computeTotal',
      { name: 'computeTotal', form: 'function', file: 'a.ts', lines: '10-20' },
    ],
    ['Extract line 4 in src/a.py as function load_all', { name: 'load_all', form: 'function', file: 'src/a.py', lines: '4' }],
    [
      'extract `a * b + c` into a constant called total in a.go',
      { name: 'total', form: 'constant', expression: 'a * b + c', file: 'a.go' },
    ],
    ['把 a.ts 第 3 到 8 行提取为函数 computeTotal', { name: 'computeTotal', form: 'function', lines: '3-8', file: 'a.ts' }],
    ['将选中的代码抽取成一个函数，名为 sumAll', { name: 'sumAll', form: 'function', lines: null }],
    ['把 `x * 2` 提取为常量 double', { name: 'double', form: 'constant', expression: 'x * 2' }],
    ['extract the selected lines to a helper function named parse_all', { name: 'parse_all', form: 'function' }],
  ]);
  asksFor(engine, [['extract lines 3-5 of a.ts into a function', 'name']]);
});

describe('lines become a function', () => {
  test('with what they read as parameters and what is read later as results', async () => {
    const source = `export async function load(ids: number[], base: string) {
  let total = 0;
  for (const id of ids) {
    const text = await fetch(\`\${base}
      \${id}\`);
    total += id;
  }
  const label = \`\${base}:\${total}\`;
  return { label, total };
}
`;
    expect(
      await extracted('a.ts', source, 'extract lines 3-7 of a.ts into a function called sumUp'),
    ).toBe(`export async function load(ids: number[], base: string) {
  let total = 0;
  total = await sumUp(ids, base, total);
  const label = \`\${base}:\${total}\`;
  return { label, total };
}

async function sumUp(ids: number[], base: string, total: number) {
  for (const id of ids) {
    const text = await fetch(\`\${base}
      \${id}\`);
    total += id;
  }
  return total;
}
`);
    expect(await extracted('a.ts', source, 'extract lines 2-8 of a.ts into a function called prepare')).toContain(
      '  const { total, label } = await prepare(ids, base);\n',
    );
  });

  test('of Python, in front of what runs at the top and behind what does not', async () => {
    const source =
      'def f(self, n: int, m):\n    if n:\n        a = n + m\n        b = a * 2\n        print("""x\ny""", b)\n    return self\n';
    expect(await extracted('a.py', source, 'extract lines 3-6 of a.py into a function called show')).toBe(
      'def f(self, n: int, m):\n    if n:\n        show(n, m)\n    return self\n\n\ndef show(n: int, m):\n    a = n + m\n    b = a * 2\n    print("""x\ny""", b)\n',
    );
    expect(await extracted('b.py', 'x = 1\ny = x + 1\nprint(y)\n', 'extract line 3 of b.py into a function called show')).toBe(
      'x = 1\ny = x + 1\n\n\ndef show():\n    print(y)\n\n\nshow()\n',
    );
  });

  test('of Go, also where they return', async () => {
    const source =
      'package a\n\nfunc F(items []int, limit int) (int, error) {\n\tsum := 0\n\tfor _, item := range items {\n\t\tsum += item\n\t}\n\tif sum > limit {\n\t\treturn 0, nil\n\t}\n\treturn sum, nil\n}\n';
    expect(await extracted('a.go', source, 'extract lines 5-7 of a.go into a function called add')).toBe(
      'package a\n\nfunc F(items []int, limit int) (int, error) {\n\tsum := 0\n\tsum = add(items, sum)\n\tif sum > limit {\n\t\treturn 0, nil\n\t}\n\treturn sum, nil\n}\n\nfunc add(items []int, sum int) int {\n\tfor _, item := range items {\n\t\tsum += item\n\t}\n\treturn sum\n}\n',
    );
    expect(await extracted('a.go', source, 'extract lines 8-11 of a.go into a function called finish')).toContain(
      '\treturn finish(sum, limit)\n}\n\nfunc finish(sum, limit int) (int, error) {\n\tif sum > limit {',
    );
  });

  test.each<[string, string, string, RegExp]>([
    ['a return that is not the last', 'a.py', 'def f(n):\n    if n:\n        return 1\n    return 2\n', /Line 3 returns/],
    ['a jump out of a loop', 'a.js', 'function f(n) {\n  while (n) {\n    if (n > 3) break;\n  }\n}\n', /Line 3 jumps out/],
    ['this', 'a.ts', 'class A {\n  n = 1;\n  f() {\n    return this.n;\n  }\n}\n', /uses `this`/],
    ['half a statement', 'a.ts', 'function f(n: number) {\n  if (n) {\n    n += 1;\n  }\n}\n', /not whole statements/],
    ['a type that nobody wrote', 'a.go', 'package a\n\nfunc F() {\n\tx := g.H()\n\tprintln(x)\n}\n', /type of `x` is not written/],
  ])('but not with %s', async (what, path, source, told) => {
    const lines = what.startsWith('a return')
      ? '2-3'
      : what.startsWith('half')
        ? '2-3'
        : what === 'this'
          ? '4'
          : what.startsWith('a type')
            ? '5'
            : '3';
    const answer = await ask(engine, `extract lines ${lines} of ${path} into a function called taken`, { [path]: source });
    expect(answer.edits).toEqual([]);
    expect(answer.text).toMatch(told);
  });
});

describe('a value becomes', () => {
  test('a constant in front of its statement', async () => {
    expect(
      await extracted('a.ts', 'function f(a: number) {\n  return a * 2 + 1;\n}\n', 'extract `a * 2` into a constant called twice in a.ts'),
    ).toBe('function f(a: number) {\n  const twice = a * 2;\n  return twice + 1;\n}\n');
    expect(await extracted('a.py', 'def f(a):\n    return [a * 2, 1]\n', '把 a.py 中的 `a * 2` 提取为常量 twice')).toBe(
      'def f(a):\n    twice = a * 2\n    return [twice, 1]\n',
    );
  });
  test('a function that is called there', async () => {
    expect(
      await extracted(
        'a.go',
        'package a\n\nfunc F(a int) int {\n\treturn a*2 + 1\n}\n',
        'extract `a*2` into a function called twice in a.go',
      ),
    ).toBe(
      'package a\n\nfunc F(a int) int {\n\treturn twice(a) + 1\n}\n\nfunc twice(a int) int {\n\treturn a * 2\n}\n'.replace(
        'return a * 2',
        'return a*2',
      ),
    );
  });
  test('no constant where it is not always evaluated, or something may change it first', async () => {
    for (const [source, value] of [
      ['function f(a, b) {\n  return a && b.c;\n}\n', 'b.c'],
      ['function f(a, b) {\n  return g(a) + b.c;\n}\n', 'b.c'],
      ['function f(a) {\n  while (a.b) a = a.c;\n}\n', 'a.b'],
    ] as const) {
      const answer = await ask(engine, `extract \`${value}\` into a constant called taken in a.js`, { 'a.js': source });
      expect(answer.edits).toEqual([]);
      expect(answer.text).toContain('Extract a function instead');
    }
  });
});
