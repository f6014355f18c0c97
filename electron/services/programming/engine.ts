import type { FileEdit } from '#domain/edit-format';
import type { PlanView, TargetLanguage } from '#domain/programming';
import { localeOf } from './answer-text.ts';
import { execute } from './execution.ts';
import { extendEarlier } from './extending.ts';
import { withOwnKinds } from './own-kinds/own-kinds.ts';
import { openWorkspace } from './placing/workspace.ts';
import { checkPlan } from './plan-check.ts';
import { planView, unfinishedView } from './plan-view.ts';
import type { FindEarlier, ProgrammingFiles, ProgrammingPorts } from './ports.ts';
import type { ExampleBank } from './retrieval/index.ts';
import type { Templates } from './templates/templates.ts';
import { namedFiles, type ProgrammingRequest, understand } from './understanding.ts';

export interface ProgrammingAnswer {
  understood: boolean;
  /** Markdown. */
  text: string;
  plan: PlanView | null;
  edits: FileEdit[];
  language: TargetLanguage | null;
}

export interface Engine extends ProgrammingPorts {
  /** Made when a request is first read. */
  examples?: () => ExampleBank;
  templates: Templates;
}

/** Request to plan to change to edits; each step may end with a sentence instead. */
export async function answerRequest(request: ProgrammingRequest, engine: Engine, signal: AbortSignal): Promise<ProgrammingAnswer> {
  const understood = await understand(request, engine, signal);
  if (understood.outcome === 'nothing') {
    const { text, language } = understood;
    return { understood: false, text, plan: null, edits: [], language };
  }
  if (understood.outcome === 'questions') {
    const { text, language } = understood;
    const plan = unfinishedView({ ...understood, unusedWords: understood.unused });
    return { understood: false, text, plan, edits: [], language: language.value };
  }
  const { attachments, earlier } = request;
  const whole = await extendEarlier(understood, engine.instructions, request);
  const done = await execute({ ...whole, attachments, earlier }, engine, signal);
  return { understood: isWhole(done.plan), ...done };
}

export interface PlanReading {
  /** Null where no kind fits the request. */
  plan: PlanView | null;
  /** What to say where the plan is not whole. */
  text: string | null;
  complete: boolean;
  /** The kinds of which the words do not say which one is meant. */
  between?: readonly string[];
}

/** The plan of a request, and nothing made of it. */
export async function planRequest(request: ProgrammingRequest, engine: Engine, signal: AbortSignal): Promise<PlanReading> {
  const understood = await understand(request, engine, signal);
  if (understood.outcome === 'nothing') {
    const { text, between } = understood;
    return { plan: null, text, complete: false, ...(between && { between }) };
  }
  if (understood.outcome === 'questions')
    return { plan: unfinishedView({ ...understood, unusedWords: understood.unused }), text: understood.text, complete: false };
  const { instruction, plan, unused, locale, model } = understood;
  return { plan: planView({ instruction, plan, unused, locale, model }, plan.language.value), text: null, complete: true };
}

export interface PlanRequest {
  /** As it was changed in a form or by hand: checked strictly. */
  plan: unknown;
  /** The request that the plan is of: the files that it names and its language still count. */
  text: string;
  files: ProgrammingFiles | null;
  attachments: ProgrammingRequest['attachments'];
  earlier?: FindEarlier | undefined;
}

/** Executes a plan that did not come from words. Throws BAD_INPUT for what is no valid plan. */
export async function answerPlan(request: PlanRequest, engine: Engine, signal: AbortSignal): Promise<ProgrammingAnswer> {
  const workspace = await openWorkspace(request.files);
  const { instruction, plan } = checkPlan(request.plan, await withOwnKinds(engine.instructions, workspace));
  const named = namedFiles(request.text);
  const locale = localeOf(request.text);
  const { attachments, earlier } = request;
  const done = await execute({ instruction, plan, named, attachments, workspace, unused: [], locale, earlier }, engine, signal);
  return { understood: isWhole(done.plan), ...done };
}

const isWhole = (plan: PlanView | null): boolean => plan !== null && plan.questions.length === 0;
