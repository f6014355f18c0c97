import type { Subject } from '../../rewriting/rewrite.ts';
import type { Templates } from '../../templates/templates.ts';

export type WrapForm = 'retry' | 'timeout' | 'lock';

/** What is put around a function. Times in milliseconds. */
export interface Wrapping {
  form: WrapForm;
  attempts: number;
  delay: number;
  growth: 'exponential' | 'constant';
  limit: number;
}

export interface WrapRequest {
  subject: Subject;
  wrapping: Wrapping;
  templates: Templates;
}

export const repeats = {
  en: 'Everything that the function does is done again at each attempt: this is only right where doing it twice does no harm.',
  zh: '每次尝试都会重新执行整个函数：仅当重复执行无害时才适用。',
};

export const goesOn = {
  en: 'What the function had begun goes on in the background after the time is up; only the waiting for it ends.',
  zh: '超时后只是不再等待，函数已经开始的工作仍会在后台继续。',
};
