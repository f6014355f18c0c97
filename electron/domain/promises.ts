import type { HttpContract } from './http-contract.ts';
import type { Example } from './operators/term.ts';
import type { TargetLanguage } from './programming.ts';

/** Something that code made from a plan promises, and that can be tried by running it. */
export type CodePromise = ServicePromise | FunctionPromise;

export interface ServicePromise {
  form: 'service';
  language: TargetLanguage;
  contract: HttpContract;
}

/** A function of the top level, and what it gives for some inputs. */
export interface FunctionPromise {
  form: 'function';
  language: TargetLanguage;
  name: string;
  examples: readonly Example[];
}
