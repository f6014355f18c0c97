import { bind, call, dictionary, give, lambda, member, name, nothing, number, run, text } from '#domain/ir/build';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { Change, Target } from '../instruction.ts';
import { portExpression } from './lower-node-http.ts';
import { type Inputs, segmentsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';
import { type Frame, handlerBody } from './script-frames.ts';

const coded = (method: string, value: Expression, status: number): Statement =>
  give(call(`c.${method}`, value, ...(status === 200 ? [] : [number(status)])));

const frame: Frame = {
  path: (input) => call('c.req.param', text(input.key)),
  query: (input) => call('c.req.query', text(input.key)),
  // What is no JSON has none of the fields.
  body: { kind: 'await', operand: call(member(call('c.req.json'), 'catch'), lambda([], [give(nothing)])) },
  fail: (status, message) => [coded('json', dictionary({ error: text(message) }), status)],
  answer: (status, value, form) => [value === null ? coded('body', nothing, status) : coded(form, value, status)],
};

/** Hono compares with the decoded path, and answers HEAD as it answers GET. */
export function lowerHono(plan: HttpHandlerPlan, { view, dependencies }: Target, inputs: Inputs): Partial<Change> {
  const app = view?.server?.variable ?? 'app';
  const handler = lambda([{ name: 'c' }], handlerBody(plan, inputs, frame), { async: plan.body.length > 0 });
  const path = text(
    `/${segmentsOf(plan.route.value)
      .map((part) => ('literal' in part ? part.literal : `:${part.parameter}`))
      .join('/')}`,
  );
  const method = plan.method.value;
  const route =
    method === 'HEAD' ? run(call(`${app}.on`, text(method), path, handler)) : run(call(`${app}.${method.toLowerCase()}`, path, handler));
  if (view?.server) return { inside: { at: view.server.at, depth: view.server.depth, body: [route], blank: 'before' } };
  const served = dependencies.has('@hono/node-server');
  const options = dictionary({ fetch: name('app.fetch'), port: portExpression });
  return {
    imports: [...(served ? [{ module: '@hono/node-server', names: ['serve'] }] : []), { module: 'hono', names: ['Hono'] }],
    declarations: [
      { kind: 'statements', body: [bind('app', { kind: 'new', callee: name('Hono'), args: [] })] },
      { kind: 'statements', body: [route] },
      served ? { kind: 'statements', body: [run(call('serve', options))] } : { kind: 'exportDefault', value: name('app') },
    ],
    names: ['app'],
  };
}
