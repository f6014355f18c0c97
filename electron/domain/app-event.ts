import type { ConversationId, DatasetId, MessageId, ProposalId, WorkspaceId } from './ids.ts';
import type { EngineStatus } from './models.ts';

/** What changed in the app. Events say where to look, not what is there: the page reads the thing itself. */
export type AppEvent = { seq: number } & (
  | { type: 'reset' }
  | { type: 'workspace.changed'; workspaceId: WorkspaceId }
  | { type: 'conversation.changed'; conversationId: ConversationId }
  | { type: 'conversation.deleted'; conversationId: ConversationId }
  | { type: 'answer.started'; conversationId: ConversationId; answerId: MessageId }
  | { type: 'proposal.changed'; proposalId: ProposalId; revision: number }
  | { type: 'feedback.changed'; answerId: MessageId }
  | { type: 'engine.status'; status: EngineStatus }
  | { type: 'trigger.fired'; datasetId: DatasetId }
  | { type: 'models.changed' }
  /** A file is being read before it joins the library; 0..1. */
  | { type: 'model.adding'; path: string; progress: number }
  | { type: 'settings.changed' }
);
type WithoutSeq<Event> = Event extends unknown ? Omit<Event, 'seq'> : never;
export type AppEventBody = WithoutSeq<AppEvent>;

/** Told by services when something changed; the composition root connects it to the pages. */
export type Announce = (event: AppEventBody) => void;
