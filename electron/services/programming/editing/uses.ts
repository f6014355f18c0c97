import type { Expression } from '#domain/ir/nodes';
import type { Span } from '#domain/ir/origin';
import type { Words } from '../instructions/instruction.ts';
import type { EditSource, FoundDeclaration } from './edit-source.ts';
import { referencesInFolder } from './references/references.ts';
import { type AnyNode, type Visited, walk } from './walk.ts';

export type CallNode = Extract<Expression, { kind: 'call' | 'new' }>;

/** A place where a declaration is read: called, or taken as a value. */
export interface Use {
  source: EditSource;
  /** The name, with what stands in front of its dot. */
  span: Span;
  /** The call of which it is the callee. */
  call: CallNode | null;
  /** The node of the name, with those around it. */
  visited: Visited | null;
}

/** Every place that reads a declaration, in its file and in the folder; what makes or gives it on (imports, exports) is left out. */
export async function usesOf(source: EditSource, declaration: FoundDeclaration): Promise<{ uses: Use[]; doubts: Words[] }> {
  const uses: Use[] = [];
  const { id } = declaration;
  if (id === null) return { uses, doubts: [] };
  const { files, doubts } = await referencesInFolder(source, declaration);
  const collect = (file: EditSource, ids: readonly number[], places: readonly Span[]): void => {
    const { text } = file.view;
    const byEnd = new Map<number, Visited>();
    for (const visited of walk(file.module)) {
      const { kind, span } = visited.node;
      if (span && (kind === 'name' || kind === 'member') && !byEnd.has(span.end)) byEnd.set(span.end, visited);
    }
    const add = (place: Span): void => {
      const visited = byEnd.get(place.end) ?? null;
      const outer = visited?.parent?.node;
      const isCallee = visited?.role === 'callee' && (outer?.kind === 'call' || outer?.kind === 'new');
      uses.push({ source: file, span: visited?.node.span ?? place, call: isCallee ? (outer as unknown as CallNode) : null, visited });
    };
    for (const { start, end, targets, role, form } of file.scopes.occurrences)
      if (role === 'reads' && form !== 'export' && targets.some((target) => ids.includes(target))) add({ start, end });
    // A name behind a dot is read; other places are lists of imports and exports. In Go all of them read.
    for (const place of places) if (source.language === 'go' || text.charAt(place.start - 1) === '.' || byEnd.has(place.end)) add(place);
  };
  collect(source, [id], []);
  for (const use of files) if (use.source !== source) collect(use.source, [...use.bindings, ...use.aliases], use.places);
  return { uses, doubts };
}

/** The arguments of a call with the places of its brackets. */
export function argumentsOf(text: string, call: CallNode): { items: Span[]; open: number; close: number } | null {
  const span = call.span;
  if (!span || text.charAt(span.end - 1) !== ')') return null;
  const named = call.kind === 'call' ? (call.named ?? []) : [];
  const items = [...call.args, ...named.map((each) => ({ span: namedSpan(text, each) }))].map((each) => (each as AnyNode).span);
  if (items.some((item) => item === undefined)) return null;
  const calleeEnd = call.callee.span?.end ?? span.start;
  const first = items[0]?.start ?? span.end - 1;
  const open = text.slice(calleeEnd, first).lastIndexOf('(') + calleeEnd + 1;
  return { items: items as Span[], open, close: span.end - 1 };
}

/** `name=value` with its name. */
function namedSpan(text: string, { name, value }: { name: string; value: Expression }): Span | undefined {
  if (!value.span) return undefined;
  const before = text.slice(0, value.span.start);
  const head = new RegExp(`${name}\\s*=\\s*$`).exec(before.slice(-name.length - 40))?.[0] ?? '';
  return { start: value.span.start - head.length, end: value.span.end };
}
