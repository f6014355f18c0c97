import type { DatasetRow } from '#domain/dataset';
import type { FeedbackFilter } from '#domain/feedback';
import type { ProposalId } from '#domain/ids';
import type { DatasetBatch } from '#services-ports/retraining';
import type { Connection } from './connection.ts';
import { createBatchBuilder } from './dataset-batch.ts';
import { planFilter } from './feedback-facets.ts';
import { source } from './feedback-queries.ts';

/** Whether an answer's proposal was applied with hunks edited or left out, and nothing of it is undone or undecided. */
const appliedOtherwise = (message: string): string =>
  `(${message}.proposal_id IS NOT NULL AND EXISTS (
     SELECT 1 FROM proposal p CROSS JOIN hunk h ON h.proposal_id = p.id
     WHERE p.id = ${message}.proposal_id AND p.status = 'applied' AND (h.edited IS NOT NULL OR h.applied = 0)))`;
const isBuiltIn = (message: string): string => `${message}.producer ->> '$.engine' = 'programming'`;

/** Only what is needed crosses from SQLite: every text costs more than the look at the column that spares it. */
const columns = (feedback: string, message: string): string =>
  `${feedback}.score, ${feedback}.reported, ${feedback}.correction, ${message}.text, ${message}.status = 'complete',
   ifnull(${message}.prompt, r.text),
   CASE WHEN ${message}.proposal_id IS NOT NULL AND (${isBuiltIn(message)} OR ${appliedOtherwise(message)}) THEN ${message}.proposal_id END,
   CASE WHEN ${message}.proposal_id IS NOT NULL THEN ${isBuiltIn(message)} END, nullif(r.attachments, '[]')`;
const columnCount = 9;

type Cells = [number | null, number, string | null, string, number, string | null, string | null, number | null, string | null];

function toRow([score, reported, correction, text, complete, prompt, proposalId, builtIn, attachments]: readonly [
  ...Cells,
  ...unknown[],
]): DatasetRow {
  return {
    score,
    reported: reported === 1,
    correction,
    text,
    complete: complete === 1,
    prompt: prompt ?? '',
    builtIn: builtIn === 1,
    proposalId: proposalId as ProposalId | null,
    attachments,
  };
}

/** An answer's number when it has siblings and so may be one of a pair: two entries of the index on `parent_id` at most are read. */
const numberIfSiblings = `CASE WHEN (SELECT 1 FROM message s WHERE s.parent_id = m.parent_id LIMIT 1 OFFSET 1) THEN f.number END`;

/**
 * Answers that the filter selects and that have a vote, a correction or a change applied otherwise than proposed, and pairs of answers to one request with one prompt of which
 * the filter selects one: their scores differ by at least 0.5 and lie on the two sides of 0.5.
 */
export function* datasetBatches(db: Connection, query: { filter: FeedbackFilter; salt: string }): Generator<DatasetBatch[], void, void> {
  const plan = planFilter(query.filter);
  if (plan === null) return;
  const { from, parameters } = source(db, plan);
  const joined = from.replace(' WHERE ', ' CROSS JOIN message m ON m.id = f.answer_id LEFT JOIN message r ON r.id = m.parent_id WHERE ');
  const rows = db
    .prepare(
      `SELECT ${columns('f', 'm')}, ${numberIfSiblings} FROM ${joined}
       AND (f.score IS NOT NULL OR f.correction IS NOT NULL OR ${appliedOtherwise('m')})`,
    )
    .raw(true)
    .iterate(...parameters) as IterableIterator<[...Cells, number | null]>;
  const builder = createBatchBuilder(query.salt);
  const take = (): DatasetBatch[] => {
    const batch = builder.take();
    return batch === null ? [] : [batch];
  };

  const withSiblings: number[] = [];
  for (const cells of rows) {
    const number = cells[columnCount];
    if (number !== null) withSiblings.push(number);
    builder.addRow(toRow(cells));
    if (builder.full()) yield take();
  }
  const pairs = db.prepare(pairsOfAnswer).raw(true);
  // When the filter selects both, each comes once as `f`.
  const seen = new Set<string>();
  for (const [at, of] of withSiblings.entries()) {
    // Few may make a pair: other reads of the thread must get their turn all the same.
    if (at % 4096 === 4095) yield take();
    for (const cells of pairs.iterate(of) as IterableIterator<[number, ...unknown[]]>) {
      const [other] = cells;
      const key = of < other ? `${of} ${other}` : `${other} ${of}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const first = toRow(cells.slice(1, 1 + columnCount) as Cells);
      const second = toRow(cells.slice(1 + columnCount) as Cells);
      builder.addPair((first.score ?? 0) > (second.score ?? 0) ? { chosen: first, rejected: second } : { chosen: second, rejected: first });
      if (builder.full()) yield take();
    }
  }
  yield take();
}

const pairsOfAnswer = `SELECT g.number, ${columns('f', 'm')}, ${columns('g', 'o')}
  FROM answer_feedback f
  CROSS JOIN message m ON m.id = f.answer_id
  CROSS JOIN message o ON o.parent_id = m.parent_id AND o.id <> m.id AND o.prompt = m.prompt
  CROSS JOIN answer_feedback g ON g.answer_id = o.id
  LEFT JOIN message r ON r.id = m.parent_id
  WHERE f.number = ? AND abs(f.score - g.score) >= 0.5 AND (f.score >= 0.5) <> (g.score >= 0.5)`;
