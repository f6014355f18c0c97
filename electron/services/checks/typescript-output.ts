import type { Finding } from '#domain/checks';

export interface TypeScriptOutput {
  findings: Finding[];
  /** Packages whose types are not installed. */
  missing: string[];
  /** What is wrong with the configuration. */
  configuration: string[];
}

/** Names that come from a package of types: "Cannot find name 'process'. Do you need to install type definitions for node?" */
const needsTypes = new Set([2580, 2581, 2582, 2583, 2591, 2592, 2593, 2688, 2792, 2868, 7016, 2875]);

/**
 * Reads what `tsc --pretty false` prints. A module that is named by its package and not found is missing; one that is named by its path is
 * wrong. `pathOf` turns a path as it is written into one of the folder, or null for one outside.
 */
export function readTypeScriptOutput(text: string, pathOf: (path: string) => string | null): TypeScriptOutput {
  const found: TypeScriptOutput = { findings: [], missing: [], configuration: [] };
  let last: Finding | null = null;
  for (const line of text.split(/\r?\n/)) {
    const match = /^(?:(.+?)\((\d+),(\d+)\): )?error TS(\d+): (.*)$/.exec(line);
    if (!match) {
      if (/^\s+\S/.test(line) && last !== null) last.message += `\n${line.trim()}`;
      continue;
    }
    const [, file, row, column, code, message = ''] = match;
    last = null;
    const named = /(?:module|name|file for|path|library|files for) '([^']+)'/.exec(message)?.[1] ?? '?';
    const absent = needsTypes.has(Number(code)) || (Number(code) === 2307 && !/^(?:\.|\/|#|~|@\/)/.test(named));
    const path = file === undefined ? null : pathOf(file);
    if (absent) found.missing.push(named);
    else if (path === null || path.endsWith('.json')) found.configuration.push(`TS${code}: ${message}`);
    else {
      last = { path, line: Number(row), column: Number(column), message: `TS${code}: ${message}` };
      found.findings.push(last);
    }
  }
  return found;
}
