import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Conversation, Message } from '#domain/chat';
import { foldGeneration, type GenerationEvent, isLastEvent } from '#domain/generation';
import type { ConversationId, MessageId, WorkspaceId } from '#domain/ids';
import type { JsonObject } from '#domain/programming';
import type { Attachment } from '#domain/workspace';
import type { Client } from '../../lib/client.ts';
import type { AppEvents } from '../../lib/events.svelte.ts';
import { type Failure, toFailure } from '../../lib/failure.ts';
import { type Following, follow } from '../../lib/subscription.svelte.ts';
import { PlanDrafts } from './plan-form/plan-draft.svelte.ts';
import { type ThreadItem, threadOf } from './thread.ts';

export interface Draft {
  text: string;
  attachments: Attachment[];
}

/**
 * The conversation that is shown. Thin runes around the host's own fold: what streams in here is what the host stores. Every method
 * that asks the host throws what it said.
 */
export class ChatStore {
  #client: Client;
  #conversation = $state.raw<Conversation | null>(null);
  #thread = $state.raw<readonly ThreadItem[]>([]);
  #messages = new SvelteMap<MessageId, Message>();
  #followed = new Map<MessageId, Following>();
  /** Answers the user stopped: their last words wait until the host confirms, so that nothing moves after Stop. */
  #stopped = new SvelteSet<MessageId>();
  #held = new Map<MessageId, GenerationEvent[]>();
  #wanted: ConversationId | null = null;
  #active: Promise<void> = Promise.resolve();
  #queued: { id: ConversationId; read: Promise<void> } | null = null;
  #stopListening: Array<() => void>;

  /** Plans that are being changed. */
  readonly drafts = new PlanDrafts();
  /** The answer that this page asked for last: its proposal opens by itself. */
  asked = $state.raw<MessageId | null>(null);
  /** Set while a conversation is read, and when it could not be read. */
  loading = $state(false);
  failure = $state.raw<Failure | null>(null);

  constructor(client: Client, events: AppEvents) {
    this.#client = client;
    const again = (id: ConversationId) => {
      if (id === this.#wanted) void this.#read(id);
    };
    this.#stopListening = [
      events.on('conversation.changed', (event) => again(event.conversationId)),
      events.on('answer.started', (event) => again(event.conversationId)),
      events.on('conversation.deleted', (event) => {
        if (event.conversationId === this.#wanted) this.open(null);
      }),
      events.on('reset', () => {
        if (this.#wanted) void this.#read(this.#wanted);
      }),
    ];
  }

  get conversation(): Conversation | null {
    return this.#conversation;
  }
  get thread(): readonly ThreadItem[] {
    return this.#thread;
  }
  /** Reactive for this one message: a token redraws the answer it belongs to and nothing else. */
  message(id: MessageId): Message | undefined {
    const message = this.#messages.get(id);
    if (message && message.status === 'streaming' && this.#stopped.has(id)) return { ...message, status: 'stopped' };
    return message;
  }
  /** The answer that is being written in the shown branch, if any. */
  get running(): Message | null {
    const last = this.#thread.at(-1);
    const message = last && this.message(last.id);
    return message?.role === 'assistant' && message.status === 'streaming' ? message : null;
  }

  /** Shows a conversation, or an empty new one. */
  open(id: ConversationId | null): void {
    if (id !== null && id === this.#wanted) return;
    this.#wanted = id;
    this.#unfollow();
    this.#messages.clear();
    this.#stopped.clear();
    this.#conversation = null;
    this.#thread = [];
    this.failure = null;
    this.loading = id !== null;
    if (id) void this.#read(id);
  }

  /** Asks; the answer begins to stream in. Returns the conversation, which is new when none was open. */
  async send(draft: Draft, options: { workspaceId: WorkspaceId | null; engine?: string }): Promise<ConversationId> {
    const sent = await this.#client.chat.send({
      conversationId: this.#wanted,
      workspaceId: options.workspaceId,
      engine: options.engine,
      ...draft,
    });
    await this.#show(sent);
    return sent.conversationId;
  }

  async regenerate(answerId: MessageId, engine?: string): Promise<void> {
    await this.#show(await this.#client.chat.regenerate({ answerId, engine }));
  }

  /** Another answer from a changed plan; its form is closed once the host has taken it. */
  async carryOut(answerId: MessageId, plan: JsonObject): Promise<void> {
    const sent = await this.#client.chat.carryOut({ answerId, plan });
    this.drafts.close(answerId);
    await this.#show(sent);
  }

  async editAndResend(messageId: MessageId, draft: Draft): Promise<void> {
    await this.#show(await this.#client.chat.editAndResend({ messageId, ...draft }));
  }

  async selectBranch(messageId: MessageId): Promise<void> {
    const id = this.#wanted;
    if (!id) return;
    const conversation = await this.#client.chat.selectBranch({ conversationId: id, messageId });
    if (id !== this.#wanted) return;
    this.#conversation = conversation;
    this.#rethread();
  }

  /** Stops in the page at once; the host frees the engine. */
  async stop(answerId: MessageId): Promise<void> {
    this.#stopped.add(answerId);
    try {
      await this.#client.chat.stop({ answerId });
    } catch (error) {
      this.#stopped.delete(answerId);
      this.#release(answerId);
      throw error;
    }
  }

  close(): void {
    this.#unfollow();
    for (const stop of this.#stopListening) stop();
  }

  async #show({ conversationId, answerId }: { conversationId: ConversationId; answerId: MessageId }): Promise<void> {
    this.#wanted = conversationId;
    this.asked = answerId;
    await this.#read(conversationId);
  }

  /** Reads one after the other; a read that has not begun yet serves all who ask meanwhile (three events tell of one new answer). */
  #read(id: ConversationId): Promise<void> {
    if (this.#queued?.id === id) return this.#queued.read;
    const read = this.#active.then(() => {
      this.#queued = null;
      this.#active = this.#readNow(id);
      return this.#active;
    });
    this.#queued = { id, read };
    return read;
  }

  async #readNow(id: ConversationId): Promise<void> {
    try {
      const { conversation, messages } = await this.#client.chat.get({ conversationId: id });
      if (id !== this.#wanted) return;
      this.#conversation = conversation;
      this.failure = null;
      for (const message of messages) this.#put(message);
      const present = new Set(messages.map((message) => message.id));
      for (const known of this.#messages.keys()) if (!present.has(known)) this.#messages.delete(known);
      this.#rethread();
      for (const message of messages) if (message.status === 'streaming') this.#follow(message.id);
    } catch (error) {
      if (id === this.#wanted) this.failure = toFailure(error);
    } finally {
      if (id === this.#wanted) this.loading = false;
    }
  }

  /** What streamed in may be ahead of what was stored when the conversation was read. */
  #put(message: Message): void {
    const known = this.#messages.get(message.id);
    if (
      !known ||
      message.seq > known.seq ||
      (message.seq === known.seq && (message.status !== known.status || message.text !== known.text))
    )
      this.#messages.set(message.id, message);
  }

  #rethread(): void {
    this.#thread = threadOf(this.#messages.values(), this.#conversation?.headId ?? null);
  }

  #follow(answerId: MessageId): void {
    if (this.#followed.has(answerId)) return;
    const following = follow<GenerationEvent>({
      after: this.#messages.get(answerId)?.seq ?? 0,
      open: (after, signal) => this.#client.chat.generation({ answerId, after }, { signal }),
      apply: (events) => this.#apply(answerId, events),
      isLast: isLastEvent,
      endsQuietly: true,
      onFailure: (error) => (toFailure(error).code === 'NOT_FOUND' ? 'stop' : 'again'),
    });
    this.#followed.set(answerId, following);
    void following.done.then(() => {
      if (this.#followed.get(answerId) !== following) return;
      this.#followed.delete(answerId);
      // The stream can end without a last event: the answer had ended before it was opened, or the host went away meanwhile.
      if (this.#messages.get(answerId)?.status === 'streaming' && this.#wanted) void this.#read(this.#wanted);
    });
  }

  #apply(answerId: MessageId, events: GenerationEvent[]): void {
    if (this.#stopped.has(answerId)) {
      const held = [...(this.#held.get(answerId) ?? []), ...events];
      this.#held.set(answerId, held);
      if (events.some(isLastEvent)) {
        this.#stopped.delete(answerId);
        this.#release(answerId);
      }
      return;
    }
    const message = this.#messages.get(answerId);
    if (message) this.#messages.set(answerId, events.reduce(foldGeneration, message));
  }

  #release(answerId: MessageId): void {
    const held = this.#held.get(answerId) ?? [];
    this.#held.delete(answerId);
    this.#apply(answerId, held);
  }

  #unfollow(): void {
    for (const following of this.#followed.values()) following.close();
    this.#followed.clear();
    this.#held.clear();
  }
}
