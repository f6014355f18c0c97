import { say } from '#domain/sentences';
import { notChecked } from '../outcome.ts';
import type { Checking, Outcome } from '../ports.ts';
import { tryFunction } from './function.ts';
import { tryService } from './service.ts';

/** Tries what the code promises by running it. One outcome for all promises of a language. */
export async function checkTests(checking: Checking): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const promise of checking.promises)
    outcomes.push(await (promise.form === 'service' ? tryService(checking, promise) : tryFunction(checking, promise)));
  const findings = outcomes.flatMap((each) => each.findings);
  const [first = notChecked('tests', say('check.noServer'))] = outcomes;
  if (findings.length > 0) return { ...first, status: 'failed', reason: null, findings };
  return outcomes.find(({ status }) => status === 'notChecked') ?? first;
}
