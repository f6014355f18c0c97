import { binary, bind, boolean, call, callNamed, dictionary, list, member, name, run, text, when } from '#domain/ir/build';
import type { Declaration, ImportNode, Statement } from '#domain/ir/nodes';
import type { Templates } from '../../templates/templates.ts';
import { portExpression } from '../http-handler/lower-node-http.ts';
import type { Target } from '../instruction.ts';
import { covers, frameworkPath, frameworkServer, type ServiceFramework } from './frameworks.ts';
import type { Frame, Route } from './service.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The server of a framework, with a line for each route. */
export async function frameworkFrame(
  framework: ServiceFramework,
  routes: readonly Route[],
  target: Target,
  templates: Templates,
): Promise<Frame> {
  const readsBodies = routes.some((route) => route.readsBody);
  const paths = [...new Set(routes.map(({ route }) => route))].map((route) => {
    const answered = new Set(routes.filter((each) => covers(each.route, route)).map(({ method }) => method));
    const allow = [...answered].sort().join(', ');
    const views = routes
      .filter((each) => each.route === route)
      .map((each) => [each.method, callNamed('answered', [name(each.handler)], each.readsBody ? { reads_body: boolean(true) } : {})]);
    return {
      answered,
      holes: {
        path: frameworkPath(framework, route),
        allow,
        others: { expression: list(methods.filter((method) => !answered.has(method)).map(text)) },
        views: { expression: callNamed('dispatched', [text(allow)], Object.fromEntries(views)) },
      },
    };
  });
  const server = await templates.fill(
    frameworkServer(framework, readsBodies),
    {
      // GET would answer HEAD, too.
      heads: {
        each: paths.filter(({ answered }) => answered.has('GET') && !answered.has('HEAD')).map(({ holes }) => holes),
        keys: ['path', 'allow'],
      },
      routes: {
        each: routes.map(({ method, route, handler, readsBody }) => ({
          method: method.toLowerCase(),
          verb: method,
          path: frameworkPath(framework, route),
          handler: { expression: name(handler) },
          handlerName: handler,
          readsBody,
        })),
      },
      paths: {
        each: paths.filter(({ answered }) => answered.size < methods.length).map(({ holes }) => holes),
        keys: ['path', 'allow', 'others', 'views'],
      },
    },
    target,
  );
  const start = startOf(framework, target);
  return {
    ...server,
    imports: [...server.imports, ...start.imports],
    declarations: [...server.declarations, ...start.declarations],
    ...(start.entry ? { entry: start.entry } : {}),
  };
}

interface Start {
  imports: ImportNode[];
  declarations: Declaration[];
  entry?: Statement[];
}

const goEntry: Statement[] = [
  bind('port', call('os.Getenv', text('PORT'))),
  when(binary(name('port'), '==', text('')), [{ kind: 'assign', target: name('port'), value: text('8080') }]),
  run(call('log.Fatal', call(member(call('newRouter'), 'Run'), binary(text(':'), '+', name('port'))))),
];

/** How a program of the framework begins to listen; what a host of its own starts is only exported. */
function startOf(framework: ServiceFramework, { dependencies }: Target): Start {
  const standing = (statement: Statement): Start => ({ imports: [], declarations: [{ kind: 'statements', body: [statement] }] });
  const app = call('createApp');
  switch (framework) {
    case 'express':
      return standing(run(call(member(app, 'listen'), portExpression)));
    case 'fastify':
      return standing(run({ kind: 'await', operand: call(member(app, 'listen'), dictionary({ port: portExpression })) }));
    case 'hono':
      if (!dependencies.has('@hono/node-server')) return { imports: [], declarations: [{ kind: 'exportDefault', value: app }] };
      return {
        imports: [{ module: '@hono/node-server', names: ['serve'] }],
        declarations: [
          { kind: 'statements', body: [run(call('serve', dictionary({ fetch: member(app, 'fetch'), port: portExpression })))] },
        ],
      };
    case 'flask':
      return {
        imports: [{ module: 'os', names: [] }],
        declarations: [],
        entry: [run(callNamed('app.run', [], { port: call('int', call('os.environ.get', text('PORT'), text('5000'))) }))],
      };
    case 'gin':
      return { imports: ['log', 'os'].map((module) => ({ module, names: [] })), declarations: [], entry: goEntry };
    case 'fastapi':
      return { imports: [], declarations: [] };
  }
}
