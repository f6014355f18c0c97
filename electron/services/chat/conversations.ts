import type { Announce } from '#domain/app-event';
import { newestLeaf } from '#domain/branches';
import type { Conversation, Message } from '#domain/chat';
import { saidError } from '#domain/errors';
import type { ConversationId, MessageId, WorkspaceId } from '#domain/ids';
import { say } from '#domain/sentences';
import { transcriptFileName, transcriptJson, transcriptMarkdown } from '#domain/transcript';
import type { ChatStore, SearchHit } from './ports.ts';

/** Kept conversations: find, open, name, branch, export, delete. */
export interface Conversations {
  list(query: { workspaceId?: WorkspaceId | undefined; before?: number | undefined; limit: number }): Promise<Conversation[]>;
  get(id: ConversationId): Promise<{ conversation: Conversation; messages: Message[] }>;
  search(query: string, limit: number): Promise<SearchHit[]>;
  rename(id: ConversationId, title: string): Promise<Conversation>;
  selectBranch(id: ConversationId, messageId: MessageId): Promise<Conversation>;
  export(id: ConversationId, format: 'markdown' | 'json'): Promise<{ name: string; mediaType: string; content: string }>;
  delete(id: ConversationId): Promise<void>;
}

export function createConversations(store: ChatStore, announce: Announce, stopAll: (id: ConversationId) => Promise<void>): Conversations {
  const existing = async (id: ConversationId) => {
    const conversation = await store.conversation(id);
    if (!conversation) throw saidError('NOT_FOUND', say('chat.noConversation'), { data: { conversationId: id } });
    return conversation;
  };
  const changed = async (id: ConversationId) => {
    announce({ type: 'conversation.changed', conversationId: id });
    return existing(id);
  };
  const get = async (id: ConversationId) => ({ conversation: await existing(id), messages: await store.messages(id) });
  return {
    list: (query) => store.list(query),
    get,
    search: (query, limit) => store.search(query, limit),
    async rename(id, title) {
      await existing(id);
      await store.rename(id, title.replace(/\s+/g, ' '));
      return changed(id);
    },
    async selectBranch(id, messageId) {
      const { messages } = await get(id);
      if (!messages.some((message) => message.id === messageId))
        throw saidError('NOT_FOUND', say('chat.notInConversation'), { data: { messageId } });
      await store.setHead(id, newestLeaf(messages, messageId));
      return changed(id);
    },
    async export(id, format) {
      const { conversation, messages } = await get(id);
      return format === 'markdown'
        ? {
            name: transcriptFileName(conversation.title, 'md'),
            mediaType: 'text/markdown',
            content: transcriptMarkdown(conversation, messages),
          }
        : {
            name: transcriptFileName(conversation.title, 'json'),
            mediaType: 'application/json',
            content: transcriptJson(conversation, messages),
          };
    },
    async delete(id) {
      await existing(id);
      await stopAll(id);
      await store.delete(id);
      announce({ type: 'conversation.deleted', conversationId: id });
    },
  };
}
