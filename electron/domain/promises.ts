import type { HttpContract } from './http-contract.ts';
import type { TargetLanguage } from './programming.ts';

/** Something that code made from a plan promises, and that can be tried by running it. */
export type CodePromise = { form: 'service'; language: TargetLanguage; contract: HttpContract };
