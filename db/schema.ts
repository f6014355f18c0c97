import type { Generated } from 'kysely';

/** The tables as Kysely types. Times are milliseconds since the epoch; JSON columns hold text. */
export interface Schema {
  workspace: WorkspaceTable;
  setting: SettingTable;
  conversation: ConversationTable;
  message: MessageTable;
  message_search: MessageSearchTable;
  feedback_event: FeedbackEventTable;
}

export interface WorkspaceTable {
  id: string;
  root: string;
  name: string;
  trusted: number;
  opened_at: number;
}

export interface SettingTable {
  key: string;
  value: string;
}

export interface ConversationTable {
  id: string;
  title: string;
  workspace_id: string | null;
  head_id: string | null;
  created_at: number;
  updated_at: number;
}

export interface MessageTable {
  number: Generated<number>;
  id: string;
  conversation_id: string;
  parent_id: string | null;
  role: 'user' | 'assistant';
  text: string;
  status: 'streaming' | 'complete' | 'stopped' | 'failed' | 'interrupted';
  created_at: number;
  /** JSON of Attachment[]. */
  attachments: string;
  /** JSON of PlanView or null. */
  plan: string | null;
  proposal_id: string | null;
  /** JSON of Producer or null. */
  producer: string | null;
  /** JSON of Usage or null. */
  usage: string | null;
  error_code: string | null;
  error_message: string | null;
  language: string | null;
  seq: number;
  /** The exact prompt of an answer, and the JSON of its context budget. */
  prompt: string | null;
  budget: string | null;
  /** The process that writes the running answer; null once it has ended. */
  owner: string | null;
}

/** Full-text index over `searchTokens(text)`; `rowid` is the message's number. */
export interface MessageSearchTable {
  rowid: number;
  tokens: string;
}

/** Append-only: a trigger of the store refuses UPDATE and DELETE but for the removal of a whole conversation. */
export interface FeedbackEventTable {
  seq: Generated<number>;
  id: string;
  schema_version: number;
  at: number;
  answer_id: string;
  proposal_id: string | null;
  hunk_id: string | null;
  kind: string;
  /** JSON of FeedbackBody. */
  body: string;
}
