import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TargetLanguage } from '#domain/programming';
import { freshName } from '#domain/symbols/rename';
import { scopeAt } from '#domain/symbols/scopes';
import { bindingsOf, renamed, scopesIn } from '../../support/symbols.ts';

/** Programs that use the same few names over and over, so that they hide each other. */
const names = fc.constantFrom('a', 'b', 'c');
const { script } = fc.letrec<{ script: string; statement: string; expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    names,
    fc.tuple(names, tie('expression')).map(([x, e]) => `(${x} => ${e})`),
    fc.tuple(tie('expression'), names).map(([e, x]) => `(${e} + ${x})`),
    names.map((x) => `f({ ${x} })`),
  ),
  statement: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(names, tie('expression')).map(([x, e]) => `let ${x} = ${e};`),
    fc.tuple(names, tie('expression')).map(([x, e]) => `var { ${x} } = ${e};`),
    tie('expression').map((e) => `${e};`),
    fc.tuple(names, tie('expression')).map(([x, e]) => `${x} = ${e};`),
    fc.tuple(names, names, tie('script')).map(([f, x, body]) => `function ${f}(${x}) { ${body} }`),
    tie('script').map((body) => `{ ${body} }`),
    fc.tuple(names, tie('script')).map(([x, body]) => `for (const ${x} of ${x}) { ${body} }`),
    fc.tuple(names, tie('script')).map(([x, body]) => `try { ${body} } catch (${x}) { ${body} }`),
  ),
  script: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
}));
const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
const { python } = fc.letrec<{ python: string; statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(names, names).map(([x, y]) => `${x} = ${y}`),
    fc.tuple(names, names, names).map(([x, y, z]) => `${x} = [${y} for ${y} in ${z} if (${x} := ${y})]`),
    names.map((x) => `import ${x}`),
    fc.tuple(names, names, tie('python')).map(([f, x, body]) => `def ${f}(${x}, d=${x}):\n${indented(body)}`),
    fc.tuple(names, tie('python')).map(([x, body]) => `def ${x}():\n  global ${x}\n${indented(body)}`),
    fc.tuple(names, tie('python')).map(([x, body]) => `class ${x}:\n${indented(body)}`),
    fc.tuple(names, tie('python')).map(([x, body]) => `for ${x} in ${x}:\n${indented(body)}`),
  ),
  python: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
}));
const { block } = fc.letrec<{ block: string; statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(names, names).map(([x, y]) => `${x} := ${y}`),
    fc.tuple(names, names, names).map(([x, y, z]) => `${x}, ${y} := ${z}, ${x}`),
    fc.tuple(names, names).map(([x, y]) => `var ${x} = ${y}`),
    fc.tuple(names, names).map(([x, y]) => `${x} = map[T]T{${y}: ${x}}`),
    fc.tuple(names, names, tie('block')).map(([x, y, body]) => `if ${x} := ${y}; ${x} {\n${body}\n}`),
    fc.tuple(names, names, tie('block')).map(([x, y, body]) => `${x} = func(${y} T) {\n${body}\n}`),
    fc.tuple(names, tie('block')).map(([x, body]) => `for ${x} := range ${x} {\n${body}\n}`),
    fc.tuple(names, names).map(([x, y]) => `type ${x} struct { f ${y} }`),
  ),
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
}));
const go = fc.tuple(names, block).map(([x, body]) => `package p\nimport "x/${x}"\nvar b T\nfunc f(c T) {\n${body}\n}\n`);

async function holds(source: string, language: TargetLanguage, wish: string): Promise<number> {
  const tree = await scopesIn(source, language);
  const before = bindingsOf(tree);
  let done = 0;
  for (const { id, scope } of tree.declarations) {
    for (const name of [freshName(tree, scope, wish), 'b']) {
      const result = renamed(tree, source, id, name);
      if ('refused' in result) continue;
      const after = bindingsOf(await scopesIn(result.text, language));
      expect(after, `${source}\n---\n${result.text}`).toEqual(before);
      done += 1;
    }
  }
  return done;
}

describe('renaming', () => {
  test.each([
    ['javascript', script],
    ['typescript', script],
    ['python', python],
    ['go', go],
  ] as const)('%s: leaves everything else as it is resolved, or is refused', async (language, programs) => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(programs, async (source) => {
        done += await holds(source, language, 'wish');
      }),
      { numRuns: 40 },
    );
    expect(done).toBeGreaterThan(50);
  });

  test.each([
    ['typescript', 'const a = 1; f({ a });', 'const n = 1; f({ a: n });'],
    ['typescript', 'const { a = 1 } = o; a;', 'const { a: n = 1 } = o; n;'],
    ['typescript', "import { a } from 'm'; export { a };", "import { a as n } from 'm'; export { n as a };"],
    ['typescript', 'const a = 1; type a = 2; export { a };', 'const n = 1; type n = 2; export { n as a };'],
    ['python', 'import a\nfrom b import c\na.c\n', 'import a as n\nfrom b import c\nn.c\n'],
    ['go', 'package p\nimport "x/a"\nvar b = a.C\n', 'package p\nimport n "x/a"\nvar b = n.C\n'],
  ] as const)('%s: %s', async (language, source, expected) => {
    expect(renamed(await scopesIn(source, language), source, 0, 'n')).toEqual({ text: expected });
  });

  test.each([
    ['typescript', 'const a = 1; { const n = 2; a + n; }', 'captured', 0],
    ['typescript', 'const a = 1; n;', 'captured', 0],
    ['typescript', 'const n = 1; { const a = 2; n; }', 'captured', 1],
    ['python', 'import a.b\na.b.c\n', 'fixed', 0],
    ['typescript', 'const A = 1; <A />;', 'fixed', 0],
  ] as const)('%s: refuses in %s', async (language, source, refused, declaration) => {
    const tree = await scopesIn(source, language, source.includes('/>') ? 'a.tsx' : '');
    expect(renamed(tree, source, declaration, 'n')).toEqual({ refused });
  });

  test('finds a name that is free at a place', async () => {
    const source = 'const a = 1; { const a2 = b; function f(c) { const d = 1; } } const e = 1;';
    const tree = await scopesIn(source, 'typescript');
    const inBlock = scopeAt(tree, source.indexOf('a2'));
    expect(['a', 'b', 'd', 'e', 'class', '', 'z'].map((wish) => freshName(tree, inBlock, wish))).toEqual([
      'a3',
      'b2',
      'd2',
      'e2',
      'class_',
      'value',
      'z',
    ]);
    expect(freshName(tree, scopeAt(tree, source.indexOf('d =')), 'a', new Set(['a3']))).toBe('a4');
  });

  test('refuses what is no name', async () => {
    const tree = await scopesIn('const a = 1;', 'typescript');
    for (const name of ['', 'a b', '1a', 'class', 'a;alert(1)', 'a\n'])
      expect(renamed(tree, 'const a = 1;', 0, name)).toEqual({ refused: 'notAName' });
  });

  test('every declaration of real sources', async () => {
    const path = 'db/integrity.ts';
    expect(await holds(readFileSync(path, 'utf8'), 'typescript', 'fresh')).toBeGreaterThan(20);
  });
});
