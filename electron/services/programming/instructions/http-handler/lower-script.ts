import { bind, call, dictionary, fromJson, lambda, run, text } from '#domain/ir/build';
import type { Change, Target } from '../instruction.ts';
import { lowerHono } from './hono.ts';
import { lowerPlain, portExpression, routeText } from './lower-node-http.ts';
import { inputsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';
import { expressFrame, fastifyFrame, handlerBody, isScript } from './script-frames.ts';

/** Names that the code around a handler uses. */
const frameNames = [
  'app',
  'req',
  'res',
  'request',
  'reply',
  'response',
  'payload',
  'body',
  'url',
  'match',
  'raw',
  'chunk',
  'chunks',
  'size',
  'each',
  'maxBodyBytes',
  'server',
  'express',
  'fastify',
  'c',
  'Hono',
];

export function lowerScript(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const framework = [view?.server?.framework, plan.framework.value, target.framework].find(isScript) ?? 'node:http';
  const inputs = inputsOf(plan, target.language, frameNames);
  const base = { notes: [], names: [], fileStem: 'server', declarations: [], imports: [] };
  if (framework === 'node:http') return { ...base, ...lowerPlain(plan, target, inputs) };

  if (framework === 'hono') return { ...base, ...lowerHono(plan, target, inputs) };

  const variableName = view?.server?.variable ?? 'app';
  const [request, response] = framework === 'express' ? ['req', 'res'] : ['request', 'reply'];
  const frame = framework === 'express' ? expressFrame(request, response) : fastifyFrame(request, response);
  const body = handlerBody(plan, inputs, frame);
  const unused = inputs.all.length === 0 && target.language === 'typescript';
  const parameters = [{ name: unused ? `_${request}` : request }, { name: response }];
  const silentReply = framework === 'fastify' && inputs.all.length === 0 && !JSON.stringify(body).includes('"reply"');
  const handler = lambda(silentReply ? [] : parameters, body, { async: framework === 'fastify' });
  const parsesJson = /\bexpress\.json\(|\bbodyParser\b|\bjson\(\)/.test(view?.text ?? '');
  const importsExpress = !view || view.imports.some((known) => known.module === 'express' && known.alias === 'express');
  const middleware = framework === 'express' && plan.body.length > 0 && view && !parsesJson && importsExpress ? [call('express.json')] : [];
  const route = run(call(`${variableName}.${plan.method.value.toLowerCase()}`, text(routeText(plan)), ...middleware, handler));

  if (view?.server) return { ...base, inside: { at: view.server.at, depth: view.server.depth, body: [route], blank: 'before' } };
  if (framework === 'express') {
    return {
      ...base,
      imports: [{ module: 'express', names: [], default: 'express' }],
      declarations: [
        {
          kind: 'statements',
          body: [bind('app', call('express')), ...(plan.body.length > 0 ? [run(call('app.use', call('express.json')))] : [])],
        },
        { kind: 'statements', body: [route] },
        { kind: 'statements', body: [run(call('app.listen', portExpression))] },
      ],
      names: ['app'],
    };
  }
  return {
    ...base,
    imports: [{ module: 'fastify', names: [], default: 'Fastify' }],
    declarations: [
      { kind: 'statements', body: [bind('app', call('Fastify', dictionary({ logger: fromJson(true) })))] },
      { kind: 'statements', body: [route] },
      { kind: 'statements', body: [run({ kind: 'await', operand: call('app.listen', dictionary({ port: portExpression })) })] },
    ],
    names: ['app'],
  };
}
