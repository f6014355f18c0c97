import { sql } from 'kysely';
import type { Conversation, Message } from '#domain/chat';
import type { ConversationId, MessageId, WorkspaceId } from '#domain/ids';
import { searchTokens } from '#domain/search-text';
import type { ChatStore } from '#services-ports/chat';
import type { Reader } from './reader.ts';
import type { ConversationTable, MessageTable } from './schema.ts';
import type { Store } from './store.ts';

type MessageRow = Omit<MessageTable, 'number' | 'prompt' | 'budget' | 'owner'>;
const messageColumns = [
  'id',
  'conversation_id',
  'parent_id',
  'role',
  'text',
  'status',
  'created_at',
  'attachments',
  'plan',
  'proposal_id',
  'producer',
  'usage',
  'error_code',
  'error_message',
  'language',
  'seq',
] as const; // prettier-ignore

/** Conversations and messages over SQLite, with a full-text index that also finds two-character Chinese words. */
export function createChatStore(store: Store, reader: Reader): ChatStore {
  const { db } = store;
  const conversations = () =>
    db
      .selectFrom('conversation')
      .selectAll('conversation')
      .select((query) =>
        query
          .selectFrom('message')
          .whereRef('message.conversation_id', '=', 'conversation.id')
          .select(query.fn.countAll<number>().as('n'))
          .as('count'),
      );

  return {
    async list({ workspaceId, before, limit }) {
      let query = conversations().orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (workspaceId !== undefined) query = query.where('workspace_id', '=', workspaceId);
      if (before !== undefined) query = query.where('updated_at', '<', before);
      return (await query.execute()).map(toConversation);
    },
    async conversation(id) {
      const row = await conversations().where('id', '=', id).executeTakeFirst();
      return row ? toConversation(row) : null;
    },
    async messages(id) {
      const rows = await db
        .selectFrom('message')
        .select(messageColumns)
        .where('conversation_id', '=', id)

        .orderBy('number')
        .execute();
      return rows.map(toMessage);
    },
    async message(id) {
      const row = await db.selectFrom('message').select(messageColumns).where('id', '=', id).executeTakeFirst();
      return row ? toMessage(row) : null;
    },
    begin: ({ newConversation, request, answer, owner }) =>
      store.durable(async (tx) => {
        if (newConversation) {
          const { id, title, workspaceId, createdAt, updatedAt } = newConversation;
          await tx
            .insertInto('conversation')
            .values({ id, title, workspace_id: workspaceId, head_id: null, created_at: createdAt, updated_at: updatedAt })
            .execute();
        }
        for (const message of request ? [request, answer] : [answer])
          await tx
            .insertInto('message')
            .values({ ...fromMessage(message), owner: message === answer ? owner : null, prompt: null, budget: null })
            .execute();
        if (request) await index(tx, request);
        await tx
          .updateTable('conversation')
          .set({ head_id: answer.id, updated_at: answer.createdAt })
          .where('id', '=', answer.conversationId)
          .execute();
      }),
    savePrompt: (answerId, producer, prompt, budget) =>
      store.durable(async (tx) => {
        const set = { producer: JSON.stringify(producer), prompt, budget: budget && JSON.stringify(budget) };
        await tx.updateTable('message').set(set).where('id', '=', answerId).execute();
      }),
    async prompt(answerId) {
      const row = await db.selectFrom('message').select(['prompt', 'budget']).where('id', '=', answerId).executeTakeFirst();
      return row?.prompt == null ? null : { text: row.prompt, budget: row.budget === null ? null : JSON.parse(row.budget) };
    },
    checkpoint: (answer) =>
      store.relaxed(async (tx) => {
        // Only while it runs: a late checkpoint must not overwrite the final row.
        await tx
          .updateTable('message')
          .set({ text: answer.text, seq: answer.seq })
          .where('id', '=', answer.id)
          .where('status', '=', 'streaming')
          .execute();
      }),
    finish: (answer) =>
      store.durable(async (tx) => {
        const { id, conversation_id: _, ...columns } = fromMessage(answer);
        await tx
          .updateTable('message')
          .set({ ...columns, owner: null })
          .where('id', '=', id)
          .execute();
        await index(tx, answer);
        await tx
          .updateTable('conversation')
          .set({ updated_at: sql`max(updated_at, ${answer.createdAt})` })
          .where('id', '=', answer.conversationId)
          .execute();
      }),
    rename: (id, title) =>
      store.durable(async (tx) => {
        await tx.updateTable('conversation').set({ title }).where('id', '=', id).execute();
      }),
    setHead: (id, headId) =>
      store.durable(async (tx) => {
        await tx.updateTable('conversation').set({ head_id: headId }).where('id', '=', id).execute();
      }),
    delete: (id) =>
      store.durable(async (tx) => {
        // Messages by hand and children first: a cascade over thousands of nested replies would exceed SQLite's trigger depth.
        await tx.updateTable('message').set({ parent_id: null }).where('conversation_id', '=', id).execute();
        await tx.deleteFrom('message').where('conversation_id', '=', id).execute();
        await tx.deleteFrom('conversation').where('id', '=', id).execute();
      }),
    search: (query, limit) => reader.run('searchMessages', { query, limit }),
    async unfinished() {
      const rows = await db.selectFrom('message').select(['id', 'owner']).where('status', '=', 'streaming').execute();
      return rows.map(({ id, owner }) => ({ id: id as MessageId, owner }));
    },
    interrupt: (id) =>
      store.durable(async (tx) => {
        const row = await tx
          .updateTable('message')
          .set({ status: 'interrupted', owner: null })
          .where('id', '=', id)
          .where('status', '=', 'streaming')
          .returning(['id', 'text'])
          .executeTakeFirst();
        if (row) await index(tx, { id: row.id, text: row.text });
      }),
  };
}

async function index(tx: Parameters<Parameters<Store['durable']>[0]>[0], message: { id: string; text: string }): Promise<void> {
  const { number } = await tx.selectFrom('message').select('number').where('id', '=', message.id).executeTakeFirstOrThrow();
  // An answer may be indexed twice (interrupted, then finished by the process that was believed dead).
  await sql`DELETE FROM message_search WHERE rowid = ${number}`.execute(tx);
  await tx
    .insertInto('message_search')
    .values({ rowid: number, tokens: searchTokens(message.text) })
    .execute();
}

function toConversation(row: ConversationTable & { count: number | null }): Conversation {
  return {
    id: row.id as ConversationId,
    title: row.title,
    workspaceId: row.workspace_id as WorkspaceId | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    headId: row.head_id as MessageId | null,
    messageCount: row.count ?? 0,
  };
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id as MessageId,
    conversationId: row.conversation_id as ConversationId,
    parentId: row.parent_id as MessageId | null,
    role: row.role,
    text: row.text,
    status: row.status,
    createdAt: row.created_at,
    attachments: JSON.parse(row.attachments),
    plan: row.plan === null ? null : JSON.parse(row.plan),
    proposalId: row.proposal_id as Message['proposalId'],
    producer: row.producer === null ? null : JSON.parse(row.producer),
    usage: row.usage === null ? null : JSON.parse(row.usage),
    error: row.error_code === null ? null : ({ code: row.error_code, message: row.error_message ?? '' } as Message['error']),
    language: row.language,
    seq: row.seq,
  };
}

function fromMessage(message: Message): MessageRow {
  return {
    id: message.id,
    conversation_id: message.conversationId,
    parent_id: message.parentId,
    role: message.role,
    text: message.text,
    status: message.status,
    created_at: message.createdAt,
    attachments: JSON.stringify(message.attachments),
    plan: message.plan && JSON.stringify(message.plan),
    proposal_id: message.proposalId,
    producer: message.producer && JSON.stringify(message.producer),
    usage: message.usage && JSON.stringify(message.usage),
    error_code: message.error?.code ?? null,
    error_message: message.error?.message ?? null,
    language: message.language,
    seq: message.seq,
  };
}
