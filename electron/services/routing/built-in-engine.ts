import { builtInEngine } from '#domain/models';
import { estimateTokens } from '#domain/prompts';
import type { AnswerChunk, AnswerEngine, AnswerRequest } from '#services/chat';
import type { Programming } from '#services/programming';
import { readAttachments } from './attachments.ts';
import type { EarlierOf, FilesOf, Sha256 } from './ports.ts';

/** Answers without a model: the programming engine reads the request and the folder, and writes the change. */
export function createBuiltInEngine(ports: {
  programming: Programming;
  filesOf: FilesOf;
  earlierOf: EarlierOf;
  sha256: Sha256;
}): AnswerEngine {
  const filesOf = async (request: AnswerRequest) => (request.workspaceId === null ? null : ports.filesOf(request.workspaceId));
  return {
    async prepare(request, signal) {
      const files = await filesOf(request);
      await readAttachments(files, request.attachments);
      const prompt = promptOf(request);
      const { text, language, attachments, plan } = request;
      return {
        prompt,
        budget: null,
        producer: {
          engine: 'programming',
          id: builtInEngine,
          name: 'Built-in engine',
          hash: ports.programming.version,
          promptHash: ports.sha256(prompt),
          settings: { language },
        },
        async *chunks(): AsyncGenerator<AnswerChunk> {
          const { workspaceId } = request;
          const earlier = workspaceId === null ? undefined : ports.earlierOf(workspaceId);
          const answer = plan
            ? await ports.programming.execute({ plan, text, files, attachments, earlier }, signal)
            : await ports.programming.answer({ text, language, files, attachments, earlier }, signal);
          if (answer.plan) yield { type: 'plan', plan: answer.plan };
          yield { type: 'language', language: answer.language };
          yield { type: 'text', text: answer.text };
          if (answer.edits.length > 0) yield { type: 'edits', edits: answer.edits, problems: [] };
        },
      };
    },
    async budget(request) {
      const files = await readAttachments(await filesOf(request), request.attachments);
      const parts = files.map(({ label, content }) => ({ kind: 'file' as const, label, tokens: estimateTokens(content) }));
      // The rules read a request of any length; the figure only keeps the bar meaningful.
      return {
        limit: 0,
        parts: [...parts, { kind: 'request', label: 'request', tokens: estimateTokens(request.text) }],
        dropped: [],
        exact: false,
      };
    },
  };
}

/** What the rules read: the request, then what was attached. The history is not read, and so is not part of it. */
function promptOf({ text, language, attachments, plan }: AnswerRequest): string {
  const lines = attachments.map(
    ({ path, startLine, endLine }) => `@${path}${startLine === null ? '' : `:${startLine}-${endLine ?? startLine}`}`,
  );
  return [text, ...(language ? [`language: ${language}`] : []), ...lines, ...(plan ? [JSON.stringify(plan, null, 2)] : [])].join('\n');
}
