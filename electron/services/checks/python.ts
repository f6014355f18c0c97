import type { Finding } from '#domain/checks';
import { type Said, say } from '#domain/sentences';
import type { Tool } from '#services/toolchains';
import { textOf } from './changed-files.ts';
import { concludedFresh, gist, notChecked, runTool, titleOf } from './outcome.ts';
import type { Checking, Outcome } from './ports.ts';

/**
 * Reads sources as JSON, compiles each without running or writing anything, and prints what is wrong as JSON. `feature_version` also
 * refuses most of the syntax that the oldest Python of the folder does not have.
 */
const script = `
import ast, json, sys
found = []
sys.setrecursionlimit(4000)
asked = json.load(sys.stdin)
level = asked["level"]
for path, text in asked["files"]:
    try:
        if level is not None and level < sys.version_info[1]:
            ast.parse(text, path, feature_version=(3, level))
        compile(text, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        found.append([path, error.lineno or 1, error.offset, type(error).__name__ + ": " + str(error.msg)])
    except (ValueError, RecursionError, MemoryError, UnicodeError) as error:
        found.append([path, 1, None, type(error).__name__ + ": " + str(error)])
json.dump(found, sys.stdout)
`;

/** Python: every file is compiled by the installed interpreter, which needs neither the folder nor what it imports. */
export async function checkPython(checking: Checking): Promise<Outcome[]> {
  const tool = await checking.toolchains.find('python', checking.folder.root);
  if (tool === null) return [notChecked('compiles', say('check.noTool', { tool: 'python3' }))];
  const files = [...checking.files].filter(([, text]) => text !== null);
  if (files.length === 0) return [notChecked('compiles', say('check.onlyDeleted'))];
  const { python } = await checking.toolchains.levels({ read: (path) => textOf(path, checking) });
  const level = python === null ? null : Number(python.split('.')[1]);
  return [await concludedFresh(checking, titleOf(tool), files, (sources) => compile(checking, tool, sources, level))];
}

async function compile(
  checking: Checking,
  tool: Tool,
  files: [string, string | null][],
  level: number | null,
): Promise<Finding[] | { reason: Said }> {
  const ran = await runTool(checking, tool, { args: ['-I', '-S', '-W', 'ignore', '-c', script], input: JSON.stringify({ level, files }) });
  if ('reason' in ran) return ran;
  const found = readFound(new TextDecoder().decode(ran.result.stdout));
  return found?.map(withLine) ?? { reason: say('check.noResult', { tool: titleOf(tool), said: gist(ran.text) }) };
}

/** A place that the tool could not tell is the first line. */
export const withLine = (finding: Finding): Finding => ({ ...finding, line: Math.max(1, finding.line) });

/** Rows of path, line (0 when unknown), column and message, as the scripts print them. Null when they did not come to print. */
export function readFound(text: string): Finding[] | null {
  try {
    const rows = JSON.parse(text) as [string, number, number | null, string][];
    return rows.map(([path, line, column, message]) => ({
      path,
      line: Math.max(0, line),
      column: column && column > 0 ? column : null,
      message,
    }));
  } catch {
    return null;
  }
}
