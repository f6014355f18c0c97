/** Branded identifiers: a proposal's id cannot be passed where an answer's is wanted. All are `prefix_uuidv7`, so they sort by time. */
declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type WorkspaceId = Id<'workspace'>;
export type ConversationId = Id<'conversation'>;
/** A message of either side. An answer is a message whose role is `assistant`. */
export type MessageId = Id<'message'>;
export type ProposalId = Id<'proposal'>;
export type HunkId = Id<'hunk'>;
export type CheckpointId = Id<'checkpoint'>;
export type FeedbackEventId = Id<'feedback'>;
export type DatasetId = Id<'dataset'>;
export type ModelId = Id<'model'>;

interface IdKinds {
  wsp: WorkspaceId;
  cnv: ConversationId;
  msg: MessageId;
  prp: ProposalId;
  hnk: HunkId;
  chk: CheckpointId;
  fbk: FeedbackEventId;
  dts: DatasetId;
  mdl: ModelId;
}
export type IdPrefix = keyof IdKinds;

/** Makes ids. Injected, so that tests and replays can be deterministic. */
export interface IdGenerator {
  next<Prefix extends IdPrefix>(prefix: Prefix): IdKinds[Prefix];
}

/** What the kind of an id is, or null when the text is no id of ours. */
export function idPrefix(id: string): IdPrefix | null {
  return (/^(wsp|cnv|msg|prp|hnk|chk|fbk|dts|mdl)_[0-9a-f-]{36}$/.exec(id)?.[1] as IdPrefix | undefined) ?? null;
}
