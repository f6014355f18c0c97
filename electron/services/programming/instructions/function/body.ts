import type { Statement } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';

export interface Body {
  statements: Statement[];
  /** Modules that the body needs. */
  imports?: string[];
  /** Gives an error beside the value (Go). */
  fallible?: boolean;
}

export interface BodyInput {
  language: TargetLanguage;
  /** The names of the parameters in the target. */
  names: string[];
  types: string[];
  descending: boolean;
}
