import { afterAll, describe, expect, test } from 'vitest';
import type { ModuleNode } from '#domain/ir/nodes';
import { printModule } from '#domain/ir/print';
import { defaultStyle } from '#domain/ir/style';
import { closeCorpus, readSource } from '../../support/language-corpus.ts';
import { opaquePlaces, withoutSpans } from '../../support/language-laws.ts';
import { pythonUnderTest } from '../../support/python-language.ts';

afterAll(closeCorpus);
const read = (source: string): Promise<ModuleNode> => readSource(pythonUnderTest, source);
const print = (module: ModuleNode): string => printModule(module, 'python', defaultStyle('python'));

describe('Python says what every language can say', () => {
  test.each([
    ['x is None', { kind: 'binary', operator: '==', left: { kind: 'name', name: 'x' }, right: { kind: 'null' } }],
    ['a and b', { kind: 'binary', operator: 'and', left: { kind: 'name', name: 'a' }, right: { kind: 'name', name: 'b' } }],
    ['7 // 2', { kind: 'binary', operator: 'floorDivide', left: { kind: 'number', value: 7 }, right: { kind: 'number', value: 2 } }],
    ['f"{a}!"', { kind: 'template', parts: [{ kind: 'name', name: 'a' }, '!'] }],
  ])('%s', async (source, value) => {
    const { declarations } = withoutSpans(await read(`y = ${source}\n`));
    expect(declarations).toMatchObject([{ kind: 'statements', body: [{ kind: 'assign', value }] }]);
  });

  test('a class of fields is a record, a class of constants an enumeration', async () => {
    const source =
      '@dataclass\nclass Point:\n    x: int\n    label: Optional[str] = None\n\n\nclass Colour(Enum):\n    RED = 1\n    BLUE = auto()\n';
    const module = await read(source);
    expect(withoutSpans(module).declarations).toMatchObject([
      {
        kind: 'record',
        form: 'class',
        fields: [
          { name: 'x', type: { kind: 'integer' }, optional: false },
          { name: 'label', type: { kind: 'string' }, optional: true },
        ],
      },
      { kind: 'enum', members: [{ name: 'RED', value: { kind: 'number', value: 1 } }, { name: 'BLUE' }] },
    ]);
    expect(print(module)).toBe(source);
  });

  test('a method has a receiver, a docstring that moves with the code, and the comments of its lines', async () => {
    const source = 'class A:\n  def b(self, c: int = 1) -> None:  # why\n    """Text.\n\n      deeper\n    """\n    return c  # done\n';
    const module = await read(source);
    expect(withoutSpans(module).declarations).toMatchObject([
      {
        kind: 'class',
        members: [
          {
            kind: 'function',
            receiver: { name: 'self' },
            parameters: [{ name: 'c', type: { kind: 'integer' }, default: { kind: 'number', value: 1 } }],
            result: { kind: 'void' },
            doc: 'Text.\n\n  deeper\n',
            trailing: 'why',
            body: [{ kind: 'return', trailing: 'done' }],
          },
        ],
      },
    ]);
    expect(print(module)).toContain('        """Text.\n\n          deeper\n        """\n        return c  # done\n');
  });
});

describe('every node says where it stands', () => {
  test('with the text of its span', async () => {
    const source = 'été = "😀"\n\n\ndef f(a):\n    return a & b ^ c\n';
    const module = await read(source);
    const spans: string[] = [];
    JSON.stringify(module, (_, value) => {
      if (value?.kind === 'binary' || value?.kind === 'function') spans.push(source.slice(value.span.start, value.span.end));
      return value;
    });
    expect(spans).toEqual(['def f(a):\n    return a & b ^ c', 'a & b ^ c', 'a & b']);
  });
});

describe('what has no node stays text with its reason', () => {
  test.each([
    ['match a:\n    case 1:\n        pass\n', 'a match statement'],
    ['print "a"\n', 'a statement of Python 2'],
    ['x = 0777L\n', 'a number of Python 2'],
    ['try:\n    a\nexcept E, e:\n    b\n', 'an except clause with several values'],
    ['x = (\n', 'a syntax error'],
    ['x = f"\\N{EM DASH}{a}"\n', 'a character by its name beside values'],
    ['a, b\n[c], = d\n', 'statements that the parser took for one'],
  ])('%j', async (source, reason) => {
    const module = await read(source);
    expect(opaquePlaces(module).map((place) => place.reason)).toEqual([reason]);
    expect(print(module).replace(/[()\s]/g, '')).toBe(source.replace(/[()\s]/g, ''));
  });

  test('another language refuses it', async () => {
    const module = await read('match a:\n    case 1:\n        pass\n');
    expect(() => printModule(module, 'go', defaultStyle('go'))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  });
});
