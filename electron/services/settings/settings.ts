import type { Announce } from '#domain/app-event';
import { AppError } from '#domain/errors';
import type { Settings, SettingsPatch } from '#domain/settings';
import { settingsSchema } from '#domain/settings';
import type { SettingsStore } from './ports.ts';

export interface SettingsService {
  /** The settings as they are in the store now: another process may have changed them. */
  get(): Promise<Settings>;
  /** Changes what the patch names and nothing else; fields of `trigger` one by one, `keys` as a whole. Throws BAD_INPUT. */
  change(patch: SettingsPatch): Promise<Settings>;
}

export function createSettings({ store, announce }: { store: SettingsStore; announce: Announce }): SettingsService {
  const read = async (): Promise<Settings> => readSettings(await store.load());
  return {
    get: read,
    async change(patch) {
      const before = await read();
      const named = Object.entries(patch).filter(([key, value]) => value !== undefined && Object.hasOwn(settingsSchema.shape, key));
      const changed = new Map<string, string>();
      for (const [key, value] of named) {
        const whole =
          key === 'trigger' && typeof value === 'object' && value !== null ? { ...before.trigger, ...definedOnly(value) } : value;
        const checked = fieldSchema(key).safeParse(whole);
        if (!checked.success)
          throw new AppError(
            'BAD_INPUT',
            `The setting ${key} cannot have this value: ${checked.error.issues[0]?.message ?? 'not allowed'}.`,
          );
        changed.set(key, JSON.stringify(checked.data));
      }
      if (changed.size === 0) return before;
      await store.save(changed);
      announce({ type: 'settings.changed' });
      return read();
    },
  };
}

const definedOnly = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));

const fieldSchema = (key: string) => settingsSchema.shape[key as keyof Settings];

/**
 * Settings out of stored text. A value that is missing, no JSON, or not allowed gets its default, alone: one bad value must not take
 * the others along, nor keep the app from starting.
 */
export function readSettings(stored: ReadonlyMap<string, string>): Settings {
  const read = (key: string): unknown => {
    const schema = fieldSchema(key);
    const text = stored.get(key);
    if (text !== undefined) {
      const checked = schema.safeParse(parseJson(text));
      if (checked.success) return checked.data;
    }
    return schema.parse(undefined);
  };
  return Object.fromEntries(Object.keys(settingsSchema.shape).map((key) => [key, read(key)])) as Settings;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Symbol('no JSON');
  }
}
