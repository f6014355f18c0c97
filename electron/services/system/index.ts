export { AppEvents } from './app-events.ts';
export type { Backup, Desktop } from './ports.ts';
