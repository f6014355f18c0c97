import type { Expression, ImportNode } from '#domain/ir/nodes';
import { awaited } from '../../rewriting/awaiting.ts';
import { isScript, moduleName, ownNameAtTop, type Rewrite, type Subject } from '../../rewriting/rewrite.ts';
import { type AnyNode, dottedName, isFunction, visit } from '../../rewriting/visit.ts';

const files = new Set(
  'readFile writeFile appendFile readdir stat lstat mkdir mkdtemp rm rmdir unlink rename copyFile access chmod realpath readlink symlink truncate utimes'.split(
    ' ',
  ),
);

/** Calls that keep everything else waiting, in their version that does not: of Node's files and Python's `time.sleep`. */
export function withoutBlocking(subject: Subject): { edits: Rewrite['edits']; imports: ImportNode[]; replaced: string[] } {
  const edits: Rewrite['edits'] = [];
  const imports: ImportNode[] = [];
  const replaced: string[] = [];
  const { view, language, node: own } = subject;
  visit(own.body, (node, parents) => {
    if (isFunction(node)) return false;
    if (node.kind !== 'call') return true;
    const callee = (node as unknown as Extract<Expression, { kind: 'call' }>).callee;
    const found = isScript(language) ? scriptVersion(subject, callee) : pythonVersion(subject, callee);
    if (!found || !callee.span) return true;
    replaced.push(dottedName(callee) ?? '');
    imports.push(...found.imports);
    edits.push({ path: view.path, start: callee.span.start, end: callee.span.end, text: found.callee });
    edits.push(...awaited(view.path, node, parents as readonly AnyNode[], language));
    return true;
  });
  return { edits, imports, replaced };
}

interface Version {
  callee: string;
  imports: ImportNode[];
}

function scriptVersion(subject: Subject, callee: Expression): Version | null {
  const { view } = subject;
  const node = view.imports.filter(({ module }) => /^(?:node:)?fs$/.test(module));
  const dotted = dottedName(callee);
  const match = /^(?:(\w+)\.)?(\w+)Sync$/.exec(dotted ?? '');
  const stem = match?.[2];
  if (!match || stem === undefined || !files.has(stem)) return null;
  const object = match[1];
  if (object !== undefined)
    return node.some(({ alias }) => alias === object) ? { callee: `${object}.promises.${stem}`, imports: [] } : null;
  if (!node.some(({ names }) => names.includes(`${stem}Sync`))) return null;
  const known = view.imports.find(({ module, names }) => /^(?:node:)?fs\/promises$/.test(module) && names.includes(stem));
  const name = known ? stem : ownNameAtTop(subject, stem);
  const module = node.some((each) => each.module === 'fs') ? 'fs/promises' : 'node:fs/promises';
  return { callee: name, imports: known ? [] : [{ module, names: [name === stem ? stem : `${stem} as ${name}`] }] };
}

function pythonVersion(subject: Subject, callee: Expression): Version | null {
  const { view } = subject;
  const dotted = dottedName(callee);
  const through = view.imports.some(
    ({ module, alias, names }) => module === 'time' && names.length === 0 && dotted === `${alias ?? 'time'}.sleep`,
  );
  const direct = view.imports.some(({ module, names }) => module === 'time' && names.includes('sleep') && dotted === 'sleep');
  if (!through && !direct) return null;
  const { name, imports } = moduleName(subject, 'asyncio');
  return { callee: `${name}.sleep`, imports };
}
