import { describe, expect, it } from 'vitest';
import type { Message } from '#domain/chat';
import { threadOf } from '../../../renderer/features/chat/thread.ts';

const message = (id: string, parentId: string | null, role: Message['role'], createdAt: number) =>
  ({ id, parentId, role, createdAt }) as Message;
const head = (id: string) => id as Message['id'];

describe('the shown branch', () => {
  const tree = [
    message('q1', null, 'user', 1),
    message('a1', 'q1', 'assistant', 2),
    message('a1b', 'q1', 'assistant', 5),
    message('q2', 'a1', 'user', 3),
    message('q2b', 'a1', 'user', 6),
    message('a2', 'q2', 'assistant', 4),
  ];

  it('runs from the first message to the head and leaves other branches out', () => {
    expect(threadOf(tree, head('a2')).map((item) => item.id)).toEqual(['q1', 'a1', 'q2', 'a2']);
    expect(threadOf(tree, head('a1b')).map((item) => item.id)).toEqual(['q1', 'a1b']);
  });

  it('knows the versions of each message, oldest first', () => {
    const items = threadOf(tree, head('a2'));
    expect(items.map((item) => item.siblings)).toEqual([['q1'], ['a1', 'a1b'], ['q2', 'q2b'], ['a2']]);
  });

  it('is empty without a head, and ends at a damaged link instead of running for ever', () => {
    expect(threadOf(tree, null)).toEqual([]);
    expect(threadOf(tree, head('gone'))).toEqual([]);
    const circle = [message('x', 'y', 'user', 1), message('y', 'x', 'assistant', 2)];
    expect(threadOf(circle, head('y')).map((item) => item.id)).toEqual(['x', 'y']);
  });
});
