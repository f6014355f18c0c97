import type { z } from 'zod';
import type { HttpContract } from '#domain/http-contract';
import type { Declaration, ImportNode, Statement } from '#domain/ir/nodes';
import type { Term } from '#domain/operators/term';
import type { TargetLanguage } from '#domain/programming';
import type { FunctionPromise } from '#domain/promises';
import type { Task } from '#domain/synthesis/search';
import type { LanguageLevels } from '#services/toolchains';
import type { EditPlace, EditResult, EditSource } from '../editing/edit-source.ts';
import type { Workspace } from '../placing/workspace.ts';
import type { Slot } from '../plan.ts';
import type { Reader } from '../reading/reader.ts';
import type { Draw } from '../slots/sample.ts';
import type { Framework, SourceView } from '../syntax/source-view.ts';
import type { Templates } from '../templates/templates.ts';
import type { Asked } from './ask-for.ts';

export type Words = { en: string; zh: string };

/** What was made, and what it does: parts of a sentence, without a full stop. */
export interface Summary {
  /** A noun phrase: "the endpoint `GET /`". */
  made: Words;
  /** A main clause whose subject is what was made: "it answers with status 200". */
  facts: Words | null;
  /** It was made before, and what was made is brought up to date. */
  again?: boolean;
  /** What is done to code that is there, in place of what was made: "Renames `a` to `b`", 将 `a` 重命名为 `b`. */
  changes?: Words;
}

/** What every plan is, whatever its kind. */
export interface AnyPlan {
  kind: string;
  language: Slot<TargetLanguage>;
}

/** Where the code goes: an existing file that was read, or a new one. */
export interface Target {
  language: TargetLanguage;
  view: SourceView | null;
  /** A web framework that the project declares although the file, if there is one, makes no server. */
  framework: Framework | null;
  /** Modules that the project declares (package.json, requirements, go.mod). */
  dependencies: ReadonlySet<string>;
  /** The folder, for code that has to fit to files beside it; absent where there is none. */
  workspace?: Pick<Workspace, 'paths' | 'read'>;
  /** The oldest versions that the code must work with; nothing is too new where none are given. */
  levels?: LanguageLevels;
  /** Terms that give the outputs of examples, the likeliest first. */
  findTerms?: (task: Task) => Promise<Term[]>;
}

interface Inside {
  at: number;
  depth: number;
  body: Statement[];
  blank: 'before' | 'after' | 'none';
}

/** What a plan becomes in the target: nodes, and where they belong. */
export interface Change {
  imports: ImportNode[];
  /** Appended to an existing file; the body of a new one. */
  declarations: Declaration[];
  /** Statements inside an existing file, at the start of a line; `depth` levels deep. */
  inside?: Inside;
  /** More statements inside, at other places. */
  alsoInside?: readonly Inside[];
  /** Code of ours, nothing of the request, that goes into a line. */
  inLine?: readonly { at: number; text: string }[];
  /** Declarations that stand at a place of an existing file instead of being appended. */
  declarationsAt?: number;
  /** Runs the program; only where the file has no entry yet. */
  entry?: Statement[];
  /** Top-level names this change declares; an existing one is never declared twice. */
  names: string[];
  /** Set where what was asked for is there already. */
  exists?: Words;
  /** Facts the answer must tell: what fails loudly, what was assumed. */
  notes: Words[];
  /** Name of a new file, without extension and folder. */
  fileStem: string;
  /** Where the new file has to be, where its kind decides that. */
  path?: string;
  /** New files in other languages than those that are written here, in place of all code: SQL. */
  files?: readonly { path: string; content: string }[];
  /** Tests of the code that stands at a path, in a new file beside it. */
  tests?: (path: string) => Change;
  /** The code is a test: it goes into a file as the language's test runner finds it, beside the file that was named. */
  test?: true;
}

/** Questions instead of a plan: what is missing or can be read in two ways. */
export interface Missing {
  missing: Words;
  /** The slots that are asked for, and the ones that were understood. */
  slots: Asked[];
  known: Record<string, Slot<unknown>>;
  /** The plan with gaps. */
  draft: AnyPlan;
}

/** What a reader is told beside the words. */
export interface ReadingContext {
  language: Slot<TargetLanguage>;
  framework: Framework | null;
  /** Files that the request names, whose words are taken. */
  named?: readonly string[];
  /** How likely the value between two places of the whole request is that of a slot, from 0 to 1, by examples of the kind. */
  fits?: ((slot: string, start: number, end: number) => number) | undefined;
}

/** What every kind has, whether it writes code or changes it. */
interface KindOfInstruction<Plan extends AnyPlan> {
  kind: Plan['kind'];
  /** Where it stands in lists: smaller first, by default behind all that have a number. */
  order?: number;
  title: Words;
  example: Words;
  schema: z.ZodType<Plan>;
  /** Names of slots as a form shows them; where none is given, those that sentences use. */
  slotTitles?: Readonly<Record<string, Words>>;
  /** A random valid plan. */
  sample?(draw: Draw): Plan;
  /** How much the request looks like this kind: the sum of the weights of its cues; below 2 it does not. */
  score(reader: Reader): number;
  read(reader: Reader, context: ReadingContext): Plan | Missing;
  /** The plan's slots in words, for display. */
  describe(plan: Plan): { name: string; slot: Slot<unknown> }[];
  summary(plan: Plan): Summary;
  /** What a service made from the plan promises to those who call it; null where nothing can be tried. */
  contract?(plan: Plan): HttpContract | null;
  /** A function that the code has, and what it was said to give; null where nothing can be tried. */
  calls?(plan: Plan): Pick<FunctionPromise, 'name' | 'examples'> | null;
  /** Whether code of this kind belongs into an existing file that makes a server. */
  wantsServer?: boolean;
  /** A plan that was carried out, with what a plan of another kind adds to it; null where that has no place in it. */
  extend?(plan: Plan, added: AnyPlan): Plan | null;
  /** A request that works on a file with a server or on any folder. */
  suggestion(view: SourceView | null): Words;
}

/** A kind that writes new code. */
export interface WritingInstruction<Plan extends AnyPlan = AnyPlan> extends KindOfInstruction<Plan> {
  lower(plan: Plan, target: Target, templates: Templates): Change | Promise<Change>;
  edit?: undefined;
}

/** A kind that changes code that is there. */
export interface EditInstruction<Plan extends AnyPlan = AnyPlan> extends KindOfInstruction<Plan> {
  /** Where the plan says that its target is. */
  where(plan: Plan): EditPlace;
  edit(plan: Plan, source: EditSource, templates: Templates): EditResult | Promise<EditResult>;
  /** A random source in which the plan applies. */
  sampleSource(plan: Plan, draw: Draw, language: TargetLanguage): string;
  /** Languages that have nothing of the kind: there it says so. */
  outside?: readonly TargetLanguage[];
  lower?: undefined;
}

/** One kind of instruction: a folder beside this file whose `index.ts` exports it as `default`. */
export type Instruction<Plan extends AnyPlan = AnyPlan> = WritingInstruction<Plan> | EditInstruction<Plan>;

export interface Cue {
  pattern: RegExp;
  weight: number;
}

/** Sum of the weights of the cues that occur. */
export function weigh(cues: readonly Cue[], reader: Reader): number {
  return cues.reduce((sum, { pattern, weight }) => sum + (reader.see(pattern) ? weight : 0), 0);
}
