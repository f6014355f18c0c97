import { type Said, say } from '#domain/sentences';
import { readJsonWithComments, type Tool } from '#services/toolchains';
import { foldersAbove, joined, textOf } from './changed-files.ts';
import { added, cannotCompare, concluded, gist, notChecked, runTool, titleOf } from './outcome.ts';
import type { Checking, Outcome } from './ports.ts';
import { readTypeScriptOutput, type TypeScriptOutput } from './typescript-output.ts';

/** The configuration that is laid beside the folder's own for the length of a check. */
const configurationName = 'tsconfig.autoglm-check.json';

/**
 * TypeScript: the compiler reads the project that the files belong to, with the change laid over it, and writes nothing. A configuration
 * that the native compiler does not know any more is tried with the one before it.
 */
export async function checkTypeScript(checking: Checking): Promise<Outcome[]> {
  const tools: Tool[] = [];
  for (const name of ['typescript', 'typescript-script'] as const) {
    const tool = await checking.toolchains.find(name, checking.folder.root);
    if (tool !== null) tools.push(tool);
  }
  if (tools.length === 0) return [notChecked('types', say('check.noTool', { tool: 'typescript' }))];
  let outcome: Outcome | null = null;
  for (const tool of tools) {
    const checked = await checkWith(checking, tool);
    outcome ??= checked;
    if (checked.reason?.sentence.code !== 'check.configuration') return [checked];
  }
  return [outcome as Outcome];
}

async function checkWith(checking: Checking, tool: Tool): Promise<Outcome> {
  const title = titleOf(tool);
  const findings: TypeScriptOutput['findings'] = [];
  let reason: Said | null = null;
  for (const project of await projects(checking)) {
    const after = await runCompiler(checking, tool, project, true);
    if ('reason' in after) {
      reason ??= after.reason;
      continue;
    }
    if (after.findings.length === 0) continue;
    const before = project.existed ? await runCompiler(checking, tool, project, false) : null;
    if (before !== null && 'reason' in before && cannotCompare(before.reason)) {
      reason ??= before.reason;
      continue;
    }
    const fresh = before === null || 'reason' in before ? after.findings : added(after.findings, before.findings);
    if (fresh.length === 0) reason ??= say('check.brokenBefore');
    findings.push(...fresh);
  }
  return reason !== null && findings.length === 0 ? notChecked('types', reason, title) : concluded('types', findings, title);
}

interface Project {
  /** Where its configuration lies. */
  folder: string;
  /** File name of the configuration; null where there is none. */
  configuration: string | null;
  files: string[];
  /** Some of the files were there before the change, so there may have been errors. */
  existed: boolean;
}

async function projects(checking: Checking): Promise<Project[]> {
  const found = new Map<string, Project>();
  for (const [path, text] of checking.files) {
    const { folder, configuration } = await projectOf(path, checking);
    const key = joined(folder, configuration ?? '');
    const project = found.get(key) ?? { folder, configuration, files: [], existed: configuration !== null };
    if (text !== null) project.files.push(path);
    found.set(key, project);
  }
  return [...found.values()];
}

interface Configuration {
  extends?: unknown;
  files?: unknown;
  include?: unknown;
  references?: { path?: unknown }[];
  compilerOptions?: { types?: unknown };
}

async function projectOf(path: string, checking: Checking): Promise<{ folder: string; configuration: string | null }> {
  for (const folder of foldersAbove(path)) {
    const read = async (name: string) => {
      const text = await textOf(joined(folder, name), checking);
      return text === null ? null : (readJsonWithComments(text) as Configuration | null);
    };
    if ((await textOf(joined(folder, 'tsconfig.json'), checking)) === null) continue;
    const configuration = await read('tsconfig.json');
    const referenced = (Array.isArray(configuration?.references) ? configuration.references : []).map((each) => each?.path);
    // A configuration that only names others: the file belongs to one of them.
    const empty = Array.isArray(configuration?.files) && configuration.files.length === 0 && configuration.include === undefined;
    for (const name of empty ? referenced : []) {
      const match = typeof name === 'string' ? /^(?:\.\/)?([^/]+\.json)$/.exec(name)?.[1] : undefined;
      const include = match === undefined ? null : (await read(match))?.include;
      const below = path.slice(folder === '' ? 0 : folder.length + 1);
      const prefixes = Array.isArray(include) ? include.map((each) => String(each).replace(/^\.\//, '').split(/[*?]/)[0] as string) : [];
      if (match !== undefined && prefixes.some((prefix) => below.startsWith(prefix))) return { folder, configuration: match };
    }
    return { folder, configuration: 'tsconfig.json' };
  }
  return { folder: '', configuration: null };
}

/** Options that a configuration and those it extends by path set, as far as they decide what else must be said. */
async function says(project: Project, checking: Checking): Promise<{ types: boolean; files: boolean }> {
  const found = { types: false, files: false };
  let path: string | null = project.configuration === null ? null : joined(project.folder, project.configuration);
  for (let depth = 0; path !== null && depth < 8; depth++) {
    const text: string | null = await textOf(path, checking);
    const configuration: Configuration | null = text === null ? null : (readJsonWithComments(text) as Configuration | null);
    if (configuration?.compilerOptions?.types !== undefined) found.types = true;
    if (configuration?.files !== undefined || configuration?.include !== undefined) found.files = true;
    const next = configuration?.extends;
    // What a package brings is not looked up: it hardly ever says either.
    const relative: string | null = typeof next === 'string' && /^\.\.?\//.test(next) ? next : null;
    path = relative === null ? null : resolve(foldersAbove(path)[0] as string, relative.endsWith('.json') ? relative : `${relative}.json`);
  }
  return found;
}

function resolve(folder: string, relative: string): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Without a configuration: what a new project of today has, with modules found as bundlers and Node find them. */
const ordinary = {
  ...{ strict: true, target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'], module: 'preserve', moduleResolution: 'bundler' },
  ...{ jsx: 'preserve', allowImportingTsExtensions: true, esModuleInterop: true },
};

async function configurationFor(project: Project, checking: Checking, tool: Tool, files: string[]): Promise<string> {
  const said = await says(project, checking);
  const inside = project.folder === '' ? 0 : project.folder.length + 1;
  const old = tool.name === 'typescript-script' && Number(tool.version.split('.')[0]) < 7;
  return JSON.stringify({
    ...(project.configuration !== null && { extends: `./${project.configuration}` }),
    files: files.map((path) => path.slice(inside)),
    ...(project.configuration === null ? { include: [] } : said.files ? {} : { include: ['**/*'] }),
    references: [],
    compilerOptions: {
      ...(project.configuration === null ? ordinary : {}),
      ...{ noEmit: true, composite: false, incremental: false, declaration: false, declarationMap: false, emitDeclarationOnly: false },
      skipLibCheck: true,
      // Since 6.0 types of packages are taken only when they are named; a project from before relies on all.
      ...(said.types || Number(tool.version.split('.')[0]) < 6 ? {} : { types: ['*'] }),
      ...(old && Number(tool.version.split('.')[0]) === 6 ? { ignoreDeprecations: '6.0' } : {}),
    },
  });
}

async function runCompiler(
  checking: Checking,
  tool: Tool,
  project: Project,
  changed: boolean,
): Promise<TypeScriptOutput | { reason: Said }> {
  const files: string[] = [];
  for (const path of project.files) if (changed || (await checking.folder.read(path)) !== null) files.push(path);
  const laid = new Map(changed ? checking.changed : checking.before);
  const place = joined(project.folder, configurationName);
  laid.set(place, await configurationFor(project, checking, tool, files));
  const at = checking.sandbox.seenAt(checking.folder.root, '');
  const ran = await runTool(checking, tool, {
    args: ['--pretty', 'false', '-p', `${at}/${place}`],
    folder: { root: checking.folder.root, trusted: checking.folder.trusted },
    files: laid,
  });
  if ('reason' in ran) return ran;
  const output = readTypeScriptOutput(ran.text, (path) => {
    const inside = path.startsWith(`${at}/`) ? path.slice(at.length + 1) : path;
    return inside.startsWith('/') || inside.startsWith('../') ? null : inside;
  });
  const title = titleOf(tool);
  if (output.configuration.length > 0)
    return { reason: say('check.configuration', { tool: title, said: gist(output.configuration.join('\n')) }) };
  if (output.missing.length > 0)
    return { reason: say('check.dependencyMissing', { names: [...new Set(output.missing)].slice(0, 5).join(', ') }) };
  if (ran.result.exitCode !== 0 && output.findings.length === 0)
    return { reason: say('check.noResult', { tool: title, said: gist(ran.text) }) };
  return output;
}
