/** One row per setting, JSON text as it is stored. What is in it is not trusted: other versions of the app wrote it, or a hand. */
export interface SettingsStore {
  load(): Promise<Map<string, string>>;
  /** All of them or none, durable. */
  save(values: ReadonlyMap<string, string>): Promise<void>;
}
