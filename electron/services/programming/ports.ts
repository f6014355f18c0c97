import type { ModuleNode } from '#domain/ir/nodes';
import type { Term } from '#domain/operators/term';
import type { TargetLanguage } from '#domain/programming';
import type { PromptMessage } from '#domain/prompts';
import type { FileSymbols } from '#domain/symbols';
import type { ScopeTree } from '#domain/symbols/scope-tree';
import type { Task } from '#domain/synthesis/search';
import type { AnyPlan, Instruction } from './instructions/instruction.ts';
import type { InstalledVersion } from './levels/in-force.ts';
import type { Slot } from './plan.ts';
import type { Framework, SourceView } from './syntax/source-view.ts';

/** The files of the opened folder, confined to it by who implements this. Nothing of them is ever run. */
export interface ProgrammingFiles {
  /** Relative paths with forward slashes, ignore rules applied, capped by the implementation. */
  list(): Promise<string[]>;
  /** The text of a file, or null where there is none, it is too large or not text. */
  read(path: string): Promise<string | null>;
}

/** A plan whose code was written into the opened folder. */
export interface EarlierPlan {
  /** JSON of the plan, as the engine of that day wrote it. */
  plan: string;
  paths: string[];
}

/** Plans of a kind whose code stands in the opened folder, applied and not undone, the newest first. */
export type FindEarlier = (kind: string) => Promise<EarlierPlan[]>;

export type GrammarName = 'typescript' | 'tsx' | 'javascript' | 'python' | 'go';

/** Where the compiled tree-sitter grammars come from. */
export interface Grammars {
  /** The parser's own wasm module. */
  runtime(): Promise<Uint8Array>;
  grammar(name: GrammarName): Promise<Uint8Array>;
}

/** Reads source code. A long file takes half a second: the host gives an implementation that does it in another thread. */
export interface Syntax {
  /** What a change needs to know of a file. Never throws on broken source: `parses` is false then. */
  view(path: string, text: string, language: TargetLanguage): Promise<SourceView>;
  /** Where the first place that does not parse stands, as a line counted from 1; null when all of it parses. */
  firstError(grammar: GrammarName, text: string): Promise<number | null>;
  /** What the source means. Never throws on broken source: what cannot be read is opaque. */
  module(path: string, text: string, language: TargetLanguage): Promise<ModuleNode>;
  /** What the source declares, imports and mentions. Never throws on broken source. */
  symbols(path: string, text: string, language: TargetLanguage): Promise<FileSymbols>;
  /** What the names of the source stand for. Never throws on broken source. */
  scopes(path: string, text: string, language: TargetLanguage): Promise<ScopeTree>;
  close(): Promise<void>;
}

/** A plan that a reader takes a request for. */
export interface PlanCandidate {
  /** As its kind checks it; no value in it is made up. */
  plan: AnyPlan;
  /** From 0 to 1, by the name of the slot. */
  confidence: Readonly<Record<string, number>>;
  /** Name of the model. */
  model: string;
}

/** Reads requests with a model, where one is loaded. */
export interface ModelReader {
  /**
   * Null where no model is loaded, where it has no plan in time and where its plan is not valid or says what the request does not. Throws
   * only when `signal` is aborted.
   */
  read(request: ModelReading, signal: AbortSignal): Promise<PlanCandidate | null>;
}

export interface ModelReading {
  text: string;
  locale: 'en' | 'zh';
  /** The language that the code will be in; a model does not decide it. */
  language: Slot<TargetLanguage>;
  framework: Framework | null;
  instructions: readonly Instruction[];
}

/** A model that writes what a grammar lets it. Throws AppError where it cannot. */
export interface ModelWriter {
  /** The loaded model and how many seconds it may take; null where there is none, and nothing is loaded for a plan. */
  loaded(): Promise<{ name: string; contextSize: number; seconds: number } | null>;
  countTokens(texts: string[], signal: AbortSignal): Promise<number[]>;
  write(request: { messages: PromptMessage[]; grammar: string; maxTokens: number }, signal: AbortSignal): Promise<string>;
}

/** Finds bodies of functions from examples of what they give. */
export interface Synthesis {
  /** Terms that give every output, the likeliest first; none where there is no short one. Throws only when `signal` is aborted. */
  find(task: Task, signal: AbortSignal): Promise<Term[]>;
}

export interface ProgrammingPorts {
  syntax: Syntax;
  /** The kinds that can be asked for, in any order. */
  instructions: readonly Instruction[];
  /** Asked where the rules do not come to a whole plan. */
  modelReader?: ModelReader;
  /** Without it a function that is known by examples only gets a body that fails loudly. */
  synthesis?: Synthesis;
  /** Code is written for a tool that is older than the folder asks for. */
  installed?: InstalledVersion;
}
