import type { Usage } from '#domain/chat';
import type { WorkspaceId } from '#domain/ids';
import type { GenerateRequest } from '#domain/inference';
import type { AnswerChunk } from '#services/chat';
import type { Generation } from '#services/inference';
import { type Repairable, repair } from '#services/repair';
import type { ModelEnginePorts } from './model-engine.ts';
import type { FolderFiles } from './ports.ts';

export type Write = (request: Pick<GenerateRequest, 'messages' | 'grammar' | 'seed'>) => Generation;

interface Repairing {
  workspaceId: WorkspaceId;
  rounds: number;
  /** Of the answer; the rounds' own is added to it. */
  usage: Usage;
  write: Write;
  signal: AbortSignal;
}

/** Checks an answer's edits and lets the model repair them, as chunks of the answer. */
export async function* repairChunks(
  ports: Pick<ModelEnginePorts, 'filesOf' | 'checkFiles' | 'parseEdits' | 'sha256'>,
  { workspaceId, rounds, usage, write, signal }: Repairing,
  answer: Repairable,
): AsyncGenerator<AnswerChunk> {
  const files = await ports.filesOf(workspaceId);
  let all = usage;
  const steps = repair(answer, rounds, {
    read: (path) => readForRepair(files, path),
    check: (after, before) => ports.checkFiles(workspaceId, after, before, signal),
    parseEdits: ports.parseEdits,
    async generate(request) {
      const { prompt, chunks, done } = write(request);
      const text = (await prompt).prompt;
      return { prompt: text, promptHash: ports.sha256(text), chunks, done };
    },
  });
  for await (const step of steps) {
    if (signal.aborted) return;
    if (step.type === 'round') yield { type: 'repair', round: step.round };
    else if (step.type === 'repaired') {
      yield { type: 'edits', edits: step.edits, problems: step.problems };
      yield { type: 'rewrite', text: step.text };
    } else {
      all = { ...all, answerTokens: all.answerTokens + step.usage.answerTokens, totalMs: all.totalMs + step.usage.totalMs };
      yield { type: 'usage', usage: all };
    }
  }
}

/** A file that is there and cannot be shown must not be taken for one that is to be made: the repair would write it anew. */
async function readForRepair(files: FolderFiles, path: string): Promise<string | null | undefined> {
  const text = await files.read(path);
  if (text !== null) return text;
  const [stamp] = await files.stamps([path]);
  return stamp ? undefined : null;
}
