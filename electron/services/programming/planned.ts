import type { FileEdit } from '#domain/edit-format';
import type { PlanView, TargetLanguage } from '#domain/programming';
import type { AnyPlan, Instruction } from './instructions/instruction.ts';
import type { Workspace } from './placing/workspace.ts';
import type { FindEarlier } from './ports.ts';
import type { Locale } from './slot-names.ts';

/** What becomes of a plan: edits, or a sentence that says why there are none. */
export interface Execution {
  text: string;
  plan: PlanView | null;
  edits: FileEdit[];
  language: TargetLanguage;
}

/** A plan on its way, with what is known of its request. */
export interface Planned {
  instruction: Instruction;
  plan: AnyPlan;
  /** Files that the request names, and what was attached to it: the first that fits is changed. */
  named: string[];
  attachments: readonly { path: string; startLine: number | null; endLine: number | null }[];
  workspace: Workspace;
  /** Words of the request that no slot used. */
  unused: string[];
  /** Name of the model that read the plan, where one did. */
  model?: string | undefined;
  locale: Locale;
  earlier: FindEarlier | undefined;
}
