import type { FileEdit } from '#domain/edit-format';
import { defaultStyle } from '#domain/ir/style';
import type { PlanView, TargetLanguage } from '#domain/programming';
import { explain, localeOf, missingSlot, notUnderstood } from './answer-text.ts';
import type { AnyPlan, Change, Instruction } from './instructions/instruction.ts';
import { existingFileEdits, newFileEdit } from './placing/compose.ts';
import { applyEdits } from './placing/edits.ts';
import { findPlace, goPackage, newPath, type Place } from './placing/target.ts';
import { openWorkspace, type Workspace } from './placing/workspace.ts';
import type { Slot } from './plan.ts';
import type { ProgrammingFiles, Syntax } from './ports.ts';
import { readLanguage } from './reading/language.ts';
import { createReader, type Reader } from './reading/reader.ts';
import type { Locale } from './slot-names.ts';
import { grammarOf } from './syntax/trees.ts';
import { languageOfPath } from './syntax/view.ts';
import type { Templates } from './templates/templates.ts';

export interface ProgrammingRequest {
  text: string;
  /** The language the user set; words in the request win over it. */
  language: TargetLanguage | null;
  /** Null where no folder is open. */
  files: ProgrammingFiles | null;
  attachments: { path: string; startLine: number | null; endLine: number | null }[];
  /** The language of the answer; by default that of the request. */
  locale?: Locale;
}

export interface ProgrammingAnswer {
  understood: boolean;
  /** Markdown. */
  text: string;
  plan: PlanView | null;
  edits: FileEdit[];
  language: TargetLanguage | null;
}

/** Longer requests, in characters, are pasted documents, not instructions of the kinds here. */
export const requestLimit = 20_000;

const refused = (text: string, language: TargetLanguage | null = null, plan: PlanView | null = null): ProgrammingAnswer => ({
  understood: plan !== null,
  text,
  plan,
  edits: [],
  language,
});

export interface Engine {
  instructions: readonly Instruction[];
  syntax: Syntax;
  templates: Templates;
}

/** Request to plan to change to edits; each step may end with a sentence instead. */
export async function answerRequest(
  request: ProgrammingRequest,
  { instructions, syntax, templates }: Engine,
  signal: AbortSignal,
): Promise<ProgrammingAnswer> {
  const locale = request.locale ?? localeOf(request.text);
  if (request.text.trim() === '') return refused(notUnderstood(instructions, locale));
  if (request.text.length > requestLimit) {
    return refused(
      locale === 'zh'
        ? `请求超过 ${requestLimit} 个字符，内置引擎无法处理。请缩短请求。`
        : `The request is longer than ${requestLimit} characters, which the built-in engine does not read. Shorten it.`,
    );
  }
  const reader = createReader(request.text);
  const languageWords = readLanguage(reader);
  const named = takeFiles(reader);
  const instruction = choose(instructions, reader);
  if (!instruction) return refused(notUnderstood(instructions, locale));
  const workspace = await openWorkspace(request.files);
  signal.throwIfAborted();
  const attached = request.attachments.map(({ path }) => path);
  const language = decideLanguage({ ...languageWords, option: request.language, namedFiles: named, attached, workspace });
  const plan = instruction.read(reader, { language, framework: languageWords.framework });
  if ('missing' in plan) return refused(missingSlot(plan.missing, instruction, locale), language.value);
  const checked = instruction.schema.safeParse(plan);
  if (!checked.success) return refused(notUnderstood(instructions, locale), language.value);

  const place = await findPlace({
    language: language.value,
    named,
    attached,
    wantsServer: instruction.wantsServer === true,
    workspace,
    syntax,
  });
  signal.throwIfAborted();
  const view = place.view;
  if (view && !view.parses) {
    return refused(
      locale === 'zh'
        ? `\`${view.path}\` 中有语法错误，无法安全地加入代码。请先修正，或指定另一个文件。`
        : `\`${view.path}\` has a syntax error, so nothing can be added to it safely. Fix it first, or name another file.`,
      language.value,
    );
  }
  return build({ instruction, plan: checked.data, place, workspace, reader, locale, syntax, templates });
}

interface Building {
  instruction: Instruction;
  plan: AnyPlan;
  place: Place;
  workspace: Workspace;
  reader: Reader;
  locale: Locale;
  syntax: Syntax;
  templates: Templates;
}

async function build({ instruction, plan, place, workspace, reader, locale, syntax, templates }: Building): Promise<ProgrammingAnswer> {
  const language = place.view?.language ?? plan.language.value;
  const view = place.view;
  const target = { language, view, framework: workspace.framework(language), dependencies: workspace.dependencies };
  const change = await instruction.lower(plan, target, templates);
  const shown = planView(instruction, plan, reader, language, locale);
  const path = view?.path ?? place.newPath ?? newPath(change.fileStem, language, workspace);
  const package_ = language === 'go' && !view ? await goPackage(path, workspace) : null;
  const twice = change.names.find((name) => view?.declared.includes(name) || package_?.declared.has(name));
  const exists =
    change.exists ??
    (twice
      ? {
          en: `\`${twice}\` is declared already${view ? ` in \`${view.path}\`` : ' in this package'}.`,
          zh: `${view ? `\`${view.path}\` ` : '该包'}中已经有 \`${twice}\` 了。`,
        }
      : null);
  if (exists) {
    return refused(
      locale === 'zh' ? `${exists.zh}没有提出修改，以免重复。` : `${exists.en} No change is proposed, so that nothing is there twice.`,
      language,
      shown,
    );
  }
  const edits = view ? existingFileEdits(change, view) : newFileIn(change, path, language, package_);
  for (const target of new Set(edits.map((edit) => edit.path))) {
    const before = target === view?.path ? view.text : null;
    const after = applyEdits(
      before,
      edits.filter((edit) => edit.path === target),
    );
    const wrong = after === null ? 0 : await syntax.firstError(grammarOf(language, target), after);
    if (wrong !== null) {
      return refused(
        locale === 'zh'
          ? `生成的代码放进 \`${target}\` 后无法解析（第 ${wrong} 行），因此没有提出修改。`
          : `The code would not parse in \`${target}\` (line ${wrong}), so no change is proposed.`,
        language,
        shown,
      );
    }
  }
  const text = explain({ locale, summary: instruction.summary(plan), edits, plan: shown, notes: change.notes });
  return { understood: true, text, plan: shown, edits, language };
}

function newFileIn(
  change: Change,
  path: string,
  language: TargetLanguage,
  goFolder: { name: string; hasMain: boolean } | null,
): FileEdit[] {
  if (!goFolder) return [newFileEdit(change, language, path, 'main')];
  // A second main, or a program in a library's package, would not compile: it gets a folder of its own.
  const separate = change.entry && (goFolder.hasMain || goFolder.name !== 'main');
  const stem = path.replace(/^.*\//, '').replace(/\.go$/, '');
  return [newFileEdit(change, language, separate ? `cmd/${stem}/main.go` : path, separate ? 'main' : goFolder.name, defaultStyle('go'))];
}

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

function choose(instructions: readonly Instruction[], reader: Reader): Instruction | null {
  let best: Instruction | null = null;
  let bestScore = 1.99;
  for (const instruction of instructions) {
    const score = instruction.score(reader);
    if (score > bestScore) {
      best = instruction;
      bestScore = score;
    }
  }
  return best;
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
  if (options.framework === 'express' || options.framework === 'fastify') return { value: 'typescript', source: 'assumed' };
  return { value: 'typescript', source: 'assumed' };
}

function planView(instruction: Instruction, plan: AnyPlan, reader: Reader, language: TargetLanguage, locale: Locale): PlanView {
  const slots = [{ name: 'language', slot: plan.language as Slot<unknown> }, ...instruction.describe(plan)];
  return {
    kind: plan.kind,
    title: instruction.title[locale],
    language,
    slots: slots.map(({ name, slot }) => ({
      name,
      value: typeof slot.value === 'string' ? slot.value : JSON.stringify(slot.value),
      source: slot.source,
    })),
    unusedWords: reader.unused(),
    json: JSON.stringify(plan, null, 2),
  };
}
