import type { Finding } from '#domain/checks';
import { type Said, say } from '#domain/sentences';
import { readJsonWithComments, type Tool } from '#services/toolchains';
import { foldersAbove, joined, textOf } from './changed-files.ts';
import { concludedFresh, gist, namesOf, notChecked, runTool, titleOf } from './outcome.ts';
import type { Checking, Outcome } from './ports.ts';
import { readFound, withLine } from './python.ts';

/** Compiles each source as the kind of module it is, without running it, and prints what is wrong as JSON. */
const script = `
const vm = require('node:vm');
const asked = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const names = ['exports', 'require', 'module', '__filename', '__dirname'];
const kinds = {
  module: (text, path) => void new vm.SourceTextModule(text, { identifier: path }),
  commonjs: (text, path) => void vm.compileFunction(text, names, { filename: path }),
};
const fault = (kind, text, path) => {
  try {
    kinds[kind](text, path);
    return null;
  } catch (error) {
    const at = String(error.stack).split('\\n').slice(0, 1).join('').match(/:(\\d+)$/);
    return [path, at ? Number(at[1]) : 0, null, error.name + ': ' + error.message];
  }
};
const found = [];
for (const [path, text, kind] of asked) {
  const source = text.replace(/^\\ufeff/, '').replace(/^#!/, '//');
  const faults = (kind === 'either' ? ['module', 'commonjs'] : [kind]).map((each) => fault(each, source, path));
  if (faults.every((each) => each !== null)) found.push(faults[0]);
}
process.stdout.write(JSON.stringify(found));
`;

/** JavaScript: what `node --check` does, for many files at once. Files with JSX are left to the parser: Node cannot read them. */
export async function checkJavaScript(checking: Checking): Promise<Outcome[]> {
  const present = [...checking.files].filter(([, text]) => text !== null);
  const isJsx = (path: string) => path.toLowerCase().endsWith('.jsx');
  const files = present.filter(([path]) => !isJsx(path));
  const jsx = present.map(([path]) => path).filter(isJsx);
  const onlyParsed = notChecked('compiles', say('check.jsx', { names: namesOf(jsx) }));
  if (files.length === 0) return [jsx.length > 0 ? onlyParsed : notChecked('compiles', say('check.onlyDeleted'))];
  const tool = await checking.toolchains.find('node', checking.folder.root);
  if (tool === null) return [notChecked('compiles', say('check.noTool', { tool: 'node' }))];
  const outcome = await concludedFresh(checking, titleOf(tool), files, (sources) => compile(checking, tool, sources));
  // What is green must hold for all of them.
  return [outcome.status === 'passed' && jsx.length > 0 ? onlyParsed : outcome];
}

async function compile(checking: Checking, tool: Tool, files: [string, string | null][]): Promise<Finding[] | { reason: Said }> {
  const asked: [string, string, Kind][] = [];
  for (const [path, text] of files) asked.push([path, text ?? '', await kindOf(path, checking)]);
  const ran = await runTool(checking, tool, {
    args: ['--experimental-vm-modules', '--no-warnings', '-e', script],
    input: JSON.stringify(asked),
  });
  if ('reason' in ran) return ran;
  const found = readFound(new TextDecoder().decode(ran.result.stdout));
  if (found === null) return { reason: say('check.noResult', { tool: titleOf(tool), said: gist(ran.text) }) };
  for (const finding of found.slice(0, mostLocated))
    if (finding.line === 0) finding.line = await locate(checking, tool, new Map(files).get(finding.path) ?? '');
  return found.map(withLine);
}

/** Node tells the line of an error in a module only when it checks that module alone. */
async function locate(checking: Checking, tool: Tool, text: string): Promise<number> {
  const beside = new Map([['source.mjs', text]]);
  const ran = await runTool(checking, tool, { args: ['--check', `${checking.sandbox.besideAt}/source.mjs`], beside });
  return 'reason' in ran ? 1 : Number(/source\.mjs:(\d+)/.exec(ran.text)?.[1] ?? 1);
}

/** Each costs a start of Node. */
const mostLocated = 3;

type Kind = 'module' | 'commonjs' | 'either';

/** Decided as Node decides: by the ending, else by the nearest package.json, else by what the text is. */
async function kindOf(path: string, checking: Checking): Promise<Kind> {
  if (path.endsWith('.mjs')) return 'module';
  if (path.endsWith('.cjs')) return 'commonjs';
  for (const folder of foldersAbove(path)) {
    const text = await textOf(joined(folder, 'package.json'), checking);
    if (text === null) continue;
    const type = (readJsonWithComments(text) as { type?: unknown } | null)?.type;
    return type === 'module' ? 'module' : type === 'commonjs' ? 'commonjs' : 'either';
  }
  return 'either';
}
