import type { FeedbackFilter } from '#domain/feedback';
import type { ProposalId } from '#domain/ids';
import { mayHoldSecret } from '#domain/secrets';
import type { DatasetPair, DatasetRow } from '#services-ports/retraining';
import type { Connection } from './connection.ts';
import { planFilter } from './feedback-facets.ts';
import { source } from './feedback-queries.ts';

/** Rows and characters of one batch: small enough that whoever reads it is never held up for long. */
const batchRows = 256;
const batchCharacters = 1_000_000;

const columns = (feedback: string, message: string, request: string): string =>
  `${feedback}.score, ${feedback}.reported, ${feedback}.correction, ${message}.text, ${message}.status, ${message}.prompt, ${request}.text,
   ${message}.producer ->> '$.engine', ${message}.proposal_id, ifnull(${request}.attachments, '[]')`;
const columnCount = 10;

type Cells = [number | null, number, string | null, string, string, string | null, string | null, string | null, string | null, string];

function toRow([score, reported, correction, text, status, prompt, request, engine, proposalId, attachments]: Cells): DatasetRow {
  const suspect = [text, prompt ?? request, correction].some((part) => part !== null && mayHoldSecret(part));
  return {
    score,
    reported: reported === 1,
    correction,
    text,
    status,
    prompt,
    request,
    engine,
    proposalId: proposalId as ProposalId | null,
    attachments,
    suspect,
  };
}

const sizeOf = (row: DatasetRow): number => row.text.length + (row.prompt?.length ?? 0) + (row.correction?.length ?? 0);

/** Answers that the filter selects and that have a vote or a correction. */
export function* datasetRows(db: Connection, filter: FeedbackFilter): Generator<DatasetRow[], void, void> {
  const plan = planFilter(filter);
  if (plan === null) return;
  const { from, parameters } = source(db, plan);
  const joined = from.replace(' WHERE ', ' CROSS JOIN message m ON m.id = f.answer_id LEFT JOIN message r ON r.id = m.parent_id WHERE ');
  const statement = db
    .prepare(`SELECT ${columns('f', 'm', 'r')} FROM ${joined} AND (f.score IS NOT NULL OR f.correction IS NOT NULL)`)
    .raw(true);
  yield* batches(statement.iterate(...parameters) as IterableIterator<Cells>, toRow, sizeOf);
}

/**
 * Pairs of answers to one request with one prompt: the scores differ by at least 0.5 and lie on the two sides of 0.5. One of the two
 * is selected by the filter.
 */
export function* datasetPairs(db: Connection, filter: FeedbackFilter): Generator<DatasetPair[], void, void> {
  const plan = planFilter(filter);
  if (plan === null) return;
  const { from, parameters } = source(db, plan);
  const joined = from.replace(
    ' WHERE ',
    ` CROSS JOIN message m ON m.id = f.answer_id
      CROSS JOIN message o ON o.parent_id = m.parent_id AND o.id <> m.id AND o.prompt = m.prompt
      CROSS JOIN answer_feedback g ON g.answer_id = o.id
      LEFT JOIN message r ON r.id = m.parent_id
      WHERE `,
  );
  const statement = db
    .prepare(
      `SELECT f.number, g.number, ${columns('f', 'm', 'r')}, ${columns('g', 'o', 'r')} FROM ${joined}
       AND abs(f.score - g.score) >= 0.5 AND (f.score >= 0.5) <> (g.score >= 0.5)`,
    )
    .raw(true);
  // When the filter selects both, each comes once as `f`.
  const seen = new Set<string>();
  const pairs = function* (): Generator<DatasetPair> {
    for (const cells of statement.iterate(...parameters) as IterableIterator<[number, number, ...unknown[]]>) {
      const [a, b] = cells;
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const first = toRow(cells.slice(2, 2 + columnCount) as Cells);
      const second = toRow(cells.slice(2 + columnCount) as Cells);
      yield (first.score ?? 0) > (second.score ?? 0) ? { chosen: first, rejected: second } : { chosen: second, rejected: first };
    }
  };
  yield* batches(
    pairs(),
    (pair) => pair,
    ({ chosen, rejected }) => sizeOf(chosen) + sizeOf(rejected),
  );
}

function* batches<Cell, Row>(
  cells: Iterable<Cell>,
  convert: (cell: Cell) => Row,
  size: (row: Row) => number,
): Generator<Row[], void, void> {
  let batch: Row[] = [];
  let characters = 0;
  for (const cell of cells) {
    const row = convert(cell);
    batch.push(row);
    characters += size(row);
    if (batch.length < batchRows && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
