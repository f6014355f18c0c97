export type { SettingsService } from './settings.ts';
export { createSettings, readSettings } from './settings.ts';
