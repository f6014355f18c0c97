import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChatStore } from '#db/chat';
import { openStore } from '#db/open';
import { createReader, type Reader } from '#db/reader';
import type { Store } from '#db/store';
import type { Conversation, Message } from '#domain/chat';
import type { ConversationId, MessageId } from '#domain/ids';
import type { ChatStore } from '#services/chat';

let dataDir: string;
let store: Store;
let reader: Reader;
let chat: ChatStore;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'chat-store-'));
  ({ store } = await openStore({ dataDir, clock: { now: () => Date.now() } }));
  reader = createReader({ dataDir });
  chat = createChatStore(store, reader);
});
afterEach(async () => {
  await reader.close();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const conversation = (id: string, updatedAt = 1): Conversation => ({
  id: id as ConversationId,
  title: `about ${id}`,
  workspaceId: null,
  createdAt: 1,
  updatedAt,
  headId: null,
  messageCount: 0,
});
const message = (
  id: string,
  conversationId: string,
  role: Message['role'],
  text: string,
  parentId: string | null = null,
  createdAt = 1,
): Message => ({
  id: id as MessageId,
  conversationId: conversationId as ConversationId,
  parentId: parentId as MessageId | null,
  role,
  text,
  status: role === 'user' ? 'complete' : 'streaming',
  createdAt,
  attachments: role === 'user' ? [{ path: 'a.ts', startLine: 1, endLine: 2 }] : [],
  plan: null,
  proposalId: null,
  producer: null,
  usage: null,
  error: null,
  language: null,
  seq: 0,
});

async function exchange(name: string, request: string, answer: string, at = 1): Promise<Message> {
  const running = message(`${name}-answer`, name, 'assistant', '', `${name}-request`, at + 1);
  await chat.begin({
    newConversation: conversation(name, at),
    request: message(`${name}-request`, name, 'user', request, null, at),
    answer: running,
    owner: '1.1',
  });
  const ended = { ...running, text: answer, status: 'complete' as const, language: 'go', seq: 3 };
  await chat.finish(ended);
  return ended;
}

describe('the chat store', () => {
  it('gives back what was put in', async () => {
    const ended = await exchange('c', 'write it', 'done');
    expect(await chat.message(ended.id)).toEqual(ended);
    expect((await chat.messages('c' as ConversationId)).map(({ text }) => text)).toEqual(['write it', 'done']);
    expect(await chat.conversation('c' as ConversationId)).toMatchObject({ headId: 'c-answer', messageCount: 2, updatedAt: 2 });
  });
  it('adds nothing at all when a part of an exchange cannot be added', async () => {
    const answer = message('x', 'gone', 'assistant', '', null);
    await expect(chat.begin({ newConversation: null, request: message('r', 'gone', 'user', 'x'), answer, owner: '1.1' })).rejects.toThrow();
    expect(await chat.message('r' as MessageId)).toBeNull();
  });
  it.each([
    ['health', 'a'],
    ['heal', 'a'],
    ['HEALTHZ', 'a'],
    ['接口', 'b'],
    ['健康检查', 'b'],
    ['parseDate', 'c'],
    ['date', 'c'],
  ])('finds %j', async (query, found) => {
    await exchange('a', 'Add GET /healthz', 'added the route');
    await exchange('b', '请加一个健康检查接口', '好的');
    await exchange('c', 'rename parseDate', 'renamed');
    expect((await chat.search(query, 10)).map(({ conversationId }) => conversationId)).toEqual([found]);
  });
  it.each(['', '   ', '"', '* OR', 'NEAR(', '-', "'; DROP TABLE message;--"])('takes %j for words, not for operators', async (query) => {
    await exchange('a', 'Add GET /healthz', 'added');
    expect(await chat.search(query, 10)).toEqual([]);
  });
  it('forgets a deleted conversation in the search as well, however deep its replies are nested', async () => {
    await exchange('a', 'first needle', 'x');
    let parent = 'a-answer';
    for (let turn = 0; turn < 1200; turn += 2) {
      const request = message(`r${turn}`, 'a', 'user', 'again needle', parent, turn + 10);
      const answer = message(`s${turn}`, 'a', 'assistant', '', request.id, turn + 11);
      await chat.begin({ newConversation: null, request, answer, owner: '1.1' });
      parent = answer.id;
    }
    await chat.delete('a' as ConversationId);
    expect(await chat.search('needle', 10)).toEqual([]);
    expect(await chat.messages('a' as ConversationId)).toEqual([]);
  });
  it('does not let a late checkpoint change an answer that has ended', async () => {
    const ended = await exchange('c', 'write it', 'done');
    await chat.checkpoint({ ...ended, text: 'late', seq: 9 });
    expect((await chat.message(ended.id))?.text).toBe('done');
  });
  it('keeps the text of an interrupted answer and makes it searchable', async () => {
    const running = message('half', 'c', 'assistant', '', 'ask');
    await chat.begin({ newConversation: conversation('c'), request: message('ask', 'c', 'user', 'go'), answer: running, owner: '7.7' });
    await chat.checkpoint({ ...running, text: 'half a sentence', seq: 2 });
    expect(await chat.unfinished()).toEqual([{ id: 'half', owner: '7.7' }]);
    await chat.interrupt('half' as MessageId);
    expect(await chat.unfinished()).toEqual([]);
    expect((await chat.search('sentence', 5)).map(({ messageId }) => messageId)).toEqual(['half']);
  });
  it('pages through conversations, newest first', async () => {
    for (const at of [10, 20, 30]) await exchange(`c${at}`, 'x', 'y', at);
    expect((await chat.list({ limit: 2 })).map(({ id }) => id)).toEqual(['c30', 'c20']);
    expect((await chat.list({ limit: 2, before: 21 })).map(({ id }) => id)).toEqual(['c10']);
  });
});
