/** Words of older feedback in blocks of rows, so that a page of a text filter costs the same at any depth. */
export const name = '0005-feedback-words';

export function up(db: { exec(sql: string): unknown }): void {
  db.exec(`
    -- Up to 4096 answers whose words are no longer looked up in feedback_search, newest first. numbers: float64 LE each; facets:
    -- uint32 LE each, 0 once the answer is gone or was rated anew. All of it, and feedback_word, can be made anew from the answers.
    CREATE TABLE feedback_block (
      id INTEGER PRIMARY KEY,
      lowest INTEGER NOT NULL,
      highest INTEGER NOT NULL,
      size INTEGER NOT NULL,
      alive INTEGER NOT NULL,
      -- 1 until its words were thrown out of feedback_search.
      leaving INTEGER NOT NULL DEFAULT 1 CHECK (leaving IN (0, 1)),
      facets BLOB NOT NULL,
      numbers BLOB NOT NULL
    ) STRICT;
    CREATE INDEX feedback_block_by_highest ON feedback_block (highest, lowest);
    CREATE INDEX feedback_block_sparse ON feedback_block (id) WHERE alive * 2 < size;
    CREATE INDEX feedback_block_leaving ON feedback_block (id) WHERE leaving = 1;

    -- In which places of a block a word stands, or with an asterisk at its end a beginning of words of three to five letters:
    -- uint16 LE each, or where that is longer a bitmap of 512 bytes.
    CREATE TABLE feedback_word (
      block INTEGER NOT NULL,
      word TEXT NOT NULL,
      places BLOB NOT NULL,
      PRIMARY KEY (block, word)
    ) STRICT, WITHOUT ROWID;

    -- 0 while the words are looked up in feedback_search; then the block's id * 4096 + the place in it.
    ALTER TABLE answer_feedback ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX answer_feedback_fresh ON answer_feedback (number) WHERE place = 0;
    CREATE INDEX answer_feedback_placed ON answer_feedback (place) WHERE place > 0;

    CREATE TRIGGER feedback_block_follows_delete AFTER DELETE ON answer_feedback WHEN OLD.place > 0
      BEGIN
        UPDATE feedback_block SET
          alive = alive - 1,
          facets = CAST(substr(facets, 1, 4 * (OLD.place % 4096)) || x'00000000' || substr(facets, 4 * (OLD.place % 4096) + 5) AS BLOB)
        WHERE id = OLD.place / 4096;
      END;

    -- An answer that was only looked at is not in the list; its events stay in the log.
    DELETE FROM answer_feedback WHERE NOT EXISTS (
      SELECT 1 FROM feedback_event WHERE feedback_event.answer_id = answer_feedback.answer_id AND feedback_event.kind <> 'dwell');
  `);
}
