import type { Conversation, Message, Producer, Usage } from '#domain/chat';
import type { FileEdit } from '#domain/edit-format';
import type { FeedbackBody } from '#domain/feedback';
import type { ConversationId, MessageId, ProposalId, WorkspaceId } from '#domain/ids';
import type { JsonObject, PlanView, TargetLanguage } from '#domain/programming';
import type { ContextBudget, PromptMessage } from '#domain/prompts';
import type { RepairRound } from '#domain/repair';
import type { UnplacedEdit } from '#domain/review';
import type { Attachment } from '#domain/workspace';

export interface SearchHit {
  conversationId: ConversationId;
  messageId: MessageId;
  title: string;
  snippet: string;
  at: number;
}

/** Conversations and messages on disk. */
export interface ChatStore {
  list(query: { workspaceId?: WorkspaceId | undefined; before?: number | undefined; limit: number }): Promise<Conversation[]>;
  conversation(id: ConversationId): Promise<Conversation | null>;
  messages(id: ConversationId): Promise<Message[]>;
  message(id: MessageId): Promise<Message | null>;
  /** Adds a request (none when an answer is made again) and its empty answer, and shows them; all or nothing, durable. */
  begin(change: { newConversation: Conversation | null; request: Message | null; answer: Message; owner: string }): Promise<void>;
  /** The exact prompt, durable before the first token is shown. */
  savePrompt(answerId: MessageId, producer: Producer, prompt: string, budget: ContextBudget | null): Promise<void>;
  prompt(answerId: MessageId): Promise<{ text: string; budget: ContextBudget | null } | null>;
  /** The text of a running answer so far. */
  checkpoint(answer: Message): Promise<void>;
  /** The answer as it ended, durable, and searchable. */
  finish(answer: Message): Promise<void>;
  rename(id: ConversationId, title: string): Promise<void>;
  setHead(id: ConversationId, headId: MessageId): Promise<void>;
  delete(id: ConversationId): Promise<void>;
  search(query: string, limit: number): Promise<SearchHit[]>;
  /** Answers that are marked as running, with the process that runs them. */
  unfinished(): Promise<{ id: MessageId; owner: string | null }[]>;
  interrupt(id: MessageId): Promise<void>;
}

/** A request as an engine gets it. */
export interface AnswerRequest {
  text: string;
  language: TargetLanguage | null;
  workspaceId: WorkspaceId | null;
  attachments: Attachment[];
  /** Earlier turns of the branch, oldest first. */
  history: PromptMessage[];
  /** A typed plan of the request that the user changed; null where the words alone count. */
  plan: JsonObject | null;
}

export type AnswerChunk =
  | { type: 'text'; text: string }
  | { type: 'plan'; plan: PlanView }
  /** Later ones stand in the place of earlier ones. */
  | { type: 'edits'; edits: FileEdit[]; problems: UnplacedEdit[] }
  /** A round of repair begins or has ended. */
  | { type: 'repair'; round: RepairRound }
  /** In the place of all text that came before. */
  | { type: 'rewrite'; text: string }
  | { type: 'language'; language: string | null }
  | { type: 'usage'; usage: Usage };

export interface PreparedAnswer {
  producer: Producer;
  /** The exact text the engine reads. */
  prompt: string;
  budget: ContextBudget | null;
  /** Ends early and quietly when the signal aborts. */
  chunks(): AsyncIterable<AnswerChunk>;
}

/** Something that answers: the programming engine, or a model. */
export interface AnswerEngine {
  prepare(request: AnswerRequest, signal: AbortSignal): Promise<PreparedAnswer>;
  budget(request: AnswerRequest): Promise<ContextBudget>;
}

export interface AnswerEngines {
  /** The engine of that name (`built-in` or a model's id); the one of the settings when none is named. Throws NO_MODEL. */
  get(name: string | undefined): Promise<AnswerEngine>;
}

/** Makes a proposal of an answer's edits. */
export type Propose = (draft: {
  answerId: MessageId;
  conversationId: ConversationId;
  workspaceId: WorkspaceId;
  edits: FileEdit[];
  problems: UnplacedEdit[];
}) => Promise<{ id: ProposalId } | null>;

export type RecordFeedback = (subject: { answerId: MessageId }, body: FeedbackBody) => Promise<unknown>;
