/** Proposals with their hunks, checkpoints to go back to, the journal of a change that is being written; folders that were forgotten. */
export const name = '0002-review';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- A forgotten folder keeps its id, so that its proposals can be undone once it is opened again.
    ALTER TABLE workspace ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1));

    CREATE TABLE proposal (
      id TEXT PRIMARY KEY,
      answer_id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      workspace_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('open', 'applied', 'rejected', 'undone')),
      revision INTEGER NOT NULL,
      unplaced TEXT NOT NULL CHECK (json_valid (unplaced))
    ) STRICT;
    CREATE INDEX proposal_by_conversation ON proposal (conversation_id);
    CREATE INDEX proposal_open ON proposal (workspace_id, created_at DESC) WHERE status = 'open';

    CREATE TABLE proposal_file (
      proposal_id TEXT NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('modified', 'created', 'deleted')),
      language TEXT NOT NULL,
      match TEXT NOT NULL,
      base_hash TEXT,
      disk_hash TEXT,
      additions INTEGER NOT NULL,
      deletions INTEGER NOT NULL,
      protected TEXT,
      stale_since INTEGER,
      stale_message TEXT,
      PRIMARY KEY (proposal_id, path)
    ) STRICT;

    CREATE TABLE hunk (
      id TEXT PRIMARY KEY,
      proposal_id TEXT NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      position INTEGER NOT NULL,
      old_start INTEGER NOT NULL,
      old_lines INTEGER NOT NULL,
      new_start INTEGER NOT NULL,
      new_lines INTEGER NOT NULL,
      body TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('pending', 'accepted', 'rejected')),
      edited TEXT,
      applied INTEGER NOT NULL CHECK (applied IN (0, 1)),
      detached INTEGER NOT NULL CHECK (detached IN (0, 1))
    ) STRICT;
    CREATE INDEX hunk_by_proposal ON hunk (proposal_id, path, position);

    CREATE TABLE checkpoint (
      -- The order of applies. Ids hold a time, and a clock may step back.
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      proposal_id TEXT NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      undone_at INTEGER,
      hunks TEXT NOT NULL CHECK (json_valid (hunks)),
      folders TEXT NOT NULL CHECK (json_valid (folders))
    ) STRICT;
    CREATE INDEX checkpoint_by_proposal ON checkpoint (proposal_id, seq);

    CREATE TABLE checkpoint_file (
      checkpoint_id TEXT NOT NULL REFERENCES checkpoint (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      before_hash TEXT,
      after_hash TEXT,
      mode INTEGER,
      PRIMARY KEY (checkpoint_id, path)
    ) STRICT;

    CREATE TABLE change_journal (
      id TEXT PRIMARY KEY,
      -- No reference: a conversation that is deleted meanwhile must not take the way back along.
      proposal_id TEXT NOT NULL,
      root TEXT NOT NULL,
      owner TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      files TEXT NOT NULL CHECK (json_valid (files)),
      folders TEXT NOT NULL CHECK (json_valid (folders))
    ) STRICT;

    CREATE TABLE blob (
      hash TEXT PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT;
  `);
}
