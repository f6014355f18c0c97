import { describe, expect, it } from 'vitest';
import { attachmentLabel, completeMention, mentionAt } from '../../../renderer/features/chat/mention.ts';

const at = (text: string) => mentionAt(text, text.length);

describe('a mention before the caret', () => {
  it.each([
    ['@', '', null, null],
    ['change @ser', 'ser', null, null],
    ['看看（@src/订单', 'src/订单', null, null],
    ['in @src/a.ts:12', 'src/a.ts', 12, 12],
    ['in @src/a.ts:12-', 'src/a.ts', 12, 12],
    ['in @src/a.ts:12-40', 'src/a.ts', 12, 40],
    ['in @src/a.ts:40-12', 'src/a.ts', 40, 40],
    ['in @src/a.ts:0', 'src/a.ts', null, null],
  ])('of %j asks for %j, lines %j to %j', (text, query, startLine, endLine) => {
    expect(at(text)).toMatchObject({ query, startLine, endLine });
  });

  it.each(['', 'no mention', 'name@example.org', '@done now', 'a@'])('is not in %j', (text) => {
    expect(at(text)).toBeNull();
  });

  it('is replaced by the path, with the caret after it and what follows untouched', () => {
    const text = 'see @ser please';
    const mention = mentionAt(text, 8);
    expect(mention && completeMention(text, 8, mention, 'src/server.ts')).toEqual({ text: 'see src/server.ts please', caret: 17 });
    const last = at('see @ser');
    expect(last && completeMention('see @ser', 8, last, 'src/server.ts')).toEqual({ text: 'see src/server.ts ', caret: 18 });
  });

  it('labels lines as they are typed', () => {
    expect(attachmentLabel({ path: 'a.ts', startLine: null, endLine: null })).toBe('a.ts');
    expect(attachmentLabel({ path: 'a.ts', startLine: 3, endLine: 3 })).toBe('a.ts:3');
    expect(attachmentLabel({ path: 'a.ts', startLine: 3, endLine: 9 })).toBe('a.ts:3-9');
  });
});
