import type { ChartBucket, FeedbackFilter } from '#domain/feedback';
import { searchMessages } from './chat-search.ts';
import type { Connection } from './connection.ts';
import { chartFeedback, listFeedback } from './feedback-queries.ts';
import { datasetBatches } from './retraining-queries.ts';

/**
 * What can be read in the reader's thread. Only names and plain values cross to it, never code. A function either answers with one
 * value or, as a generator, with batches.
 */
export const readerFunctions = {
  listFeedback: (db: Connection, query: { filter: FeedbackFilter; before: number | null; limit: number }) => listFeedback(db, query),
  searchMessages: (db: Connection, query: { query: string; limit: number }) => searchMessages(db, query),
  chartFeedback: (db: Connection, query: { filter: FeedbackFilter; bucket: ChartBucket }) => chartFeedback(db, query),
};

export const readerStreams = {
  datasetBatches: (db: Connection, query: { filter: FeedbackFilter; salt: string }) => datasetBatches(db, query),
};

/** What of a stream's batch is handed over and not copied. */
export const handedOver: { [Name in keyof ReaderStreams]: (batch: RowOf<ReaderStreams[Name]>) => ArrayBuffer[] } = {
  datasetBatches: ({ lines }) => lines.flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]),
};

export type ReaderFunctions = typeof readerFunctions;
export type ReaderStreams = typeof readerStreams;
export type RowOf<Stream> = Stream extends (db: never, argument: never) => Iterable<(infer R)[]> ? R : never;

/** Questions to the thread, and its replies. */
export type ReaderRequest =
  | { type: 'run'; id: number; name: keyof ReaderFunctions; argument: unknown }
  | { type: 'stream'; id: number; name: keyof ReaderStreams; argument: unknown }
  | { type: 'next' | 'stop'; id: number }
  | { type: 'copy'; id: number; file: string }
  | { type: 'close'; id: number };
export type ReaderReply =
  | { type: 'value'; id: number; value: unknown }
  | { type: 'batch'; id: number; rows: unknown[] }
  | { type: 'end'; id: number }
  | { type: 'error'; id: number; code: string; message: string; sqlite?: string };
