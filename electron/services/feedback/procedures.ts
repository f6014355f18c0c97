import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { Feedback } from './feedback.ts';

export function feedbackProcedures(feedback: Feedback) {
  const os = implement(contract.feedback);
  return os.router({
    record: os.record.handler(({ input: { body, ...subject } }) => feedback.record(subject, body)),
    get: os.get.handler(({ input }) => feedback.get(input.answerId)),
    list: os.list.handler(({ input }) => feedback.list(input)),
    charts: os.charts.handler(({ input }) => feedback.charts(input)),
  });
}
