import { afterAll, describe, expect, test } from 'vitest';
import { checkFile, closeCorpus, readSource } from '../../support/language-corpus.ts';
import { differentTrees, pythonInterpreter, pythonUnderTest } from '../../support/python-language.ts';

afterAll(closeCorpus);
const interpreter = pythonInterpreter('3.12');
const words = (text: string): string[] => (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).sort();

/** Valid, however odd: nothing may be lost. */
const valid: [name: string, source: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\t\n\f\n'],
  ['a comment alone', '# only'],
  ['a mark of the byte order', '\ufeffx = 1\n'],
  ['line breaks of Windows', 'if a:\r\n    b = """c\r\nd"""\r\nelse:\r\n    c()  # note\r\n'],
  ['form feeds between functions', 'def a():\n    pass\n\f\ndef b():\n    pass\n'],
  ['tabs', 'if a:\n\tif b:\n\t\tc()\n\td()\n'],
  ['tabs and blanks mixed', 'if a:\n        b()\n        if c:\n\t\td()\n'],
  ['tabs behind blanks', 'def a():\n    \tfor b in c:\n            for d in b:\n            \tyield d\n'],
  ['one blank as indentation', 'class A:\n def b(self):\n  """Text."""\n  return 1\n'],
  [
    'lines that are continued',
    'x = 1 + \\\n    2\nassert a, \\\n    "b"\nwith a as b, \\\n     c as d:\n    pass\nfrom a import b, \\\n    c\n',
  ],
  [
    'a decorator on everything',
    '@a\n@b.c(1, *d, e=f)\n@(yield_ := g)\nclass A(b, metaclass=c, **d):\n    @property\n    async def e(self): ...\n',
  ],
  [
    'walrus in every place',
    'if (a := b): pass\nwhile (c := d()) is not None: print(c)\n[e := 1, e ** 2]\nf(x=(y := 1))\n{(k := 1): 2 for z in q if (w := z)}\n(a := b if c else d)\n',
  ],
  [
    'comprehensions that wait',
    'async def f():\n    return [x async for x in y if await x], {k: v async for k, v in z}, (await a for b in c)\n',
  ],
  [
    'a star in every place',
    'a, *b = c\n*a, = b\n[*a, *b()]\nf(*a, **b, c=1)\nfor x in *a, *b: pass\ndef g(a, /, b, *, c): return *a, b\nprint(*a or b)\n',
  ],
  [
    'operators whose order is often wrong',
    'x = a & b ^ c | d\nx = a ^ b & c\nx = -a ** -b\nx = await_ ** 2\nx = not a == b\nx = (not a) == b\nx = a < b in c\n',
  ],
  ['waiting and powers', 'async def f():\n    return await a ** 2, -await b ** await c\n'],
  [
    'texts in every form',
    "a = 'it''s' u'x' R'\\d' rb'\\x00' B\"y\" '''l\ni'''\nb = '\\N{DASH}\\u2013\\x41\\101\\\n'\nc = f'{a!r:>{w}} {{}} {b=} {c:%H:%M}' f\"{d['k']}\"\n",
  ],
  ['texts of backslashes', 'a = r"\\\\"\nb = r"\\\\\\\\" rf"\\\\{x}\\\\"\nc = "\\\\"\n'],
  ['semicolons', 'a = 1; b = 2;\nif c: d(); e()\nclass A: x = 1; y = 2\n'],
  ['names that are sometimes keywords', 'match = case = type = _ = 1\nmatch(case)\nprint(match[type])\ntype.x = match.y\n'],
  ['tuples as statements', 'a,\nb += 1\na, b\n[c], = d\n*e, f\n(g), h = i\n'],
  ['names beyond ASCII', 'été = 数 = "\\ud800😀"\nclass Ünï: pass\n'],
  ['nothing but strings', '"a"\n"b"\n"""c"""\n'],
  [
    'an else for every loop',
    'for a in b:\n    break\nelse:\n    pass\nwhile a:\n    continue\nelse:\n    c\ntry:\n    d\nexcept (E, F) as e:\n    raise\nexcept:\n    raise G from e\nelse:\n    h\nfinally:\n    i\n',
  ],
  [
    'comments in every place',
    '# a\nx = [  # b\n    1,  # c\n    # d\n]  # e\nif a:  # f\n    # g\n    b  # h\n    # i\n# j\nelse:  # k\n    pass  # l\n# m\n',
  ],
  [
    'an annotation on everything',
    'a: int\nb: "C" = 1\nself.c: list[int] = []\nd[0]: str = ""\ndef f(a: int = 1, *b: str, c: "D" = None, **e: F) -> G | None: ...\n',
  ],
  ['numbers in every form', 'a = 0xFF, 0o17, 0b1, 1_000, 1e5, 1E-5, .5, 5., 1j, 1.5J, 123456789012345678901234567890, 00\n'],
];

/** Valid since Python 3.12 or so. */
const newer: [name: string, source: string][] = [
  ['texts inside texts', 'a = f"{f"{f"{1}"}"}"\nb = f"{d["k"]}"\nc = f"{\'\\n\'.join(x)}"\nd = f"{(\n    1\n)}"\n'],
  ['parameters for types', 'def f[T: int, *U, **P](a: T) -> T: ...\nclass A[T](B[T]): pass\ntype X[T] = list[T]\ntype Y = int\n'],
  [
    'match statements',
    'match a:\n    case [1, *_] | {"k": v, **r} if v:\n        pass\n    case A(b=1) as c:\n        x\n    case _:\n        """two\n  lines"""\n',
  ],
  ['groups of exceptions', 'try:\n    a\nexcept* (E, F) as e:\n    b\nexcept* G:\n    c\n'],
  ['resources in parentheses', 'with (a as b, c as d,):\n    pass\nwith (a, b):\n    pass\nwith ((a, b)):\n    pass\n'],
];

/** Not valid: it stays as it is, word for word. */
const broken: [name: string, source: string][] = [
  ['an unfinished function', 'def f(\nx = 1\n'],
  ['an unfinished text', 'a = "b\nc = 1\n'],
  ['a text that never ends', 'a = """b\nc\n'],
  ['indentation from nowhere', 'a = 1\n    b = 2\n  c = 3\n'],
  ['words', 'this is not a program at all\n'],
  ['a null byte', 'a = 1\u0000\nb = 2\n'],
  ['half a surrogate pair', 'a = \ud800\n'],
  ['marks of a merge', '<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n'],
  ['a template', 'class {{ name }}:\n    {% if a %}\n    b = 1\n    {% endif %}\n'],
  [
    'Python 2',
    'print "a", b\nprint >>f, "c"\nexec "d" in e\nraise E, "m"\ntry:\n    x\nexcept E, e:\n    print e\ndef f((a, b)): pass\nu = `v`\nw = a <> b\nn = 0777L\n',
  ],
  ['closing brackets', ')]}\na = 1\n'],
];

describe('valid sources are given back whole', () => {
  test.each(valid)('%s', async (_, source) => {
    const result = await checkFile(pythonUnderTest, 'hostile.py', source);
    expect(result).toMatchObject({ sound: true, problem: null });
    if (interpreter) expect(differentTrees(interpreter, [{ path: 'hostile.py', source, printed: result.printed }])).toEqual([]);
  });
});

describe(`valid sources of newer versions are given back whole${interpreter ? '' : ' (not compared by Python, because no Python 3.12 is here)'}`, () => {
  test.each(newer)('%s', async (_, source) => {
    const result = await checkFile(pythonUnderTest, 'hostile.py', source);
    expect(result).toMatchObject({ sound: true, problem: null });
    if (interpreter) expect(differentTrees(interpreter, [{ path: 'hostile.py', source, printed: result.printed }])).toEqual([]);
  });
});

describe('broken sources keep every word', () => {
  test.each(broken)('%s', async (_, source) => {
    const { printed } = await checkFile(pythonUnderTest, 'hostile.py', source);
    expect(words(printed)).toEqual(words(source));
  });
});

describe('sources without measure are read', () => {
  const deep = 5_000;
  test.each([
    ['brackets', '['.repeat(deep) + ']'.repeat(deep)],
    ['brackets that are never closed', '('.repeat(100_000)],
    ['blocks', Array.from({ length: 99 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('') + `${' '.repeat(99)}b\n`],
    ['operators', `x = ${'a + '.repeat(deep)}a\n`],
    ['signs', `x = ${'-'.repeat(deep)}a\n`],
    ['members', `x = a${'.b()'.repeat(deep)}\n`],
    ['branches', `if a:\n    b\n${'elif c:\n    d\n'.repeat(deep)}`],
    ['functions in functions', `${'lambda: '.repeat(deep)}a\n`],
    ['lines', 'x = 1\n'.repeat(20_000)],
    ['a line', `x = [${'1, '.repeat(20_000)}]\n`],
    ['a text', `x = "${'a'.repeat(2_000_000)}"\n`],
    ['texts inside texts', `x = ${'f"{'.repeat(500)}a${'}"'.repeat(500)}\n`],
  ])('%s', async (_, source) => {
    const module = await readSource(pythonUnderTest, source);
    expect(JSON.stringify(module).length).toBeGreaterThan(50);
  });
});
