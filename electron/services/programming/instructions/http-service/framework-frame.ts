import { call, member, name, run } from '#domain/ir/build';
import type { Templates } from '../../templates/templates.ts';
import { portExpression } from '../http-handler/lower-node-http.ts';
import { segmentsOf } from '../http-handler/names.ts';
import type { Target } from '../instruction.ts';
import { frameworkServer } from './framework-servers.ts';
import type { Frame, Route } from './service.ts';

export type ServiceFramework = 'express' | 'fastapi';

/** How a framework writes a route. Express compares with the escaped path, in which some characters have a meaning of their own. */
const pathOf: Record<ServiceFramework, (route: string) => string> = {
  express: (route) =>
    `/${segmentsOf(route)
      .map((part) => ('literal' in part ? encodeURI(part.literal).replace(/[!$]/g, '\\$&') : `:${part.parameter}`))
      .join('/')}`,
  fastapi: (route) =>
    `/${segmentsOf(route)
      .map((part) => ('literal' in part ? part.literal : `{${part.parameter}}`))
      .join('/')}`,
};

/** Whether each path of the second route is one of the first. */
function covers(general: string, special: string): boolean {
  const [wide, narrow] = [segmentsOf(general), segmentsOf(special)];
  return (
    wide.length === narrow.length &&
    wide.every((part, at) => {
      const other = narrow[at];
      return 'parameter' in part || (other !== undefined && 'literal' in other && other.literal === part.literal);
    })
  );
}

/** The server of a framework, with a line for each route. */
export async function frameworkFrame(
  framework: ServiceFramework,
  routes: readonly Route[],
  target: Target,
  templates: Templates,
): Promise<Frame> {
  const readsBodies = routes.some((route) => route.readsBody);
  const write = pathOf[framework];
  const paths = [...new Set(routes.map(({ route }) => route))].map((route) => {
    const methods = new Set(routes.filter((each) => covers(each.route, route)).map(({ method }) => method));
    return { path: write(route), methods, allow: [...methods].sort().join(', ') };
  });
  const asHole = ({ path, allow }: (typeof paths)[number]) => ({ path, allow });
  const server = await templates.fill(
    frameworkServer(framework, readsBodies),
    {
      // GET would answer HEAD, too.
      heads: { each: paths.filter(({ methods }) => methods.has('GET') && !methods.has('HEAD')).map(asHole), keys: ['path', 'allow'] },
      routes: {
        each: routes.map(({ method, route, handler, readsBody }) => ({
          method: framework === 'express' ? method.toLowerCase() : method,
          path: write(route),
          handler: { expression: name(handler) },
          handlerName: handler,
          readsBody,
        })),
      },
      paths: { each: paths.map(asHole) },
    },
    target,
  );
  if (framework === 'fastapi') return server;
  return {
    ...server,
    declarations: [...server.declarations, { kind: 'statements', body: [run(call(member(call('createApp'), 'listen'), portExpression))] }],
  };
}
