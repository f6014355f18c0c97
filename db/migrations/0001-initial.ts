/** Workspaces, settings, conversations with branches, their full-text index, and the append-only feedback log. */
export const name = '0001-initial';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE workspace (
      id TEXT PRIMARY KEY,
      root TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      trusted INTEGER NOT NULL DEFAULT 0 CHECK (trusted IN (0, 1)),
      opened_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE conversation (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      workspace_id TEXT REFERENCES workspace (id) ON DELETE SET NULL,
      head_id TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX conversation_by_update ON conversation (updated_at DESC, id DESC);

    -- The number is the row of the full-text index: an implicit rowid would change with VACUUM.
    CREATE TABLE message (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      parent_id TEXT REFERENCES message (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
      text TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('streaming', 'complete', 'stopped', 'failed', 'interrupted')),
      created_at INTEGER NOT NULL,
      attachments TEXT NOT NULL DEFAULT '[]',
      plan TEXT,
      proposal_id TEXT,
      producer TEXT,
      usage TEXT,
      error_code TEXT,
      error_message TEXT,
      language TEXT,
      seq INTEGER NOT NULL DEFAULT 0,
      prompt TEXT,
      budget TEXT,
      owner TEXT
    ) STRICT;
    CREATE VIRTUAL TABLE message_search USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'unicode61');
    CREATE TRIGGER message_search_follows_delete AFTER DELETE ON message
      BEGIN DELETE FROM message_search WHERE rowid = OLD.number; END;
    CREATE INDEX message_by_conversation ON message (conversation_id, created_at, id);
    CREATE INDEX message_by_parent ON message (parent_id);
    CREATE INDEX message_unfinished ON message (status) WHERE status = 'streaming';

    CREATE TABLE feedback_event (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      schema_version INTEGER NOT NULL,
      at INTEGER NOT NULL,
      answer_id TEXT NOT NULL,
      proposal_id TEXT,
      hunk_id TEXT,
      kind TEXT NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    CREATE INDEX feedback_event_by_answer ON feedback_event (answer_id, seq);
    CREATE TRIGGER feedback_event_is_append_only BEFORE UPDATE ON feedback_event
      BEGIN SELECT RAISE (ABORT, 'feedback_event is append-only'); END;
  `);
}
