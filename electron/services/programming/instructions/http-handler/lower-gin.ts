import { assign, bind, call, fromJson, give, member, name, run, text } from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { named, pointerTo } from '#domain/ir/types';
import { besidePackages } from '../../templates/own-name.ts';
import type { Change, Target } from '../instruction.ts';
import { goReads } from './go-inputs.ts';
import { type Fail, statusOf } from './go-parts.ts';
import { handlerWords, inputsOf, segmentsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

const object = (entries: readonly [string, Expression][]): Expression => ({
  kind: 'composite',
  type: named('gin.H'),
  items: entries.map(([key, value]) => ({ key: text(key), value })),
});

const fail: Fail = (status, message) => [run(call('c.JSON', statusOf(status), object([['error', text(message)]]))), give()];

/** The request and the writer of net/http are parts of gin's context. */
function throughContext<Node>(node: Node): Node {
  const parts: Record<string, Expression> = { r: name('c.Request'), w: name('c.Writer') };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const { kind, name: own } = value as { kind?: unknown; name?: unknown };
    const part = kind === 'name' && typeof own === 'string' && Object.hasOwn(parts, own) ? parts[own] : undefined;
    return part ?? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  return walk(node) as Node;
}

/** A handler of gin, and the line that gives it its route. */
export function lowerGin(plan: HttpHandlerPlan, { view }: Target, frameNames: readonly string[]): Change {
  const handler = besidePackages(valueName(plan.name ? plan.name.value : `handle ${handlerWords(plan)}`, 'go'), 'go');
  const inputs = inputsOf(plan, 'go', [...frameNames, 'c', 'gin', 'router', handler]);
  const { response, status } = { response: plan.response.value, status: plan.status.value };
  const silent = response.form === 'none' || status === 204 || status === 304;
  const shown = response.form === 'inputs' && !silent;
  const read = goReads(inputs, (parameter) => call('c.Param', text(parameter)), fail, { shown, escaped: false });
  const ignored = shown ? [] : read.unused.map((input) => assign('_', name(input.variable)));
  const code = statusOf(status);
  const answer: Expression = silent
    ? call('c.Status', code)
    : response.form === 'text'
      ? call('c.Data', code, text('text/plain; charset=utf-8'), call({ kind: 'name', name: '[]byte' }, text(response.value)))
      : call(
          'c.JSON',
          code,
          response.form === 'json' ? fromJson(response.value) : object(inputs.all.map((input) => [input.key, name(input.variable)])),
        );
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    parameters: [{ name: 'c', type: pointerTo(named('gin.Context')) }],
    body: throughContext([...read.statements, ...ignored, run(answer)]),
  };
  const route = `/${segmentsOf(plan.route.value)
    .map((part) => ('literal' in part ? part.literal : `:${part.parameter}`))
    .join('/')}`;
  const register = (on: string): Statement => run(call(`${on}.${plan.method.value}`, text(route), name(handler)));
  const usesHttp = JSON.stringify(node).includes('"name":"http"');
  const packages = ['github.com/gin-gonic/gin', ...(usesHttp ? ['net/http'] : []), ...read.packages];
  const imports = (more: string[]): ImportNode[] => [...new Set([...packages, ...more])].sort().map((module) => ({ module, names: [] }));
  const base = { declarations: [node], notes: [], names: [handler], fileStem: 'server' };
  if (view?.server)
    return {
      ...base,
      imports: imports([]),
      inside: { at: view.server.at, depth: view.server.depth, body: [register(view.server.variable)], blank: 'none' },
    };
  return {
    ...base,
    imports: imports(['log']),
    entry: [
      bind('router', call('gin.Default')),
      register('router'),
      run(call('log.Fatal', call(member(name('router'), 'Run'), text('127.0.0.1:8080')))),
    ],
  };
}
