export { assemble, systemPrompt, type AssembleRequest, type AssembledPrompt } from './assemble.ts';
