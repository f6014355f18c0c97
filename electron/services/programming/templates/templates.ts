import { AppError } from '#domain/errors';
import type { Declaration, ModuleNode } from '#domain/ir/nodes';
import type { Change, Target } from '../instructions/instruction.ts';
import type { Syntax } from '../ports.ts';
import { fillModule } from './fill.ts';
import { type Holes, unfilled } from './holes.ts';
import { importsUsed } from './imports-used.ts';

/**
 * Code of a kind as it is written by hand in each language, with `_holes_` in the place of what a plan decides. It is read into nodes
 * and filled as nodes, so that what comes out parses whatever the holes hold. JavaScript is the TypeScript one without its types.
 */
export interface Template {
  typescript: string;
  python: string;
  go: string;
}

export interface Templates {
  /** The code of a template for a target. Throws INTERNAL where a hole has no filling or the template does not parse: both are faults of the kind. */
  fill(template: Template, holes: Holes, target: Target): Promise<Pick<Change, 'imports' | 'declarations' | 'names'>>;
}

const extension = { typescript: 'ts', python: 'py', go: 'go' } as const;

/** Reads each template once and keeps its nodes. */
export function createTemplates(syntax: Syntax): Templates {
  const read = new Map<string, Promise<ModuleNode>>();
  const moduleOf = (source: string, language: keyof Template): Promise<ModuleNode> => {
    const key = `${language}:${source}`;
    const known = read.get(key);
    if (known) return known;
    const reading = syntax.module(`template.${extension[language]}`, source, language).then(withoutGaps);
    read.set(key, reading);
    // A thread that failed is asked again.
    reading.catch(() => read.delete(key));
    return reading;
  };
  return {
    async fill(template, holes, target) {
      const family = target.language === 'javascript' ? 'typescript' : target.language;
      const module = await moduleOf(template[family], family);
      const left = unfilled(module, holes);
      if (left.length > 0)
        throw new AppError('INTERNAL', `The template for ${target.language} has holes that nothing fills: ${left.join(', ')}.`);
      const filled = fillModule(module, holes);
      const declarations = filled.declarations
        .filter((node) => target.language !== 'javascript' || !isTypeOnly(node))
        .map((node) => (target.view?.form === 'require' ? withoutExport(node) : node));
      const imports = importsUsed(filled.imports, declarations, target.language).filter(
        (node) => target.language !== 'javascript' || !node.typeOnly,
      );
      return { imports, declarations, names: declarations.flatMap(namesOf) };
    },
  };
}

function withoutGaps(module: ModuleNode): ModuleNode {
  const gap = /"kind":"opaque"[^}]*"reason":"([^"]*)"/.exec(JSON.stringify(module));
  if (gap) throw new AppError('INTERNAL', `A template has code that the reader has no node for: ${gap[1]}.`);
  return module;
}

const isTypeOnly = (node: Declaration): boolean =>
  node.kind === 'interface' || node.kind === 'type' || (node.kind === 'record' && node.form === 'interface');

const withoutExport = (node: Declaration): Declaration => ('exported' in node ? { ...node, exported: false } : node);

/** What a declaration adds to the names of its file. */
function namesOf(node: Declaration): string[] {
  if (node.kind === 'function') return node.receiver === undefined ? [node.name] : [];
  if (node.kind === 'constants') return node.entries.flatMap(({ names }) => names);
  if (node.kind === 'statements')
    return node.body.flatMap((each) => (each.kind === 'let' ? each.names : each.kind === 'declare' ? [each.name] : []));
  return 'name' in node && typeof node.name === 'string' ? [node.name] : [];
}
