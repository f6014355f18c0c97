import { saidError } from '#domain/errors';
import { type ContextBudget, estimateTokens, fitContext, type PromptMessage, type PromptPart } from '#domain/prompts';
import { say } from '#domain/sentences';

export interface AssembleRequest {
  text: string;
  /** Files the user attached, with their lines already cut out. */
  files: { label: string; content: string }[];
  /** Earlier turns of the branch, oldest first. */
  history: PromptMessage[];
  contextSize: number;
  /** Tokens kept free for the answer. */
  reserve: number;
  /** Counts tokens of several texts at once; null when no model is loaded. */
  countTokens: ((texts: string[]) => Promise<number[]>) | null;
}

export interface AssembledPrompt {
  messages: PromptMessage[];
  budget: ContextBudget;
}

/**
 * What every model is told. It stands first and never changes within a version, so that its part of the KV cache is reused. The edit
 * format is the one small models get right most often: search/replace blocks with the path on its own line.
 */
export const systemPrompt = {
  version: 'edit-blocks-1',
  text: [
    'You write code for the files of one project. Answer briefly, in the language of the request.',
    'To change a file, write its path on a line of its own and then a block like this; the SEARCH part must repeat lines of the file exactly:',
    '',
    'src/example.ts',
    '<<<<<<< SEARCH',
    'const answer = 41;',
    '=======',
    'const answer = 42;',
    '>>>>>>> REPLACE',
    '',
    'For a new file leave the SEARCH part empty. Use one block per place, as many as needed. Change nothing that was not asked for.',
  ].join('\n'),
} as const;

/** What a chat template adds to a message (role markers, line breaks), in tokens; counted so that a full context does not overflow. */
const messageOverhead = 8;

/**
 * Lays out a request for a model: system | files | history | request, the stable parts first. Throws CONTEXT_TOO_LONG when the
 * request alone does not fit; what else does not fit is named in the budget.
 */
export async function assemble(request: AssembleRequest): Promise<AssembledPrompt> {
  const drafts: Omit<PromptPart, 'tokens'>[] = [
    { kind: 'system', label: 'system', message: { role: 'system', content: systemPrompt.text } },
    ...request.files.map(
      (file): Omit<PromptPart, 'tokens'> => ({
        kind: 'file',
        label: file.label,
        message: { role: 'user', content: fileBlock(file.label, file.content) },
      }),
    ),
    ...request.history.map((message): Omit<PromptPart, 'tokens'> => ({ kind: 'history', label: firstLine(message.content), message })),
    { kind: 'request', label: 'request', message: { role: 'user', content: request.text } },
  ];
  const texts = drafts.map((draft) => draft.message.content);
  const counts = request.countTokens ? await request.countTokens(texts) : texts.map(estimateTokens);
  const parts = drafts.map((draft, index): PromptPart => ({ ...draft, tokens: (counts[index] ?? 0) + messageOverhead }));
  const reserve = Math.min(request.reserve, Math.floor(request.contextSize / 2));
  const fitted = fitContext(parts, request.contextSize, reserve, request.countTokens !== null);
  if (!fitted) {
    const needed = parts
      .filter((part) => part.kind === 'request' || part.kind === 'system')
      .reduce((total, part) => total + part.tokens, 0);
    const room = request.contextSize - reserve;
    throw saidError('CONTEXT_TOO_LONG', say('context.tooLong', { needed, room }), { data: { needed, room } });
  }
  return { messages: joinUserTurns(fitted.kept), budget: fitted.budget };
}

/** Chat templates want turns to alternate: files and request become one user turn, earlier turns stay as they were. */
function joinUserTurns(parts: PromptPart[]): PromptMessage[] {
  const system = parts.filter((part) => part.kind === 'system').map((part) => part.message);
  const history = parts.filter((part) => part.kind === 'history').map((part) => part.message);
  const last = parts.filter((part) => part.kind === 'file' || part.kind === 'request').map((part) => part.message.content);
  return [...system, ...history, { role: 'user', content: last.join('\n\n') }];
}

function fileBlock(label: string, content: string): string {
  // The fence must be longer than any run of backticks inside, or the file would end its own block.
  const longest = Math.max(2, ...(content.match(/`+/g)?.map((run) => run.length) ?? []));
  const fence = '`'.repeat(longest + 1);
  return `${label}\n${fence}\n${content}\n${fence}`;
}

const firstLine = (text: string) => (text.split('\n', 1)[0] ?? '').slice(0, 60);
