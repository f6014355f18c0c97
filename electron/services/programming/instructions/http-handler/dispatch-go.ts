import { binary, bind, call, give, name, run, text as string, when } from '#domain/ir/build';
import type { Statement } from '#domain/ir/nodes';
import type { RouteView } from '../../syntax/source-view.ts';
import type { Change } from '../instruction.ts';
import { segmentsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

export const goMethod = (method: string): string => `http.Method${method.charAt(0)}${method.slice(1).toLowerCase()}`;

/**
 * A pattern of ServeMux has one handler before Go 1.22: the one that is there hands over what belongs to the new one. `*` of path.Match
 * is one segment. Null where that method of that path is answered there already.
 */
export function dispatch(
  plan: HttpHandlerPlan,
  handler: string,
  there: NonNullable<RouteView['handler']>,
  packages: readonly string[],
  text: string,
): Pick<Change, 'imports' | 'inside' | 'inLine'> | null {
  const parts = segmentsOf(plan.route.value);
  const hasParameters = parts.some((part) => 'parameter' in part);
  const wrong = parts.map((part, at) =>
    'literal' in part ? `parts[${at}] != ${JSON.stringify(encodeURI(part.literal))}` : `parts[${at}] == ""`,
  );
  const samePath = hasParameters
    ? there.body.includes(`len(parts) != ${parts.length} || ${wrong.join(' || ')} {`)
    : !there.body.includes('len(parts)');
  const shape = hasParameters
    ? `/${parts.map((part) => ('literal' in part ? encodeURI(part.literal) : '*')).join('/')}`
    : encodeURI(plan.route.value);
  const method = goMethod(plan.method.value);
  const tests = [
    ...(samePath ? [`${there.request}.Method != ${method} {`, `if ${there.request}.Method == ${method} {`] : []),
    `path.Match(${JSON.stringify(shape)}, ${there.request}.URL.EscapedPath()); ok && ${there.request}.Method == ${method} {`,
  ];
  if (tests.some((test) => there.body.includes(test))) return null;
  const bounded = hasParameters || !samePath;
  // The handler of a path refuses other methods by itself; a second one of that path is asked before it.
  const matches = `path.Match(${JSON.stringify(shape)}, ${there.request}.URL.EscapedPath()); ok`;
  const first = there.body.split(`${matches} {`)[1]?.trim().split('(')[0];
  if (first && new RegExp(`^func ${first}\\([^]*?\\.Method != ${method} \\{`, 'm').exec(text)?.[0].split('\n}\n').length === 1) return null;
  const alone = !samePath && !there.body.includes(matches);
  const isMethod = binary(name(`${there.request}.Method`), '==', name(method));
  const body = [run(call({ kind: 'name', name: handler }, name(there.response), name(there.request))), give()];
  const matched: Statement = {
    kind: 'if',
    before: bind(['ok', '_'], call('path.Match', string(shape), call(`${there.request}.URL.EscapedPath`))),
    condition: alone ? name('ok') : binary(name('ok'), 'and', isMethod),
    then: body,
  };
  return {
    imports: [...packages, ...(bounded ? ['path'] : [])].sort().map((module) => ({ module, names: [] })),
    inside: { at: there.at, depth: 1, body: [bounded ? matched : when(isMethod, body)], blank: 'none' },
    // The methods that are refused there are fewer now; only the same path says so.
    inLine: samePath && there.allowEnd !== null ? [{ at: there.allowEnd, text: `+", "+${method}` }] : [],
  };
}
