/** The index of what sources declare. All of it can be made anew from the files. */
export const name = '0006-symbols';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- Which form of the index a folder has. Without rowids, so that it is lost when a damaged store is recovered: the index is made anew.
    CREATE TABLE symbol_index (
      workspace_id TEXT PRIMARY KEY REFERENCES workspace(id) ON DELETE CASCADE,
      format INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE symbol_file (
      id INTEGER PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      language TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified_at REAL NOT NULL,
      inode REAL NOT NULL,
      -- When it was read: a file changed in the same moment may have changed after that.
      read_at REAL NOT NULL,
      -- Null where it was not read as source.
      hash TEXT,
      habits TEXT NOT NULL DEFAULT '{}',
      UNIQUE (workspace_id, path)
    ) STRICT;

    CREATE TABLE symbol_declaration (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES symbol_file(id) ON DELETE CASCADE,
      workspace_id TEXT NOT NULL,
      name TEXT NOT NULL,
      folded TEXT NOT NULL,
      kind TEXT NOT NULL,
      exported INTEGER NOT NULL,
      container TEXT NOT NULL,
      signature TEXT NOT NULL,
      doc TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      line INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX symbol_declaration_by_file ON symbol_declaration (file_id);
    CREATE INDEX symbol_declaration_by_name ON symbol_declaration (workspace_id, folded);
    CREATE INDEX symbol_declaration_by_kind ON symbol_declaration (workspace_id, kind, folded);

    -- Beginnings of the words of names, with the set of letters of the name (bits): what a fuzzy search reads.
    CREATE TABLE symbol_initial (
      workspace_id TEXT NOT NULL,
      initial TEXT NOT NULL,
      declaration_id INTEGER NOT NULL REFERENCES symbol_declaration(id) ON DELETE CASCADE,
      letters INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, initial, declaration_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX symbol_initial_by_declaration ON symbol_initial (declaration_id);

    CREATE TABLE symbol_import (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES symbol_file(id) ON DELETE CASCADE,
      workspace_id TEXT NOT NULL,
      module TEXT NOT NULL
    ) STRICT;
    CREATE INDEX symbol_import_by_file ON symbol_import (file_id);
    CREATE INDEX symbol_import_by_module ON symbol_import (workspace_id, module);

    CREATE TABLE symbol_mention (
      workspace_id TEXT NOT NULL,
      name TEXT NOT NULL,
      file_id INTEGER NOT NULL REFERENCES symbol_file(id) ON DELETE CASCADE,
      count INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, name, file_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX symbol_mention_by_file ON symbol_mention (file_id);

    -- Words of signatures; rowid is the declaration's id. The first word is the number of the folder.
    CREATE VIRTUAL TABLE symbol_words USING fts5(
      words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0 tokenchars '_$'"
    );
    CREATE TRIGGER symbol_words_follow_delete AFTER DELETE ON symbol_declaration
      BEGIN
        DELETE FROM symbol_words WHERE rowid = OLD.id;
      END;
  `);
}
