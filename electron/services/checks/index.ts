export { type CheckRequest, type Checks, createChecks } from './checks.ts';
export type { CheckFolder, ChecksPorts } from './ports.ts';
export { createProposalChecks, type ProposalChecks, type ProposedFiles } from './proposal-checks.ts';
