export type { RepairPorts, Texts } from './ports.ts';
export { type Repairable, repair } from './repair.ts';
