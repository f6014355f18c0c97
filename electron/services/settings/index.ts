export { createSettings, readSettings } from './settings.ts';
export type { SettingsService } from './settings.ts';
