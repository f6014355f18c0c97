import type { ConversationId, ProposalId } from '#domain/ids';
import { ChatStore } from '../features/chat/chat-store.svelte.ts';
import { ComposerState } from '../features/chat/composer.svelte.ts';
import { ConversationActions } from '../features/chat/conversation-actions.svelte.ts';
import { Conversations } from '../features/chat/conversations.svelte.ts';
import { FileTree } from '../features/workspace/file-tree.svelte.ts';
import type { App } from '../lib/app-context.ts';
import { PaneSizes } from './pane-sizes.svelte.ts';
import type { Place } from './Rail.svelte';
import { ScoreStatus } from './score-status.svelte.ts';

/** What the workbench shows, found from the address: which conversation, which proposal beside it, which file or view instead of it. */
export class WorkbenchState {
  readonly chat: ChatStore;
  readonly conversations: Conversations;
  readonly composer: ComposerState;
  readonly actions: ConversationActions;
  readonly tree: FileTree;
  readonly panes = new PaneSizes();
  readonly score: ScoreStatus;
  #app: App;
  #opened = new Set<ProposalId>();
  /** Where the chat was left, for the way back from other views. */
  #lastChat: ConversationId | null = null;
  #lastFile: string | null = null;

  constructor(app: App) {
    this.#app = app;
    this.chat = new ChatStore(app.client, app.events);
    this.conversations = new Conversations(app.client, app.events);
    this.composer = new ComposerState(app.client);
    this.actions = new ConversationActions(app, this.conversations, (conversation) => {
      if (conversation.id === this.chat.conversation?.id || conversation.id === this.#lastChat) this.newConversation();
    });
    this.tree = new FileTree(app.client, app.events);
    this.score = new ScoreStatus(app.client, app.events);
  }

  get place(): Place {
    const { view } = this.#app.router.current;
    return view === 'file' ? 'code' : view === 'proposal' ? 'chat' : view;
  }
  get proposalId(): ProposalId | null {
    const route = this.#app.router.current;
    return route.view === 'proposal' ? route.proposalId : null;
  }

  /** Shows what the address says; called with every change of it. */
  follow(): void {
    const route = this.#app.router.current;
    if (route.view === 'chat') {
      this.#lastChat = route.conversationId;
      this.chat.open(route.conversationId);
    } else if (route.view === 'file') {
      this.#lastFile = route.path;
      this.tree.reveal(route.path);
    } else if (route.view === 'proposal') void this.#openConversationOf(route.proposalId);
  }

  /** Opens the proposal of an answer that was asked for here, once. */
  openNewProposal(): void {
    const { router } = this.#app;
    const { asked } = this.chat;
    const proposalId = asked && this.chat.message(asked)?.proposalId;
    if (!proposalId || this.#opened.has(proposalId)) return;
    this.#opened.add(proposalId);
    if (router.current.view === 'chat') router.replace({ view: 'proposal', proposalId });
  }

  goTo(place: Place): void {
    const { router } = this.#app;
    if (place === 'chat') router.go({ view: 'chat', conversationId: this.#lastChat });
    else if (place === 'code') {
      if (this.#lastFile) router.go({ view: 'file', path: this.#lastFile });
      else this.panes.change({ sidebarShown: true });
    } else router.go({ view: place });
  }

  openConversation(id: ConversationId): void {
    this.#app.router.go({ view: 'chat', conversationId: id });
  }

  /** Shows a conversation that was begun here. An answer can be so quick that its proposal is open already: then that stays. */
  started(id: ConversationId): void {
    const { asked } = this.chat;
    const proposalId = asked === null ? null : (this.chat.message(asked)?.proposalId ?? null);
    if (proposalId !== null && proposalId === this.proposalId) this.#lastChat = id;
    else this.openConversation(id);
  }

  newConversation(): void {
    this.#app.router.go({ view: 'chat', conversationId: null });
    this.composer.focus();
  }

  closeReview(): void {
    this.#app.router.go({ view: 'chat', conversationId: this.#lastChat });
  }

  close(): void {
    for (const part of [this.chat, this.conversations, this.composer, this.tree, this.score]) part.close();
  }

  async #openConversationOf(proposalId: ProposalId): Promise<void> {
    const known = this.chat.thread.some((item) => this.chat.message(item.id)?.proposalId === proposalId);
    if (known) return;
    try {
      const { conversationId } = await this.#app.client.review.get({ proposalId });
      if (this.proposalId !== proposalId) return;
      this.#lastChat = conversationId;
      this.chat.open(conversationId);
    } catch {
      // The review pane says what is wrong with the proposal; the conversation stays as it is.
    }
  }
}
