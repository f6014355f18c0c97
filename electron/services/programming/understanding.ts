import type { PlanQuestion, TargetLanguage } from '#domain/programming';
import { brokenKinds, localeOf, missingSlot, notUnderstood, notWritten, tooLong, whichKind } from './answer-text.ts';
import { likelyKinds } from './constrained/likely-kinds.ts';
import { isDocumentPath } from './documents/find.ts';
import type { AnyPlan, Instruction, Missing } from './instructions/instruction.ts';
import { ownKinds } from './own-kinds/own-kinds.ts';
import { openWorkspace, type Workspace } from './placing/workspace.ts';
import type { Slot } from './plan.ts';
import type { FindEarlier, ProgrammingFiles, ProgrammingPorts } from './ports.ts';
import { readLanguage } from './reading/language.ts';
import { extractLiterals } from './reading/literals.ts';
import { otherLanguage } from './reading/other-language.ts';
import { createReader, type Reader } from './reading/reader.ts';
import { partings } from './reading/requirements.ts';
import { chooseKind } from './retrieval/choose-kind.ts';
import { type ExampleBank, exampleBank, recall } from './retrieval/index.ts';
import type { Locale } from './slot-names.ts';
import { languageOfPath } from './syntax/view.ts';

export interface ProgrammingRequest {
  text: string;
  /** The language the user set; words in the request win over it. */
  language: TargetLanguage | null;
  /** Null where no folder is open. */
  files: ProgrammingFiles | null;
  attachments: { path: string; startLine: number | null; endLine: number | null }[];
  /** Asking again changes what was made before instead of making it twice. */
  earlier?: FindEarlier | undefined;
  /** The language of the answer; by default that of the request. */
  locale?: Locale;
}

interface Read {
  locale: Locale;
  workspace: Workspace;
  /** Files that the request names. */
  named: string[];
  /** Words that no rule used. */
  unused: string[];
}

/** What was understood of a request: a whole plan, a plan with gaps and the questions that fill them, or why there is neither. */
export type Understanding =
  /** `model` is the name of the model that read it, where the rules could not. */
  | (Read & { outcome: 'plan'; instruction: Instruction; plan: AnyPlan; model?: string })
  | (Read & {
      outcome: 'questions';
      instruction: Instruction;
      language: Slot<TargetLanguage>;
      questions: PlanQuestion[];
      known: Record<string, Slot<unknown>>;
      draft: AnyPlan;
      text: string;
    })
  /** `between` are the kinds of which the words do not say which one is meant. */
  | { outcome: 'nothing'; text: string; language: TargetLanguage | null; between?: readonly string[] };

/** The most characters of a request that are read as words; a document that was pasted counts as one. */
export const requestLimit = 20_000;
/** The most characters of a request with all that was pasted. */
const documentLimit = 200_000;

const isTooLong = (text: string): boolean =>
  text.length > requestLimit && (text.length > documentLimit || extractLiterals(text).text.text.length > requestLimit);

/**
 * Reads a request into the typed plan of one kind. Nothing is guessed: what is missing is asked for. Of two requests in one message the
 * first becomes the plan, and the second is shown as not used.
 */
export async function understand(
  request: ProgrammingRequest,
  ports: Pick<ProgrammingPorts, 'instructions' | 'modelReader'> & { examples?: () => ExampleBank },
  signal: AbortSignal,
): Promise<Understanding> {
  const parts = isTooLong(request.text) ? [] : partings(request.text);
  const two = parts.length > 0 ? parts.find(({ first, rest }) => isWhole(first, ports) && isWhole(rest, ports)) : undefined;
  if (!two) return understandOne(request, ports, signal);
  const named = readLanguage(createReader(two.first)).named === null ? readLanguage(createReader(two.rest)).named : null;
  const understood = await understandOne({ ...request, text: two.first, language: named ?? request.language }, ports, signal);
  return understood.outcome === 'nothing' ? understood : { ...understood, unused: [...understood.unused, two.rest.trim()] };
}

/** Whether a part of a request is one by itself: of a kind that it names, with nothing missing. */
function isWhole(
  text: string,
  { instructions, examples }: { instructions: readonly Instruction[]; examples?: () => ExampleBank },
): boolean {
  const reader = createReader(text);
  const { named, native, framework } = readLanguage(reader);
  takeFiles(reader);
  const chosen = chooseKind(instructions, reader, recall(reader, examples?.() ?? exampleBank(instructions)));
  if (chosen === null || Array.isArray(chosen)) return false;
  const instruction = chosen as Instruction;
  if (instruction.score(reader) < 3) return false;
  const language = { value: named ?? native ?? ('typescript' as const), source: 'default' as const };
  return instruction.schema.safeParse(instruction.read(reader, { language, framework })).success;
}

async function understandOne(
  request: ProgrammingRequest,
  {
    instructions: builtIn,
    modelReader,
    examples,
  }: Pick<ProgrammingPorts, 'instructions' | 'modelReader'> & { examples?: () => ExampleBank },
  signal: AbortSignal,
): Promise<Understanding> {
  const locale = request.locale ?? localeOf(request.text);
  const nothing = (text: string, language: TargetLanguage | null = null): Understanding => ({ outcome: 'nothing', text, language });
  if (request.text.trim() === '') return nothing(notUnderstood(builtIn, locale));
  if (isTooLong(request.text)) return nothing(tooLong(requestLimit, locale));
  const workspace = await openWorkspace(request.files);
  const reader = createReader(request.text, await documentsOf(request, workspace));
  signal.throwIfAborted();
  const languageWords = readLanguage(reader);
  const other = languageWords.named === null ? otherLanguage(reader) : null;
  if (other !== null) return nothing(notWritten(other, locale));
  const named = takeFiles(reader);
  const own = await ownKinds(workspace, new Set(builtIn.map(({ kind }) => kind)));
  const instructions = [...builtIn, ...own.instructions];
  const attached = request.attachments.map(({ path }) => path);
  const language = decideLanguage({ ...languageWords, option: request.language, namedFiles: named, attached, workspace });
  const { framework } = languageWords;
  const byModel = async (among: readonly Instruction[]): Promise<Understanding | null> => {
    const candidate = await modelReader?.read({ text: request.text, locale, language, framework, instructions: among }, signal);
    const instruction = among.find(({ kind }) => kind === candidate?.plan.kind);
    if (!candidate || !instruction) return null;
    const { plan, model } = candidate;
    return { outcome: 'plan', instruction, plan, model, locale, workspace, named, unused: wordsWithout(reader.unused(), plan) };
  };
  const recalled = recall(reader, examples?.() ?? exampleBank(builtIn));
  const chosen = chooseKind(instructions, reader, recalled);
  if (Array.isArray(chosen)) {
    const among = chosen as readonly Instruction[];
    return { outcome: 'nothing', text: whichKind(among, locale), language: language.value, between: among.map(({ kind }) => kind) };
  }
  const instruction = chosen as Instruction | null;
  if (!instruction)
    return (
      (await byModel(instructions)) ??
      nothing(notUnderstood(instructions, locale, likelyKinds(request.text, reader, instructions, 5)) + brokenKinds(own.faults, locale))
    );
  const plan = instruction.read(reader, { language, framework, named, fits: recalled.get(instruction.kind)?.fits });
  const read = { locale, workspace, named, unused: reader.unused() };
  if (isMissing(plan)) {
    const whole = await byModel([instruction]);
    if (whole) return whole;
    const questions = plan.slots.map(({ name, question }) => ({ slot: name, text: question[locale] }));
    const text = missingSlot(plan.missing, instruction, locale);
    return { outcome: 'questions', instruction, language, questions, known: plan.known, draft: plan.draft, text, ...read };
  }
  const checked = instruction.schema.safeParse(plan);
  if (!checked.success) return nothing(notUnderstood(instructions, locale), language.value);
  return { outcome: 'plan', instruction, plan: checked.data, ...read };
}

/** The texts of attached files that describe types or endpoints. */
async function documentsOf({ attachments }: ProgrammingRequest, workspace: Workspace): Promise<string[]> {
  const whole = attachments.filter(({ path, startLine }) => startLine === null && isDocumentPath(path)).slice(0, 5);
  const texts = await Promise.all(whole.map(({ path }) => workspace.read(path)));
  return texts.filter((text) => text !== null).filter((text) => text.length <= documentLimit);
}

/** The words that are in no value of the plan. */
function wordsWithout(unused: string[], plan: AnyPlan): string[] {
  const used = JSON.stringify(plan).toLowerCase();
  return unused.filter((word) => !used.includes(word.toLowerCase()));
}

const isMissing = (plan: AnyPlan | Missing): plan is Missing => 'missing' in plan;

/** The files that a request names. Longer texts name none. */
export const namedFiles = (text: string): string[] => (isTooLong(text) ? [] : takeFiles(createReader(text)));

function takeFiles(reader: Reader): string[] {
  const found: string[] = [];
  for (;;) {
    const match = reader.take(
      /(?:\b(?:in|into|to|inside|the|file|called|named|of|from|at)\s+){0,9}(?:(?:在|到|往|向|放到|放进|文件)\s*){0,12}([\ue500-\ue5ff])(?:\s*(?:file\b|文件|里面|里|中|内))*/i,
    );
    if (!match?.[1]) return found;
    const literal = reader.literal(match[1]);
    if (literal?.kind === 'file') found.push(literal.value);
  }
}

function decideLanguage(options: {
  named: TargetLanguage | null;
  native: TargetLanguage | null;
  hinted: TargetLanguage | null;
  framework: string | null;
  option: TargetLanguage | null;
  namedFiles: string[];
  attached: string[];
  workspace: Workspace;
}): Slot<TargetLanguage> {
  if (options.named) return { value: options.named, source: 'words' };
  const fromFile = options.namedFiles.map(languageOfPath).find((language) => language !== null);
  if (fromFile) return { value: fromFile, source: 'words' };
  if (options.native) return { value: options.native, source: 'words' };
  if (options.option) return { value: options.option, source: 'default' };
  const fromAttached = options.attached.map(languageOfPath).find((language) => language !== null);
  if (fromAttached) return { value: fromAttached, source: 'workspace' };
  if (options.hinted) return { value: options.hinted, source: 'words' };
  if (options.workspace.majority) return { value: options.workspace.majority, source: 'workspace' };
  return { value: 'typescript', source: 'assumed' };
}
