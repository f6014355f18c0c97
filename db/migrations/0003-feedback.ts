/** The state of each answer's feedback for lists and charts, its full-text and facet index, and the retraining trigger. */
export const name = '0003-feedback';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- Every combination of values that occurs and can be filtered by: some hundreds, however many answers there are.
    CREATE TABLE feedback_facet (
      id INTEGER PRIMARY KEY,
      score REAL,
      model_id TEXT NOT NULL,
      language TEXT,
      tags TEXT NOT NULL,
      corrected INTEGER NOT NULL CHECK (corrected IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX feedback_facet_by_values ON feedback_facet (model_id, ifnull(language, ''), ifnull(score, -1), tags, corrected);

    -- Folded from feedback_event and rebuildable from it. number = milliseconds of the last vote (or of the answer) * 1000 + a
    -- counter, so the order of rowids is the order of the list.
    CREATE TABLE answer_feedback (
      number INTEGER PRIMARY KEY,
      answer_id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL,
      proposal_id TEXT,
      score REAL,
      stars INTEGER,
      thumb INTEGER,
      reported INTEGER NOT NULL DEFAULT 0,
      tags TEXT NOT NULL DEFAULT '[]',
      comment TEXT NOT NULL DEFAULT '',
      correction TEXT,
      voted_seq INTEGER,
      voted_at INTEGER,
      at INTEGER NOT NULL,
      model_id TEXT NOT NULL,
      model_name TEXT NOT NULL,
      language TEXT,
      request TEXT NOT NULL,
      facet INTEGER NOT NULL REFERENCES feedback_facet (id)
    ) STRICT;
    CREATE INDEX answer_feedback_by_facet ON answer_feedback (facet);
    CREATE INDEX answer_feedback_by_vote ON answer_feedback (voted_seq, score) WHERE score IS NOT NULL;

    -- Words of request, comment, correction and answer, and facets as words that begin with an underscore.
    CREATE VIRTUAL TABLE feedback_search USING fts5 (
      tokens, content = '', contentless_delete = 1, detail = none, prefix = '3 4 5 6 7 8', tokenize = "unicode61 tokenchars '_'"
    );
    CREATE TRIGGER feedback_search_follows_delete AFTER DELETE ON answer_feedback
      BEGIN DELETE FROM feedback_search WHERE rowid = OLD.number; END;

    CREATE TRIGGER feedback_event_stays BEFORE DELETE ON feedback_event
      WHEN EXISTS (SELECT 1 FROM message WHERE id = OLD.answer_id)
      BEGIN SELECT RAISE (ABORT, 'feedback_event is append-only'); END;
    CREATE TRIGGER feedback_follows_message AFTER DELETE ON message
      BEGIN
        DELETE FROM feedback_event WHERE answer_id = OLD.id;
        DELETE FROM answer_feedback WHERE answer_id = OLD.id;
      END;

    -- One row once the trigger has fired: the number of the newest vote at that time.
    CREATE TABLE retraining_trigger (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      fired_seq INTEGER NOT NULL,
      fired_at INTEGER NOT NULL
    ) STRICT;

    -- manifest is NULL from the decision to write a dataset until its files are complete.
    CREATE TABLE dataset (
      id TEXT PRIMARY KEY,
      created_at INTEGER NOT NULL,
      cause TEXT NOT NULL CHECK (cause IN ('trigger', 'manual')),
      folder TEXT NOT NULL,
      filter TEXT NOT NULL,
      seed INTEGER NOT NULL,
      manifest TEXT,
      seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
      owner TEXT
    ) STRICT;
  `);
}
