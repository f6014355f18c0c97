import { afterAll, describe, expect, test } from 'vitest';
import { checkFile, closeCorpus, readSource } from '../../support/language-corpus.ts';
import { opaquePlaces } from '../../support/language-laws.ts';
import { javascriptUnderTest, typescriptUnderTest } from '../../support/script-language.ts';
import { differentScripts } from '../../support/script-tree.ts';

afterAll(closeCorpus);
const words = (text: string): string[] => (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).sort();

/** Valid, however odd: nothing may be lost, and it stays the same program. */
const valid: [name: string, source: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\t\n\f\n'],
  ['a comment alone', '// only'],
  ['a comment that closes nothing', '/* a **/ b; /**/ c; /***/ d;'],
  ['a mark of the byte order', '\ufeffconst x = 1;\n'],
  ['line breaks of Windows', 'if (a) {\r\n  b(`c\r\nd`); // note\r\n}\r\n/**\r\n * Text.\r\n */\r\nfunction e() {}\r\n'],
  ['a first line for the shell', '#!/usr/bin/env node\nrun();\n'],
  ['names beyond ASCII', 'const été = 数, $ = _, ⅷ = 1;\nclass Ünï { #名 = 1; ñ = "\\u{1F600}" }\n'],
  ['no semicolons', 'const a = b // c\n\n;[1].forEach(d)\n;(e)()\nlet f\n;`g`\nreturn_\n++h\n'],
  ['semicolons only', ';;;\nfor (;;);\nwhile (a);\nif (b); else;\n'],
  [
    'branches without braces',
    'if (a) b(); else if (c) d(); else e();\nfor (const f of g) if (f) break; else continue;\ndo h(); while (i)\n',
  ],
  ['signs in front of what may be missing', 'x = -a.b; y = !(a?.b).c; z = typeof (() => 1)(); delete a?.b;'],
  [
    'parentheses that mean something',
    '(a, b); (a ?? b) || c; (-a) ** b; (a = b) ? c : d; new (a())(); new (a.b().c)(); (await_)(); (() => {})();',
  ],
  ['functions that are values', '(function () {})(); !function () {}(); (class {}).name; ({}).a; ({ a } = b); [a, b] = [b, a];'],
  [
    'words that are keywords elsewhere',
    'let async = of, get = set, type = from;\nasync(get);\nof => type;\nfor (const of of set) async;\n',
  ],
  ['a case for everything', 'switch (a) { case 1: case 2: b(); default: c(); break; case 3: { d(); break } // e\n case 4: }'],
  ['texts of every kind', "'a\\\nb'; '\\x41\\u0042\\u{43}'; `${`${a}`}`; String.raw`\\u{${b}`; /[/]\\/(?<c>d)/dgimsuy; '</script>';"],
  ['numbers of every kind', '0xFF; 0o17; 0b1; 1_000; 1e5; .5; 5.; 10n; 0x1Fn; 1..a; 1.5.b; 9007199254740993;'],
  [
    'comments in every place',
    '// a\nf(/* b */ 1, // c\n  2 /* d */);\nif (e /* f */) { // g\n  // h\n}\n// i\nelse { } /* j */\nconst { k /* l */ } = m; // n\n',
  ],
  [
    'keys of every kind',
    "({ a, 'b': 1, 'c d': 2, 3: 4, [e]: 5, get f() { return 1 }, async *g() {}, __proto__: null, ['__proto__']: 6, ...h });",
  ],
  ['awaiting where it could be a name', 'const a = await (b); for (const c = await [d];;) {} export default await (e)?.f;'],
];

/** Valid in TypeScript alone. */
const typed: [name: string, source: string][] = [
  ['signs in front of what is surely there', 'x = -a!.b; y = !this.c![0]; z = ++d!.e; u = typeof f!(1); new g!.h(i);'],
  [
    'casts in every place',
    'a = b as C; d = b + c as E; f = await g as H; i = (j as K)[0]; l = m as const; n = o as P | Q; r = s as A.B.C;',
  ],
  ['comparisons like types', 'f((a < b), (c > (d, e))); x = (a < b) > (c); y = a < b, z = c > d;'],
  [
    'types of every kind',
    'type A = readonly B[] | C & D; type E<T> = T extends (infer U)[] ? U : never; type F = typeof a.b<G>; type H = keyof (I | J)[];',
  ],
  [
    'types with values in them',
    'type A = `a${B}`; type C = { [K in D as E]?: F[K] }; type G = new <T>(a: T) => T; type H = [a: I, b?: J, ...k: L[]];',
  ],
  [
    'declarations of other code',
    'declare module "a" { export const b: C; }\ndeclare global { interface D {} }\ndeclare function e(): void;\nnamespace F.G { h(); }\n',
  ],
  [
    'overloads',
    'function a(b: string): void;\nfunction a(b: number): void;\nfunction a(b: any) {}\nabstract class C { abstract d(): void; e?(): void; private constructor(readonly f: G, public h?: I) { super() } }\n',
  ],
  ['decorators', '@a @b.c() class D { @e() f = 1; @g() private h(@i j: K) {} }\n@l export class M {}\n'],
  ['a type in front', 'const a = <B>c;\nenum D { e = 1 << 2, "f g" = e | 1, h }\nexport = a;\n'],
];

/** Not valid, or of another language: every word stays. */
const broken: [name: string, source: string][] = [
  ['an unfinished function', 'function f(a, {\nconst b = 1;\n'],
  ['an unfinished text', 'const a = "b\nconst c = 1;\n'],
  ['a template that never ends', 'const a = `b ${c\n'],
  ['a comment that never ends', 'const a = 1; /* b\nc\n'],
  ['closing brackets', ')]}\nconst a = 1;\n'],
  ['words', 'this is not a program at all\n'],
  ['a null byte', 'const a = 1;\u0000\nconst b = 2;\n'],
  ['half a surrogate pair', 'const a = \ud800;\nb();\n'],
  ['marks of a merge', '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> other\n'],
  ['an error in one of two functions', 'function a() { return 1 +; }\nfunction b() { return 2; }\n'],
  ['an error in one of two methods', 'class A { b() { if ( } }\nclass C { d() { e(); } f( { g(); } }\n'],
  ['types of Flow', '// @flow\nexport type A = {| +b: ?string |};\nfunction c(d: ?E): %checks { return !!d; }\n'],
];

describe.each([typescriptUnderTest, javascriptUnderTest])('valid sources are given back whole in $name', (under) => {
  test.each(under.language === 'typescript' ? [...valid, ...typed] : valid)('%s', async (_, source) => {
    const path = under.language === 'typescript' ? 'hostile.ts' : 'hostile.js';
    const { problem, printed } = await checkFile(under, path, source);
    expect(problem).toBeNull();
    expect(differentScripts([{ path, source, printed }])).toEqual([]);
  });
});

describe('broken sources keep every word', () => {
  test.each(broken)('%s', async (_, source) => {
    const { printed } = await checkFile(typescriptUnderTest, 'hostile.ts', source);
    expect(words(printed)).toEqual(words(source));
  });
});

test('what is not broken is read around what is', async () => {
  const module = await readSource(typescriptUnderTest, 'function a() {\n  return 1 +;\n}\nfunction b() {\n  return 2;\n}\n');
  expect(module.declarations.map(({ kind }) => kind)).toEqual(['function', 'function']);
  expect(opaquePlaces(module).map(({ reason }) => reason)).toEqual(['a syntax error']);
});

test.each(['.tsx', '.jsx'])('elements in a file %s are kept as text', async (ending) => {
  const source = 'export const A = ({ b }) => <div className="c" {...d}>{b && <E />} text</div>;\nconst f = <></>;\n';
  const under = ending === '.tsx' ? typescriptUnderTest : javascriptUnderTest;
  const result = await checkFile(under, `hostile${ending}`, source);
  expect(result).toMatchObject({ sound: true, problem: null, reasons: ['JSX', 'JSX'] });
});

describe('sources without measure are read', () => {
  const deep = 5_000;
  test.each([
    ['brackets', '['.repeat(deep) + ']'.repeat(deep)],
    ['brackets that are never closed', '('.repeat(200_000)],
    ['blocks', '{'.repeat(deep) + '}'.repeat(deep)],
    ['objects', `x = ${'{ a: '.repeat(deep)}1${' }'.repeat(deep)};`],
    ['operators', `x = ${'a + '.repeat(deep)}a;`],
    ['signs', `x = ${'!'.repeat(deep)}a;`],
    ['members', `x = a${'.b()'.repeat(deep)};`],
    ['branches', `if (a) b();${' else if (c) d();'.repeat(1_000)}`],
    ['functions in functions', `x = ${'() => '.repeat(deep)}a;`],
    ['types in types', `type A = ${'B<'.repeat(deep)}C${'>'.repeat(deep)};`],
    ['members of a union', `type A = ${'B | '.repeat(deep)}C;`],
    ['texts inside texts', `x = ${'`${'.repeat(500)}a${'}`'.repeat(500)};`],
    ['lines', 'x = 1;\n'.repeat(20_000)],
    ['a line', `x = [${'1, '.repeat(20_000)}];`],
    ['a text', `x = "${'a'.repeat(2_000_000)}";`],
  ])('%s', async (_, source) => {
    const module = await readSource(typescriptUnderTest, source);
    expect(JSON.stringify(module).length).toBeGreaterThan(50);
  });
});
