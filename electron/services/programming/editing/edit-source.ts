import type { ClassMember, Declaration, Expression, FunctionNode, ImportNode, ModuleNode, Parameter, Statement } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';
import type { TargetLanguage } from '#domain/programming';
import type { ScopeTree } from '#domain/symbols/scope-tree';
import type { Words } from '../instructions/instruction.ts';
import type { SourceView } from '../syntax/source-view.ts';

/** What a target can be. A `type` is an interface, a struct, a record, an enumeration or an alias. */
export type TargetKind = 'function' | 'method' | 'class' | 'type' | 'variable' | 'parameter';

export type LambdaNode = Extract<Expression, { kind: 'lambda' }>;

/** A declaration that a plan names, in the file that has it. */
export interface FoundDeclaration {
  name: string;
  kind: TargetKind;
  /** Its place in `scopes.declarations`; null for methods, which are no names of a scope. */
  id: number | null;
  /** Its node; null where the reader has none. A variable's is its statement, also in Python, where it is an assignment. */
  node: Declaration | Statement | ClassMember | Parameter | null;
  /** The function that it is, also where a variable holds it. */
  callable: FunctionNode | LambdaNode | null;
  /** The class, or the type of Go, that a method belongs to. */
  container: string | null;
  /** The whole declaration, and its name alone. */
  span: Span;
  nameSpan: Span;
  /** Counted from 1. */
  line: number;
  topLevel: boolean;
}

/** Lines that the user means, counted from 1, both included, and their text: from the start of the first to the end of the last. */
export interface Selection extends Span {
  startLine: number;
  endLine: number;
}

/** An existing file that is to be changed. Nothing of it is ever run. */
export interface EditSource {
  language: TargetLanguage;
  view: SourceView;
  /** Every node carries its span. */
  module: ModuleNode;
  scopes: ScopeTree;
  /** What the plan's target names; null where the plan names none. */
  declaration: FoundDeclaration | null;
  selection: Selection | null;
  /** All paths of the folder. */
  paths: readonly string[];
  /** The text of a file of the folder; null where there is none. */
  read(path: string): Promise<string | null>;
  /** Other files of the folder that mention a name, in the same family of languages. Throws UNSUPPORTED where there are too many to look through. */
  mentioning(name: string): Promise<EditSource[]>;
}

/** Text put in the place of `start` to `end`: UTF-16 units of the file as it is. No two of one file overlap. */
export interface TextEdit {
  path: string;
  start: number;
  end: number;
  text: string;
}

export interface EditResult {
  edits: TextEdit[];
  /** What the file of the target needs. */
  imports?: ImportNode[];
  /** Facts the answer must tell. */
  notes: Words[];
  /** It is so already. */
  exists?: Words;
  /** It cannot be done safely: why, and what to do. */
  refused?: Words;
}

/** Where a plan says that its target is. */
export interface EditPlace {
  /** `name` or `Container.name`. */
  target: string | null;
  file: string | null;
  lines: { from: number; to: number } | null;
  /** What the target is called afterwards, where that is something else. */
  becomes?: string;
  /** What the target may be; anything where nothing is said. */
  kinds?: readonly TargetKind[];
}

export const refused = (en: string, zh: string): EditResult => ({ edits: [], notes: [], refused: { en, zh } });
