export type { SettingsService } from './settings.ts';
export { createSettings } from './settings.ts';
