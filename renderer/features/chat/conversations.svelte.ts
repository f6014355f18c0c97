import type { Conversation } from '#domain/chat';
import type { ConversationId, MessageId, WorkspaceId } from '#domain/ids';
import type { Client } from '../../lib/client.ts';
import type { AppEvents } from '../../lib/events.svelte.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';

export interface FoundMessage {
  conversationId: ConversationId;
  messageId: MessageId;
  title: string;
  snippet: string;
  at: number;
}

const pageSize = 100;

/** The list of conversations of one folder, page by page, and the search in all of them. */
export class Conversations {
  #client: Client;
  #workspaceId: WorkspaceId | null = null;
  #list = $state.raw<readonly Conversation[]>([]);
  #complete = false;
  #reading = false;
  #stop: Array<() => void>;
  #searched = 0;

  loading = $state(true);
  failure = $state.raw<Failure | null>(null);
  query = $state('');
  found = $state.raw<readonly FoundMessage[] | null>(null);

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    this.#stop = [
      events.on('conversation.changed', () => void this.refresh()),
      events.on('conversation.deleted', ({ conversationId }) => {
        this.#list = this.#list.filter((other) => other.id !== conversationId);
      }),
      events.on('reset', () => void this.refresh()),
    ];
  }

  /** Newest first. */
  get list(): readonly Conversation[] {
    return this.#list;
  }

  async show(workspaceId: WorkspaceId | null): Promise<void> {
    this.#workspaceId = workspaceId;
    this.#list = [];
    this.#complete = false;
    this.loading = true;
    await this.refresh();
  }

  /** Reads the first page again and keeps the older ones. */
  async refresh(): Promise<void> {
    const workspaceId = this.#workspaceId;
    try {
      const page = await this.#client.chat.list({ workspaceId: workspaceId ?? undefined, limit: pageSize });
      if (workspaceId !== this.#workspaceId) return;
      const oldest = page.at(-1)?.updatedAt ?? 0;
      const fresh = new Set(page.map((conversation) => conversation.id));
      this.#list =
        page.length < pageSize ? page : [...page, ...this.#list.filter((other) => other.updatedAt < oldest && !fresh.has(other.id))];
      if (page.length < pageSize) this.#complete = true;
      this.failure = null;
    } catch (error) {
      this.failure = toFailure(error);
    } finally {
      if (workspaceId === this.#workspaceId) this.loading = false;
    }
  }

  /** Reads the next page, if there is one. */
  async more(): Promise<void> {
    const last = this.#list.at(-1);
    if (this.#complete || this.#reading || !last) return;
    this.#reading = true;
    try {
      const page = await this.#client.chat.list({ workspaceId: this.#workspaceId ?? undefined, before: last.updatedAt, limit: pageSize });
      const known = new Set(this.#list.map((conversation) => conversation.id));
      this.#list = [...this.#list, ...page.filter((conversation) => !known.has(conversation.id))];
      this.#complete = page.length < pageSize;
    } catch (error) {
      this.failure = toFailure(error);
    } finally {
      this.#reading = false;
    }
  }

  /** Searches all conversations; an empty query ends the search. Answers that come out of order are dropped. */
  async search(query: string): Promise<void> {
    this.query = query;
    const turn = ++this.#searched;
    if (!query.trim()) {
      this.found = null;
      return;
    }
    try {
      const found = await this.#client.chat.search({ query: query.trim() });
      if (turn === this.#searched) this.found = found;
    } catch (error) {
      if (turn === this.#searched) this.failure = toFailure(error);
    }
  }

  async rename(conversationId: ConversationId, title: string): Promise<void> {
    const renamed = await this.#client.chat.rename({ conversationId, title });
    this.#list = this.#list.map((other) => (other.id === renamed.id ? renamed : other));
  }

  async delete(conversationId: ConversationId): Promise<void> {
    await this.#client.chat.delete({ conversationId });
    this.#list = this.#list.filter((other) => other.id !== conversationId);
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }
}
