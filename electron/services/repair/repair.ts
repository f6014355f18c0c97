import type { Usage } from '#domain/chat';
import type { FileEdit } from '#domain/edit-format';
import { blocksGrammar } from '#domain/edit-grammar';
import { AppError } from '#domain/errors';
import type { PromptMessage } from '#domain/prompts';
import type { RepairRound } from '#domain/repair';
import type { UnplacedEdit } from '#domain/review';
import { type Attempt, attempt, isBetter } from './attempt.ts';
import { finalText } from './final-text.ts';
import type { RepairGeneration, RepairPorts } from './ports.ts';
import { repairRequest, shortened, withReport } from './repair-prompt.ts';

/** A model's answer with edits, and the conversation that it was given in. */
export interface Repairable {
  messages: readonly PromptMessage[];
  text: string;
  edits: readonly FileEdit[];
  problems: readonly UnplacedEdit[];
  seed: number;
}

export type RepairStep =
  /** A round begins (`running`) or has ended. */
  | { type: 'round'; round: RepairRound }
  | { type: 'usage'; usage: Usage }
  /** In the place of the edits that there were, and of the answer's text. */
  | { type: 'repaired'; edits: FileEdit[]; problems: UnplacedEdit[]; text: string };

/** Bounds of what a model writes in a round, so that it comes to an end; larger changes are no repairs. */
const bounds = { blocks: 6, lines: 60, characters: 160 };

/**
 * Checks what an answer's edits make of the files and lets the model mend what fails, in at most `rounds` rounds. What is proposed in the
 * end is the attempt with the fewest faults; whatever is still wrong with it, the checks of the proposal show. Throws CANCELLED, and what
 * `generate` throws but CONTEXT_TOO_LONG.
 */
export async function* repair(answer: Repairable, rounds: number, ports: RepairPorts): AsyncGenerator<RepairStep> {
  if (rounds === 0 || (answer.edits.length === 0 && answer.problems.length === 0)) return;
  const first = await attempt(answer.edits, answer.problems, { before: new Map(), after: new Map() }, ports);
  let best = first;
  let messages = answer.messages;
  let said = answer.text;
  for (let round = 1; round <= rounds && best.faults.length > 0; round += 1) {
    const seed = (answer.seed + round) % 2 ** 31;
    const report = repairRequest(best);
    const whole = withReport(messages, said, report);
    const grammar = blocksGrammar(pathsOf(best), bounds);
    const conversations = [whole, shortened(answer.messages, report)];
    const generation = await begun(conversations, (each) => ports.generate({ messages: each, grammar, seed }));
    const base = { round, faults: best.faults, seed, prompt: generation?.prompt ?? null, promptHash: generation?.promptHash ?? null };
    let text = '';
    const ended = (outcome: RepairRound['outcome']): RepairStep => ({ type: 'round', round: { ...base, outcome, text } });
    if (generation === null) {
      yield ended('noRoom');
      break;
    }
    yield ended('running');
    try {
      for await (const chunk of generation.chunks) text += chunk.text;
      yield { type: 'usage', usage: (await generation.done).usage };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
      // The model's process ended: the answer itself is whole and stays.
      yield ended('failed');
      break;
    }
    const { outcome, next } = await judge(text, best, ports);
    yield ended(outcome);
    if (next !== null) best = next;
    messages = whole;
    said = text;
  }
  if (best === first) return;
  yield { type: 'repaired', edits: [...editsOf(best), ...first.refused], problems: best.unplaced, text: finalText(answer.text, best) };
}

/** What a round came to; `next` where it is better than what there was. */
async function judge(text: string, best: Attempt, ports: RepairPorts): Promise<{ outcome: RepairRound['outcome']; next: Attempt | null }> {
  const { edits, problems } = ports.parseEdits(text);
  if (edits.length === 0) return { outcome: 'nothing', next: null };
  const tried = new Set(edits.map(({ path }) => path));
  // An edit that found no place stays open, unless this round wrote another for its file.
  const open = best.unplaced.filter(({ path }) => !tried.has(path));
  const next = await attempt(edits, [...problems, ...open], best, ports);
  if (next.faults.length === 0) return { outcome: 'repaired', next };
  return isBetter(next, best) ? { outcome: 'better', next } : { outcome: 'failed', next: null };
}

/** The first of the conversations that fits into the context; null where none does. */
async function begun(
  conversations: readonly PromptMessage[][],
  generate: (messages: PromptMessage[]) => Promise<RepairGeneration>,
): Promise<RepairGeneration | null> {
  for (const messages of conversations) {
    try {
      return await generate(messages);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CONTEXT_TOO_LONG')) throw error;
    }
  }
  return null;
}

/** Files that may be changed in a round: those of the answer, and those that its edits were meant for. */
function pathsOf({ before, unplaced }: Attempt): string[] {
  const meant = unplaced.map(({ path }) => path).filter((path) => before.has(path));
  return [...new Set([...before.keys(), ...meant])];
}

/** Whole files: repairs were made on texts that the first edits had changed already. */
const editsOf = ({ after }: Attempt): FileEdit[] =>
  [...after].map(([path, content]) => (content === null ? { kind: 'delete', path } : { kind: 'write', path, content }));
