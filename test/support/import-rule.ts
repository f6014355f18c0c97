import type { Import, Source } from './source-graph.ts';

/**
 * The import rule as data. A file belongs to the first layer whose pattern it matches, and may import what that layer lists:
 *
 *     domain ← contract ← renderer
 *     domain ← services ← app.ts ← shell | server | lsp | cli | test
 *     db and native-models implement ports of services; nothing imports them but app.ts and tests
 */
export interface Layer {
  name: string;
  files: RegExp;
  /** Files of ours that it may import. */
  ours: RegExp[];
  /** Files of ours of which it may import types only. */
  types?: RegExp[];
  /** Packages by name; `any` where what it may not have is said by `packageOwners` alone. */
  packages: readonly string[] | 'any';
  node: boolean;
}

const domain = /^electron\/domain\//;
const contract = /^electron\/contract\//;
const service = /^electron\/services\/([^/]+)\//;
const serviceFace = /^electron\/services\/[^/]+\/index\.ts$/;
const servicePorts = /^electron\/services\/[^/]+\/ports\.ts$/;
const serviceBinding = /^electron\/services\/[^/]+\/procedures\.ts$/;
const serviceAdapter = /^electron\/services\/.+\.node\.ts$/;
const app = /^electron\/app\.ts$/;
const db = /^db\//;
const nativeModels = /^native-models\//;
const host = /^electron\/[^/]+\.ts$/;
const door = /^electron\/(shell|server|lsp|cli)\//;
const feature = /^renderer\/features\/([^/]+)\//;
const ui = /^renderer\/ui\//;
const library = /^renderer\/lib\//;
const view = /^renderer\/views\//;
const any = /^/;

/** Packages that only compute: no files, no network, no native code. */
const computing = ['zod', 'diff', 'ignore', 'web-tree-sitter', 'yaml'];

export const layers: Layer[] = [
  { name: 'domain', files: domain, ours: [domain], packages: ['zod', 'diff'], node: false },
  { name: 'contract', files: contract, ours: [domain, contract], packages: ['zod', '@orpc/contract'], node: false },
  {
    name: 'procedures of a service',
    files: serviceBinding,
    ours: [domain, contract, service],
    packages: [...computing, '@orpc/server'],
    node: false,
  },
  { name: 'Node adapter of a service', files: serviceAdapter, ours: [domain, service], packages: computing, node: true },
  { name: 'service', files: service, ours: [domain, service], packages: computing, node: false },
  { name: 'db', files: db, ours: [domain, db], types: [servicePorts], packages: ['kysely', 'better-sqlite3', 'pg'], node: true },
  {
    name: 'native-models',
    files: nativeModels,
    ours: [domain, nativeModels],
    types: [servicePorts],
    packages: ['node-llama-cpp', 'onnxruntime-node', 'koffi'],
    node: true,
  },
  { name: 'app', files: app, ours: [domain, host, service, db, nativeModels], packages: ['@orpc/server'], node: true },
  { name: 'host', files: host, ours: [domain, contract, host], packages: 'any', node: true },
  { name: 'shell, server, lsp, cli', files: door, ours: [domain, contract, host, door], packages: 'any', node: true },
  { name: 'renderer/ui', files: ui, ours: [ui], packages: 'any', node: false },
  { name: 'renderer/lib', files: library, ours: [domain, contract, library], packages: 'any', node: false },
  { name: 'renderer/features', files: feature, ours: [domain, contract, library, ui, feature], packages: 'any', node: false },
  { name: 'renderer/views', files: view, ours: [domain, contract, library, ui, feature, view], packages: 'any', node: false },
  {
    name: 'renderer',
    files: /^renderer\/[^/]+$/,
    ours: [domain, contract, library, ui, view, /^renderer\/[^/]+$/],
    packages: 'any',
    node: false,
  },
  { name: 'build', files: /^build\//, ours: [/^build\//], packages: 'any', node: true },
  { name: 'test', files: /^test\//, ours: [any], packages: 'any', node: true },
];

/** Packages that belong to one part of the tree, whatever else is allowed there. */
const packageOwners: { packages: RegExp; files: RegExp; owner: string; typesAnywhere?: boolean }[] = [
  // Importing Electron outside Electron downloads it; a test double needs its types.
  { packages: /^electron$/, files: /^electron\/shell\//, owner: 'electron/shell', typesAnywhere: true },
  { packages: /^(better-sqlite3|kysely|pg)$/, files: /^(db|test)\//, owner: 'db' },
  { packages: /^(node-llama-cpp|onnxruntime-node|koffi)$/, files: /^(native-models|test)\//, owner: 'native-models' },
  { packages: /^@orpc\/server$/, files: /^(electron|test)\//, owner: 'the host' },
  { packages: /^(hono|@hono\/node-server|ws)$/, files: /^(electron\/server|electron\/cli|test)\//, owner: 'electron/server' },
  { packages: /^svelte$|^@lucide\/svelte$|^bits-ui$/, files: /^(renderer|build|test)\//, owner: 'renderer' },
  { packages: /^(vitest|@playwright\/test|fast-check)$/, files: /^(test|build)\//, owner: 'test' },
];

export const layerOf = (file: string): Layer | undefined => layers.find((layer) => layer.files.test(file));

/** Every import that the rule forbids, as one readable line each. */
export function importViolations(imports: Import[]): string[] {
  return imports.flatMap((edge) => {
    const reason = reasonAgainst(edge);
    return reason === undefined ? [] : [`${edge.from}:${edge.line}: imports ${edge.specifier}: ${reason}`];
  });
}

function reasonAgainst(edge: Import): string | undefined {
  const layer = layerOf(edge.from);
  if (layer === undefined) return 'the file belongs to no layer';
  if (edge.target !== undefined) return reasonAgainstFile(edge, layer, edge.target);
  if (edge.specifier.startsWith('#')) return 'no such alias in package.json';
  if (edge.specifier.startsWith('node:')) return layer.node ? undefined : `${layer.name} may not import node:`;
  return reasonAgainstPackage(edge, layer, packageName(edge.specifier));
}

function reasonAgainstPackage(edge: Import, layer: Layer, name: string): string | undefined {
  const owner = packageOwners.find((rule) => rule.packages.test(name));
  if (owner !== undefined && !owner.files.test(edge.from) && !(owner.typesAnywhere && edge.typeOnly && /^test\//.test(edge.from))) {
    return `only ${owner.owner} may import ${name}`;
  }
  if (layer.packages !== 'any' && !layer.packages.includes(name)) return `${layer.name} may not import this package`;
  return undefined;
}

function reasonAgainstFile(edge: Import, layer: Layer, target: string): string | undefined {
  const typesOnly = layer.types?.some((pattern) => pattern.test(target)) ?? false;
  if (!typesOnly && !layer.ours.some((pattern) => pattern.test(target)))
    return `${layer.name} may not import ${layerOf(target)?.name ?? 'it'}`;
  if (typesOnly && !edge.typeOnly) return `${layer.name} may import types of a service's ports, and no values`;
  return reasonAgainstInside(edge.from, target);
}

/** What one service, feature or door may see of another. */
function reasonAgainstInside(from: string, target: string): string | undefined {
  const outside = !sameGroup(service, from, target);
  if (outside && service.test(from) && !serviceFace.test(target)) return 'one service sees another only through its index.ts';
  const forApp = serviceFace.test(target) || serviceBinding.test(target) || serviceAdapter.test(target);
  if (outside && app.test(from) && !forApp) return 'app.ts takes index.ts, procedures.ts and *.node.ts of a service';
  if (!sameGroup(feature, from, target) && feature.test(from)) return 'a feature may not import another feature';
  if (!sameGroup(door, from, target) && door.test(from) && /^electron\/shell\//.test(target)) return 'only the shell knows the shell';
  return undefined;
}

/** Whether both lie in the same service, feature or door, or the target in none. */
function sameGroup(pattern: RegExp, from: string, target: string): boolean {
  const group = pattern.exec(target)?.[1];
  return group === undefined || pattern.exec(from)?.[1] === group;
}

/** `@orpc/zod/zod4` → `@orpc/zod` */
function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export const longestFile = 300;

/** Files that are too long, wrongly named, or lie in a folder without a subject. */
export function fileViolations(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const folders = path.split('/').slice(0, -1);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found: string[] = [];
    if (lines > longestFile) found.push(`${path}: ${lines} lines; a file has one subject and at most ${longestFile}`);
    if (!wellNamed.test(name)) found.push(`${path}: files are kebab-case, components PascalCase`);
    const drawer = subjects.test(path) ? undefined : [...folders, name.replace(/\..*$/, '')].find((part) => drawers.test(part));
    if (drawer !== undefined) found.push(`${path}: "${drawer}" is a drawer, not a subject`);
    return found;
  });
}

const wellNamed = /^([A-Z][A-Za-z0-9]*\.svelte|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|mjs|js|cjs))$/;
const drawers = /^(utils?|helpers?|commons?|managers?|misc|shared|types)$/;

/** A drawer's name that is a subject here: the types of the language that `ir` describes. */
const subjects = /^electron\/domain\/ir\/types\.ts$/;

/** Migrations are frozen: numbered from 0001 without a gap, importing nothing, and all of them in the list, in order. */
export function migrationViolations(sources: Source[], imports: Import[]): string[] {
  const folder = /^db\/migrations\/(?!index\.ts$)/;
  const files = sources.map((source) => source.path).filter((path) => folder.test(path));
  const found = imports
    .filter((edge) => folder.test(edge.from))
    .map((edge) => `${edge.from}:${edge.line}: imports ${edge.specifier}: a migration imports nothing`);
  files.sort().forEach((path, position) => {
    const number = String(position + 1).padStart(4, '0');
    if (!path.startsWith(`db/migrations/${number}-`)) found.push(`${path}: the next number is ${number}`);
  });
  const listed = imports
    .filter((edge) => edge.from === 'db/migrations/index.ts' && edge.target !== undefined && folder.test(edge.target))
    .map((edge) => edge.target);
  for (const path of files) if (!listed.includes(path)) found.push(`${path}: is not in db/migrations/index.ts`);
  return found;
}

/** What may stand beside the folders of code. */
const topLevel =
  /^(electron|renderer|native-models|db|build|test|node_modules|package\.json|package-lock\.json|tsconfig\.json|README\.md|LICENSE|CONTRIBUTING\.md|CHANGELOG\.md|AGENTS\.md|SECURITY\.md|\..+)$/;

export const topLevelViolations = (entries: string[]): string[] =>
  entries.filter((name) => !topLevel.test(name)).map((name) => `${name}: does not belong at the top level`);
