import { binary, bind, call, dictionary, give, index, list, member, name, not, nothing, number, run, text, when } from '#domain/ir/build';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import type { SourceView } from '../../syntax/source-view.ts';
import type { Change } from '../instruction.ts';
import { type Input, type Inputs, segmentsOf, typePhrase } from './names.ts';
import { bodyReads, payload, silent } from './python-parts.ts';
import type { HttpHandlerPlan } from './schema.ts';

/** The standard library's server: one class with a method for each HTTP method. */
export function standard(plan: HttpHandlerPlan, inputs: Inputs, view: SourceView | null): Partial<Change> {
  const send = (status: Expression, value: Expression): Statement => run(call('self.send_json', status, value));
  const fail = (message: string): Statement[] => [send(number(400), dictionary({ error: text(message) })), give()];
  const parts = segmentsOf(plan.route.value);
  const hasParameters = parts.some((part) => 'parameter' in part);
  const isPath = hasParameters
    ? parts.reduce<Expression>(
        (condition, part, at) => {
          const segment = index(name('parts'), number(at + 1));
          // A parameter is never empty: `/users/` is not a user.
          return binary(condition, 'and', 'literal' in part ? binary(segment, '==', text(part.literal)) : segment);
        },
        binary(call('len', name('parts')), '==', number(parts.length + 1)),
      )
    : binary(call('unquote', name('url.path')), '==', text(plan.route.value));
  const convert = (input: Input, raw: Expression): Statement[] => {
    if (input.type !== 'integer' && input.type !== 'number') return [bind(input.variable, raw)];
    return [
      {
        kind: 'try',
        body: [bind(input.variable, call(input.type === 'integer' ? 'int' : 'float', raw))],
        catches: [{ types: ['ValueError'], name: null, body: fail(`${input.key} must be ${typePhrase(input.type)}`) }],
      },
    ];
  };
  const path = parts.flatMap((part, at) => {
    const input = 'parameter' in part ? inputs.path.find((each) => each.key === part.parameter) : undefined;
    return input ? convert(input, call('unquote', index(name('parts'), number(at + 1)))) : [];
  });
  const query = inputs.query.flatMap((input): Statement[] => {
    const first = (fallback: Expression): Expression => index(call('query.get', text(input.key), list([fallback])), number(0));
    if (input.type === 'boolean')
      return [bind(input.variable, binary(first(text(input.default === true ? 'true' : 'false')), '==', text('true')))];
    if (input.default !== null) return convert(input, first(text(String(input.default))));
    if (!input.optional)
      return [
        when(not({ kind: 'binary', operator: 'in', left: text(input.key), right: name('query') }), fail(`${input.key} is required`)),
        ...convert(input, index(index(name('query'), text(input.key)), number(0))),
      ];
    if (input.type === 'integer' || input.type === 'number')
      return [
        when(
          { kind: 'binary', operator: 'in', left: text(input.key), right: name('query') },
          convert(input, index(index(name('query'), text(input.key)), number(0))),
          [bind(input.variable, nothing)],
        ),
      ];
    return [bind(input.variable, first(nothing))];
  });
  const body: Statement[] =
    inputs.body.length > 0
      ? [
          {
            kind: 'try',
            body: [
              bind('length', call('int', call('self.headers.get', text('Content-Length'), text('0')))),
              bind('body', call('json.loads', call('self.rfile.read', name('length')))),
            ],
            catches: [{ types: ['ValueError'], name: null, body: fail('the body must be JSON') }],
          },
          when(not(call('isinstance', name('body'), name('dict'))), fail('the body must be a JSON object')),
          ...bodyReads(inputs.body, fail),
        ]
      : [];
  const isText = plan.response.value.form === 'text';
  const answer = silent(plan)
    ? [run(call('self.send_response', number(plan.status.value))), run(call('self.end_headers')), give()]
    : [run(call(isText ? 'self.send_text' : 'self.send_json', number(plan.status.value), payload(plan, inputs))), give()];
  const reply = (method: string, type: string, encode: Expression): FunctionNode => ({
    kind: 'function',
    name: method,
    receiver: { name: 'self' },
    parameters: [{ name: 'status' }, { name: 'value' }],
    body: [
      bind('content', encode),
      run(call('self.send_response', name('status'))),
      run(call('self.send_header', text('Content-Type'), text(type))),
      run(call('self.send_header', text('Content-Length'), call('str', call('len', name('content'))))),
      run(call('self.end_headers')),
      run(call('self.wfile.write', name('content'))),
    ],
  });
  const needsQuery = inputs.query.length > 0;
  const handler = `do_${plan.method.value}`;
  const branch = when(isPath, [...path, ...query, ...body, ...answer]);
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
    body: [...locals.map(([, , statement]) => statement), branch, send(number(404), dictionary({ error: text('not found') }))],
  };
  const replies = [
    reply('send_json', 'application/json', call(member(call('json.dumps', name('value')), 'encode'))),
    ...(isText ? [reply('send_text', 'text/plain; charset=utf-8', call('value.encode'))] : []),
  ];
  const imports = [
    { module: 'json', names: [] },
    {
      module: 'urllib.parse',
      names: [...(needsQuery ? ['parse_qs'] : []), ...(hasParameters && path.length === 0 ? [] : ['unquote']), 'urlsplit'],
    },
  ];
  const server = view?.server?.framework === 'http.server' ? view.server : null;
  if (server) {
    const there = server.methods ?? {};
    const margin = `\n${(view?.style.indent ?? '    ').repeat(server.depth + 1)}`;
    const known = there[handler];
    const added = [...(known ? [] : [whole]), ...replies.filter((each) => !there[each.name])];
    const missing = locals.filter(([variable, written]) => !`${margin}${known?.before}`.includes(`${margin}${variable} = ${written}`));
    return {
      imports,
      ...(known
        ? {
            inside: {
              at: known.at,
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
    imports: [imports[0], { module: 'http.server', names: ['BaseHTTPRequestHandler', 'ThreadingHTTPServer'] }, imports[1]].flatMap(
      (each) => each ?? [],
    ),
    declarations: [{ kind: 'class', name: 'Handler', bases: [name('BaseHTTPRequestHandler')], members: [whole, ...replies] }],
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
    names: ['Handler'],
  };
}

/** A method as it stands in a class that is there, with the line above it. */
function asMethod({ receiver, ...method }: FunctionNode): Statement[] {
  return [
    { kind: 'blank' },
    { kind: 'define', function: { ...method, parameters: [{ name: receiver?.name ?? 'self' }, ...method.parameters] } },
  ];
}
