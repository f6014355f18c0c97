import { afterAll, describe, expect, test } from 'vitest';
import { gofmtChanges, goUnderTest } from '../../support/go-language.ts';
import { checkFile, closeCorpus, readSource } from '../../support/language-corpus.ts';
import { opaquePlaces } from '../../support/language-laws.ts';
import { missing } from '../../support/prerequisites.ts';

afterAll(closeCorpus);
const words = (text: string): string[] => (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).sort();
const inside = (code: string): string => `package p\n\nfunc f() {\n${code}\n}\n`;

/** Valid, however odd: nothing may be lost, and nothing needs to be kept as text. */
const valid: [name: string, source: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\t\n\n'],
  ['a comment alone', '// only'],
  ['a package alone', 'package p'],
  ['line breaks of Windows', 'package p\r\n\r\n// a\r\n// b\r\nfunc f() {\r\n\tx := `a\r\nb`\r\n\tg(x) // c\r\n}\r\n'],
  [
    'build constraints and orders',
    '//go:build linux && !cgo\n// +build linux,!cgo\n\n// Package p.\npackage p\n\nimport _ "embed"\n\n//go:embed a.txt b.txt\nvar s string\n\n//go:noinline\nfunc f()\n',
  ],
  [
    'a preamble of C',
    'package p\n\n// #include <stdio.h>\n// static int f(void) { return 1; }\nimport "C"\nimport "unsafe"\n\nvar x = C.f()\n\n//export Run\nfunc Run(p unsafe.Pointer) C.int { return C.int(1) }\n',
  ],
  ['a preamble of C in a block', 'package p\n\n/*\n#cgo LDFLAGS: -lm\n#include <math.h>\n*/\nimport "C"\n'],
  [
    'imports in every form',
    'package p\n\nimport (\n\t"fmt"\n\n\tm "math" // c\n\t. "sort"\n\t_ `net/http`\n\t"example.org/a/b"\n)\n\nimport "os"\n',
  ],
  [
    'texts in every form',
    "package p\n\nvar a, b, c = \"\\x00\\u2028\\101\\U0001F600\\\"\", `\\n\"'`, '\\''\n\nvar d = []rune{'\\x41', '日', '\\a', '\"'}\n\nvar e = \"\\xff\" + `\n\tx\n` + \"%d{{.}}\"\n",
  ],
  [
    'numbers in every form',
    'package p\n\nvar a = []any{0xFF, 0X1p-2, 0b1_0, 0o17, 017, 1_000, 1e5, 1E-5, .5, 5., 1i, 0x1.8p+3i, 0123i, 9007199254740993, 1e400}\n',
  ],
  [
    'constants that count',
    'package p\n\nconst (\n\tA, B = iota, 1 << iota // a\n\tC, D\n\n\t// E is.\n\tE T = "e"\n\t_, _\n\t// end\n)\n\nconst x = 1\n',
  ],
  [
    'variables in groups',
    'package p\n\nvar (\n\ta, b int // c\n\n\t// d\n\te = 1\n)\n\nvar ()\n\nfunc f() {\n\tvar (\n\t\tx int\n\t\ty = 2\n\t)\n\tconst z = iota\n\ttype (\n\t\tt = int\n\t\tu struct{ a int }\n\t)\n}\n',
  ],
  [
    'structs with tags and parts of others',
    'package p\n\ntype T struct {\n\ta, b int `json:"a"` // c\n\tc    string "x:\\"y\\""\n\t*U `z`\n\n\t// V is.\n\tpkg.V\n\tW[int]\n\t_ struct{}\n\tf func(a, b int) (c, d error)\n}\n',
  ],
  [
    'interfaces',
    'package p\n\ntype I interface {\n\tM(a int, b ...string) (c error) // d\n\t// E\n\tE\n\t~int | ~[]byte | *T\n\tcomparable\n}\n',
  ],
  [
    'types with parameters',
    'package p\n\ntype L[T any, K comparable] struct{ a []T }\n\ntype P[T *int,] []T\n\nfunc (l *L[T, K]) M() T { return l.a[0] }\n\nfunc F[T ~int | ~string, U interface{ *T }](a T, b ...U) L[T, U] { return G[T, U](a) }\n\nvar x, y = F[int, *int], L[int, string]{}\n',
  ],
  [
    'channels in channels',
    'package p\n\nvar a chan<- chan int\nvar b <-chan <-chan int\nvar c chan (<-chan int)\nvar d = <-chan int(x)\nvar e = (<-chan int)(x)\n',
  ],
  [
    'conversions and pointers',
    inside(
      '\t*(*[]int)(p) = *(*int)(q)\n\t*(*T)(p).a[0] = (*T).M\n\t(*p).x, p.y = (func())(nil), ([]func())(x)\n\t(f[int])(0)\n\t_ = interface{ M() }(x).(interface{})',
    ),
  ],
  [
    'operators whose order is often wrong',
    inside(
      '\tx = a - (b - c) - -d + +e&^f&^(g)&(^h)\n\tx = a / *p * (b % c << d) == !y || (z && w)\n\tx = -(-a) - (-1) + & ^b\n\tx = <-<-c\n\tx &^= (1)\n\tx += 1\n\ty--',
    ),
  ],
  [
    'literals in heads',
    inside(
      '\tif (T{1}) == x && f(T{}) {\n\t}\n\tfor _, a := range (T{}).b {\n\t}\n\tswitch x := (T{}); y := x.(type) {\n\tcase nil, *T, func():\n\t}\n\tfor i := (T{}); i < (T{}); {\n\t}\n\tif a, b := x, (T{}); a == b {\n\t}',
    ),
  ],
  ['labels and jumps', inside('L:\n\tfor {\n\t\tcontinue L\n\t}\n\tgoto end\nM:\n\t;\n\tx()\nN:\n\t{\n\t\tbreak N\n\t}\nend:')],
  [
    'switches that fall through',
    inside(
      '\tswitch x := f(); {\n\tcase a, b:\n\t\tg()\n\t\tfallthrough // c\n\n\t// d\n\tcase c:\n\tdefault:\n\t\t// e\n\t}\n\tswitch {\n\t}',
    ),
  ],
  [
    'a choice of channels',
    inside('\tselect {\n\tcase a, ok := <-b:\n\tcase c[0] = <-d:\n\tcase e <- f:\n\t\tg()\n\tcase <-h:\n\tdefault:\n\t}\n\tselect {}'),
  ],
  [
    'loops in every form',
    inside(
      '\tfor {\n\t}\n\tfor a {\n\t}\n\tfor ; a; {\n\t}\n\tfor i, j := 0, 1; i < n; i, j = j, i {\n\t}\n\tfor i := 0; i < len(x); i++ {\n\t}\n\tfor range 10 {\n\t}\n\tfor i = range x {\n\t}\n\tfor a.b, c[0] = range x {\n\t}\n\tfor i := range seq(1) {\n\t}',
    ),
  ],
  ['branches', inside('\tif a := f(); a {\n\t} else if b {\n\t\t// c\n\t} else {\n\t\tif d {\n\t\t}\n\t}')],
  [
    'literals in literals',
    'package p\n\nvar x = map[string][]T{"a": {{1, 2}, {b: 3}}, "c": nil}\nvar y = [...]*T{2: {}, {}}\nvar z = map[T]int{{1}: 2}\n\nvar w = &[]struct{ a int }{{1}}\n',
  ],
  [
    'functions as values',
    inside(
      '\tdefer func() {\n\t\trecover()\n\t}()\n\tgo func(a, b int, _ ...string) (c error) { return }(1, 2, x...)\n\tvar g func(int, string) func() = nil',
    ),
  ],
  [
    'comments in every place',
    'package p // a\n\n// b\n\n/* c */ import /* d */ "fmt" // e\n\nfunc /* f */ f( /* g */ a /* h */ int, // i\n) /* j */ { // k\n\t// l\n\tx( /* m */ 1, // n\n\t// o\n\t)\n\t/* p\n\t * q\n\t */\n\tif a /* r */ { // s\n\t} /* t */ else /* u */ {\n\t\t// v\n\t}\n\t// w\n} // x\n// y\n\n// z',
  ],
  ['semicolons', 'package p; import "a"; var x = 1; func f() { a(); b(); if c { d() }; }; type T struct { a int; b int }'],
  ['names beyond ASCII', 'package été\n\nvar 数, Ünï = 1, `\u00a0`\n'],
  ['names of what Go knows', inside('\tlen, iota := 1, 2\n\tstring := func(nil any) {}\n\tstring(len)\n\ttype error int')],
];

/** Not valid, or not by this parser: it stays as it is, word for word. */
const broken: [name: string, source: string][] = [
  ['an unfinished function', 'package p\n\nfunc f( {\n\tx :=\n}\n'],
  ['an unfinished text', 'package p\n\nvar a = "b\nvar c = 1\n'],
  ['a raw text that never ends', 'package p\n\nvar a = `b\nc\n'],
  ['a comment that never ends', 'package p\n\n/* a\nvar b = 1\n'],
  ['words', 'this is not a program at all\n'],
  ['statements at the top', 'package p\n\nx := 1\nif a {\n}\n'],
  ['a null byte', 'package p\n\nvar a = 1\u0000\nvar b = 2\n'],
  ['half a surrogate pair', 'package p\n\nvar a = \ud800\n'],
  ['marks of a merge', 'package p\n\n<<<<<<< HEAD\nvar a = 1\n=======\nvar a = 2\n>>>>>>> other\n'],
  ['a template', 'package {{.Name}}\n\nfunc {{.F}}() {\n\t{{range .X}}\n\ta()\n\t{{end}}\n}\n'],
  ['closing brackets', 'package p\n\n)]}\n\nvar a = 1\n'],
  ['another language', 'class A { constructor() { this.a = `b${c}`; } }\n'],
  ['a mark of the byte order', '\ufeffpackage p\n\nvar x = 1\n'],
  ['a method of two receivers', 'package p\n\nfunc (a, b T) f() {}\n'],
];

describe('valid sources are given back whole', () => {
  test.each(valid)('%s', async (_, source) => {
    const result = await checkFile(goUnderTest, 'hostile.go', source);
    expect({ sound: result.sound, problem: result.problem, printed: result.printed }).toEqual({
      sound: true,
      problem: null,
      printed: result.printed,
    });
    expect(result.reasons.filter((reason) => reason !== 'a number beyond 64 bits')).toEqual([]);
  });

  test.skipIf(missing('go'))(
    'with the same tree by go/parser, in the layout of gofmt',
    async () => {
      const programs = valid.filter(([, source]) => source.includes('package'));
      const pairs = await Promise.all(
        programs.map(async ([path, source]) => ({ path, source, printed: (await checkFile(goUnderTest, path, source)).printed })),
      );
      expect(goUnderTest.differing?.(pairs)).toEqual([]);
      expect(gofmtChanges(pairs.map(({ printed }) => printed))).toBe('');
    },
    30_000,
  );
});

test.each([['a := f[string, string]'], ['a := !f[x]'], ['a := f.g']])('a block on the line behind %s is no literal of it', async (line) => {
  const source = inside(`\t${line}\n\t{\n\t\tb()\n\t}`);
  const { printed } = await checkFile(goUnderTest, 'block.go', source);
  expect(printed).toBe(source);
  expect(opaquePlaces(await readSource(goUnderTest, source))).toHaveLength(1);
});

describe('broken sources keep every word', () => {
  test.each(broken)('%s', async (_, source) => {
    const { printed } = await checkFile(goUnderTest, 'hostile.go', source);
    expect(words(printed)).toEqual(words(source));
  });

  test('what is not broken in them is read', async () => {
    const module = await readSource(goUnderTest, 'package p\n\nfunc f( {\n\tx :=\n}\n\nfunc g() int {\n\treturn 1\n}\n');
    expect(opaquePlaces(module).length).toBeGreaterThan(0);
    const whole = await readSource(goUnderTest, inside('\ta()\n\tb(\n\tif c {\n\t}'));
    expect(opaquePlaces(whole).length).toBeGreaterThan(0);
  });
});

describe('sources without measure are read', () => {
  const deep = 5_000;
  test.each([
    ['parentheses', `package p\n\nvar x = ${'('.repeat(deep)}a${')'.repeat(deep)}\n`],
    ['brackets that are never closed', `package p\n\nvar x = ${'['.repeat(100_000)}`],
    ['a megabyte of brackets', '{'.repeat(1_000_000)],
    ['blocks', inside('{'.repeat(deep) + '}'.repeat(deep))],
    ['operators', `package p\n\nvar x = ${'a + '.repeat(deep)}a\n`],
    ['signs', `package p\n\nvar x = ${'!'.repeat(deep)}a\n`],
    ['calls', `package p\n\nvar x = a${'.b()'.repeat(deep)}\n`],
    ['branches', inside(`\tif a {\n\t}${' else if b {\n\t}'.repeat(deep)}`)],
    ['functions in functions', `package p\n\nvar x = ${'func() { '.repeat(1_000)}${'}'.repeat(1_000)}\n`],
    ['types', `package p\n\nvar x ${'[]*'.repeat(deep)}T\n`],
    ['literals', `package p\n\nvar x = T${'{a: T'.repeat(1_000)}${'}'.repeat(1_000)}\n`],
    ['lines', `package p\n\n${'var x = 1\n'.repeat(20_000)}`],
    [
      'a line',
      `package p\n\nvar x = []int{${'1, '.repeat(50_000)}}\n\nfunc f() {\n\tfor i := 0; i < 3; i++ {\n\t\t_ = []int{${'1, '.repeat(50_000)}}\n\t}\n}\n`,
    ],
    ['a text', `package p\n\nvar x = "${'a'.repeat(2_000_000)}"\n`],
    ['comments', `package p\n\n${'// a\n\n'.repeat(10_000)}`],
  ])('%s', async (_, source) => {
    const module = await readSource(goUnderTest, source);
    expect(JSON.stringify(module).length).toBeGreaterThan(50);
  });

  test.each([
    ['operators', `package p\n\nvar x = ${'a + '.repeat(800)}a\n`],
    ['branches', inside(`\tif a {\n\t}${' else if b {\n\t}'.repeat(600)}`)],
    ['parentheses', `package p\n\nvar x = ${'('.repeat(800)}a${')'.repeat(800)}\n`],
  ])('what is too deep is kept: %s', async (_, source) => {
    expect(await checkFile(goUnderTest, 'deep.go', source)).toMatchObject({ sound: true, problem: null });
  });
});
