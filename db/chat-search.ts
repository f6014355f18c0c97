import type { ConversationId, MessageId } from '#domain/ids';
import { searchQuery, searchSnippet } from '#domain/search-text';
import type { SearchHit } from '#services-ports/chat';
import type { Connection } from './connection.ts';

interface Found {
  id: string;
  conversation_id: string;
  title: string;
  text: string;
  created_at: number;
}

/** Messages that hold every word of the query, the best first. Runs in the reader's thread: a frequent word is ranked over all its places. */
export function searchMessages(db: Connection, { query, limit }: { query: string; limit: number }): SearchHit[] {
  const match = searchQuery(query);
  if (match === null) return [];
  const rows = db
    .prepare(
      `SELECT message.id, message.conversation_id, conversation.title, message.text, message.created_at
       FROM message_search
       JOIN message ON message.number = message_search.rowid
       JOIN conversation ON conversation.id = message.conversation_id
       WHERE message_search MATCH ?
       ORDER BY bm25(message_search), message.number DESC
       LIMIT ?`,
    )
    .all(match, limit) as Found[];
  return rows.map((row) => ({
    conversationId: row.conversation_id as ConversationId,
    messageId: row.id as MessageId,
    title: row.title,
    snippet: searchSnippet(row.text, query, 160),
    at: row.created_at,
  }));
}
