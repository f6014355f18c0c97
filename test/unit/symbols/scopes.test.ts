import { describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { referencesOf, resolve } from '#domain/symbols/scopes';
import { scopesIn } from '../../support/symbols.ts';

/**
 * In these sources `name·1` is a name with the number of what it stands for; names of one number, and no others, belong together.
 * `name·0` comes from elsewhere.
 */
const cases: [TargetLanguage, string, string][] = [
  ['typescript', 'a block hides what is around it', 'const x·1 = 1; { const x·2 = 2; use·0(x·2); } use·0(x·1);'],
  ['typescript', 'var belongs to the function, let to the block', 'function f·1() { if (1) { var a·2 = 1; let b·3; } return a·2 + b·0; }'],
  ['typescript', 'functions are seen before they stand', 'f·1(); function f·1() { return g·2(); function g·2() {} }'],
  ['typescript', 'types and values are worlds apart', 'type A·1 = number; const A·2: A·1 = 1; const b·3: typeof A·2 = A·2;'],
  ['typescript', 'a class is both', 'class C·1 { m(): C·1 { return new C·1(); } } interface C·1 { n: C·1 }'],
  ['typescript', 'patterns', 'const { a·1, b: [c·2 = a·1, ...d·3] } = o·0; ({ a: c·0 } = c·2);'.replace('c·0', 'd·3')],
  [
    'typescript',
    'parameters and their defaults do not see the body',
    'const x·1 = 1; function f·2(a·3 = x·1) { var x·4 = 2; return a·3 + x·4; }',
  ],
  ['typescript', 'a variable called like a parameter is it', 'function f·1(a·2) { var a·2 = 1; return a·2; }'],
  ['typescript', 'a named function expression knows itself', 'const f·1 = function g·2() { return g·2; }; g·0();'],
  ['typescript', 'type parameters and what is inferred', 'type F·1<T·2> = T·2 extends (infer U·3)[] ? U·3 : U·0;'],
  ['typescript', 'mapped types', 'type M·1<T·2> = { [K·3 in keyof T·2]: T·2[K·3] };'],
  ['typescript', 'loops', 'for (const k·1 of k·1) { k·1; } for (let i·2 = 0; i·2 < 1; i·2++) { let i·3; i·3; }'],
  ['typescript', 'what is caught', 'try { } catch (e·1) { let f·2 = e·1; } e·0;'],
  ['typescript', 'labels', 'const a·1 = 1; a·2: for (;;) { a·1; break a·2; }'],
  [
    'typescript',
    'enums and namespaces',
    'enum E·1 { A·2 = 1, B·3 = A·2 } namespace N·4 { export const x·5 = E·1.A; } N·4.x; type T·6 = N·4.Y;',
  ],
  ['typescript', 'imports and exports', "import d·1, { a·2, b as c·3 } from 'm'; export { a·2, c·3 as q }; export { z } from 'n'; d·1();"],
  ['typescript', 'predicates', 'function is·1(x·2: unknown): x·2 is T·0 { return true; }'],
  ['javascript', 'a function in a block of a script is seen outside', 'if (1) { function f·1() {} } f·1();'],
  ['javascript', 'and not in a module', "import 'm'; if (1) { function f·1() {} } f·0();"],
  ['python', 'assignments make names of the function', 'x·1 = 1\ndef f·2():\n    print·0(x·3)\n    x·3 = 2\n'],
  ['python', 'global', 'x·1 = 1\ndef f·2():\n    global x·1\n    x·1 = 2\n    def g·3(): return x·1\n'],
  ['python', 'global that makes the name', 'def f·1():\n    global n·2\n    n·2 = 1\nprint·0(n·2)\n'],
  ['python', 'nonlocal', 'x·1 = 0\ndef f·2():\n    x·3 = 1\n    def g·4():\n        nonlocal x·3\n        x·3 += 1\n'],
  [
    'python',
    'methods do not see the names of their class',
    'x·1 = 0\nclass C·2:\n    x·3 = x·1\n    y·4 = x·3\n    def m·5(self·6): return x·1\n',
  ],
  [
    'python',
    'a class of a function that has not bound its name yet',
    'x·1 = 0\ndef f·2():\n    x·3 = 1\n    class C·4:\n        x·5 = x·1\n',
  ],
  ['python', 'comprehensions', 'x·1 = [1]\ny·2 = [x·3 for x·3 in x·1 if (z·4 := x·3)]\nprint·0(x·1, z·4)\n'],
  [
    'python',
    'comprehensions of a class see its names in the first source alone',
    'class C·1:\n    a·2 = [1]\n    b·3 = [a·0 for _·4 in a·2]\n',
  ],
  ['python', 'defaults and annotations are read outside', 'x·1 = 1\ndef f·2(x·3: x·1 = x·1): return x·3\n'],
  [
    'python',
    'imports, except, with and match',
    'import os·1, a.b as c·2\ntry:\n    pass\nexcept E·0 as e·3:\n    e·3\nwith c·2 as f·4: f·4\nmatch f·4:\n    case C·0(k=v·5): v·5\n    case os·1.path: pass\n',
  ],
  ['python', 'type parameters', 'def f·1[T·2](a·3: T·2) -> T·2: return a·3\nT·0\n'],
  ['python', 'identifiers are compared in NFKC', 'ﬁ·1 = 1\nfi·1\n'],
  [
    'go',
    ':= declares only what is new',
    'package p\nfunc f·1() (err·2 error·0) {\n x·3, err·2 := g·0()\n if x·4, err·5 := g·0(); x·4 { return err·5 }\n return err·2 + x·3\n}\n',
  ],
  ['go', 'a name begins after its declaration', 'package p\nvar x·1 = 1\nfunc f·2() { x·3 := x·1; { x·4 := x·3; _ = x·4 } }\n'],
  [
    'go',
    'names of the package are seen everywhere',
    'package p\nfunc f·1() T·2 { return v·3 }\ntype T·2 struct { next *T·2 }\nvar v·3 T·2\n',
  ],
  [
    'go',
    'keys of structs are fields, keys of maps are values',
    'package p\ntype S·1 struct { a int·0 }\nfunc f·2(a·3 int·0) { _ = S·1{a: a·3}; _ = map[int·0]int·0{a·3: 1}; _ = []S·1{{a: a·3}} }\n',
  ],
  ['go', 'switches over types', 'package p\nfunc f·1(v·2 any·0) { switch t·3 := v·2.(type) { case int·0: _ = t·3 } }\n'],
  [
    'go',
    'type parameters, receivers, labels',
    'package p\ntype L·1[T·2 any·0] struct{}\nfunc (l·3 *L·1[E·4]) m(e·5 E·4) { L·6: for { break L·6 } }\n',
  ],
  [
    'go',
    'select and range',
    'package p\nfunc f·1(c·2 chan int·0) { select { case m·3 := <-c·2: _ = m·3 }; for i·4 := range c·2 { _ = i·4 } }\n',
  ],
];

describe('what names stand for', () => {
  test.each(cases)('%s: %s', async (language, _title, marked) => {
    const expected: [string, number, string][] = [];
    let source = '';
    for (const [at, part] of marked.split(/·(\d+)/).entries()) {
      if (at % 2 === 1) {
        const name = /[\p{L}\p{N}_$]+$/u.exec(source)?.[0] ?? '';
        expected.push([name, source.length - name.length, part]);
      } else source += part;
    }
    const tree = await scopesIn(source, language);
    const found = tree.occurrences.map(({ name, start, targets }) => [name.normalize('NFKC'), start, targets.join()]);
    expect(found.map(([name, start]) => [name, start])).toEqual(expected.map(([name, start]) => [name.normalize('NFKC'), start]));
    const pairs = new Set(expected.map(([, , number], at) => `${number} ${found[at]?.[2] || 'free'}`));
    expect([...pairs].filter((pair) => pair.startsWith('0 ') !== pair.endsWith(' free'))).toEqual([]);
    expect(pairs.size).toBe(new Set(expected.map(([, , number]) => number)).size);
    expect(new Set([...pairs].map((pair) => pair.split(' ')[1])).size).toBe(pairs.size);
  });

  test('a position gives its declaration, and that all its places', async () => {
    const source = 'const größe = 1; const 𝒳 = größe; export { größe };';
    const tree = await scopesIn(source, 'typescript');
    const found = resolve(tree, source.lastIndexOf('größe') + 2);
    expect(found).toMatchObject({ name: 'größe', kind: 'constant', span: { start: 6, end: 11 } });
    expect(referencesOf(tree, found?.id ?? -1).map(({ start, end }) => source.slice(start, end))).toEqual(['größe', 'größe', 'größe']);
    expect(resolve(tree, 13)).toBe(null);
  });

  test.each(['typescript', 'python', 'go'] as const)('%s: deep nesting, broken and empty source are walked', async (language) => {
    const deep = `${'('.repeat(3000)}x${')'.repeat(3000)}`;
    const long = `x = ${'a + '.repeat(20_000)}a\n`;
    for (const source of ['', '\0', deep, long, 'def (((', 'func f( {', 'class { import {', '}}}} = = :=', 'x'.repeat(100_000)])
      expect((await scopesIn(source, language)).scopes[0]).toMatchObject({ id: 0, kind: 'module', parent: -1 });
  });
});
