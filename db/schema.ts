import type { Generated } from 'kysely';

/** The tables as Kysely types. Times are milliseconds since the epoch; JSON columns hold text. */
export interface Schema {
  workspace: WorkspaceTable;
  setting: SettingTable;
  conversation: ConversationTable;
  message: MessageTable;
  message_search: MessageSearchTable;
  feedback_event: FeedbackEventTable;
  proposal: ProposalTable;
  proposal_file: ProposalFileTable;
  hunk: HunkTable;
  checkpoint: CheckpointTable;
  checkpoint_file: CheckpointFileTable;
  change_journal: ChangeJournalTable;
  blob: BlobTable;
  answer_feedback: AnswerFeedbackTable;
  feedback_facet: FeedbackFacetTable;
  feedback_search: FeedbackSearchTable;
  feedback_block: FeedbackBlockTable;
  feedback_word: FeedbackWordTable;
  retraining_trigger: RetrainingTriggerTable;
  dataset: DatasetTable;
  model: ModelTable;
}

export interface WorkspaceTable {
  id: string;
  root: string;
  name: string;
  trusted: number;
  opened_at: number;
  /** 1 when it was taken off the list. */
  forgotten: Generated<number>;
}

export interface SettingTable {
  key: string;
  value: string;
}

export interface ConversationTable {
  id: string;
  title: string;
  workspace_id: string | null;
  head_id: string | null;
  created_at: number;
  updated_at: number;
}

export interface MessageTable {
  number: Generated<number>;
  id: string;
  conversation_id: string;
  parent_id: string | null;
  role: 'user' | 'assistant';
  text: string;
  status: 'streaming' | 'complete' | 'stopped' | 'failed' | 'interrupted';
  created_at: number;
  /** JSON of Attachment[]. */
  attachments: string;
  /** JSON of PlanView or null. */
  plan: string | null;
  proposal_id: string | null;
  /** JSON of Producer or null. */
  producer: string | null;
  /** JSON of Usage or null. */
  usage: string | null;
  error_code: string | null;
  error_message: string | null;
  language: string | null;
  seq: number;
  /** The exact prompt of an answer, and the JSON of its context budget. */
  prompt: string | null;
  budget: string | null;
  /** The process that writes the running answer; null once it has ended. */
  owner: string | null;
}

/** Full-text index over `searchTokens(text)`; `rowid` is the message's number. */
export interface MessageSearchTable {
  rowid: number;
  tokens: string;
}

/** Append-only: a trigger of the store refuses UPDATE and DELETE but for the removal of a whole conversation. */
export interface FeedbackEventTable {
  seq: Generated<number>;
  id: string;
  schema_version: number;
  at: number;
  answer_id: string;
  proposal_id: string | null;
  hunk_id: string | null;
  kind: string;
  /** JSON of FeedbackBody. */
  body: string;
}

/** Folded from `feedback_event`; see `feedback-projection.ts`. `number` is `at` * 1000 + a counter: the order of lists. */
export interface AnswerFeedbackTable {
  number: number;
  answer_id: string;
  conversation_id: string;
  proposal_id: string | null;
  score: number | null;
  stars: number | null;
  thumb: number | null;
  reported: number;
  /** JSON of ReasonTag[]. */
  tags: string;
  comment: string;
  correction: string | null;
  /** Number and time of the last vote's event. */
  voted_seq: number | null;
  voted_at: number | null;
  at: number;
  model_id: string;
  model_name: string;
  language: string | null;
  request: string;
  facet: number;
  /** 0 while its words are in `feedback_search`; else the block's id * 4096 + the place in it. */
  place: number;
}

/** Answers whose words are in `feedback_word`; see migration 0005 and `feedback-search.ts`. */
export interface FeedbackBlockTable {
  id: Generated<number>;
  lowest: number;
  highest: number;
  size: number;
  alive: number;
  leaving: Generated<number>;
  facets: Uint8Array;
  numbers: Uint8Array;
}

export interface FeedbackWordTable {
  block: number;
  word: string;
  places: Uint8Array;
}

/** A combination of values that answers are filtered by; see `feedback-facets.ts`. */
export interface FeedbackFacetTable {
  id: Generated<number>;
  score: number | null;
  model_id: string;
  language: string | null;
  /** JSON of ReasonTag[], sorted. */
  tags: string;
  corrected: number;
}

/** Words of an answer's recent feedback; `rowid` is its number. */
export interface FeedbackSearchTable {
  rowid: number;
  tokens: string;
}

export interface RetrainingTriggerTable {
  id: number;
  fired_seq: number;
  fired_at: number;
}

export interface DatasetTable {
  id: string;
  created_at: number;
  cause: 'trigger' | 'manual';
  folder: string;
  /** JSON of FeedbackFilter. */
  filter: string;
  seed: number;
  /** JSON of DatasetManifest; null while its files are being written. */
  manifest: string | null;
  seen: number;
  /** The process that writes it. */
  owner: string | null;
}

/** One row per content of a model file. */
export interface ModelTable {
  id: string;
  hash: string;
  name: string;
  path: string;
  size: number;
  modified_at: number;
  architecture: string;
  parameters: number;
  quantisation: string;
  context_length: number;
  has_chat_template: number;
  added_at: number;
}

export interface ProposalTable {
  id: string;
  answer_id: string;
  conversation_id: string;
  workspace_id: string;
  created_at: number;
  status: 'open' | 'applied' | 'rejected' | 'undone';
  revision: number;
  /** JSON of UnplacedEdit[]. */
  unplaced: string;
}

export interface ProposalFileTable {
  proposal_id: string;
  position: number;
  path: string;
  status: 'modified' | 'created' | 'deleted';
  language: string;
  match: string;
  base_hash: string | null;
  disk_hash: string | null;
  additions: number;
  deletions: number;
  protected: string | null;
  stale_since: number | null;
  stale_message: string | null;
}

export interface HunkTable {
  id: string;
  proposal_id: string;
  path: string;
  position: number;
  old_start: number;
  old_lines: number;
  new_start: number;
  new_lines: number;
  body: string;
  decision: 'pending' | 'accepted' | 'rejected';
  edited: string | null;
  applied: number;
  detached: number;
}

export interface CheckpointTable {
  /** The order of applies. */
  seq: Generated<number>;
  id: string;
  proposal_id: string;
  created_at: number;
  undone_at: number | null;
  /** JSON of HunkId[]: what was applied. */
  hunks: string;
  /** JSON of string[]: folders that were made. */
  folders: string;
}

export interface CheckpointFileTable {
  checkpoint_id: string;
  path: string;
  before_hash: string | null;
  after_hash: string | null;
  mode: number | null;
}

/** One row per change that is being written to disk. It is gone when the change is whole, or was taken back. */
export interface ChangeJournalTable {
  id: string;
  proposal_id: string;
  root: string;
  owner: string;
  started_at: number;
  /** JSON of JournalFile[]. */
  files: string;
  /** JSON of string[]: folders that are made. */
  folders: string;
}

/** Bytes of files by their SHA-256. */
export interface BlobTable {
  hash: string;
  bytes: Uint8Array;
}
