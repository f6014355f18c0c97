import { AppError } from '#domain/errors';
import type { AnyPlan, Instruction } from '../instructions/instruction.ts';
import type { Slot } from '../plan.ts';
import type { ModelReader, ModelWriter, PlanCandidate } from '../ports.ts';
import { createReader } from '../reading/reader.ts';
import { checkedPlan } from './checked-plan.ts';
import { likelyKinds } from './likely-kinds.ts';
import { isWritable, planDraft } from './plan-draft.ts';
import { planPrompt } from './plan-prompt.ts';
import { type JsonGrammar, jsonGrammar } from './schema-grammar.ts';
import { createTraces } from './traces.ts';

/** Kinds that a model chooses from. */
const mostKinds = 5;
/** Bytes that a plan is let have at most, however large the context is: nobody asks for more in one request. */
const widestRoom = 6_000;
/** Tokens that stay free behind the prompt: chat templates add some of their own. */
const margin = 32;
/** What a value is worth that stands in the words, one that a kind has where nothing is said, and one that was only chosen. */
const worth = { words: 0.6, default: 0.3, assumed: 0.1 };

/** The reader that asks a loaded model. Where none is loaded it costs nothing; where one fails or takes too long, the rules stand alone. */
export function createModelReader(writer: ModelWriter): ModelReader {
  return {
    async read(request, signal) {
      const model = await writer.loaded();
      if (model === null) return null;
      const timeout = AbortSignal.timeout(model.seconds * 1000);
      const either = AbortSignal.any([signal, timeout]);
      try {
        const text = await write(request, model, either);
        // A model that was stopped ends quietly.
        signal.throwIfAborted();
        return text === null ? null : candidateOf(request, text, model.name);
      } catch (error) {
        if (signal.aborted) throw error;
        // A model that crashed, is too small or too slow, or was unloaded meanwhile: the request is answered without it.
        if (error instanceof AppError || either.aborted) return null;
        throw error;
      }
    },
  };

  async function write(
    { text, locale, instructions }: Parameters<ModelReader['read']>[0],
    { contextSize }: { contextSize: number },
    signal: AbortSignal,
  ): Promise<string | null> {
    let kinds = likelyKinds(text, createReader(text), instructions.filter(isWritable), mostKinds);
    while (kinds.length > 0) {
      const messages = planPrompt(text, kinds, locale);
      const tokens = await writer.countTokens(
        messages.map(({ content }) => content),
        signal,
      );
      const room = Math.min(widestRoom, contextSize - tokens.reduce((sum, each) => sum + each, 0) - margin);
      const fitting = kinds.filter((kind) => grammarOf([kind], room) !== null);
      const grammar = fitting.length === kinds.length ? grammarOf(kinds, room) : null;
      if (grammar) return writer.write({ messages, grammar: grammar.grammar, maxTokens: grammar.longest + 1 }, signal);
      // Without the kinds whose plans are too long for a small context, else without the least likely, there may be room.
      kinds = fitting.length > 0 && fitting.length < kinds.length ? fitting : kinds.slice(0, -1);
    }
    return null;
  }
}

const grammarOf = (kinds: readonly Instruction[], room: number): JsonGrammar | null =>
  room <= 0
    ? null
    : jsonGrammar(
        kinds.map((kind) => planDraft(kind).schema),
        room,
      );

/** The plan in a model's text; null where it is none, or where a value is made up for which its kind has nothing else. */
function candidateOf(
  { text, instructions, language, framework }: Parameters<ModelReader['read']>[0],
  written: string,
  model: string,
): PlanCandidate | null {
  const draft = parsed(written);
  const kind = (draft as { kind?: unknown } | null)?.kind;
  const instruction = instructions.find((each) => each.kind === kind);
  if (!instruction) return null;
  const isTraced = createTraces(text);
  const reader = createReader(text);
  const asked = instruction.score(reader) > 0;
  const rules = instruction.read(reader, { language, framework });
  const known = 'missing' in rules ? (rules.known ?? {}) : rules;
  const plan = planDraft(instruction).toPlan(draft, (value) => (isTraced(value) ? 'words' : 'assumed'));
  const grounded = groundedIn({ ...(plan as object), language }, known, isTraced);
  // A kind that has a default for everything would fit any request.
  if (grounded === null || grounded.found < (asked ? 1 : 2)) return null;
  const checked = checkedPlan(instruction, grounded.plan);
  return 'fault' in checked ? null : { plan: checked.plan, confidence: confidences(checked.plan), model };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The slots of a plan, whether its kind keeps them together or each by itself. */
const slotsOf = (plan: object): Record<string, unknown> =>
  'slots' in plan ? (plan.slots as Record<string, unknown>) : (plan as Record<string, unknown>);
const isSlot = (value: unknown): value is Slot<unknown> =>
  typeof value === 'object' && value !== null && 'value' in value && 'source' in value;

/**
 * The plan with what the rules know in the place of what does not stand in the words. Null where the rules know nothing either: the value
 * was made up, and a question is better than that. `found` counts the values that stand in the words.
 */
function groundedIn(plan: object, known: object, isTraced: (value: unknown) => boolean): { plan: object; found: number } | null {
  const fallback = slotsOf(known);
  let count = 0;
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(slotsOf(plan))) {
    const ruled = Object.hasOwn(fallback, name) ? fallback[name] : undefined;
    const there = name !== 'kind' && name !== 'language' && isTraced(isSlot(value) ? value.value : value);
    if (there) count += 1;
    if (name === 'kind' || name === 'language') found[name] = value;
    // What the rules read in the words stands: a model fills gaps.
    else if (isSlot(ruled) ? ruled.source === 'words' : Array.isArray(ruled) && ruled.length > 0) found[name] = ruled;
    else if (there) found[name] = value;
    else if (ruled !== undefined) found[name] = ruled;
    else if (value === null || value === false || (Array.isArray(value) && value.length === 0)) found[name] = value;
    else if (isSlot(value) && value.value === null) found[name] = { value: null, source: 'default' };
    else return null;
  }
  return { plan: 'slots' in plan ? { ...plan, slots: found } : found, found: count };
}

function confidences(plan: AnyPlan): Record<string, number> {
  return Object.fromEntries(
    Object.entries(slotsOf(plan)).flatMap(([name, value]) =>
      isSlot(value) ? [[name, value.source === 'words' ? worth.words : value.source === 'assumed' ? worth.assumed : worth.default]] : [],
    ),
  );
}
