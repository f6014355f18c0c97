import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { ProposalChecks } from './proposal-checks.ts';

export function checksProcedures(checks: ProposalChecks) {
  const os = implement(contract.checks);
  return os.router({
    get: os.get.handler(({ input, signal }) => checks.of(input.proposalId, input.again, signal)),
    follow: os.follow.handler(({ input, signal }) => checks.follow(input.proposalId, input.again, signal)),
  });
}
