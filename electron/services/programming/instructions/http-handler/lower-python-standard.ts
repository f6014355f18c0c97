import { errorText } from '#domain/http-contract';
import { binary, bind, call, callNamed, dictionary, give, index, member, name, number, run, text, when } from '#domain/ir/build';
import type { ClassMember, Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import type { SourceView } from '../../syntax/source-view.ts';
import type { Change } from '../instruction.ts';
import { type Inputs, overlaps, segmentsOf } from './names.ts';
import { payload, silent } from './python-parts.ts';
import { jsonReply, parsersOf, pythonReads, textReply } from './python-standard-parts.ts';
import { type HttpHandlerPlan, methods } from './schema.ts';

/** The standard library's server: one class with a method for each HTTP method. */
export function standard(plan: HttpHandlerPlan, inputs: Inputs, view: SourceView | null): Partial<Change> {
  const send = (status: Expression, value: Expression): Statement => run(call('self.send_json', status, value));
  const fail = (message: string, status = 400): Statement[] => [send(number(status), dictionary({ error: text(message) })), give()];
  const parts = segmentsOf(plan.route.value);
  const hasParameters = parts.some((part) => 'parameter' in part);
  const isPath = hasParameters
    ? parts.reduce<Expression>(
        (condition, part, at) => {
          const segment = index(name('parts'), number(at + 1));
          // A parameter is never empty: `/users/` is not a user.
          if ('parameter' in part) return binary(condition, 'and', segment);
          const plain = encodeURI(part.literal) === part.literal;
          return binary(condition, 'and', binary(plain ? segment : call('unquote', segment), '==', text(part.literal)));
        },
        binary(call('len', name('parts')), '==', number(parts.length + 1)),
      )
    : binary(call('unquote', name('url.path')), '==', text(plan.route.value));
  const { path, query, body } = pythonReads(plan, inputs, fail);
  const isText = plan.response.value.form === 'text';
  const answer = silent(plan)
    ? [run(call('self.send_response', number(plan.status.value))), run(call('self.end_headers')), give()]
    : [run(call(isText ? 'self.send_text' : 'self.send_json', number(plan.status.value), payload(plan, inputs))), give()];
  const needsQuery = inputs.query.length > 0;
  const server = view?.server?.framework === 'http.server' ? view.server : null;
  // One method answers all; a class that somebody else wrote has a method for each.
  const answersAll = !server || new RegExp(`^\\s*(?:do_[A-Z]+ = )+${respond}$`, 'm').test(view?.text ?? '');
  const handler = answersAll ? respond : `do_${plan.method.value}`;
  const shared = !answersAll || (view?.routes.some((route) => overlaps(plan, route.path)) ?? false);
  const inner = [...path, ...query, ...body, ...answer];
  const method = text(plan.method.value);
  const refused = when(binary(name('self.command'), '!=', method), [
    run(callNamed('self.send_json', [number(405), dictionary({ error: text(errorText.methodNotAllowed) })], { Allow: method })),
    give(),
  ]);
  const branch = !shared
    ? when(isPath, [refused, ...inner])
    : when(answersAll ? binary(isPath, 'and', binary(name('self.command'), '==', method)) : isPath, inner);
  // As it is written in a method that is there; one that has it already does not get it again.
  const locals: [variable: string, written: string, statement: Statement][] = [
    ['url', 'urlsplit(self.path)', bind('url', call('urlsplit', name('self.path')))],
    ...(hasParameters
      ? [['parts', 'url.path.split(', bind('parts', call('url.path.split', text('/')))] as [string, string, Statement]]
      : []),
    ...(needsQuery
      ? [['query', 'parse_qs(url.query', bind('query', call('parse_qs', name('url.query')))] as [string, string, Statement]]
      : []),
  ];
  const whole: FunctionNode = {
    kind: 'function',
    name: handler,
    receiver: { name: 'self' },
    parameters: [],
    body: [...locals.map(([, , statement]) => statement), branch, send(number(404), dictionary({ error: text(errorText.notFound) }))],
  };
  const replies = [jsonReply, ...(isText ? [textReply] : [])];
  const parsers = parsersOf(inputs).filter((each) => !view?.declared.includes(each.name));
  const imports = [
    { module: 'json', names: [] },
    {
      module: 'urllib.parse',
      names: [...(needsQuery ? ['parse_qs'] : []), ...(hasParameters && path.length === 0 ? [] : ['unquote']), 'urlsplit'],
    },
    ...(parsers.some((each) => each.name === 'parse_number') ? [{ module: 'math', names: ['isfinite'] }] : []),
  ];
  if (server) {
    const there = server.methods ?? {};
    const margin = `\n${(view?.style.indent ?? '    ').repeat(server.depth + 1)}`;
    const known = there[handler];
    const added = [...(known ? [] : [whole]), ...replies.filter((each) => !there[each.name])];
    // Another method of a path that is there is answered before that path refuses it.
    const place = shared && answersAll && known ? known.first : known;
    const missing = locals.filter(([variable, written]) => !`${margin}${place?.before}`.includes(`${margin}${variable} = ${written}`));
    return {
      imports,
      declarations: parsers,
      names: parsers.map((each) => each.name),
      ...(place
        ? {
            inside: {
              at: place.at,
              depth: server.depth + 1,
              body: [...missing.map(([, , statement]) => statement), branch],
              blank: 'none' as const,
            },
          }
        : {}),
      alsoInside:
        added.length > 0 ? [{ at: server.at, depth: server.depth, body: added.flatMap(asMethod).slice(1), blank: 'before' as const }] : [],
    };
  }
  return {
    imports: [...imports, { module: 'http.server', names: ['BaseHTTPRequestHandler', 'ThreadingHTTPServer'] }].sort((left, right) =>
      left.module < right.module ? -1 : 1,
    ),
    declarations: [
      ...parsers,
      { kind: 'class', name: 'Handler', bases: [name('BaseHTTPRequestHandler')], members: [whole, allMethods, ...replies] },
    ],
    entry: [
      run(
        call(
          member(
            call('ThreadingHTTPServer', { kind: 'tupleLiteral', items: [text('127.0.0.1'), number(8000)] }, name('Handler')),
            'serve_forever',
          ),
        ),
      ),
    ],
    names: ['Handler', ...parsers.map((each) => each.name)],
  };
}

/** The method that answers, under the names by which the server calls it. */
const respond = 'respond';
const [first = '', ...others] = methods.map((method) => `do_${method}`);
const allMethods: ClassMember = {
  kind: 'code',
  body: [{ kind: 'assign', target: name(first), also: others.map(name), value: name(respond) }],
};

/** A method as it stands in a class that is there, with the line above it. */
function asMethod({ receiver, ...method }: FunctionNode): Statement[] {
  return [
    { kind: 'blank' },
    { kind: 'define', function: { ...method, parameters: [{ name: receiver?.name ?? 'self' }, ...method.parameters] } },
  ];
}
