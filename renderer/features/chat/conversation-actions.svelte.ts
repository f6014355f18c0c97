import type { Conversation } from '#domain/chat';
import type { App } from '../../lib/app-context.ts';
import { toFailure } from '../../lib/failure.ts';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { Conversations } from './conversations.svelte.ts';

/** What can be done with a conversation, from the list and from its header; the dialogs are drawn once by ConversationDialogs. */
export class ConversationActions {
  #app: App;
  #conversations: Conversations;
  #onDeleted: (conversation: Conversation) => void;

  renaming = $state.raw<Conversation | null>(null);
  deleting = $state.raw<Conversation | null>(null);

  constructor(app: App, conversations: Conversations, onDeleted: (conversation: Conversation) => void) {
    this.#app = app;
    this.#conversations = conversations;
    this.#onDeleted = onDeleted;
  }

  askRename(conversation: Conversation): void {
    this.renaming = conversation;
  }

  askDelete(conversation: Conversation): void {
    this.deleting = conversation;
  }

  async rename(title: string): Promise<void> {
    if (this.renaming) await this.#conversations.rename(this.renaming.id, title);
    this.renaming = null;
  }

  async delete(): Promise<void> {
    const conversation = this.deleting;
    if (!conversation) return;
    await this.#conversations.delete(conversation.id);
    this.deleting = null;
    this.#onDeleted(conversation);
  }

  /** Hands the conversation over as a file. */
  async export(conversation: Conversation, format: 'markdown' | 'json'): Promise<void> {
    const file = await this.#app.client.chat.export({ conversationId: conversation.id, format });
    const url = URL.createObjectURL(new Blob([file.content], { type: file.mediaType }));
    const link = document.createElement('a');
    link.href = url;
    link.download = file.name;
    link.click();
    // The download has taken its own copy by then; revoking at once would cancel it in some browsers.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  menu(conversation: Conversation): MenuItem[] {
    const { t } = this.#app.i18n;
    const save = (format: 'markdown' | 'json') => {
      this.export(conversation, format).catch((error: unknown) =>
        this.#app.toasts.show(this.#app.i18n.told(toFailure(error)), { tone: 'bad' }),
      );
    };
    return [
      { id: 'rename', label: t('chat.rename'), keys: 'F2', run: () => this.askRename(conversation) },
      { id: 'markdown', label: t('chat.exportMarkdown'), run: () => save('markdown') },
      { id: 'json', label: t('chat.exportJson'), run: () => save('json') },
      {
        id: 'delete',
        label: t('chat.deleteConversation'),
        keys: 'Del',
        tone: 'bad',
        separated: true,
        run: () => this.askDelete(conversation),
      },
    ];
  }
}
