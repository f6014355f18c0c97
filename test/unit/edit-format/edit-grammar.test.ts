import { expect, test } from 'vitest';
import { parseEdits } from '#domain/edit-format';
import { answerGrammar, blocksGrammar } from '#domain/edit-grammar';
import { createGrammarDraw } from '../../support/gbnf.ts';

const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

test('blocks under the grammar are edits of the named files or new files, and nothing else', () => {
  const paths = ['src/a.ts', 'with space.py', 'quote"d.go'];
  const draw = createGrammarDraw(blocksGrammar(paths, { blocks: 3, lines: 6, characters: 30 }), seeded(3));
  let known = 0;
  for (let round = 0; round < 300; round += 1) {
    const text = draw();
    const { edits, problems } = parseEdits(text);
    expect(problems, text).toEqual([]);
    expect(edits.length, text).toBeGreaterThan(0);
    for (const edit of edits) {
      if (edit.kind !== 'replace') throw new Error(edit.kind);
      if (paths.includes(edit.path)) known += 1;
      else expect(edit.search, text).toBe('');
    }
  }
  expect(known).toBeGreaterThan(50);
});

test('in an answer under the grammar every block that was begun has its divider and its end', () => {
  const draw = createGrammarDraw(answerGrammar, seeded(4));
  for (let round = 0; round < 200; round += 1) {
    const { problems } = parseEdits(draw());
    expect(problems.map(({ sentence }) => sentence?.code).filter((code) => code !== 'block.noPath')).toEqual([]);
  }
});

test('paths with line breaks have no place in a grammar', () => {
  expect(blocksGrammar(['a\nroot ::= "x"'], { blocks: 1, lines: 1, characters: 9 })).not.toContain('"x"');
});
