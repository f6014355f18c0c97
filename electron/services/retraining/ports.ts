import type { FeedbackFilter } from '#domain/feedback';
import type { DatasetId, ProposalId } from '#domain/ids';
import type { Dataset, DatasetManifest, RecentScores } from '#domain/retraining';

/** An answer with feedback, as the store has it; `dataset.ts` decides what becomes of it. */
export interface DatasetRow {
  score: number | null;
  reported: boolean;
  correction: string | null;
  text: string;
  status: string;
  /** The exact prompt; null when none was stored. */
  prompt: string | null;
  /** Text of the user's message above; null when it was deleted. */
  request: string | null;
  engine: string | null;
  proposalId: ProposalId | null;
  /** JSON of Attachment[] of the request. */
  attachments: string;
  /** `mayHoldSecret` of prompt (else request), text or correction: asked in the reader's thread, which has time for it. */
  suspect: boolean;
}

/** Two answers to one request with one prompt whose votes differ clearly. */
export interface DatasetPair {
  chosen: DatasetRow;
  rejected: DatasetRow;
}

/** A dataset that is going to be written. */
export interface PlannedDataset {
  id: DatasetId;
  createdAt: number;
  cause: Dataset['cause'];
  folder: string;
  filter: FeedbackFilter;
  seed: number;
  /** The process that writes it. */
  owner: string;
}

export interface RetrainingStore {
  recent(window: number): Promise<RecentScores>;
  /**
   * Looks at the recent scores and, when `decide` says so, records the firing and the planned dataset, all in one durable
   * transaction: of several processes one fires. `decide` must be pure.
   */
  fire(window: number, planned: PlannedDataset, decide: (recent: RecentScores) => boolean): Promise<boolean>;
  plan(planned: PlannedDataset): Promise<void>;
  complete(id: DatasetId, manifest: DatasetManifest): Promise<Dataset>;
  /** Forgets a dataset that was planned and not written. */
  abandon(id: DatasetId): Promise<void>;
  unfinished(): Promise<PlannedDataset[]>;
  /** Hands a planned dataset of a dead process to another; false when somebody else was quicker. */
  adopt(id: DatasetId, from: string, to: string): Promise<boolean>;
  /** Newest first. */
  datasets(): Promise<Dataset[]>;
  markSeen(id: DatasetId): Promise<boolean>;
  /** Batches out of one snapshot. */
  rows(filter: FeedbackFilter): AsyncIterable<DatasetRow[]>;
  pairs(filter: FeedbackFilter): AsyncIterable<DatasetPair[]>;
}

export interface SealedFile {
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
  /** Lines that were left out because they were there already. */
  duplicates: number;
}

/** A folder in the making. Nothing is seen under its final name before `publish`. */
export interface DatasetFolder {
  add(file: string, line: string): void;
  /** Waits until what was added is out of the way of memory. */
  drain(): Promise<void>;
  /** Writes a file's lines in the order of SHA-256(seed, line), each once. */
  seal(file: string): Promise<SealedFile>;
  write(file: string, text: string): Promise<void>;
  /** Flushes everything to disk and renames the folder. Throws CONFLICT when something appeared there meanwhile. */
  publish(): Promise<void>;
  /** Removes the unpublished rest; does nothing after `publish`. */
  discard(): Promise<void>;
}

export interface DatasetFiles {
  /** Throws CONFLICT when the folder exists and is not empty, BAD_INPUT when the path is not absolute, WRITE_FAILED. */
  create(folder: string, seed: number): Promise<DatasetFolder>;
  /** The manifest of a complete dataset; null when there is none. */
  manifest(folder: string): Promise<DatasetManifest | null>;
}

/** Tells this process from others, so that work of one that died can be taken over. */
export interface Owner {
  readonly self: string;
  alive(owner: string): boolean;
}
