import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { SettingsService } from './settings.ts';

export function settingsProcedures(settings: SettingsService) {
  const os = implement(contract.settings);
  return os.router({
    get: os.get.handler(() => settings.get()),
    change: os.change.handler(({ input }) => settings.change(input)),
  });
}
