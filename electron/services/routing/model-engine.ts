import { answerGrammar } from '#domain/edit-grammar';
import type { Model } from '#domain/models';
import type { Settings } from '#domain/settings';
import type { AnswerChunk, AnswerEngine, AnswerRequest } from '#services/chat';
import type { ModelEngine } from '#services/inference';
import { type AssembledPrompt, assemble, systemPrompt } from '#services/prompts';
import { readAttachments } from './attachments.ts';
import type { CheckFiles, FilesOf, ParseEdits, Sha256 } from './ports.ts';
import { repairChunks, type Write } from './repair-chunks.ts';

export interface ModelEnginePorts {
  engine: ModelEngine;
  filesOf: FilesOf;
  parseEdits: ParseEdits;
  checkFiles: CheckFiles;
  sha256: Sha256;
}

/** Answers with a model of the library: prompt under the context's budget, tokens as they come, edits read from the finished text. */
export function createModelEngine(ports: ModelEnginePorts, model: Model, settings: Settings): AnswerEngine {
  const { engine } = ports;
  const source = { id: model.id, path: model.path, contextSize: settings.contextSize };
  const contextSize = Math.min(settings.contextSize, model.contextLength || settings.contextSize);

  async function lay(request: AnswerRequest, exact: boolean, signal?: AbortSignal): Promise<AssembledPrompt> {
    const files = await readAttachments(
      request.workspaceId === null ? null : await ports.filesOf(request.workspaceId),
      request.attachments,
    );
    const countTokens = exact ? (texts: string[]) => engine.countTokens(texts, signal) : null;
    return assemble({ text: request.text, files, history: request.history, contextSize, reserve: settings.maxTokens, countTokens });
  }

  return {
    async prepare(request, signal) {
      await engine.load(source, signal);
      const { messages, budget } = await lay(request, true, signal);
      const { temperature, topP, maxTokens, seed } = settings;
      const sampling = { temperature, topP, maxTokens, seed };
      // Only where there are files to change: a block that was begun comes to its end then.
      const grammar = request.workspaceId === null ? undefined : answerGrammar;
      const generation = engine.generate({ messages, ...sampling, grammar, model: source }, signal);
      const { prompt } = await generation.prompt;
      return {
        prompt,
        budget,
        producer: {
          engine: 'model',
          id: model.id,
          name: model.name,
          hash: model.hash,
          promptHash: ports.sha256(prompt),
          settings: { ...sampling, contextSize, systemPrompt: systemPrompt.version, repairRounds: settings.repairRounds },
        },
        async *chunks(): AsyncGenerator<AnswerChunk> {
          let text = '';
          for await (const chunk of generation.chunks) {
            text += chunk.text;
            yield { type: 'text', text: chunk.text };
          }
          const { usage, stopReason } = await generation.done;
          yield { type: 'usage', usage };
          const { edits, problems } = ports.parseEdits(text);
          const language = languageOf(edits[0]?.path, text);
          yield { type: 'language', language };
          if (edits.length === 0 && problems.length === 0) return;
          yield { type: 'edits', edits, problems };
          // What the user stopped is not repaired behind their back.
          if (request.workspaceId === null || stopReason === 'abort') return;
          const { seed } = sampling;
          const write: Write = (each) => engine.generate({ ...each, temperature, topP, maxTokens, model: source }, signal);
          yield* repairChunks(
            ports,
            { workspaceId: request.workspaceId, rounds: settings.repairRounds, usage, write, signal },
            { messages, text, edits, problems, seed },
          );
        },
      };
    },
    // Only a loaded model can count; loading one because somebody types would be a surprise.
    budget: async (request) => (await lay(request, engine.status().modelId === model.id && engine.status().state === 'ready')).budget,
  };
}

const byExtension: Record<string, string> = {
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  mjs: 'javascript',
  jsx: 'javascript',
  py: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
  c: 'c',
  h: 'c',
  cpp: 'cpp',
  svelte: 'svelte',
  css: 'css',
  html: 'html',
  md: 'markdown',
  sql: 'sql',
  sh: 'shell',
};

/** Language of an answer: that of the first edited file, else of the first fenced block that names one. */
function languageOf(path: string | undefined, text: string): string | null {
  const extension = path?.split('.').at(-1)?.toLowerCase();
  if (extension !== undefined && byExtension[extension]) return byExtension[extension];
  const fence = /^```([\w+#-]{1,20})/m.exec(text)?.[1]?.toLowerCase();
  return fence === undefined ? null : (byExtension[fence] ?? fence);
}
