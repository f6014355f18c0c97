import { execFile } from 'node:child_process';
import { constants, readFileSync } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { FindTools, Tool, ToolName } from './ports.ts';

/** Milliseconds in which a tool must have said its version. */
const longest = 10_000;

/** Tools on the user's PATH, and the TypeScript compiler that is installed with the app. */
export function installedTools(environment: NodeJS.ProcessEnv = process.env): FindTools {
  return {
    find(name, folder) {
      const found = finders(
        (program) => onPath(program, environment, folder),
        (program, args) => output(program, args, environment),
      );
      return found[name]().catch(() => null);
    },
  };
}

type Finders = Record<ToolName, () => Promise<Tool | null>>;

function finders(
  find: (name: string) => Promise<string | null>,
  ask: (program: string, args: string[]) => Promise<string | null>,
): Finders {
  const own: Finders = {
    async go() {
      const found = await find('go');
      const said = found && (await ask(found, ['env', '-json', 'GOROOT', 'GOMODCACHE', 'GOVERSION']));
      if (!said) return null;
      const { GOROOT, GOMODCACHE, GOVERSION } = JSON.parse(said) as Record<string, string>;
      if (!GOROOT || !GOVERSION) return null;
      const readable = [await realpath(GOROOT), ...(GOMODCACHE && (await isFolder(GOMODCACHE)) ? [await realpath(GOMODCACHE)] : [])];
      const program = path.join(readable[0] as string, 'bin', 'go');
      return { name: 'go', program, args: [], version: GOVERSION.replace(/^go/, '').split(' ')[0] as string, readable };
    },
    async gofmt() {
      const go = await own.go();
      const program = go && (await canRun(path.join(path.dirname(go.program), 'gofmt')));
      return go && program ? { ...go, name: 'gofmt', program } : null;
    },
    async python() {
      const found = await find('python3');
      const script = 'import json, sys; print(json.dumps([sys.executable, sys.base_prefix, ".".join(map(str, sys.version_info[:3]))]))';
      const said = found && (await ask(found, ['-I', '-S', '-c', script]));
      if (!said) return null;
      const [executable, prefix, version] = JSON.parse(said) as [string, string, string];
      const program = await realpath(executable);
      return { name: 'python', program, args: [], version, readable: await outsideSystem(prefix) };
    },
    async node() {
      const isNode = /^node(\.exe)?$/.test(path.basename(process.execPath));
      const program = isNode ? await realpath(process.execPath) : await find('node').then((found) => found && realpath(found));
      if (!program) return null;
      const version = isNode ? process.version : await ask(program, ['--version']);
      return version ? { name: 'node', program, args: [], version: version.trim().replace(/^v/, ''), readable: [program] } : null;
    },
    async typescript() {
      const folder = packageFolder(`@typescript/typescript-${process.platform}-${process.arch}`, packageFolder('@typescript/native'));
      const program = folder && (await canRun(path.join(folder, 'lib', 'tsc')));
      return folder && program ? { name: 'typescript', program, args: [], version: versionOf(folder), readable: [folder] } : null;
    },
    async 'typescript-script'() {
      const node = await own.node();
      const onUsersPath = await find('tsc').then((found) => found && realpath(found));
      const folder = packageFolder('typescript') ?? (onUsersPath && path.dirname(path.dirname(onUsersPath)));
      if (!node || !folder || !(await isFile(path.join(folder, 'lib', 'tsc.js')))) return null;
      const args = [path.join(folder, 'lib', 'tsc.js')];
      return { ...node, name: 'typescript-script', args, version: versionOf(folder), readable: [...node.readable, folder] };
    },
  };
  return own;
}

async function onPath(name: string, environment: NodeJS.ProcessEnv, outside: string | undefined): Promise<string | null> {
  for (const folder of (environment.PATH ?? '').split(path.delimiter)) {
    // An entry like ./node_modules/.bin would take the program from the folder that the app was started in.
    if (!path.isAbsolute(folder)) continue;
    const found = await canRun(path.join(folder, process.platform === 'win32' ? `${name}.exe` : name));
    if (found !== null && !(await isBelow(found, outside))) return found;
  }
  return null;
}

/** A folder with an activated environment has its programs on the PATH, and asking one for its version would run code of the folder. */
async function isBelow(program: string, folder: string | undefined): Promise<boolean> {
  if (folder === undefined) return false;
  // The link may lead into the folder, and the folder may be on the PATH by a link.
  const places = [program, await realpath(program), path.join(await realpath(path.dirname(program)), path.basename(program))];
  return places.some((place) => place.startsWith(`${folder}${path.sep}`));
}

/** Runs a tool for its version: from the root, where no project's file steers it, and without variables that would load code into it. */
function output(program: string, args: string[], environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { PATH, HOME = os.homedir(), SystemRoot, USERPROFILE } = environment;
  const env = { PATH, HOME, SystemRoot, USERPROFILE, GOTOOLCHAIN: 'local', GOFLAGS: '', GOTELEMETRY: 'off' };
  return new Promise((resolve) => {
    const options = { cwd: path.parse(process.execPath).root, env, timeout: longest, maxBuffer: 100_000, windowsHide: true };
    execFile(program, args, options, (error, stdout) => resolve(error ? null : stdout)).stdin?.end();
  });
}

/** A package that is installed with the app. Null in a program that was packed without it. */
function packageFolder(name: string, from: string | null = null): string | null {
  try {
    const start = from === null ? import.meta.url : path.join(from, 'package.json');
    return path.dirname(createRequire(start).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;

const outsideSystem = async (folder: string): Promise<string[]> => {
  const real = await realpath(folder);
  return real === '/usr' || real.startsWith('/usr/') ? [] : [real];
};
const isFolder = (file: string) =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
const canRun = (file: string): Promise<string | null> =>
  access(file, constants.X_OK).then(
    async () => ((await isFile(file)) ? file : null),
    () => null,
  );
