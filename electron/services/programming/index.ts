import { z } from 'zod';
import type { Inspection, JsonObject, TargetLanguage } from '#domain/programming';
import type { CodePromise } from '#domain/promises';
import { answerPlan, answerRequest, type PlanReading, type PlanRequest, type ProgrammingAnswer, planRequest } from './engine.ts';
import { type InspectionRequest, inspectPlan } from './inspection.ts';
import type { Instruction, Words } from './instructions/instruction.ts';
import { withOwnKinds } from './own-kinds/own-kinds.ts';
import { findPlace } from './placing/target.ts';
import { openWorkspace } from './placing/workspace.ts';
import { checkPlan } from './plan-check.ts';
import type { ProgrammingFiles, ProgrammingPorts } from './ports.ts';
import { promisesOf } from './promises.ts';
import { exampleBank } from './retrieval/index.ts';
import { type Locale, slotTitles } from './slot-names.ts';
import { createTemplates } from './templates/templates.ts';
import type { ProgrammingRequest } from './understanding.ts';

export { createModelReader } from './constrained/model-reader.ts';
export type { PlanReading, PlanRequest, ProgrammingAnswer } from './engine.ts';
export type { ModelWriter, ProgrammingFiles, ProgrammingPorts } from './ports.ts';
export type { ProgrammingRequest } from './understanding.ts';

export interface Programming {
  /** Reads the request and gives edits, or a sentence that says why there are none. Throws when `signal` is aborted. */
  answer(request: ProgrammingRequest, signal: AbortSignal): Promise<ProgrammingAnswer>;
  /** The plan of a request, with what is missing in it; nothing is written. */
  plan(request: ProgrammingRequest, signal: AbortSignal): Promise<PlanReading>;
  /** Edits of a plan that was changed by hand. Throws BAD_INPUT where it is none of a kind. */
  execute(request: PlanRequest, signal: AbortSignal): Promise<ProgrammingAnswer>;
  /** Throws BAD_INPUT, with every fault as `data.faults`, where a plan is none of a kind. */
  check(plan: unknown, files: ProgrammingFiles | null): Promise<void>;
  /** What code made from a plan promises, so that it can be tried; nothing where the JSON is no plan of a kind. */
  promises(json: string | undefined, files: ProgrammingFiles | null): Promise<CodePromise[]>;
  /** A plan with its nodes and the code that is printed of them, each linked to the others. Throws BAD_INPUT where it is none of a kind. */
  inspect(request: InspectionRequest, signal: AbortSignal): Promise<Inspection>;
  /** What a form for plans of a kind is drawn from: their JSON Schema and the titles of the slots; null where there is no such kind. */
  form(kind: string, files: ProgrammingFiles | null): Promise<{ schema: JsonObject; titles: Record<string, Words> } | null>;
  /** What can be asked for, with an example request in both languages. */
  kinds(): { kind: string; title: Words; example: Words }[];
  /** Three requests that give a proposal on this folder. */
  suggestions(files: ProgrammingFiles | null, locale: Locale): Promise<{ text: string; language: TargetLanguage; target: string | null }[]>;
  /** Changes whenever the same request may give another answer. */
  readonly version: string;
  close(): Promise<void>;
}

/** The engine that works without a model. It closes the `syntax` that it is given. */
export function createProgramming({ syntax, instructions: given, modelReader, installed, synthesis }: ProgrammingPorts): Programming {
  const instructions = inOrder(given);
  const templates = createTemplates(syntax);
  const examples = once(() => exampleBank(instructions));
  const engine = {
    instructions,
    syntax,
    templates,
    examples,
    ...(modelReader && { modelReader }),
    ...(installed && { installed }),
    ...(synthesis && { synthesis }),
  };
  const answer = async (request: ProgrammingRequest, signal: AbortSignal) => {
    signal.throwIfAborted();
    return answerRequest(request, engine, signal);
  };
  return {
    answer,
    plan: (request, signal) => planRequest(request, engine, signal),
    execute: (request, signal) => answerPlan(request, engine, signal),
    async check(plan, files) {
      checkPlan(plan, await withOwnKinds(instructions, await openWorkspace(files)));
    },
    async promises(json, files) {
      return json === undefined ? [] : promisesOf(JSON.parse(json), await withOwnKinds(instructions, await openWorkspace(files)));
    },
    inspect: (request, signal) => inspectPlan(request, engine, signal),
    async form(kind, files) {
      const all = await withOwnKinds(instructions, await openWorkspace(files));
      const instruction = all.find((each) => each.kind === kind);
      if (!instruction) return null;
      // Patterns of Unicode and the like have no form in JSON Schema: they are left to the check of the plan itself.
      const schema = z.toJSONSchema(instruction.schema, { unrepresentable: 'any' }) as JsonObject;
      return { schema, titles: { ...slotTitles, ...instruction.slotTitles } };
    },
    kinds: () => instructions.map(({ kind, title, example }) => ({ kind, title, example })),
    async suggestions(files, locale) {
      const workspace = await openWorkspace(files);
      const language = workspace.majority ?? 'typescript';
      const place = await findPlace({ language, named: [], attached: [], wantsServer: true, workspace, syntax });
      const found: { text: string; language: TargetLanguage; target: string | null }[] = [];
      for (const instruction of instructions) {
        if (found.length === 3) break;
        const view = instruction.wantsServer ? place.view : null;
        const text = instruction.suggestion(view)[locale];
        // A suggestion that would give nothing on this folder is not made.
        const request = { text, language, files, attachments: [], locale };
        const tried = await answerRequest(request, { instructions, syntax, templates, examples }, new AbortController().signal);
        if (tried.edits.length > 0)
          found.push({ text, language, target: tried.edits[0]?.kind === 'write' ? null : (tried.edits[0]?.path ?? null) });
      }
      return found;
    },
    version: `rules-3:${instructions.map(({ kind }) => kind).join(',')}`,
    close: () => syntax.close(),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const last = 1_000;
const inOrder = (instructions: readonly Instruction[]): readonly Instruction[] =>
  [...instructions].sort((left, right) => (left.order ?? last) - (right.order ?? last) || (left.kind < right.kind ? -1 : 1));
