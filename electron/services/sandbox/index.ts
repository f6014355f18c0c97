export type {
  Availability,
  ConfinedRequest,
  Confinement,
  ReachedLimit,
  SandboxLimits,
  SandboxRequest,
  SandboxResult,
} from './ports.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
