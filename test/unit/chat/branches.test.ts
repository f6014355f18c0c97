import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchOf, newestLeaf, siblingsOf } from '#domain/branches';
import type { Message } from '#domain/chat';
import type { MessageId } from '#domain/ids';

const message = (id: string, parentId: string | null, createdAt = 0, role: Message['role'] = 'user'): Message =>
  ({ id, parentId, createdAt, role, text: id }) as unknown as Message;
const ids = (messages: Message[]) => messages.map(({ id }) => id);

/** request a → answers b, c; c → request d; a sibling request e beside d */
const tree = [
  message('a', null, 1),
  message('b', 'a', 2, 'assistant'),
  message('c', 'a', 3, 'assistant'),
  message('d', 'c', 4),
  message('e', 'c', 5),
];

describe('branches', () => {
  it('reads from the root to the head', () => expect(ids(branchOf(tree, 'd' as MessageId))).toEqual(['a', 'c', 'd']));
  it('is empty without a head', () => expect(branchOf(tree, null)).toEqual([]));
  it('shows the newest leaf below a chosen message', () => {
    expect(newestLeaf(tree, 'a' as MessageId)).toBe('e');
    expect(newestLeaf(tree, 'b' as MessageId)).toBe('b');
  });
  it('finds the versions of an answer and of a request, oldest first', () => {
    expect(ids(siblingsOf(tree, tree[2] as Message))).toEqual(['b', 'c']);
    expect(ids(siblingsOf(tree, tree[4] as Message))).toEqual(['d', 'e']);
  });
  it('ends on a cycle and on a missing parent', () => {
    const loop = [message('x', 'y'), message('y', 'x')];
    expect(ids(branchOf(loop, 'x' as MessageId))).toEqual(['y', 'x']);
    expect(newestLeaf(loop, 'x' as MessageId)).toBeDefined();
    expect(ids(branchOf([message('z', 'gone')], 'z' as MessageId))).toEqual(['z']);
  });
  it('reaches every message of any tree through the leaf below it', () => {
    const trees = fc
      .array(fc.nat(), { minLength: 1, maxLength: 40 })
      .map((parents) => parents.map((parent, index) => message(`m${index}`, index === 0 ? null : `m${parent % index}`, index)));
    fc.assert(
      fc.property(trees, fc.nat(), (messages, pick) => {
        const chosen = messages[pick % messages.length] as Message;
        const branch = branchOf(messages, newestLeaf(messages, chosen.id));
        expect(branch).toContain(chosen);
        expect(branch[0]?.parentId).toBeNull();
      }),
    );
  });
});
