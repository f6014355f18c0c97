import { spawn } from 'node:child_process';
import { root } from '../bootstrap/paths.mjs';

/** No step of the run may hang for ever: milliseconds until it is ended. */
const timeLimit = 900_000;

/**
 * Runs a JavaScript program of node_modules in the project's folder, with the Node that runs us.
 *
 * @returns its exit code; 124 when it ran into the time limit, 128 and more when a signal ended it
 */
export function runTool(
  program: string,
  args: string[],
  { env = {}, quiet = false }: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<{ code: number }> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
    env: { ...withoutColour(process.env), ...env },
    windowsHide: true,
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  }, timeLimit);
  return new Promise((resolve) => {
    child.on('error', () => resolve({ code: 127 }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 128) });
    });
  });
}

/** The environment, with colours off where nobody looks: some tools take any value of FORCE_COLOR for a yes. */
function withoutColour(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (process.stdout.isTTY) return env;
  const { FORCE_COLOR: _force, ...rest } = env;
  return { ...rest, NO_COLOR: '1' };
}
