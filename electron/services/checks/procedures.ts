import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { ProposalChecks } from './proposal-checks.ts';

export function checksProcedures(checks: ProposalChecks) {
  const os = implement(contract.checks);
  return os.router({ get: os.get.handler(({ input }) => checks.of(input.proposalId, input.again)) });
}
