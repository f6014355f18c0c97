export { type AssembledPrompt, type AssembleRequest, assemble, systemPrompt } from './assemble.ts';
