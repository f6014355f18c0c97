import type { ContractField, HttpEndpoint } from '#domain/http-contract';
import type { Declaration, FunctionNode, ImportNode } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import { joinImports } from '../../templates/join-imports.ts';
import type { Templates } from '../../templates/templates.ts';
import { segmentsOf } from '../http-handler/names.ts';
import type { Change, Target } from '../instruction.ts';
import { frameworkFrame } from './framework-frame.ts';
import { canServe, isServiceFramework, languageOfFramework, type ServiceFramework } from './frameworks.ts';
import { coreTemplate, type Piece, pieceName, pieces, pieceTemplate } from './pieces.ts';
import type { Reading } from './reads.ts';
import { standardFrame } from './standard-frame.ts';

/** What serves the routes. */
export type Frame = Pick<Change, 'imports' | 'declarations' | 'names' | 'entry'>;

/** An endpoint with the function that answers it. */
export interface Route {
  method: string;
  route: string;
  handler: string;
  readsBody: boolean;
}

/** What a kind makes of its plan: functions that answer, and what they work on. */
export interface Service {
  /** Null for the standard library's server, or for what the project declares. */
  framework: ServiceFramework | null;
  /** Name of a new file, without extension and folder. */
  stem: string;
  routes: readonly Route[];
  /** What stands before the handlers: types, stores. */
  models: Pick<Change, 'imports' | 'declarations' | 'names'>;
  handlers: readonly FunctionNode[];
}

/** The pieces that code turns out to need. */
export function createReading(language: TargetLanguage): Reading & { needed: ReadonlySet<Piece> } {
  const needed = new Set<Piece>();
  return {
    language,
    needed,
    needs(piece) {
      needed.add(piece);
      return pieceName(piece, language);
    },
  };
}

/** Where two routes fit a request the one with the earlier literal segment is meant. */
const order = (route: string): string =>
  segmentsOf(route)
    .map((part) => ('literal' in part ? '0' : '1'))
    .join('');

export const inOrder = <Item extends { route: string }>(items: readonly Item[]): Item[] =>
  [...items].sort((left, right) => (order(left.route) < order(right.route) ? -1 : order(left.route) > order(right.route) ? 1 : 0));

/** The service as a file of its own. */
export async function lowerService(
  service: Service,
  reading: ReturnType<typeof createReading>,
  target: Target,
  templates: Templates,
): Promise<Change> {
  const routes = inOrder(service.routes);
  if (routes.some(({ readsBody }) => readsBody)) reading.needs('parseBody');
  const framework = frameworkFor(service.framework, routes, target);
  const frame = framework ? await frameworkFrame(framework, routes, target, templates) : await standardFrame(routes, target, templates);
  const parts: Pick<Change, 'imports' | 'declarations' | 'names'>[] = [await templates.fill(coreTemplate, {}, target)];
  for (const piece of pieces)
    if (reading.needed.has(piece) && pieceTemplate(piece)[familyOf(target.language)] !== '')
      parts.push(await templates.fill(pieceTemplate(piece), {}, target));
  const handlers = { imports: [], declarations: [...service.handlers], names: service.handlers.map(({ name }) => name) };
  const all = [...parts, service.models, handlers, frame];
  return {
    imports: sorted(joinImports(...all.map(({ imports }) => imports)), target.language),
    declarations: onceEach(all.flatMap(({ declarations }) => declarations)),
    names: [...new Set(all.flatMap(({ names, declarations }) => [...names, ...declarations.flatMap(assignedBy)]))],
    ...(frame.entry ? { entry: frame.entry } : {}),
    notes: [],
    fileStem: service.stem,
  };
}

/** The framework of the plan, or of the project, where the language has it and it can serve the routes. */
function frameworkFor(
  planned: ServiceFramework | null,
  routes: readonly Route[],
  { language, framework }: Target,
): ServiceFramework | null {
  const wanted = planned ?? framework;
  if (!isServiceFramework(wanted) || languageOfFramework(wanted) !== familyOf(language)) return null;
  return canServe(wanted, routes) ? wanted : null;
}

const familyOf = (language: TargetLanguage): 'typescript' | 'python' | 'go' => (language === 'javascript' ? 'typescript' : language);

const sorted = (imports: ImportNode[], language: TargetLanguage): ImportNode[] =>
  language === 'go' || language === 'python'
    ? [...imports].sort(
        (left, right) => Number(left.names.length > 0) - Number(right.names.length > 0) || (left.module < right.module ? -1 : 1),
      )
    : imports;

/** Names that statements of Python make. */
const assignedBy = (node: Declaration): string[] =>
  node.kind === 'statements'
    ? node.body.flatMap((each) => (each.kind === 'assign' && each.target.kind === 'name' ? [each.target.name] : []))
    : [];

/** Several pieces of Python declare the same type variable. */
function onceEach(declarations: readonly Declaration[]): Declaration[] {
  const seen = new Set<string>();
  return declarations.filter((node) => {
    if (node.kind !== 'statements') return true;
    const key = JSON.stringify(node);
    return !seen.has(key) && seen.add(key);
  });
}

export const fieldsOf = ({ path, query, body }: HttpEndpoint): { field: ContractField; source: 'path' | 'query' | 'body' }[] => [
  ...path.map((field) => ({ field, source: 'path' as const })),
  ...query.map((field) => ({ field, source: 'query' as const })),
  ...body.map((field) => ({ field, source: 'body' as const })),
];
