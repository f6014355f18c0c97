import type { Finding } from '#domain/checks';
import { type Said, say } from '#domain/sentences';
import type { Tool } from '#services/toolchains';
import { foldersAbove, joined, textOf } from './changed-files.ts';
import { type GoOutput, readGofmt, readGofmtErrors, readGoOutput } from './go-output.ts';
import { added, cannotCompare, concluded, gist, namesOf, notChecked, runTool, titleOf } from './outcome.ts';
import type { Checking, Outcome } from './ports.ts';

/** A module with more files is checked only where it was changed. */
const smallModule = 200;

/** Go: laid out as gofmt does; `go vet` type-checks the changed packages with the change laid over them, and the whole of a small module. */
export async function checkGo(checking: Checking): Promise<Outcome[]> {
  const formats = await checkFormat(checking);
  const tool = await checking.toolchains.find('go', checking.folder.root);
  if (tool === null) return [formats, ...both(say('check.noTool', { tool: 'go' }), null)];
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  let reason: Said | null = null;
  const all = await units(checking);
  if (all.length === 0) return [formats, ...both(say('check.onlyDeleted'), null)];
  for (const unit of all) {
    const checked = await checkUnit(checking, tool, unit);
    if ('reason' in checked) reason ??= checked.reason;
    else {
      errors.push(...checked.errors);
      warnings.push(...checked.warnings);
    }
  }
  const title = titleOf(tool);
  if (reason !== null && errors.length === 0) return [formats, ...both(reason, title)];
  const unsure = constrained(checking);
  if (errors.length === 0 && warnings.length === 0 && unsure.length > 0)
    return [formats, ...both(say('check.leftOut', { tool: 'go', names: namesOf(unsure) }), title)];
  const compiles = concluded('compiles', errors, title);
  if (errors.length > 0 && warnings.length === 0) return [formats, compiles];
  return [formats, compiles, concluded('types', warnings, title)];
}

/** Files that Go compiles only for some machines or with some flags: where nothing is said of them, they may not have been looked at. */
function constrained({ files }: Checking): string[] {
  const machine =
    /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|loong64|mips\w*|ppc64\w*|riscv64|s390x|wasm)(?:_test)?\.go$|(?:^|\/)[_.][^/]*\.go$/;
  const line = /^\/\/(?:go:build| \+build) |^import "C"$/m;
  return [...files].filter(([path, text]) => text !== null && (machine.test(path) || line.test(text))).map(([path]) => path);
}

const both = (reason: Said, tool: string | null): Outcome[] => [notChecked('compiles', reason, tool), notChecked('types', reason, tool)];

async function checkFormat(checking: Checking): Promise<Outcome> {
  const tool = await checking.toolchains.find('gofmt', checking.folder.root);
  if (tool === null) return notChecked('formats', say('check.noTool', { tool: 'gofmt' }));
  const paths: string[] = [];
  const beside = new Map<string, string>();
  for (const [path, text] of checking.files) {
    if (text === null) continue;
    const before = await checking.folder.read(path);
    beside.set(`after/${paths.length}.go`, text);
    if (before !== null) beside.set(`before/${paths.length}.go`, before);
    paths.push(path);
  }
  if (paths.length === 0) return notChecked('formats', say('check.onlyDeleted'));
  const ran = await runTool(checking, tool, { args: ['-d', checking.sandbox.besideAt], beside });
  if ('reason' in ran) return notChecked('formats', ran.reason, titleOf(tool));
  const pathIn = (folder: string) => (path: string) => {
    const number = new RegExp(`/${folder}/(\\d+)\\.go$`).exec(path)?.[1];
    return number === undefined ? null : (paths[Number(number)] ?? null);
  };
  const before = readGofmt(ran.text, pathIn('before')).map(({ path }) => path);
  // A file that was laid out in another way before is its owner's choice.
  const after = readGofmt(ran.text, pathIn('after'));
  const found = [...readGofmtErrors(ran.text, pathIn('after')), ...after.filter(({ path }) => !before.includes(path))];
  const others = after.map(({ path }) => path).filter((path) => before.includes(path));
  if (ran.result.outputCut)
    return notChecked('formats', say('check.noResult', { tool: titleOf(tool), said: 'limit of output' }), titleOf(tool));
  if (found.length === 0 && others.length > 0)
    return notChecked('formats', say('check.otherLayout', { names: namesOf(others) }), titleOf(tool));
  return concluded('formats', found, titleOf(tool));
}

/** What one run of go looks at: packages of one module, or the files of one folder where there is no module. */
interface Unit {
  /** Folder in which go runs. */
  folder: string;
  targets: string[];
  /** The module or a folder of packages is new: then the change is laid over the folder's tree, else Go overlays it by itself. */
  laid: boolean;
  /** All of the changed files are new: what is wrong elsewhere was so before. */
  fresh: boolean;
}

async function units(checking: Checking): Promise<Unit[]> {
  const listed = await checking.folder.list();
  const byModule = new Map<string, Set<string>>();
  const loose = new Map<string, string[]>();
  for (const path of checking.files.keys()) {
    const folder = foldersAbove(path)[0] as string;
    const module = await moduleOf(path, checking);
    if (module === null) loose.set(folder, [...(loose.get(folder) ?? []), path]);
    else byModule.set(module, (byModule.get(module) ?? new Set()).add(folder));
  }
  const found: Unit[] = [];
  const below = (module: string) => (path: string) => path.endsWith('.go') && (module === '' || path.startsWith(`${module}/`));
  for (const [module, folders] of byModule) {
    const existing = listed.filter(below(module));
    const modified = [...checking.files.keys()].some((path) => existing.includes(path));
    const packages = [...folders].filter((folder) => hasGoFiles(folder, existing, checking));
    // Go's own overlay takes a new folder too, but vet wants to be started in it.
    const laid = checking.changed.has(joined(module, 'go.mod')) || packages.some((folder) => isNewFolder(folder, listed));
    const targets = packages.map((folder) => `./${folder.slice(module.length).replace(/^\//, '')}`);
    // Links are not searched for packages, so a laid tree is checked where it was changed.
    const all = modified && !laid && existing.length <= smallModule;
    // A package of which nothing is left is missed by the others. What is named like test data is looked at only when it is named.
    const every = all && hasGoFilesBelow(existing, checking) ? ['./...', ...targets] : targets;
    if (every.length > 0) found.push({ folder: module, targets: every, laid, fresh: !modified });
  }
  for (const [folder, paths] of loose) {
    const targets = await looseFiles(folder, paths, listed, checking);
    const fresh = !paths.some((path) => listed.includes(path));
    if (targets.length > 0) found.push({ folder: '', targets, laid: isNewFolder(folder, listed), fresh });
  }
  return found;
}

const isNewFolder = (folder: string, listed: readonly string[]): boolean =>
  folder !== '' && !listed.some((path) => path.startsWith(`${folder}/`));

export async function moduleOf(path: string, checking: Checking): Promise<string | null> {
  for (const folder of foldersAbove(path)) if ((await textOf(joined(folder, 'go.mod'), checking)) !== null) return folder;
  return null;
}

function hasGoFiles(folder: string, listed: readonly string[], { files }: Checking): boolean {
  const here = (path: string) => foldersAbove(path)[0] === folder;
  return [...files].some(([path, text]) => here(path) && text !== null) || listed.some((path) => here(path) && !files.has(path));
}

const hasGoFilesBelow = (existing: readonly string[], { files }: Checking): boolean => existing.some((path) => files.get(path) !== null);

/** Files of a folder that belong together: with their neighbours, unless these are programs of their own. */
async function looseFiles(folder: string, paths: readonly string[], listed: readonly string[], checking: Checking): Promise<string[]> {
  const own = paths.filter((path) => checking.files.get(path) !== null);
  const main = /^func main\(/m;
  const isProgram = own.some((path) => main.test(checking.files.get(path) ?? ''));
  const together = [...own];
  for (const path of listed) {
    if (!path.endsWith('.go') || foldersAbove(path)[0] !== folder || checking.files.has(path)) continue;
    const text = (await checking.folder.read(path)) ?? '';
    if (!(isProgram && main.test(text))) together.push(path);
  }
  return own.length === 0 ? [] : together.map((path) => `./${path}`);
}

type UnitResult = { errors: Finding[]; warnings: Finding[] } | { reason: Said };

async function checkUnit(checking: Checking, tool: Tool, unit: Unit): Promise<UnitResult> {
  const vetted = await runGo(checking, tool, unit, ['vet'], true);
  if ('reason' in vetted) return vetted;
  if (vetted.errors.length === 0 && vetted.warnings.length === 0) return vetted;
  // Vet stops at the first error of a package; the compiler tells them all, but does not look at tests.
  const built = await runGo(checking, tool, unit, ['build', '-gcflags=-e'], true);
  if ('reason' in built) return built;
  const errors = [...built.errors, ...added(vetted.errors, built.errors)];
  return compareWithBefore(checking, tool, unit, { errors, warnings: added(vetted.warnings, built.errors) });
}

/** Takes out what was wrong before the change: in files that were there, or that use them. */
async function compareWithBefore(
  checking: Checking,
  tool: Tool,
  unit: Unit,
  after: { errors: Finding[]; warnings: Finding[] },
): Promise<UnitResult> {
  const strange = [...after.errors, ...after.warnings].some(({ path }) => !checking.files.has(path));
  if (!strange && unit.fresh) return after;
  const own = after.errors.filter(({ path }) => checking.files.has(path));
  if (unit.fresh) return own.length === 0 && after.errors.length > 0 ? { reason: say('check.brokenBefore') } : { ...after, errors: own };
  if (unit.laid) return after;
  const before = await runGo(checking, tool, unit, after.errors.length > 0 ? ['build', '-gcflags=-e'] : ['vet'], false);
  if ('reason' in before) return cannotCompare(before.reason) ? before : after;
  const errors = added(after.errors, before.errors);
  const warnings = added(after.warnings, before.warnings);
  if (errors.length === 0 && after.errors.length > 0) return { reason: say('check.brokenBefore') };
  return { errors, warnings };
}

async function runGo(
  checking: Checking,
  tool: Tool,
  unit: Unit,
  command: string[],
  overlaid: boolean,
): Promise<GoOutput | { reason: Said }> {
  const { sandbox, folder, changed } = checking;
  const at = sandbox.seenAt(folder.root, '');
  const names: string[] = [];
  const beside = new Map<string, string>();
  const replace: Record<string, string> = {};
  if (!overlaid || !unit.laid) {
    for (const [path, text] of overlaid ? changed : checking.before) {
      const name = `${names.length}.${path.split('.').at(-1)}`;
      if (text !== null) beside.set(name, text);
      replace[`${at}/${path}`] = text === null ? '' : `${sandbox.besideAt}/${name}`;
      names.push(path);
    }
    if (names.length > 0) beside.set('overlay.json', JSON.stringify({ Replace: replace }));
  }
  const options = [...(beside.size > 0 ? ['-overlay', `${sandbox.besideAt}/overlay.json`] : []), '-buildvcs=false'];
  // A single program would be linked, and put into the folder.
  const nowhere = command[0] === 'build' ? ['-o', '/dev/null'] : [];
  const ran = await runTool(checking, tool, {
    args: [...command, ...options, ...nowhere, ...unit.targets],
    folder: { root: folder.root, trusted: folder.trusted },
    beside,
    ...(unit.laid && overlaid && { files: changed }),
    cwd: unit.folder,
    ...goEnvironment(checking, tool),
  });
  if ('reason' in ran) return ran;
  const output = readGoOutput(
    ran.text,
    (path) => pathIn(path, { at, beside: sandbox.besideAt, names, cwd: unit.folder }),
    command[0] === 'vet',
  );
  return output.errors.length > 0 && output.missing.length === 0 ? output : (reasonOf(output, tool, ran) ?? output);
}

/** Go works offline, with a cache of the app's own and nothing of the user's settings. */
export function goEnvironment({ sandbox, cacheFolder }: Checking, tool: Tool): { cache: string; env: Record<string, string> } {
  const cache = `${cacheFolder}/go`;
  const moduleCache = tool.readable.find((path) => path.endsWith('/mod'));
  return {
    cache,
    env: {
      GOCACHE: sandbox.cacheAt(cache),
      GOPATH: '/scratch/go',
      ...(moduleCache && { GOMODCACHE: moduleCache }),
      ...{ GOENV: 'off', GOPROXY: 'off', GOSUMDB: 'off', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off', CGO_ENABLED: '0' },
    },
  };
}

function reasonOf(output: GoOutput, tool: Tool, ran: { result: { exitCode: number | null }; text: string }): { reason: Said } | null {
  if (output.missing.length > 0)
    return { reason: say('check.dependencyMissing', { names: [...new Set(output.missing)].slice(0, 5).join(', ') }) };
  if (output.tooOld) return { reason: say('check.toolTooOld', { tool: titleOf(tool), said: gist(ran.text) }) };
  if (ran.result.exitCode === 0 || output.warnings.length > 0) return null;
  return { reason: say('check.configuration', { tool: titleOf(tool), said: gist(output.said.join('\n') || ran.text) }) };
}

/** A path as Go writes it, as one of the folder: an overlaid file's copy, an absolute path, or one relative to where go ran. */
function pathIn(path: string, seen: { at: string; beside: string; names: readonly string[]; cwd: string }): string | null {
  if (path.startsWith(`${seen.beside}/`)) return seen.names[Number.parseInt(path.slice(seen.beside.length + 1), 10)] ?? null;
  if (path.startsWith(`${seen.at}/`)) return path.slice(seen.at.length + 1);
  const parts = path.startsWith('/') ? path.slice(1).split('/') : [...seen.cwd.split('/'), ...path.split('/')];
  const real: string[] = [];
  for (const part of parts) {
    if (part === '..') {
      if (real.pop() === undefined) return besidePath(path, seen);
    } else if (part !== '.' && part !== '') real.push(part);
  }
  return path.startsWith('/') ? null : real.join('/');
}

/** `../beside/0.go`: Go shortens absolute paths where it can. */
function besidePath(path: string, { beside, names }: { beside: string; names: readonly string[] }): string | null {
  const number = new RegExp(`(?:^|/)\\.\\.${beside}/(\\d+)\\.`).exec(path)?.[1];
  return number === undefined ? null : (names[Number(number)] ?? null);
}
