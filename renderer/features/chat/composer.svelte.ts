import type { ConversationId, WorkspaceId } from '#domain/ids';
import type { Attachment } from '#domain/workspace';
import type { Client } from '../../lib/client.ts';
import { recall, remember } from '../../lib/remembered.ts';
import type { Draft } from './chat-store.svelte.ts';
import { sameAttachment } from './mention.ts';

export type ContextBudget = Awaited<ReturnType<Client['chat']['budget']>>;

const emptyDraft: Draft = { text: '', attachments: [] };
const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && typeof (value as Draft).text === 'string' && Array.isArray((value as Draft).attachments);

/** What is being written: text and attachments, kept per conversation over reloads, with what it would cost. */
export class ComposerState {
  #client: Client;
  #place: { conversationId: ConversationId | null; workspaceId: WorkspaceId | null } = { conversationId: null, workspaceId: null };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  text = $state('');
  attachments = $state.raw<readonly Attachment[]>([]);
  budget = $state.raw<ContextBudget | null>(null);
  /** Increases when the text field is to take the focus. */
  focusRequests = $state(0);

  constructor(client: Client) {
    this.#client = client;
  }

  /** Shows the draft of another conversation. */
  moveTo(conversationId: ConversationId | null, workspaceId: WorkspaceId | null): void {
    if (this.#place.conversationId === conversationId && this.#place.workspaceId === workspaceId) return;
    this.#save();
    this.#place = { conversationId, workspaceId };
    const draft = recall(this.#key, emptyDraft, isDraft);
    this.text = draft.text;
    this.attachments = draft.attachments;
    this.budget = null;
    this.changed(0);
  }

  focus(): void {
    this.focusRequests += 1;
  }

  attach(attachment: Attachment): void {
    if (!this.attachments.some((other) => sameAttachment(other, attachment))) this.attachments = [...this.attachments, attachment];
    this.changed(0);
  }

  detach(attachment: Attachment): void {
    this.attachments = this.attachments.filter((other) => !sameAttachment(other, attachment));
    this.changed(0);
  }

  /** What is to be sent; the field is empty afterwards. Put it back with `restore` when it could not be sent. */
  take(): Draft {
    const draft = { text: this.text, attachments: [...this.attachments] };
    this.text = '';
    this.attachments = [];
    remember(this.#key, null);
    this.changed(0);
    return draft;
  }

  restore(draft: Draft): void {
    if (!this.text) this.text = draft.text;
    if (this.attachments.length === 0) this.attachments = draft.attachments;
    this.changed(0);
  }

  /** Called with every change. Counting and keeping wait for a pause in the typing, so that a key costs nothing. */
  changed(ms = 350): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#save();
      void this.#count();
    }, ms);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#save();
  }

  get #key(): string {
    return `draft.${this.#place.conversationId ?? this.#place.workspaceId ?? 'new'}`;
  }

  #save(): void {
    const isEmpty = this.text === '' && this.attachments.length === 0;
    remember(this.#key, isEmpty ? null : { text: this.text, attachments: this.attachments });
  }

  async #count(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const budget = await this.#client.chat.budget({
        ...this.#place,
        text: this.text.slice(0, 200_000),
        attachments: [...this.attachments],
      });
      if (turn === this.#turn) this.budget = budget;
    } catch {
      // The bar is a help. What really stands in the way of sending is said when it is sent.
      if (turn === this.#turn) this.budget = null;
    }
  }
}
