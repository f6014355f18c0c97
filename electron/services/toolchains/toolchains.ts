import { type LanguageLevels, readLevels } from './levels.ts';
import type { FindTools, Tool, ToolName } from './ports.ts';

/** Compilers, formatters and interpreters of this machine, and the language levels that a folder asks for. */
export interface Toolchains {
  /** Null where it is not installed, or only inside `folder`. What was found is remembered for a minute. */
  find(name: ToolName, folder?: string): Promise<Tool | null>;
  /** The oldest language levels in force, read from the folder's own files as data; null where it does not say. */
  levels(files: { read(path: string): Promise<string | null> }): Promise<LanguageLevels>;
}

/** Somebody may install or update a tool while the app runs: milliseconds. */
const lifetime = 60_000;

export function createToolchains(ports: { tools: FindTools; now?: () => number }): Toolchains {
  const { tools, now = () => performance.now() } = ports;
  const known = new Map<string, { at: number; tool: Promise<Tool | null> }>();
  return {
    async find(name, folder) {
      const key = `${name} ${folder ?? ''}`;
      for (const [other, { at }] of known) if (now() - at >= lifetime) known.delete(other);
      const before = known.get(key);
      const entry = before ?? { at: now(), tool: tools.find(name, folder) };
      known.set(key, entry);
      entry.tool.catch(() => known.delete(key));
      const tool = await entry.tool;
      const own = folder !== undefined && tool !== null && [tool.program, ...tool.args].some((path) => path.startsWith(`${folder}/`));
      return own ? null : tool;
    },
    levels: readLevels,
  };
}
