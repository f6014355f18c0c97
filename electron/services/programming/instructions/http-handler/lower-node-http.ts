import { errorText, largestBody } from '#domain/http-contract';
import {
  all,
  assign,
  binary,
  bind,
  call,
  dictionary,
  give,
  lambda,
  list,
  member,
  name,
  nothing,
  number,
  run,
  text,
  variable,
  when,
} from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { listOf, named, stringType, unknownType, voidType } from '#domain/ir/types';
import type { Change, Target } from '../instruction.ts';
import { handlerWords, type Inputs, overlaps, segmentsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';
import { handlerBody, isDecoded, plainFrame, segmentDecoder } from './script-frames.ts';

export const routeText = (plan: HttpHandlerPlan): string =>
  `/${segmentsOf(plan.route.value)
    .map((part) => ('literal' in part ? encodeURI(part.literal) : `:${part.parameter}`))
    .join('/')}`;

/** Bytes of a body. */
const bodyLimit = 'maxBodyBytes';

export const portExpression = call('Number', binary(name('process.env.PORT'), 'coalesce', number(3000)));

/** decodeURIComponent throws where an escape is not well-formed, which would end the server. */
const decoder: FunctionNode = {
  kind: 'function',
  name: segmentDecoder,
  doc: 'A segment of a path as text; one whose escapes are not well-formed stays as it is.',
  parameters: [{ name: 'segment', type: stringType }],
  result: stringType,
  body: [
    {
      kind: 'try',
      body: [give(call('decodeURIComponent', name('segment')))],
      catches: [{ types: [], name: null, body: [give(name('segment'))] }],
    },
  ],
};

/** node:http has one function for everything: the route is an `if` at its start. */
export function lowerPlain(plan: HttpHandlerPlan, target: Target, inputs: Inputs): Partial<Change> {
  const server = target.view?.server;
  const request = server?.request ?? 'request';
  const response = server?.response ?? 'response';
  const parts = segmentsOf(plan.route.value);
  const captures = parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const free = (wanted: string, instead: string): string => {
    const used = (each: string): boolean => new RegExp(`(?<![.\\w$])${each}(?![\\w$])`).test(server?.scope ?? '');
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? wanted : `${instead}${count === 2 ? '' : count - 1}`;
      if (!used(candidate)) return candidate;
    }
  };
  const own = {
    match: free('match', valueName(`match ${handlerWords(plan)}`, target.language)),
    url: server?.url?.name ?? free('url', 'requestUrl'),
  };
  const frame = plainFrame(response, captures, own);
  const url: Expression = {
    kind: 'new',
    callee: name('URL'),
    // A base beside it would make a host of what follows `//`, and throw where there is none.
    args: [{ kind: 'template', parts: ['http://localhost', name(`${request}.url`)] }],
  };
  const needsUrl = plan.query.length > 0 || captures.length > 0;
  const pathname = server && !server.url && !needsUrl ? member(url, 'pathname') : name(`${own.url}.pathname`);
  const isMethod = binary(name(`${request}.method`), '==', text(plan.method.value));
  const pieces = parts.flatMap((part): ({ literal: string } | { capture: 'segment' })[] => [
    { literal: '/' },
    'literal' in part ? { literal: encodeURI(part.literal) } : { capture: 'segment' },
  ]);
  const isPath: Expression = captures.length > 0 ? binary(name(own.match), '!=', nothing) : binary(pathname, '==', text(routeText(plan)));
  const reads: Statement[] = [
    ...(server && !server.url && needsUrl ? [bind(own.url, url)] : []),
    ...(captures.length > 0
      ? [
          bind(
            own.match,
            call(
              member({ kind: 'pathPattern', pieces: pieces.length > 0 ? pieces : [{ literal: '/' }] }, 'exec'),
              name(`${own.url}.pathname`),
            ),
          ),
        ]
      : []),
  ];
  const typed = target.language === 'typescript';
  const decodes = inputs.path.some(isDecoded) && !target.view?.declared.includes(segmentDecoder);
  const helper: FunctionNode[] = decodes ? [decoder] : [];
  const limited = plan.body.length > 0 && !target.view?.declared.includes(bodyLimit);
  const limit: Declaration[] = limited ? [{ kind: 'statements', body: [bind(bodyLimit, number(largestBody))] }] : [];
  let inner = [...handlerBody(plan, inputs, frame), give()];
  const imports: ImportNode[] = [];
  if (plan.body.length > 0) {
    const handler = valueName(`handle ${handlerWords(plan)}`, target.language);
    const passed = [...(captures.length > 0 ? (['match'] as const) : []), ...(plan.query.length > 0 ? (['url'] as const) : [])];
    imports.push({ module: 'node:http', names: ['IncomingMessage', 'ServerResponse'], typeOnly: true });
    helper.push({
      kind: 'function',
      name: handler,
      async: true,
      parameters: [
        { name: request, type: named('IncomingMessage') },
        { name: response, type: named('ServerResponse') },
        ...passed.map((each) => ({ name: each, type: named(each === 'url' ? 'URL' : 'RegExpExecArray') })),
      ],
      result: voidType,
      body: [
        bind('chunks', list([]), typed ? listOf(named('Buffer')) : undefined),
        variable('size', number(0)),
        {
          kind: 'each',
          awaits: true,
          name: 'chunk',
          source: name(request),
          body: [
            assign('size', name('chunk.length'), '+'),
            // All of it is read: who still sends would not read the answer.
            when(binary(name('size'), '<=', name(bodyLimit)), [run(call('chunks.push', name('chunk')))]),
          ],
        },
        when(binary(name('size'), '>', name(bodyLimit)), frame.fail(413, errorText.bodyTooLarge)),
        { kind: 'let', names: ['body'], mutable: true, type: named('Record<string, unknown>'), value: dictionary({}) },
        {
          kind: 'try',
          body: [assign('body', call('JSON.parse', call(member(call('Buffer.concat', name('chunks')), 'toString'))))],
          catches: [{ types: [], name: null, body: frame.fail(400, errorText.bodyNotJson) }],
        },
        when(
          [binary(name('body'), '==', nothing), call('Array.isArray', name('body'))].reduce(
            (left, right) => binary(left, 'or', right),
            binary({ kind: 'unary', operator: 'typeof', operand: name('body') }, '!=', text('object')),
          ),
          frame.fail(400, errorText.bodyNotObject),
        ),
        ...handlerBody(plan, inputs, plainFrame(response, captures)),
      ],
    });
    const started = call(handler, name(request), name(response), ...passed.map((each) => name(own[each])));
    inner = [
      run(
        call(
          member(started, 'catch'),
          lambda(
            [{ name: 'error', ...(typed ? { type: unknownType } : {}) }],
            [run(call('console.error', name('error'))), run(call(`${response}.destroy`))],
          ),
        ),
      ),
      give(),
    ];
  }
  const shared = target.view?.routes.some((route) => overlaps(plan, route.path)) ?? false;
  const refused = when(binary(name(`${request}.method`), '!=', text(plan.method.value)), [
    run(
      call(
        `${response}.writeHead`,
        number(405),
        dictionary([
          ['allow', text(plan.method.value)],
          ['content-type', text('application/json')],
        ]),
      ),
    ),
    run(call(`${response}.end`, call('JSON.stringify', dictionary({ error: text(errorText.methodNotAllowed) })))),
    give(),
  ]);
  const block: Statement[] = [...reads, shared ? when(all(isMethod, isPath), inner) : when(isPath, [refused, ...inner])];
  if (server && target.view)
    return {
      imports: typed ? imports : [],
      declarations: [...limit, ...helper],
      names: [...(limited ? [bodyLimit] : []), ...helper.map((node) => node.name)],
      inside: { at: server.url?.at ?? server.at, depth: server.depth, body: block, blank: 'after' },
    };
  const callback = lambda(
    [{ name: request }, { name: response }],
    [bind(own.url, url), ...block, ...frame.answer(404, dictionary({ error: text(errorText.notFound) }), 'json')],
  );
  return {
    imports: [{ module: 'node:http', names: ['createServer'] }, ...(typed ? imports : [])],
    declarations: [
      ...limit,
      ...helper,
      { kind: 'statements', body: [bind('server', call('createServer', callback))] },
      { kind: 'statements', body: [run(call('server.listen', portExpression, text('127.0.0.1')))] },
    ],
    names: ['server', ...(limited ? [bodyLimit] : []), ...helper.map((node) => node.name)],
  };
}
