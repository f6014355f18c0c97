import { z } from 'zod';
import { builtInEngine } from './models.ts';
import { triggerSettingsSchema } from './retraining.ts';

/** All settings with their defaults; what the store lacks is filled in here, what it has too much is dropped. */
export const settingsSchema = z.object({
  language: z.enum(['auto', 'en', 'zh']).default('auto'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  diffColours: z.enum(['green-red', 'blue-orange']).default('green-red'),
  diffView: z.enum(['unified', 'split']).default('unified'),
  /** `built-in` or the id of a model. */
  engine: z.string().default(builtInEngine),
  temperature: z.number().min(0).max(2).default(0.2),
  topP: z.number().min(0.01).max(1).default(0.95),
  maxTokens: z.int().min(16).max(32_768).default(2048),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
  contextSize: z.int().min(512).max(131_072).default(4096),
  /** Minutes without a request after which the model is unloaded; 0 = never. */
  unloadAfterMinutes: z.number().min(0).max(1440).default(60),
  /** How long a loaded model may take to read a request that the rules do not understand, in seconds; 0 = it is not asked. */
  planSeconds: z.int().min(0).max(600).default(30),
  /** How often a model may repair an answer whose checks fail; 0 = never. */
  repairRounds: z.int().min(0).max(2).default(2),
  trigger: triggerSettingsSchema.prefault({}),
  /** Command id → key chord, where the user changed it. An empty chord removes the key. */
  keys: z.record(z.string(), z.string()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});

/** A change of settings: what is left out stays, also inside `trigger`. */
export type SettingsPatch = Partial<Omit<Settings, 'trigger'>> & { trigger?: Partial<Settings['trigger']> | undefined };
