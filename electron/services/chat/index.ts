export { type Chat, type ChatPorts, createChat } from './chat.ts';
export type { AnswerChunk, AnswerEngine, AnswerEngines, AnswerRequest, ChatStore, PreparedAnswer } from './ports.ts';
