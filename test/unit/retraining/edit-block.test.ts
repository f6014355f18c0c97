import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editBlock } from '#domain/edit-block';
import { parseEdits } from '#domain/edit-format';

describe('an edit written as a block', () => {
  it('is read as that edit again, whatever its lines are', () => {
    const word = fc.constantFrom('a', '  indented', '', '```', 'const x = `y`;', '=====', '<<<<<<< SEARCH', '+x', '数');
    const lines = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => `${all.join('\n')}\n`);
    fc.assert(
      fc.property(lines, lines, (search, replace) => {
        fc.pre(search.trim() !== '' && search !== replace);
        const block = editBlock('src/a.ts', search, replace);
        if (/^={5}|^<{5}/m.test(search + replace)) expect(block).toBeNull();
        else
          expect(parseEdits(block ?? '')).toMatchObject({ problems: [], edits: [{ kind: 'replace', path: 'src/a.ts', search, replace }] });
      }),
    );
  });
  it('makes a file where there are no lines to find, and is nothing where nothing changes', () => {
    expect(parseEdits(editBlock('a.ts', '', 'one\r\ntwo') ?? '')).toMatchObject({
      problems: [],
      edits: [{ path: 'a.ts', search: '', replace: 'one\ntwo\n' }],
    });
    expect(editBlock('a.ts', 'same\n', 'same\n')).toBe('');
  });
});
