import { binary, bind, boolean, call, callNamed, dictionary, list, member, name, run, text, when } from '#domain/ir/build';
import type { ClassMember, Expression, Statement } from '#domain/ir/nodes';
import { named } from '#domain/ir/types';
import type { Templates } from '../../templates/templates.ts';
import { portExpression } from '../http-handler/lower-node-http.ts';
import type { Change, Target } from '../instruction.ts';
import type { Frame, Route } from './service.ts';
import { standardBody, standardServer } from './standard-servers.ts';

function routeTable(routes: readonly Route[], language: Target['language'], readsBodies: boolean): Expression {
  if (language === 'go')
    return {
      kind: 'composite',
      type: { kind: 'list', element: named('route') },
      items: routes.map(({ method, route, handler, readsBody }) => ({
        value: {
          kind: 'composite',
          type: null,
          items: [text(method), text(route), name(handler), ...(readsBodies ? [boolean(readsBody)] : [])].map((value) => ({ value })),
        },
      })),
    };
  if (language === 'python')
    return list(
      routes.map(({ method, route, handler, readsBody }) =>
        callNamed('Route', [text(method), text(route), name(handler)], readsBodies ? { reads_body: boolean(readsBody) } : {}),
      ),
    );
  return list(
    routes.map(({ method, route, handler, readsBody }) =>
      dictionary({
        method: text(method),
        path: text(route),
        handle: name(handler),
        ...(readsBodies ? { readsBody: boolean(readsBody) } : {}),
      }),
    ),
  );
}

/** The server of the language's standard library, with all that it needs. */
export async function standardFrame(routes: readonly Route[], target: Target, templates: Templates): Promise<Frame> {
  const { language } = target;
  const readsBodies = routes.some((route) => route.readsBody);
  const body = readsBodies ? await templates.fill(standardBody, {}, target) : null;
  const server = await templates.fill(
    standardServer(readsBodies),
    { routes: { expression: routeTable(routes, language, readsBodies) }, readBody: { members: membersOf(body) } },
    target,
  );
  if (language === 'go')
    return { ...server, imports: [...server.imports, ...['log', 'os'].map((module) => ({ module, names: [] }))], entry: goEntry };
  if (language === 'python')
    return {
      ...server,
      imports: [...server.imports, { module: 'os', names: [] }, { module: 'http.server', names: ['ThreadingHTTPServer'] }],
      entry: pythonEntry,
    };
  return {
    imports: [...server.imports, ...(body?.imports ?? [])],
    declarations: [
      ...server.declarations,
      ...(body?.declarations ?? []),
      { kind: 'statements', body: [run(call('server.listen', portExpression))] },
    ],
    names: [...server.names, ...(body?.names ?? [])],
  };
}

const membersOf = (body: Pick<Change, 'declarations'> | null): ClassMember[] =>
  (body?.declarations ?? []).flatMap((node) => (node.kind === 'class' ? node.members : []));

const goEntry: Statement[] = [
  bind('port', call('os.Getenv', text('PORT'))),
  when(binary(name('port'), '==', text('')), [{ kind: 'assign', target: name('port'), value: text('8080') }]),
  run(
    call('log.Fatal', call('http.ListenAndServe', binary(text('127.0.0.1:'), '+', name('port')), call('http.HandlerFunc', name('serve')))),
  ),
];

const pythonEntry: Statement[] = [
  bind('port', call('int', call('os.environ.get', text('PORT'), text('8000')))),
  run(
    call(
      member(
        call('ThreadingHTTPServer', { kind: 'tupleLiteral', items: [text('127.0.0.1'), name('port')] }, name('Handler')),
        'serve_forever',
      ),
    ),
  ),
];
