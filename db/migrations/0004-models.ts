/** The model library: one row per content of a file. */
export const name = '0004-models';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    CREATE TABLE model (
      id TEXT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified_at INTEGER NOT NULL,
      architecture TEXT NOT NULL,
      parameters INTEGER NOT NULL,
      quantisation TEXT NOT NULL,
      context_length INTEGER NOT NULL,
      has_chat_template INTEGER NOT NULL CHECK (has_chat_template IN (0, 1)),
      added_at INTEGER NOT NULL
    ) STRICT;
  `);
}
