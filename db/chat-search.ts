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
      // Ranked before anything is joined: a frequent word is in very many messages, whose texts would all be read and sorted along.
      `SELECT message.id, message.conversation_id, conversation.title, message.text, message.created_at
       FROM (
         SELECT rowid AS number, bm25(message_search) AS score FROM message_search
         WHERE message_search MATCH ? ORDER BY score, number DESC LIMIT ?
       ) AS best
       JOIN message ON message.number = best.number
       JOIN conversation ON conversation.id = message.conversation_id
       ORDER BY best.score, best.number DESC`,
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
