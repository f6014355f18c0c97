import type { Announce } from '#domain/app-event';
import { branchOf } from '#domain/branches';
import type { Conversation, Message } from '#domain/chat';
import type { Clock } from '#domain/clock';
import { saidError } from '#domain/errors';
import type { GenerationEvent } from '#domain/generation';
import type { ConversationId, IdGenerator, MessageId, WorkspaceId } from '#domain/ids';
import { builtInEngine } from '#domain/models';
import type { ProcessOwner } from '#domain/process-owner';
import type { JsonObject, TargetLanguage } from '#domain/programming';
import type { ContextBudget } from '#domain/prompts';
import { withRepairPrompts } from '#domain/repair';
import { say } from '#domain/sentences';
import type { Attachment } from '#domain/workspace';
import { type Conversations, createConversations } from './conversations.ts';
import { followElsewhere } from './follow-elsewhere.ts';
import type { AnswerEngines, AnswerRequest, ChatStore, Propose, RecordFeedback } from './ports.ts';
import { Run } from './run.ts';

export interface ChatPorts {
  store: ChatStore;
  engines: AnswerEngines;
  propose: Propose;
  record: RecordFeedback;
  /** Throws when the workspace is unknown. */
  checkWorkspace(id: WorkspaceId): Promise<unknown>;
  /** Throws BAD_INPUT for what is no plan, with the kinds of the folder. */
  checkPlan(plan: JsonObject, workspaceId: WorkspaceId | null): Promise<void>;
  clock: Clock;
  ids: IdGenerator;
  announce: Announce;
  owner: ProcessOwner;
}

export interface SendRequest {
  conversationId: ConversationId | null;
  workspaceId: WorkspaceId | null;
  text: string;
  attachments: Attachment[];
  engine?: string | undefined;
  language?: TargetLanguage | undefined;
  parentId?: MessageId | null | undefined;
}

export interface Sent {
  conversationId: ConversationId;
  requestId: MessageId;
  answerId: MessageId;
}

export interface Chat extends Conversations {
  send(request: SendRequest): Promise<Sent>;
  regenerate(answerId: MessageId, engine?: string): Promise<Sent>;
  /** Another answer to the same request, made from a plan that the user changed. Throws BAD_INPUT before anything is begun. */
  carryOut(answerId: MessageId, plan: JsonObject): Promise<Sent>;
  editAndResend(messageId: MessageId, text: string, attachments?: Attachment[], engine?: string): Promise<Sent>;
  stop(answerId: MessageId): Promise<void>;
  /** Events above `after`. Ends with the answer; for one that ended earlier, at once. */
  follow(answerId: MessageId, after: number, signal?: AbortSignal): AsyncGenerator<GenerationEvent, void, void>;
  /** Resolves with the stored answer once it has ended. */
  settled(answerId: MessageId): Promise<Message>;
  prompt(answerId: MessageId): Promise<{ text: string; budget: ContextBudget | null }>;
  budget(request: Omit<SendRequest, 'language' | 'parentId'>): Promise<ContextBudget>;
  message(id: MessageId): Promise<Message>;
  /** Marks answers whose process died as interrupted; their text so far is kept. Returns how many. */
  recover(): Promise<number>;
  /** Stops what runs and waits until it is stored. */
  close(): Promise<void>;
}

/** How long the events of an ended answer are kept for a page that reconnects, in milliseconds. */
const keepEvents = 60_000;

export function createChat(ports: ChatPorts): Chat {
  const { store, clock, ids, announce } = ports;
  const runs = new Map<MessageId, Run>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const stopAll = async (conversationId: ConversationId) => {
    const concerned = [...runs.values()].filter((run) => run.answer.conversationId === conversationId);
    for (const run of concerned) run.stop();
    await Promise.all(concerned.map((run) => run.finished));
  };
  const conversations = createConversations(store, announce, stopAll);

  const message = async (id: MessageId) => {
    const found = runs.get(id)?.answer ?? (await store.message(id));
    if (!found) throw saidError('NOT_FOUND', say('chat.noMessage'), { data: { messageId: id } });
    return found;
  };
  const answerOf = async (id: MessageId) => {
    const found = await message(id);
    if (found.role !== 'assistant') throw saidError('BAD_INPUT', say('chat.notAnAnswer'), { data: { messageId: id } });
    return found;
  };

  async function start(
    conversation: Conversation,
    isNew: boolean,
    request: Message,
    isNewRequest: boolean,
    options: { engine?: string | undefined; language?: TargetLanguage | undefined; plan?: JsonObject | undefined },
  ): Promise<Sent> {
    // Strictly after its request: branches are ordered by time, and two ids of one millisecond have no order.
    const answer = emptyMessage(ids.next('msg'), conversation.id, request.id, 'assistant', Math.max(clock.now(), request.createdAt + 1));
    const earlier = isNew ? [] : await store.messages(conversation.id);
    const history = branchOf(earlier, request.parentId)
      .filter((turn) => turn.text.trim() !== '')
      .map((turn) => ({ role: turn.role, content: turn.text }));
    await store.begin({
      newConversation: isNew ? conversation : null,
      request: isNewRequest ? request : null,
      answer,
      owner: ports.owner.self,
    });
    const run = new Run(ports, answer, () => ports.engines.get(options.engine), {
      text: request.text,
      language: options.language ?? null,
      workspaceId: conversation.workspaceId,
      attachments: request.attachments,
      history,
      plan: options.plan ?? null,
    });
    runs.set(answer.id, run);
    announce({ type: 'conversation.changed', conversationId: conversation.id });
    announce({ type: 'answer.started', conversationId: conversation.id, answerId: answer.id });
    void run.finished.then(() => {
      announce({ type: 'conversation.changed', conversationId: conversation.id });
      const timer = setTimeout(() => {
        timers.delete(timer);
        runs.delete(answer.id);
      }, keepEvents);
      timer.unref();
      timers.add(timer);
    });
    return { conversationId: conversation.id, requestId: request.id, answerId: answer.id };
  }

  async function again(answerId: MessageId, options: { engine?: string | undefined; plan?: JsonObject }): Promise<Sent> {
    const answer = await answerOf(answerId);
    const { conversation, messages } = await conversations.get(answer.conversationId);
    const request = messages.find((other) => other.id === answer.parentId);
    if (!request) throw saidError('NOT_FOUND', say('chat.noRequest'));
    if (options.plan) await ports.checkPlan(options.plan, conversation.workspaceId);
    await ports.record({ answerId }, { kind: 'retried' });
    return start(conversation, false, request, false, options);
  }

  async function send(request: SendRequest): Promise<Sent> {
    const now = clock.now();
    if (request.conversationId === null) {
      if (request.workspaceId !== null) await ports.checkWorkspace(request.workspaceId);
      const conversation: Conversation = {
        id: ids.next('cnv'),
        title: titleOf(request.text),
        workspaceId: request.workspaceId,
        createdAt: now,
        updatedAt: now,
        headId: null,
        messageCount: 0,
      };
      const first = {
        ...emptyMessage(ids.next('msg'), conversation.id, null, 'user', now),
        text: request.text,
        attachments: request.attachments,
      };
      return start(conversation, true, first, true, request);
    }
    const { conversation, messages } = await conversations.get(request.conversationId);
    const parentId = request.parentId === undefined ? conversation.headId : request.parentId;
    if (parentId !== null && !messages.some((other) => other.id === parentId))
      throw saidError('NOT_FOUND', say('chat.noParent'), { data: { parentId } });
    const next = {
      ...emptyMessage(ids.next('msg'), conversation.id, parentId, 'user', now),
      text: request.text,
      attachments: request.attachments,
    };
    return start(conversation, false, next, true, request);
  }

  async function* follow(answerId: MessageId, after: number, signal?: AbortSignal): AsyncGenerator<GenerationEvent, void, void> {
    const run = runs.get(answerId);
    if (run) return yield* run.events.read(after, signal);
    await answerOf(answerId);
    // Another process may be writing it.
    yield* followElsewhere(store, answerId, after, () => closed || signal?.aborted === true);
  }

  return {
    ...conversations,
    send,
    regenerate: (answerId, engine) => again(answerId, { engine }),
    carryOut: (answerId, plan) => again(answerId, { engine: builtInEngine, plan }),
    async editAndResend(messageId, text, attachments, engine) {
      const request = await message(messageId);
      if (request.role !== 'user') throw saidError('BAD_INPUT', say('chat.onlyRequests'), { data: { messageId } });
      return send({
        conversationId: request.conversationId,
        workspaceId: null,
        text,
        attachments: attachments ?? request.attachments,
        engine,
        parentId: request.parentId,
      });
    },
    async stop(answerId) {
      const run = runs.get(answerId);
      if (!run) {
        await answerOf(answerId);
        return;
      }
      if (run.events.closed) return;
      run.stop();
      await run.finished;
      await ports.record({ answerId }, { kind: 'stopped' });
    },
    follow,
    async settled(answerId) {
      const run = runs.get(answerId);
      if (run) await run.finished;
      return answerOf(answerId);
    },
    async prompt(answerId) {
      const { producer } = await answerOf(answerId);
      const stored = await store.prompt(answerId);
      if (!stored) throw saidError('NOT_FOUND', say('chat.noPrompt'), { data: { answerId } });
      return { ...stored, text: withRepairPrompts(stored.text, producer?.repairs) };
    },
    async budget(request) {
      const engine = await ports.engines.get(request.engine);
      let draft: AnswerRequest = {
        text: request.text,
        language: null,
        workspaceId: request.workspaceId,
        attachments: request.attachments,
        history: [],
        plan: null,
      };
      if (request.conversationId !== null) {
        const { conversation, messages } = await conversations.get(request.conversationId);
        const history = branchOf(messages, conversation.headId).filter((turn) => turn.text.trim() !== '');
        draft = {
          ...draft,
          workspaceId: conversation.workspaceId,
          history: history.map((turn) => ({ role: turn.role, content: turn.text })),
        };
      }
      return engine.budget(draft);
    },
    message,
    async recover() {
      const dead = (await store.unfinished()).filter(({ owner }) => owner === null || !ports.owner.alive(owner));
      for (const { id } of dead) await store.interrupt(id);
      return dead.length;
    },
    async close() {
      closed = true;
      for (const run of runs.values()) run.stop();
      await Promise.all([...runs.values()].map((run) => run.finished));
      for (const timer of timers) clearTimeout(timer);
      runs.clear();
    },
  };
}

function emptyMessage(
  id: MessageId,
  conversationId: ConversationId,
  parentId: MessageId | null,
  role: Message['role'],
  createdAt: number,
): Message {
  return {
    id,
    conversationId,
    parentId,
    role,
    text: '',
    status: role === 'user' ? 'complete' : 'streaming',
    createdAt,
    attachments: [],
    plan: null,
    proposalId: null,
    producer: null,
    usage: null,
    error: null,
    language: null,
    seq: 0,
  };
}

/** The first line of a request, cut at a word where one ends early enough. */
function titleOf(text: string): string {
  const line = (text.trim().split('\n', 1)[0] ?? '').replace(/\s+/g, ' ').trim();
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  const space = cut.lastIndexOf(' ');
  return `${space > 30 ? cut.slice(0, space) : cut}…`;
}
