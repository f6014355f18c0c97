import type { DatasetFileName, DatasetPair, DatasetRow } from '#domain/dataset';
import type { FeedbackFilter } from '#domain/feedback';
import type { DatasetId } from '#domain/ids';
import type { Dataset, DatasetManifest, RecentScores } from '#domain/retraining';

/** Lines of a dataset's file, as bytes that go from thread to thread without being copied. */
export interface PackedLines {
  file: DatasetFileName;
  /** UTF-8: each line with its line feed, and before it the salt. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each line ends. */
  ends: Uint32Array<ArrayBuffer>;
}

/** A part of a dataset. */
export interface DatasetBatch {
  lines: PackedLines[];
  /** What could not be made into lines without the change of a proposal. */
  rows: DatasetRow[];
  pairs: DatasetPair[];
  /** Answers of this part, those in `rows` too. */
  scored: number;
  /** Why answers in `lines` were left out, and which secrets were replaced, by kind. */
  excluded: Record<string, number>;
  redacted: Record<string, number>;
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
  /** Everything that the filter selects, out of one snapshot. `salt` goes before every line. */
  batches(filter: FeedbackFilter, salt: string): AsyncIterable<DatasetBatch[]>;
}

export interface SealedFile {
  name: DatasetFileName;
  rows: number;
  bytes: number;
  sha256: string;
  /** Lines that were left out because they were there already. */
  duplicates: number;
}

/** A folder in the making. Nothing is seen under its final name before `publish`. */
export interface DatasetFolder {
  /** What must stand before each line of `addPacked`. */
  readonly salt: string;
  add(file: DatasetFileName, line: string): void;
  /** Takes the bytes over: they are not there any more for who called. */
  addPacked(lines: PackedLines): void;
  /** Waits until what was added is out of the way of memory. Throws WRITE_FAILED. */
  drain(): Promise<void>;
  /** Writes a file's lines in the order of SHA-256(seed, line), each once. */
  seal(file: DatasetFileName): Promise<SealedFile>;
  write(file: string, text: string): Promise<void>;
  /** Flushes everything to disk and renames the folder. Throws CONFLICT when something appeared there meanwhile. */
  publish(): Promise<void>;
  /** Ends what is under way and removes the unpublished rest; after `publish` nothing is removed. */
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
