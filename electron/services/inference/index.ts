export type { Generation, ModelEngine } from './ports.ts';
